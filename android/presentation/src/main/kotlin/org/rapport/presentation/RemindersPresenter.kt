package org.rapport.presentation

import kotlinx.coroutines.CoroutineScope
import org.rapport.bridge.OpenCore
import org.rapport.bridge.homes
import org.rapport.bridge.upcomings
import org.rapport.bridge.views
import org.rapport.core.*

/** Reminders: what comes and why, and what a person wants of them. */
class RemindersPresenter(
    private val core: OpenCore,
    private val navigator: Navigator,
    scope: CoroutineScope,
    private val budget: () -> OsBudget,
) : Presenter<RemindersState, RemindersEvent>(
    scope,
    RemindersState(Loaded.Waiting, emptyList(), emptyList(), emptyList(), null, null),
) {
    private val reminders = core.reminders
    private val watch = Watch(::watching)

    init {
        follow(core.rapport.homes()) { home -> change { it.copy(today = home.here?.today) } }
        // Reminders can be read without the names of devices.
        follow(core.devices.views()) { safety -> change { it.copy(devices = safety.here?.devices.orEmpty().filter { one -> one.current }) } }
    }

    override fun on(event: RemindersEvent) {
        when (event) {
            is RemindersEvent.QuietOn -> set { reminders.setQuietHours(if (event.on) reminders.usualQuiet() else null) }
            is RemindersEvent.Quiet -> set { reminders.setQuietHours(event.hours) }
            is RemindersEvent.QuietWeekends -> set { reminders.setQuietWeekends(event.on) }
            is RemindersEvent.Usual -> set { reminders.setUsualTime(event.time.checked(Field.TIME)) }
            is RemindersEvent.Kind -> set { reminders.setKind(event.kind, event.on) }
            is RemindersEvent.Exact -> set { reminders.setExactMeetings(event.on) }
            is RemindersEvent.Rings -> set { reminders.setRingingDevice(event.device) }
            is RemindersEvent.Pause -> set { reminders.pause(event.until) }
            is RemindersEvent.AskWhy -> act {
                val asked = RemindersState.Asked(event.row, reminders.why(event.row.id), reminders.snoozes(event.row.id))
                change { it.copy(asked = asked) }
            }
            RemindersEvent.WhyDone -> change { it.copy(asked = null) }
            is RemindersEvent.Snooze -> act({ change { it.copy(asked = null) } }) { reminders.snooze(event.row.id, event.to) }
            is RemindersEvent.Open -> event.row.about?.let { navigator.go(place(it)) }
            RemindersEvent.Retry -> watch.again()
        }
    }

    override fun back(): Boolean {
        if (state.value.asked == null) return false
        change { it.copy(asked = null) }
        return true
    }

    private fun set(what: suspend () -> Unit) = act({ quietly { settings() } }) { what() }

    // Everything is asked for again each time the plan is another one.
    private fun watching() = follow(reminders.upcomings(budget())) { upcoming ->
        if (upcoming is Loaded.Failed) change { it.copy(settings = upcoming) }
        if (upcoming.here != null) quietly { look() }
    }

    private suspend fun look() {
        settings()
        val plan = reminders.plan(budget())
        val lives = reminders.lives()
        val ids = plan.pushes.flatMap { push -> push.parts.map { it.id } } + plan.leftOut.map { it.id } + lives.map { it.id }
        val rows = reminders.rows(ids.distinct()).associateBy { it.id }
        change { state ->
            state.copy(
                planned = plan.pushes.map { push -> RemindersState.Planned(push, push.parts.mapNotNull { rows[it.id] }) },
                leftOut = plan.leftOut.mapNotNull { left -> rows[left.id]?.let { RemindersState.LeftOut(it, left.why) } },
                lives = lives.mapNotNull { why -> rows[why.id]?.let { RemindersState.Life(it, why) } },
            )
        }
    }

    private suspend fun settings() {
        val settings = reminders.settings()
        change { it.copy(settings = Loaded.Here(settings)) }
    }
}

/** Where a reminder leads. */
internal fun place(about: ReminderAbout): Route = when (about) {
    is ReminderAbout.Meeting -> Route.Meeting(about.meeting)
    is ReminderAbout.Step -> about.goal?.let { Route.Goal(it) } ?: about.meeting?.let { Route.Meeting(it) } ?: Route.Today
    is ReminderAbout.CheckIn -> Route.CheckIn(about.instrument, about.pair)
    is ReminderAbout.Pair -> Route.People
}
