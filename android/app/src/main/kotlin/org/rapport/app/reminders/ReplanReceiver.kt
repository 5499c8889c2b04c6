package org.rapport.app.reminders

import android.content.BroadcastReceiver
import android.content.Context
import android.content.Intent
import org.rapport.app.RapportApplication

/** Alarms are lost with a restart and an update, and lie wrongly when the clock or the zone is another one. */
class ReplanReceiver : BroadcastReceiver() {
    override fun onReceive(context: Context, intent: Intent) {
        if (intent.action !in CAUSES) return
        val app = context.applicationContext as RapportApplication
        app.lasting(goAsync()) { app.reminding.plan() }
    }

    companion object {
        val CAUSES = setOf(
            Intent.ACTION_BOOT_COMPLETED,
            Intent.ACTION_MY_PACKAGE_REPLACED,
            Intent.ACTION_TIMEZONE_CHANGED,
            Intent.ACTION_TIME_CHANGED,
            "android.app.action.SCHEDULE_EXACT_ALARM_PERMISSION_STATE_CHANGED",
        )
    }
}
