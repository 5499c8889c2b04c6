package org.rapport.app.reminders

import android.app.NotificationChannel
import android.app.NotificationManager
import android.app.PendingIntent
import android.content.Context
import android.content.Intent
import androidx.core.app.NotificationCompat
import androidx.core.app.NotificationManagerCompat
import java.util.Locale
import org.rapport.app.MainActivity
import org.rapport.app.R
import org.rapport.bridge.name
import org.rapport.core.OccurrenceId
import org.rapport.core.PushId
import org.rapport.core.ReminderKind
import org.rapport.core.ReminderText
import org.rapport.words.Words

/** What the phone shows of reminders. It names nobody: a lock screen shows it too. */
class ReminderNotices(private val context: Context) {
    private val words get() = Words.of(Locale.getDefault().toLanguageTag())

    /** Whether the person lets the app show anything. */
    val allowed: Boolean get() = NotificationManagerCompat.from(context).areNotificationsEnabled()

    /** Whether the person said no. As long as nobody was asked, nobody has. */
    val refused: Boolean get() = !allowed && !Permission.waits(context)

    /** What the person has switched off in the settings of the phone; Android shows none of it and does not say so. */
    val refusedKinds: List<ReminderKind> get() {
        val manager = NotificationManagerCompat.from(context)
        return names.keys.filter { manager.getNotificationChannel(channel(it))?.importance == NotificationManager.IMPORTANCE_NONE }
    }

    /** One channel a kind, so that a person can also quieten one in the settings of the phone. */
    fun prepare() {
        val manager = context.getSystemService(NotificationManager::class.java)
        for ((kind, name) in names) {
            manager.createNotificationChannel(NotificationChannel(channel(kind), context.getString(name), NotificationManager.IMPORTANCE_DEFAULT))
        }
    }

    /** `kinds` are those of `parts`; one that is put off often enough cannot be put off any more. */
    fun show(push: PushId, parts: List<OccurrenceId>, kinds: List<ReminderKind>, text: ReminderText, loud: Boolean, canWait: Boolean) {
        if (!allowed) return
        val notice = NotificationCompat.Builder(context, channel(kinds.firstOrNull() ?: ReminderKind.MEETING))
            .setSmallIcon(R.drawable.ic_notice)
            .setContentTitle(context.getString(R.string.common_app_name))
            .setContentText(words.name(text))
            .setVisibility(NotificationCompat.VISIBILITY_PUBLIC)
            .setCategory(NotificationCompat.CATEGORY_REMINDER)
            .setSilent(!loud)
            .setOnlyAlertOnce(true)
            .setAutoCancel(true)
            .setContentIntent(open(parts))
            .setDeleteIntent(act(ReminderReceiver.DISMISS, push, parts))
        // What is answered or written down is done by doing that.
        if (kinds.isNotEmpty() && kinds.all { it in DOABLE }) notice.addAction(0, words.commonDone, act(ReminderReceiver.DONE, push, parts))
        if (parts.isNotEmpty() && canWait) notice.addAction(0, words.screenRemindersSnooze, act(ReminderReceiver.LATER, push, parts))
        notice.addAction(0, words.screenRemindersOpen, open(parts))
        post(push.text, notice)
    }

    /** Said once: from now on this kind comes less often. */
    fun rarer(kind: ReminderKind) {
        if (!allowed) return
        val notice = NotificationCompat.Builder(context, channel(kind))
            .setSmallIcon(R.drawable.ic_notice)
            .setContentTitle(context.getString(R.string.common_app_name))
            .setContentText(words.name(ReminderText.Rarer(kind)))
            .setSilent(true)
            .setAutoCancel(true)
            .setContentIntent(open(emptyList()))
        post("rarer", notice)
    }

    fun remove(push: PushId) = NotificationManagerCompat.from(context).cancel(push.text, NUMBER)

    private fun post(tag: String, notice: NotificationCompat.Builder) {
        // A permission that was taken back between two lines costs the notice and nothing else.
        runCatching { NotificationManagerCompat.from(context).notify(tag, NUMBER, notice.build()) }
    }

    private fun act(name: String, push: PushId, parts: List<OccurrenceId>): PendingIntent {
        val intent = Intent(context, ReminderReceiver::class.java).setAction(name).putExtra(ReminderReceiver.PUSH, push.text).putExtra(ReminderReceiver.PARTS, texts(parts))
        return PendingIntent.getBroadcast(context, "$name ${push.text}".hashCode(), intent, FLAGS)
    }

    private fun open(parts: List<OccurrenceId>): PendingIntent {
        val intent = Intent(context, MainActivity::class.java).setAction(OPEN).putExtra(ReminderReceiver.PARTS, texts(parts))
        return PendingIntent.getActivity(context, texts(parts).contentHashCode(), intent, FLAGS)
    }

    private fun texts(parts: List<OccurrenceId>) = Array(parts.size) { parts[it].text }

    private fun channel(kind: ReminderKind) = "reminder." + kind.name.lowercase()

    companion object {
        const val OPEN = "org.rapport.app.REMINDER"
        private const val NUMBER = 2
        private const val FLAGS = PendingIntent.FLAG_UPDATE_CURRENT or PendingIntent.FLAG_IMMUTABLE
        private val DOABLE = setOf(ReminderKind.STEP, ReminderKind.IDLE, ReminderKind.WATCH)
        private val names = mapOf(
            ReminderKind.MEETING to R.string.reminder_kind_meeting,
            ReminderKind.LOG to R.string.reminder_kind_log,
            ReminderKind.STEP to R.string.reminder_kind_step,
            ReminderKind.CHECK_IN to R.string.reminder_kind_check_in,
            ReminderKind.IDLE to R.string.reminder_kind_idle,
            ReminderKind.WATCH to R.string.reminder_kind_watch,
            ReminderKind.CONCERN to R.string.reminder_kind_concern,
        )
    }
}
