package org.rapport.ui

import org.rapport.bridge.name
import org.rapport.core.CancelReason
import org.rapport.core.Ends
import org.rapport.core.Nth
import org.rapport.core.PlanDays
import org.rapport.core.SeriesDid
import org.rapport.core.SeriesPlan
import org.rapport.core.SeriesTimeView
import org.rapport.words.Words

/** How often, as a piece of a sentence: `every 2 weeks on Tuesday`. */
internal fun Words.often(every: UInt, on: PlanDays): String {
    val n = every.toInt()
    return when (on) {
        is PlanDays.Daily -> seriesDays(n)
        is PlanDays.Weekly -> seriesWeeks(n = n, days = on.days.joinToString { name(it) })
        is PlanDays.Date -> seriesDates(n = n, date = on.date)
        is PlanDays.LastDate -> seriesLastDate(n)
        is PlanDays.OnWeekday -> seriesNth(n = n, which = which(on.nth), day = name(on.day))
    }
}

private fun Words.which(nth: Nth): String = when (nth) {
    Nth.FIRST -> seriesNth1
    Nth.SECOND -> seriesNth2
    Nth.THIRD -> seriesNth3
    Nth.FOURTH -> seriesNth4
    Nth.FIFTH -> seriesNth5
    Nth.LAST -> seriesNth0
}

/** A plan as a line: how often, when, from and until when. */
internal fun Words.plan(plan: SeriesPlan, moments: Moments): String = listOfNotNull(
    often(plan.every, plan.on),
    listOfNotNull(moments.clock(plan.start), moments.elsewhere(plan.start)).joinToString(" · "),
    seriesFrom(moments.date(plan.start.day())),
    ends(plan.ends, moments),
).joinToString(", ")

internal fun Words.ends(ends: Ends, moments: Moments): String? = when (ends) {
    is Ends.Never -> null
    is Ends.On -> seriesUntil(moments.date(ends.v1))
    is Ends.After -> countTimes(ends.v1.toInt())
}

/** What is to be said of one time besides when it is. */
internal fun Words.aside(time: SeriesTimeView, moments: Moments): String = listOfNotNull(
    if (time.moved) seriesInsteadOf(moments.date(time.of)) else null,
    if (time.agreed) null else seriesNotAgreed,
).joinToString(" · ")

/** What somebody did to a series. */
internal fun Words.did(did: SeriesDid, moments: Moments): String = when (did) {
    is SeriesDid.Propose -> seriesDidPropose
    is SeriesDid.Confirm -> seriesDidConfirm
    is SeriesDid.MoveOne -> seriesDidMoveOne(day = moments.date(did.of), to = timeAt(moments.date(did.to.day()), moments.clock(did.to)))
    is SeriesDid.AgreeOne -> seriesDidAgreeOne(moments.date(did.of))
    is SeriesDid.MoveRest -> seriesDidMoveRest(moments.date(did.plan.start.day()))
    is SeriesDid.AgreeRest -> seriesDidAgreeRest(moments.date(did.plan.start.day()))
    is SeriesDid.Skip -> seriesDidSkip(day = moments.date(did.of), why = because(did.reason, did.note))
    is SeriesDid.Pause -> seriesDidPause(first = moments.date(did.first), last = moments.date(did.last))
    is SeriesDid.Resume -> seriesDidResume(moments.date(did.from))
    is SeriesDid.Cancel -> seriesDidCancel(because(did.reason, did.note))
    is SeriesDid.Newer -> seriesDidNewer
}

internal fun Words.because(reason: CancelReason, note: String): String =
    listOf(name(reason), note).filter { it.isNotEmpty() }.joinToString(" · ")

private fun String.day() = java.time.LocalDate.parse(substringBefore('T'))
