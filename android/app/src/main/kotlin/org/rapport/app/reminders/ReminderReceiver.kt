package org.rapport.app.reminders

import android.content.BroadcastReceiver
import android.content.Context
import android.content.Intent
import org.rapport.app.RapportApplication
import org.rapport.app.sync.SyncWork
import org.rapport.id.OccurrenceKey
import org.rapport.id.PushKey

/** An alarm went off, or a person did something with what was shown. Only the app itself sends these. */
class ReminderReceiver : BroadcastReceiver() {
    override fun onReceive(context: Context, intent: Intent) {
        val app = context.applicationContext as RapportApplication
        val push = intent.getStringExtra(PUSH).orEmpty()
        val parts = intent.getStringArrayExtra(PARTS).orEmpty().map { OccurrenceKey(it) }
        app.lasting(goAsync()) {
            when (intent.action) {
                RING -> app.reminding.ring(PushKey(push))
                DONE -> app.reminding.done(PushKey(push), parts)
                LATER -> app.reminding.later(PushKey(push), parts)
                DISMISS -> app.reminding.dismiss(parts)
            }
            // What a person has done is sent at once; in front sync runs by itself.
            if (intent.action in WRITES && !app.inFront.value) SyncWork.soon(app)
        }
    }

    companion object {
        const val RING = "org.rapport.app.RING"
        const val DONE = "org.rapport.app.DONE"
        const val LATER = "org.rapport.app.LATER"
        const val DISMISS = "org.rapport.app.DISMISS"
        private val WRITES = setOf(DONE, LATER, DISMISS)
        const val PUSH = "push"
        const val PARTS = "parts"
    }
}
