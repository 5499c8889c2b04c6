package org.rapport.presentation

import kotlinx.coroutines.CoroutineScope
import org.rapport.bridge.OpenCore
import org.rapport.bridge.homes
import org.rapport.bridge.pairs
import org.rapport.bridge.views
import org.rapport.core.*

/** When one could meet: hours of every week, hours of peace, days away, a calendar, and where the clock is. */
class FreePresenter(
    private val core: OpenCore,
    drafts: Drafts,
    private val navigator: Navigator,
    scope: CoroutineScope,
) : AskingPresenter<FreeState, FreeEvent, FreeState.Asked>(scope, FreeState(Loaded.Waiting, FreeSheet.read(drafts[ASKED])), drafts, ASKED, FreeSheet) {
    private val free = core.availability
    private val watch = Watch(::watching)

    init {
        follow(core.people.pairs()) { pairs -> change { it.copy(pairs = pairs.here.orEmpty()) } }
        follow(core.rapport.homes()) { home -> change { it.copy(today = home.here?.today) } }
    }

    override fun on(event: FreeEvent) {
        when (event) {
            FreeEvent.AskHours -> ask(FreeState.Asked.Hours(weekly().lastOrNull()?.day ?: Weekday.MONDAY, "17:00", "20:00"))
            is FreeEvent.Remove -> act { free.setWeekly(weekly() - event.hours) }
            is FreeEvent.PeaceOn -> act { free.setQuiet(if (event.on) core.reminders.usualQuiet().let { Quiet(it.begin, it.end) } else null) }
            is FreeEvent.Peace -> act { free.setQuiet(event.hours) }
            FreeEvent.AskAway -> ask(FreeState.Asked.Away(state.value.today, null))
            is FreeEvent.Back -> act { free.removeAbsence(event.days.first, event.days.last) }
            is FreeEvent.Zone -> act { free.setZone(event.zone) }
            is FreeEvent.File -> act {
                val taken = free.takeCalendar(event.text.encodeToByteArray())
                change { it.copy(taken = taken) }
            }
            FreeEvent.Forget -> act({ change { it.copy(taken = null) } }) { free.forgetCalendar() }
            is FreeEvent.Find -> navigator.go(Route.Slots(event.pair.space))
            is FreeEvent.Answer -> ask(event.asked)
            FreeEvent.AnswerNot -> ask(null)
            FreeEvent.AnswerDone -> answer()
            FreeEvent.Retry -> watch.again()
        }
    }

    override fun asked(state: FreeState) = state.asked

    override fun asking(state: FreeState, asked: FreeState.Asked?) = state.copy(asked = asked)

    override suspend fun answer(asked: FreeState.Asked) {
        when (asked) {
            is FreeState.Asked.Hours -> free.setWeekly(weekly() + Hours(asked.day, asked.from, asked.to))
            is FreeState.Asked.Away -> asked.first.chosen(Field.DATE).let { first -> free.addAbsence(first, asked.last ?: first) }
        }
    }

    private fun weekly() = state.value.times.here?.weekly.orEmpty()

    private fun watching() = follow(free.views()) { times -> change { it.copy(times = times) } }

    private companion object {
        const val ASKED = "free.asked"
    }
}
