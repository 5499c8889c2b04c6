package org.rapport.app.pictures

import androidx.compose.ui.graphics.asAndroidBitmap
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.semantics.getOrNull
import androidx.compose.ui.test.SemanticsMatcher
import androidx.compose.ui.test.captureToImage
import androidx.compose.ui.test.junit4.v2.createComposeRule
import androidx.compose.ui.test.onRoot
import androidx.test.ext.junit.runners.AndroidJUnit4
import java.io.File
import java.time.Instant
import java.time.LocalDate
import java.time.ZoneId
import java.time.ZoneOffset
import java.util.Locale
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel
import kotlinx.coroutines.runBlocking
import org.junit.After
import org.junit.Rule
import org.junit.Test
import org.junit.rules.TemporaryFolder
import org.junit.runner.RunWith
import org.rapport.app.people.Partner
import org.rapport.app.people.Relay
import org.rapport.bridge.Door
import org.rapport.bridge.JavaZones
import org.rapport.bridge.OpenCore
import org.rapport.bridge.coreOpener
import org.rapport.core.*
import org.rapport.presentation.AppEvent
import org.rapport.presentation.AppPresenter
import org.rapport.presentation.Route
import org.rapport.ui.RapportApp
import org.rapport.ui.RapportTheme
import org.rapport.words.Words
import org.robolectric.annotation.Config as Phone
import kotlin.test.assertEquals

/** Screens over the real core, with a pair that met over a real relay; only the clock is the test's. */
@RunWith(AndroidJUnit4::class)
@Phone(application = android.app.Application::class, qualifiers = "w412dp-h915dp-mdpi")
class CorePicturesTest {
    @get:Rule(order = 0)
    val folder = TemporaryFolder()

    @get:Rule(order = 1)
    val screen = createComposeRule()

    /** It stands still until an act is done, so that each has a time of its own. */
    private class Clock : DeviceClock {
        @Volatile
        var now = LocalDate.of(2026, 5, 11).atTime(7, 0).toInstant(ZoneOffset.UTC)
        override fun now(): Instant = now
    }

    private val clock = Clock()
    private val vault = object : KeyVault {
        @Volatile
        private var key: ByteArray? = null
        override fun load() = key
        override fun store(key: ByteArray) {
            this.key = key
        }
    }
    private val relay by lazy { Relay(folder.newFolder()) }
    private val bea by lazy { Partner(folder.newFolder(), "Bea", clock) }
    private val door by lazy {
        Door(coreOpener(Config(File(folder.root, "ada").path, "Europe/Zurich")) { Platform(vault, JavaZones(), clock) })
    }
    private val scope = CoroutineScope(Dispatchers.Main + SupervisorJob())

    @After
    fun end() {
        scope.cancel()
        runBlocking { door.shutdown() }
        bea.close()
        relay.close()
    }

    private fun until(what: String, found: () -> Boolean) = try {
        screen.waitUntil(30_000) { found() }
    } catch (late: Throwable) {
        throw AssertionError("not in 30 seconds: $what; on the screen: ${texts()}", late)
    }

    private fun texts() = screen.onAllNodes(SemanticsMatcher("any") { true }).fetchSemanticsNodes()
        .flatMap { it.config.getOrNull(SemanticsProperties.Text).orEmpty().map { text -> text.text } + listOfNotNull(it.config.getOrNull(SemanticsProperties.EditableText)?.text) }

    /** One thing after the other, a minute apart. */
    private fun <T> act(what: suspend () -> T): T {
        clock.now = clock.now.plusSeconds(60)
        return runBlocking { what() }
    }

    private fun meet(core: OpenCore) {
        runBlocking {
            core.sync.agreeToRelay(relay.link)
            core.sync.start()
        }
        val box = act { core.people.invite(Seat.MENTEE) }
        bea.join(runBlocking { core.people.inviteLink(box) })
        until("both codes") { bea.code != null && runBlocking { core.people.invites().single().stage is InviteStage.Compare } }
        act { core.people.confirm(box) }
        bea.confirm()
        until("a pair") { bea.space != null && runBlocking { core.people.pairings().singleOrNull()?.partnerName == "Bea" } }
    }

    private class Life(val goal: GoalId, val meeting: MeetingId, val note: NoteId)

