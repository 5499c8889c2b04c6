package org.rapport.desktop

import java.time.LocalDate
import org.rapport.core.*
import org.rapport.id.*
import org.rapport.presentation.CheckInState
import org.rapport.presentation.CheckInsState
import org.rapport.presentation.Loaded
import org.rapport.presentation.ResultState

/** What the same pair answered: from what pictures of check-ins are drawn. */
object CheckInFixtures {
    private val ours = "Apache-2.0 OR MIT, like the rest of Rapport."
    private val written = "Written for Rapport."
    private val space = Fixtures.pair.space
    private val ada = PersonKey("ada")

    private fun day(day: Int): LocalDate = Fixtures.today.withDayOfMonth(day)

    private val pulse = InstrumentRow("pulse", 1u, InstrumentAbout.PERSON, "Pulse", "en", day(4), false, ours, written)
    private val instruments = listOf(
        pulse,
        pulse.copy(id = "domains", name = "How it goes", last = null, begun = true),
        pulse.copy(id = "match", about = InstrumentAbout.PAIR, name = "Working together", last = null),
        pulse.copy(id = "who5", name = "", language = null, last = null),
        pulse.copy(id = "gse", name = "", language = null, last = null),
    )

    private fun answered(id: String, on: Int, mood: Long, band: ScoreBand, note: String = "") = CheckInRow(
        CheckInKey(id), SpaceKey("own"), ada, "Ada", true, "pulse", 1u, "en", "Pulse", null, day(on),
        listOf(AnswerView("mood", mood, ""), AnswerView("contact", 1, "")) + listOf(AnswerView("note", null, note)).filter { note.isNotEmpty() },
        listOf(ScoreView("mood", "How you are doing", mood * 1000, band)), false, on == 11, emptyList(), false, band == ScoreBand.LOW, null,
    )

    val low = answered("c3", 11, 2, ScoreBand.LOW, "I said no to the second interview and do not know whether that was right.").copy(alert = CheckInAlert.DROP)
    private val mine = listOf(low, answered("c2", 4, 4, ScoreBand.HIGH).copy(sharedIn = listOf(space)))
    val shown = answered("c4", 10, 5, ScoreBand.HIGH).copy(space = space, person = Fixtures.pair.partner, personName = "Bea", mine = false, open = false)

    val list = CheckInsState(Loaded.Here(mine), listOf(shown), instruments, listOf(Fixtures.pair))

    val form = CheckInForm(
        "pulse", 1u, null, "en", "Pulse", "One question, a quarter of a minute. It stays with you unless you share it.",
        listOf(
            FormItem("mood", ItemKind.SCALE, "How are you doing these days?", false),
            FormItem("contact", ItemKind.YES_NO, "Would it help if you two spoke soon?", false),
            FormItem("note", ItemKind.TEXT, "Is there something you want to remember about it?", false),
        ),
        1, 5, listOf("Very hard", "Hard", "So-so", "Well", "Very well").mapIndexed { at, words -> ScaleLabel(at + 1L, words) }, low.answers, null, ours, written,
    )
    val begun = CheckInState(Loaded.Here(form), low.answers.associateBy { it.item }, false, null, CheckInState.Rhythm(7u))

    /** Eleven numbers of which only the ends have words, and one that not everybody is asked. */
    val wide = CheckInState(
        Loaded.Here(
            form.copy(
                instrument = "ons4", name = "Personal well-being", intro = "Four questions about your feelings.", lowest = 0, highest = 10,
                items = listOf(FormItem("satisfied", ItemKind.SCALE, "Overall, how satisfied are you with your life nowadays?", false), FormItem("anxious", ItemKind.SCALE, "Overall, how anxious did you feel yesterday?", true)),
                labels = listOf(ScaleLabel(0, "Not at all"), ScaleLabel(10, "Completely")), notBefore = day(18),
            ),
        ),
        mapOf("satisfied" to AnswerView("satisfied", 7, "")), false, null, CheckInState.Rhythm(null),
    )

    /** Numbers that are kept for stories, at addresses that are kept for examples. */
    val help = HelpView(
        listOf(
            HelpPlace("Night line", "Somebody listens, whatever it is about.", "United Kingdom", listOf("en"), true, "020 7946 0018", null, "20:00-08:00", "https://example.org/help", day(2)),
            HelpPlace("Student advice", "Money, housing, quarrels.", "Leeds", listOf("en", "ur"), false, null, "https://example.org/advice", "", "", null),
        ),
        "3f".repeat(32),
    )
    val nobody = HelpView(emptyList(), null)

    val result = ResultState(Loaded.Here(low), form, help, listOf(Fixtures.pair), null)

    val trend = TrendView(
        "pulse", "Pulse", ada, "Ada", listOf(day(1), day(2), day(4), day(7), day(11)),
        listOf(PartTrendView("mood", "How you are doing", listOf(3000, 4000, null, 4000, 2000), ScoreMovement.WORSE, ScoreMovement.STEADY)),
        1000, 5000, 2000, CheckInAlert.DROP,
    )
}
