package org.rapport.desktop

import java.time.Instant
import java.time.LocalDate
import java.time.ZoneOffset
import org.rapport.core.*
import org.rapport.id.*
import org.rapport.presentation.PairKey

/** An invented pair, as the core would tell of it: what pictures are drawn from. */
object Fixtures {
    val today: LocalDate = LocalDate.of(2026, 5, 11)
    private val space = SpaceKey("space")
    private val ada = PersonKey("ada")
    private val bea = PersonKey("bea")

    private fun moment(day: Int, hour: Int = 9, minute: Int = 0): Instant =
        LocalDate.of(2026, 5, day).atTime(hour, minute).toInstant(ZoneOffset.UTC)

    val line = SyncLine(true, moment(11, 8, 42), 0u, null, 0u, 0u, 0u)
    val waiting = line.copy(waiting = 3u, waitingSince = moment(11, 7))

    val key = PairKey(space, "Bea Lindqvist", KeyView(2u, moment(4), false))
    val pair = PairingRow(PairingKey("pair"), space, false, bea, "Bea Lindqvist", PairingStage.ACTIVE, moment(1), LocalDate.of(2026, 5, 4))

    val meeting = MeetingRow(
        MeetingKey("m1"), space, "Before the interview", "Bea", MeetingStage.CONFIRMED, "2026-05-12T16:30[Europe/Zurich]", moment(12, 14, 30),
        45u, Mode.VIDEO, "", 3u, NoteKey("n1"),
    )
    private val proposed = meeting.copy(id = MeetingKey("m2"), title = "", stage = MeetingStage.PROPOSED, slot = "2026-05-26T16:30[Europe/Zurich]", agenda = 0u, mode = Mode.IN_PERSON, place = "Café Sonne")
    private val past = meeting.copy(id = MeetingKey("m0"), title = "First steps", stage = MeetingStage.LOGGED, slot = "2026-05-04T17:00[Europe/Zurich]")
    val coming = listOf(meeting, proposed)
    val behind = listOf(past)

    val home = HomeView(
        "Ada", today, meeting,
        listOf(
            TodayStep(GoalKey("g1"), null, StepKey("s0"), space, "Ask Jonas for an honest word about the talk", "Speak up in the team", LocalDate.of(2026, 5, 8), null, true, true),
            TodayStep(GoalKey("g1"), null, StepKey("s1"), space, "Write down three questions for the interview", "Find work that fits", today, null, false, true),
            TodayStep(null, MeetingKey("m1"), StepKey("s2"), space, "Send Bea the job advert", "", today, 1_020u, false, true),
        ),
        line,
        listOf(TodayCheckIn("pulse", null, "", today)),
    )
    val quiet = HomeView("Ada", today, null, emptyList(), line.copy(hasRelay = false, last = null))

    private fun goal(id: String, title: String, stage: GoalStage, progress: UInt, next: String, shared: Boolean = true, due: LocalDate? = null, overdue: Boolean = false) = GoalRow(
        GoalKey(id), space, shared, ada, "Ada", true, title, stage, progress, Basis.WORK, 2u, 5u, next, Confidence.SURE, null, due, overdue, false, moment(10),
    )

    val goals = listOf(
        goal("g1", "Find work that fits", GoalStage.ACTIVE, 600u, "Write down three questions", due = LocalDate.of(2026, 9, 30)),
        goal("g2", "Speak up in the team, also when it is loud and everybody talks at once", GoalStage.ACTIVE, 250u, "Ask Jonas for an honest word", due = LocalDate.of(2026, 5, 8), overdue = true),
        goal("g3", "Read one book on negotiating", GoalStage.PROPOSED, 0u, "").copy(steps = 0u, ownerName = "Bea", mine = false),
        goal("g4", "Sleep before midnight", GoalStage.DRAFT, 0u, "", shared = false).copy(steps = 0u),
        goal("g5", "Give the first talk", GoalStage.ACHIEVED, 1000u, ""),
    )

    private fun step(id: String, text: String, done: Boolean, due: LocalDate? = null, who: String = "") = StepView(
        StepKey(id), text, null, null, who, due?.let { Due.On(it) }, if (done) StepState.DONE else StepState.OPEN,
        if (done) ada else null, if (done) "Ada" else "", if (done) moment(9, 18) else null, false,
    )

