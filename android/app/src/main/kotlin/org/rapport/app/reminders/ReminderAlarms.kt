package org.rapport.app.reminders

import android.app.AlarmManager
import android.app.PendingIntent
import android.content.Context
import android.content.Intent
import android.os.Build
import org.rapport.core.ReminderAlarm

/** The one next alarm. Each replaces the one before, so that there is never more than one. */
class ReminderAlarms(private val context: Context) {
    private val manager get() = context.getSystemService(AlarmManager::class.java)

    /** Whether the person lets the app ring to the minute. */
    val exact: Boolean get() = Build.VERSION.SDK_INT < Build.VERSION_CODES.S || manager.canScheduleExactAlarms()

    fun set(alarm: ReminderAlarm?) {
        if (alarm == null) return manager.cancel(ring(""))
        val ring = ring(alarm.push.text)
        if (alarm.windowMs == 0L && exact) manager.setExactAndAllowWhileIdle(AlarmManager.RTC_WAKEUP, alarm.at.toEpochMilli(), ring)
        // A shorter window costs the battery and is not kept.
        else manager.setWindow(AlarmManager.RTC_WAKEUP, alarm.at.toEpochMilli(), maxOf(alarm.windowMs, SHORTEST_MS), ring)
    }

    private fun ring(push: String): PendingIntent {
        val intent = Intent(context, ReminderReceiver::class.java).setAction(ReminderReceiver.RING).putExtra(ReminderReceiver.PUSH, push)
        return PendingIntent.getBroadcast(context, 0, intent, PendingIntent.FLAG_UPDATE_CURRENT or PendingIntent.FLAG_IMMUTABLE)
    }

    private companion object {
        const val SHORTEST_MS = 10 * 60_000L
    }
}