    private fun live(core: OpenCore): Life {
        val place = Place.In(runBlocking { core.people.pairings().single().space })
        val private = act { core.goals.begin(NewGoal(Place.Private, "Sleep before midnight")) }
        act { core.goals.turn(private, GoalTurn.Start) }
        val goal = act { core.goals.begin(NewGoal(place, "Find work that fits", "Because I want to look forward to Mondays again.")) }
        val first = act { core.goals.addStep(goal, StepDraft("Rewrite the first page of the CV")) }
        act { core.goals.addStep(goal, StepDraft("Write down three questions", due = Due.On(LocalDate.of(2026, 5, 11)))) }
        act { core.goals.addStep(goal, StepDraft("Call the woman whom Bea knows", due = Due.On(LocalDate.of(2026, 5, 20)))) }
        act { core.goals.tick(goal, first) }
        act { core.goals.addMilestone(goal, "Three applications are out", LocalDate.of(2026, 6, 15)) }
        act { core.goals.addComment(goal, CommentKind.REMARK, On.Whole, "Shall we practise the hard question?") }
        val meeting = act {
            core.meetings.propose(NewMeeting(place.v1, "2026-05-12T16:30[Europe/Zurich]", 45u, title = "Before the interview", mode = Mode.VIDEO))
        }
        act { core.meetings.addAgendaItem(meeting, "What if they ask why I left?") }
        act { core.meetings.addAgendaItem(meeting, "How to ask for the salary") }
        act { core.meetings.addAction(meeting, StepDraft("Send Bea the advert")) }
        val begun = act { core.notes.begin(NewNote(place, "What they may ask")) }
        act {
            core.notes.open(begun.note, begun.section).use { editor ->
                editor.exchange(listOf(Edit.Splice(0u, 0u, "Questions\nWhy did you leave?\nSay it in one sentence.\nPrint the CV")))
                editor.exchange(listOf(Edit.Line(0u, LineKind.HEADING2, null), Edit.Line(29u, LineKind.BULLET, null), Edit.Line(53u, LineKind.CHECK, null), Edit.Mark(36u, 51u, Mark.Bold, true)))
                editor.finish()
            }
        }
        return Life(goal, meeting, begun.note)
    }

    @Test
    fun eightScreensOverTheRealCoreLookAsTheyDid() {
        runBlocking { door.create("Ada") }
        val core = checkNotNull(door.core)
        meet(core)
        val life = live(core)
        clock.now = LocalDate.of(2026, 5, 11).atTime(8, 42).toInstant(ZoneOffset.UTC)
        until("everything sent") { runBlocking { core.sync.runOnce(5_000u).settled } }
        runBlocking { core.sync.stop() }
        bea.online(false)
        val app = AppPresenter(door, scope)
        screen.setContent { RapportTheme(dark = false) { RapportApp(app, Words.of("en"), locale = Locale.UK, zone = ZoneId.of("Europe/Zurich")) } }
        val gallery = Gallery()
        val unlike = listOf(
            Triple("today", Route.Today, "Write down three questions"),
            Triple("goals", Route.Goals, "Find work that fits"),
            Triple("goal", Route.Goal(life.goal), "Write down three questions"),
            Triple("meetings", Route.Meetings, "Before the interview"),
            Triple("meeting", Route.Meeting(life.meeting), "How to ask for the salary"),
            Triple("notes", Route.Notes, "What they may ask"),
            Triple("note", Route.Note(life.note), "Say it in one sentence."),
            Triple("people", Route.People, "Bea"),
        ).mapNotNull { (name, route, seen) ->
            screen.runOnIdle { app.on(AppEvent.Go(route)) }
            until(seen) { texts().any { seen in it } }
            // One screen fades into the next.
            screen.mainClock.advanceTimeBy(2_000)
            screen.waitForIdle()
            gallery.compare("core-$name.png", Paint(screen.onRoot().captureToImage().asAndroidBitmap()))
        }
        assertEquals(emptyList(), unlike, "look at them in ${gallery.unlike}")
    }

    companion object {
        val files = listOf("today", "goals", "goal", "meetings", "meeting", "notes", "note", "people").map { "core-$it.png" }
    }
}