    val goalView = GoalView(
        row = goals[0], state = GoalState.Active,
        wording = Wording("Find work that fits", "Because I want to look forward to Mondays again.", "A job with people, at most forty minutes away, that I could explain to my grandmother.", "Bea knows two people in the field; evenings are free.", "I have signed something.", null, Horizon.MEDIUM, LocalDate.of(2026, 9, 30), emptyList()),
        review = null, weight = 5u, version = 2u, nods = listOf(ada, bea), parentTitle = "", below = emptyList(),
        milestones = listOf(MilestoneView(MilestoneKey("k1"), "Three applications are out", LocalDate.of(2026, 6, 15), false, false)),
        steps = listOf(
            step("s3", "Look through the adverts together", true),
            step("s4", "Rewrite the first page of the CV", true),
            step("s1", "Write down three questions for the interview", false, today, "Ada"),
            step("s5", "Call the woman whom Bea knows", false, LocalDate.of(2026, 5, 20)),
        ),
        entries = listOf(EntryView(ProgressKey("e1"), ada, "Ada", moment(9, 19), Reading.Share(600u), "The first page is done.")),
        comments = listOf(CommentView(CommentKey("c1"), bea, "Bea", false, moment(10, 16, 5), CommentKind.REMARK, On.Whole, "The second page is much clearer now. Shall we practise the hard question tomorrow?", false)),
        revisions = emptyList(), history = emptyList(), hints = listOf(Hint.NoReview), celebrations = emptyList(),
        can = GoalCan(true, true, true, false, false, false, true, false, true, true, true, false, true), needsUpdate = false,
    )

    val meetingView = MeetingView(
        row = meeting, state = org.rapport.core.MeetingState.Confirmed, proposedBy = bea, proposedByName = "Bea", movedFrom = null,
        agenda = listOf(
            AgendaView(AgendaItemKey("a1"), "What if they ask why I left?", ada, "Ada", false, null),
            AgendaView(AgendaItemKey("a2"), "How to ask for the salary", bea, "Bea", false, null),
            AgendaView(AgendaItemKey("a3"), "How the last two weeks were", bea, "Bea", true, MeetingKey("m0")),
        ),
        attendance = listOf(AttendanceView(ada, "Ada", null), AttendanceView(bea, "Bea", null)), took = null,
        actions = listOf(step("s2", "Send Bea the job advert", false, today, "Ada")), wantsLog = false,
        can = MeetingCan(false, true, true, true, true, true, true, false), needsUpdate = false,
    )

    val brief = BriefView(
        meeting, past, meetingView.agenda.take(2), listOf(AgendaView(AgendaItemKey("a0"), "What a good day looks like", bea, "Bea", false, null)),
        listOf(step("s6", "Send Bea the job advert", true, who = "Ada"), step("s7", "Ask around for a mock interview", false, LocalDate.of(2026, 5, 8), "Bea").copy(overdue = true)),
        listOf(BriefStep(GoalKey("g1"), "Find work that fits", step("s1", "Write down three questions for the interview", false, today, "Ada"))),
        listOf(
            BriefGoal(GoalKey("g1"), "Find work that fits", GoalStage.ACTIVE, 0u, 1u, 1u, 2u, 1u),
            BriefGoal(GoalKey("g5"), "Give the first talk", GoalStage.ACHIEVED, 1u, 0u, 0u, 0u, 0u),
        ),
        MeetingCounts(4u, 1u, 1u),
    )
    val firstBrief = brief.copy(last = null, agenda = emptyList(), leftOver = emptyList(), actions = emptyList(), steps = emptyList(), goals = emptyList(), counts = MeetingCounts(0u, 0u, 0u))

    val notes = listOf(
        NoteRow(NoteKey("n1"), space, true, "Before the interview", "What they may ask – why I left, what I would do differently, what I want …", MeetingKey("m1"), 1u, moment(11, 8)),
        NoteRow(NoteKey("n2"), space, false, "For myself", "It went better than I had feared.", null, 1u, moment(9)),
    )

    private val noteText = "What they may ask\nWhy did you leave? Say it in one sentence, without excuses.\nTell the story of the school project\nAsk what a normal Tuesday looks like\nRead the advert once more\nPrint the CV\nBea: “Nobody ever regretted a pause before an answer.”\n"

    private fun at(line: Int): UInt = noteText.withIndex().filter { it.value == '\n' }[line - 1].index.toUInt()

