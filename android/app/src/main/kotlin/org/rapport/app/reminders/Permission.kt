package org.rapport.app.reminders

import android.Manifest
import android.content.Context
import android.content.Intent
import android.content.SharedPreferences
import android.content.pm.PackageManager
import android.net.Uri
import android.os.Build
import android.provider.Settings
import androidx.activity.ComponentActivity
import androidx.activity.result.ActivityResultLauncher
import org.rapport.ui.Showing

/** Whether the phone shows reminders. It is asked once by itself, with the first reminder; after that a person asks. */
class Permission(
    private val activity: ComponentActivity,
    private val launcher: ActivityResultLauncher<String>,
) : Showing {
    private val kept get() = kept(activity)
    override val allowed get() = ReminderNotices(activity).allowed
    override val exact get() = ReminderAlarms(activity).exact

    private val asks get() = asks(activity)

    /** The first reminder was made. */
    fun first() {
        if (waits(activity)) request()
    }

    override fun ask() {
        // Android does not ask again after a second no.
        val again = asks && (!kept.getBoolean(ASKED, false) || activity.shouldShowRequestPermissionRationale(Manifest.permission.POST_NOTIFICATIONS))
        if (again) request() else settings(Settings.ACTION_APP_NOTIFICATION_SETTINGS)
    }

    private fun request() {
        kept.edit().putBoolean(ASKED, true).apply()
        launcher.launch(Manifest.permission.POST_NOTIFICATIONS)
    }

    override fun askExact() {
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.S) settings(Settings.ACTION_REQUEST_SCHEDULE_EXACT_ALARM)
    }

    private fun settings(name: String) {
        val intent = Intent(name).putExtra(Settings.EXTRA_APP_PACKAGE, activity.packageName)
        if (name != Settings.ACTION_APP_NOTIFICATION_SETTINGS) intent.data = Uri.parse("package:" + activity.packageName)
        runCatching { activity.startActivity(intent) }
    }

    companion object {
        private const val ASKED = "reminders.asked"

        /** Whether the system has to be asked, and nobody did yet. */
        fun waits(context: Context) = asks(context) && !kept(context).getBoolean(ASKED, false)

        private fun asks(context: Context) = Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU &&
            context.checkSelfPermission(Manifest.permission.POST_NOTIFICATIONS) != PackageManager.PERMISSION_GRANTED

        private fun kept(context: Context): SharedPreferences = context.getSharedPreferences("app", Context.MODE_PRIVATE)
    }
}
