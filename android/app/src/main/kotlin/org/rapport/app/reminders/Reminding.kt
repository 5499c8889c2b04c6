package org.rapport.app.reminders

import java.time.ZoneId
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import org.rapport.bridge.Door
import org.rapport.bridge.DoorState
import org.rapport.bridge.OpenCore
import org.rapport.bridge.attempt
import org.rapport.bridge.upcomings
import org.rapport.core.*

/** The core's plan and the phone's one alarm. Nothing is shown before the core has said that it may be. */
class Reminding(private val door: Door, private val alarms: ReminderAlarms, private val notices: ReminderNotices) {
    private val made = MutableStateFlow(false)

    /** Whether there is a reminder at all: then it is time to ask whether it may be shown. */
    val any: StateFlow<Boolean> = made.asStateFlow()

    /** What this phone takes. */
    val budget: OsBudget get() = OsBudget.Android(alarms.exact)

    /** Follows the plan as long as the core is open. */
    suspend fun follow(core: OpenCore) {
        attempt { tellWhatMayBeShown(core) }
        attempt { core.reminders.upcomings(budget).collect { hand(it.pushes, it.handed) } }
    }

    /** After a restart, an update, another clock or zone, and sync in the background. */
    suspend fun plan() = during { core ->
        core.rapport.setZone(ZoneId.systemDefault().id)
        // The system shows nothing by itself, so nothing was shown that was not asked for.
        core.reminders.shown(emptyList())
        tellWhatMayBeShown(core)
        replan(core)
    }

    suspend fun ring(push: PushId) = during { core ->
        // Nobody was asked yet, or it was taken back since: then nothing is shown, and the core must not believe so.
        if (!notices.allowed) core.reminders.setAllowed(false)
        core.reminders.setRefused(notices.refusedKinds)
        val verdict = core.reminders.mayShow(push)
        if (verdict is ReminderVerdict.Show) {
            val kinds = core.reminders.rows(verdict.parts).map { it.kind }
            val canWait = verdict.parts.isNotEmpty() && verdict.parts.all { core.reminders.snoozes(it).isNotEmpty() }
            notices.show(push, verdict.parts, kinds, verdict.text, verdict.loud, canWait)
        }
        replan(core)
    }

    /** A step is ticked by that; the rest the person says they have done. */
    suspend fun done(push: PushId, parts: List<OccurrenceId>) = during { core ->
        notices.remove(push)
        for (row in core.reminders.rows(parts)) {
            val about = row.about
            if (about is ReminderAbout.Step) {
                about.goal?.let { core.goals.tick(it, about.step) }
                about.meeting?.let { core.meetings.tickAction(it, about.step) }
            }
            core.reminders.done(row.id)
        }
        replan(core)
    }

    suspend fun later(push: PushId, parts: List<OccurrenceId>) = during { core ->
        notices.remove(push)
        for (one in parts) core.reminders.snooze(one, ReminderSnooze.HOUR)
        replan(core)
    }

    suspend fun dismiss(parts: List<OccurrenceId>) = during { core ->
        for (one in parts) core.reminders.dismiss(one).rarer?.let(notices::rarer)
        replan(core)
    }

    private suspend fun tellWhatMayBeShown(core: OpenCore) {
        core.reminders.setAllowed(!notices.refused)
        core.reminders.setRefused(notices.refusedKinds)
    }

    private suspend fun replan(core: OpenCore) {
        val plan = core.reminders.plan(budget)
        hand(plan.pushes, plan.handed)
    }

    private fun hand(pushes: List<ReminderPush>, handed: ReminderHanded) {
        alarms.set((handed as? ReminderHanded.Alarm)?.v1)
        if (pushes.isNotEmpty()) made.value = true
    }

    /** Without a profile, or with one that cannot be opened, there is nothing to remind of. */
    private suspend fun during(what: suspend (OpenCore) -> Unit) {
        // What was tried already is tried again only when a person asks for it.
        if (door.state.value == DoorState.Opening) door.open()
        val core = door.core ?: return
        attempt { what(core) }
    }
}