    private fun marked(text: String, mark: Mark) = noteText.indexOf(text).let { MarkSpan(it.toUInt(), (it + text.length).toUInt(), mark) }

    val paper = NoteText(
        noteText, Line(LineKind.HEADING2, false),
        listOf(
            PlacedLine(at(1), Line(LineKind.PARAGRAPH, false)),
            PlacedLine(at(2), Line(LineKind.BULLET, false)),
            PlacedLine(at(3), Line(LineKind.BULLET, false)),
            PlacedLine(at(4), Line(LineKind.CHECK, true)),
            PlacedLine(at(5), Line(LineKind.CHECK, false)),
            PlacedLine(at(6), Line(LineKind.QUOTE, false)),
            PlacedLine(at(7), Line(LineKind.PARAGRAPH, false)),
        ),
        listOf(marked("in one sentence", Mark.Bold), marked("normal", Mark.Italic), marked("advert", Mark.Link("https://example.org/advert")), marked("Bea", Mark.Mention(bea))),
    )
    val noteView = NoteView(notes[0], listOf(SectionView(SectionKey("n1s"), "", null, paper)), false)
    val others = listOf(Present(DeviceKey("d2"), bea, "Bea", SectionKey("n1s"), null, true, moment(11, 8)))

    /** The editor of a picture: it has a text and somebody else's caret, and takes nothing. */
    val editor: NoteEditorInterface = object : NoteEditorInterface by NoteEditor(NoHandle) {
        override fun whole() = paper
        override fun exchange(edits: List<Edit>) = emptyList<Change>()
        override fun canUndo() = true
        override fun canRedo() = false
        override fun setCaret(caret: OwnCaret?) = Unit
        override fun carets() = at(2).let { listOf(DeviceCaret(DeviceKey("d2"), it, it)) }
    }

    val hits = listOf(
        SearchHit(Found.Goal(GoalKey("g2")), space, "Speak up in the team", listOf(Piece("Speak", true), Piece(" up in the team, also when it is loud", false))),
        SearchHit(Found.Note(NoteKey("n1"), SectionKey("n1s")), space, "Before the interview", listOf(Piece("… how to ", false), Piece("speak", true), Piece(" about the salary …", false))),
        SearchHit(Found.Meeting(MeetingKey("m1")), space, "Before the interview", emptyList()),
    )
    val inviteCompare = InviteView(BoxKey("b1"), true, false, InviteStage.Compare("anchor · lemon · river"), "Bea", "https://relay.example.org", moment(25), null)
    val inviteWaiting = InviteView(BoxKey("b1"), true, false, InviteStage.Waiting, null, "https://relay.example.org", moment(25), null)
    val linkWaiting = inviteWaiting.copy(device = true)
    val linkCompare = inviteCompare.copy(given = false, device = true, name = "Ada")
    /** As the core writes one. */
    const val LINK = "https://relay.example.org/j#v1.HWh0dHBzOi8vcmVsYXkuZXhhbXBsZS5vcmc6NDQzrTrtHbFslWsrOaUrjW9gr9GbUm2z2FBcUVT3nA0fEXMAACyPwzU"

    val safety = SafetyView(listOf(DeviceRow(DeviceKey("d1"), "Ada’s phone", true, true), DeviceRow(DeviceKey("d3"), "Tablet in the kitchen", false, true), DeviceRow(DeviceKey("d4"), "Old phone", false, false)), false, true, "https://relay.example.org", null)
    val sync = SyncView(line, listOf(RelayStatus("https://relay.example.org", null, moment(11, 8, 42), true, null)), emptyList())
    val offline = SyncView(waiting, listOf(RelayStatus("https://relay.example.org", Trouble.Offline, moment(11, 8, 42), false, moment(10, 21, 5))), listOf(HeldRow(space, RecordKey("r1"), "not_yet", moment(10), HeldKind.DEFERRED)))
    val lost = sync.copy(losses = listOf(LossRow(LateKind.NOTE, "Before the interview", 2u, true, moment(11, 7, 30)), LossRow(LateKind.OTHER, "", 1u, false, moment(11, 7, 30))))
    val words = "anchor lemon river candle winter garden yellow pocket summer letter bridge carpet thunder velvet orange copper meadow island silver planet harbor ribbon forest cotton".split(' ')
}
