package org.rapport.presentation

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import org.rapport.bridge.OpenCore
import org.rapport.bridge.homes
import org.rapport.bridge.pairs
import org.rapport.bridge.views
import org.rapport.core.*

/** When one could meet: hours of every week, hours of peace, days away, a calendar, and where the clock is. */
class FreePresenter(
    private val core: OpenCore,
    private val drafts: Drafts,
    private val navigator: Navigator,
    scope: CoroutineScope,
) : Presenter<FreeState, FreeEvent>(scope, FreeState(Loaded.Waiting, FreeSheet.read(drafts[ASKED]))) {
    private val free = core.availability
    private var watch: Job = watch()

    init {
        follow(core.people.pairs()) { pairs -> change { it.copy(pairs = pairs.here.orEmpty()) } }
        follow(core.rapport.homes()) { home -> change { it.copy(today = home.here?.today) } }
    }

    override fun on(event: FreeEvent) {
        val weekly = state.value.times.here?.weekly.orEmpty()
        when (event) {
            FreeEvent.AskHours -> ask(FreeState.Asked.Hours(weekly.lastOrNull()?.day ?: Weekday.MONDAY, "17:00", "20:00"))
            is FreeEvent.Remove -> act { free.setWeekly(weekly - event.hours) }
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
            FreeEvent.AnswerDone -> state.value.asked?.let { asked -> act({ ask(null) }) { answer(asked, weekly) } }
            FreeEvent.Retry -> {
                watch.cancel()
                watch = watch()
            }
        }
    }

    override fun back(): Boolean {
        if (state.value.asked == null) return false
        ask(null)
        return true
    }

    private suspend fun answer(asked: FreeState.Asked, weekly: List<Hours>) {
        when (asked) {
            is FreeState.Asked.Hours -> free.setWeekly(weekly + Hours(asked.day, asked.from, asked.to))
            is FreeState.Asked.Away -> asked.first.chosen(Field.DATE).let { first -> free.addAbsence(first, asked.last ?: first) }
        }
    }

    private fun ask(asked: FreeState.Asked?) {
        drafts[ASKED] = FreeSheet.write(asked)
        change { it.copy(asked = asked) }
    }

    private fun watch() = follow(free.views()) { times -> change { it.copy(times = times) } }

    private companion object {
        const val ASKED = "free.asked"
    }
}
