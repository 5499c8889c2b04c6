package org.rapport.app

import android.app.Notification
import android.app.NotificationChannel
import android.app.NotificationManager
import android.content.Context
import androidx.core.app.NotificationCompat

/** What the app shows outside of its screens. Nothing that a person wrote stands in it: a lock screen shows it too. */
object Notices {
    const val SYNC = "sync"

    /** Channels by which a person decides what they want to hear. Asking for leave comes with the first reminder. */
    fun prepare(context: Context) {
        val sync = NotificationChannel(SYNC, context.getString(R.string.sync_running), NotificationManager.IMPORTANCE_MIN)
        sync.setShowBadge(false)
        context.getSystemService(NotificationManager::class.java).createNotificationChannel(sync)
    }

    /** Older systems want one while urgent work runs. */
    fun syncing(context: Context): Notification = NotificationCompat.Builder(context, SYNC)
        .setSmallIcon(R.drawable.ic_notice)
        .setContentTitle(context.getString(R.string.common_app_name))
        .setContentText(context.getString(R.string.sync_running))
        .setOngoing(true)
        .setVisibility(NotificationCompat.VISIBILITY_PUBLIC)
        .build()
}
