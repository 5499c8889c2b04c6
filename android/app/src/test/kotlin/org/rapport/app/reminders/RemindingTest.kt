package org.rapport.app.reminders

import android.Manifest
import android.app.AlarmManager
import android.app.Application
import android.app.Notification
import android.app.NotificationManager
import android.content.Intent
import android.os.Bundle
import androidx.activity.ComponentActivity
import androidx.activity.result.contract.ActivityResultContracts
import androidx.test.core.app.ApplicationProvider
import androidx.test.ext.junit.runners.AndroidJUnit4
import java.lang.reflect.Proxy
import java.time.Instant
import java.time.LocalDate
import kotlinx.coroutines.runBlocking
import org.junit.Test
import org.junit.runner.RunWith
import org.rapport.bridge.Door
import org.rapport.bridge.OpenCore
import org.rapport.bridge.Opener
import org.rapport.core.*
import org.rapport.id.*
import org.rapport.words.Words
import org.robolectric.Robolectric
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import kotlin.test.assertEquals
import kotlin.test.assertNotNull
import kotlin.test.assertNull

/** The phone's alarms and notices under a core of values that a test sets. */
@RunWith(AndroidJUnit4::class)
@Config(application = Application::class)
class RemindingTest {
    private val app = ApplicationProvider.getApplicationContext<Application>()
    private val words = Words.of("en")
    private val alarms = shadowOf(app.getSystemService(AlarmManager::class.java))
    private val shown = shadowOf(app.getSystemService(NotificationManager::class.java))
    private val one = OccurrenceKey("step.cause.2026-05-11T09:00.0")
    private val push = PushKey(one.text)
    private val done = mutableListOf<String>()

    private var next: ReminderAlarm? = null
    private var allowed: Boolean? = null
    private var refused: List<ReminderKind>? = null
    private var verdict: ReminderVerdict = ReminderVerdict.Suppress(ReminderHeld.OVER)
    private var kind = ReminderKind.STEP
    private var snoozes = listOf(ReminderSnooze.HOUR)
    private var rarer: ReminderKind? = null

    private inline fun <reified T : Any> nothingOf(): T = Proxy.newProxyInstance(T::class.java.classLoader, arrayOf(T::class.java)) { _, method, _ ->
        error("${T::class.java.simpleName}.${method.name} is not part of this test")
    } as T

    private val reminders = object : RemindersInterface by nothingOf() {
        override suspend fun plan(budget: OsBudget) = ReminderPlan(Instant.EPOCH, Instant.EPOCH, emptyList(), emptyList(), ReminderHanded.Alarm(next)).also { done += "plan" }
        override suspend fun shown(pushes: List<PushId>) {
            done += "shown $pushes"
        }

        override suspend fun setAllowed(allowed: Boolean) {
            this@RemindingTest.allowed = allowed
        }

        override suspend fun setRefused(kinds: List<ReminderKind>) {
            refused = kinds
        }

        override suspend fun mayShow(push: PushId) = verdict
        override suspend fun snoozes(reminder: OccurrenceId) = snoozes
        override suspend fun rows(reminders: List<OccurrenceId>) = reminders.map {
            ReminderRow(it, kind, null, ReminderAbout.Step(StepKey("step"), GoalKey("goal"), null, SpaceKey("space")), "Ask Jonas", "Bea")
        }

        override suspend fun done(reminder: OccurrenceId) = ReminderActed(null).also { done += "done" }
        override suspend fun dismiss(reminder: OccurrenceId) = ReminderActed(rarer).also { done += "dismiss" }
        override suspend fun snooze(reminder: OccurrenceId, to: ReminderSnooze, overQuiet: Boolean) = ReminderActed(null).also { done += "snooze $to $overQuiet" }
    }
    private val goals = object : GoalsInterface by nothingOf() {
        override suspend fun tick(goal: GoalId, step: StepId, done: Boolean) {
            this@RemindingTest.done += "tick ${goal.text} ${step.text} $done"
        }
    }
    private val rapport = object : RapportInterface by nothingOf() {
        override suspend fun setZone(zone: String) {
            done += "zone"
        }
    }
    private val core = OpenCore(rapport, goals, nothingOf(), nothingOf(), nothingOf(), nothingOf(), nothingOf(), nothingOf(), reminders, nothingOf())
    private val door = Door(object : Opener {
        override suspend fun open() = core
        override suspend fun create(name: String) = core
        override suspend fun createGuest(name: String, link: String, plainHttp: Boolean) = core
        override suspend fun createRecovering(name: String, words: String, relay: String, plainHttp: Boolean) = core
    })
    private val notices = ReminderNotices(app).apply { prepare() }
    private val reminding = Reminding(door, ReminderAlarms(app), notices)

    private fun show(loud: Boolean = true, text: ReminderText = ReminderText.Step) = ReminderVerdict.Show(listOf(one), wall(), false, loud, text)

    private fun notice(): Notification? = shown.allNotifications.singleOrNull()

    private fun text(notice: Notification) = notice.extras.getCharSequence(Notification.EXTRA_TEXT).toString()

    @Test
    fun thereIsOneAlarmWithAWindowOfTenMinutesOrMore() = runBlocking<Unit> {
        next = ReminderAlarm(push, Instant.ofEpochMilli(1_000_000), 60_000)
        reminding.plan()
        assertEquals(listOf("zone", "shown []", "plan"), done)
        val first = assertNotNull(alarms.scheduledAlarms.singleOrNull())
        assertEquals(1_000_000L to 600_000L, first.triggerAtMs to first.windowLengthMs)
        next = ReminderAlarm(PushKey("other"), Instant.ofEpochMilli(2_000_000), 900_000)
        reminding.plan()
        val second = assertNotNull(alarms.scheduledAlarms.singleOrNull())
        assertEquals(2_000_000L to 900_000L, second.triggerAtMs to second.windowLengthMs)
        assertEquals("other", shadowOf(second.operation).savedIntent.getStringExtra(ReminderReceiver.PUSH))
        next = null
        reminding.plan()
        assertEquals(0, alarms.scheduledAlarms.size)
    }

    @Test
    fun toTheMinuteOnlyWhenThePersonLetsIt() = runBlocking<Unit> {
        next = ReminderAlarm(push, Instant.ofEpochMilli(1_000_000), 0)
        org.robolectric.shadows.ShadowAlarmManager.setCanScheduleExactAlarms(false)
        assertEquals(OsBudget.Android(false), reminding.budget)
        reminding.plan()
        assertEquals(600_000L, alarms.scheduledAlarms.single().windowLengthMs)
        org.robolectric.shadows.ShadowAlarmManager.setCanScheduleExactAlarms(true)
        assertEquals(OsBudget.Android(true), reminding.budget)
        reminding.plan()
        assertEquals(0L, alarms.scheduledAlarms.single().windowLengthMs)
    }

    @Test
    fun nothingIsShownThatTheCoreDoesNotAllow() = runBlocking<Unit> {
        for (not in listOf(ReminderVerdict.Suppress(ReminderHeld.OVER), ReminderVerdict.Move(Instant.ofEpochMilli(5_000_000), ReminderHeld.QUIET_HOURS))) {
            verdict = not
            next = ReminderAlarm(push, Instant.ofEpochMilli(5_000_000), 600_000)
            reminding.ring(push)
            assertNull(notice())
            assertEquals(5_000_000L, alarms.scheduledAlarms.single().triggerAtMs)
        }
    }

    /** Otherwise it would stand there as shown, and never come. */
    @Test
    fun whereThePersonLetsNothingBeShownTheCoreHearsOfIt() = runBlocking<Unit> {
        shown.setNotificationsEnabled(false)
        reminding.plan()
        assertEquals(true, allowed, "nobody was asked yet")
        reminding.ring(push)
        assertEquals(false, allowed)
        assertNull(notice())
        app.getSharedPreferences("app", Application.MODE_PRIVATE).edit().putBoolean("reminders.asked", true).apply()
        allowed = null
        reminding.plan()
        assertEquals(false, allowed)
        shown.setNotificationsEnabled(true)
        reminding.plan()
        assertEquals(true, allowed)
        verdict = show()
        reminding.ring(push)
        assertNotNull(notice())
    }

    @Test
    fun aKindThatIsSwitchedOffInTheSettingsOfThePhoneIsToldToTheCore() = runBlocking<Unit> {
        val steps = app.getSystemService(NotificationManager::class.java).getNotificationChannel("reminder.step")
        reminding.plan()
        assertEquals(emptyList(), refused)
        steps.importance = NotificationManager.IMPORTANCE_NONE
        reminding.plan()
        assertEquals(listOf(ReminderKind.STEP), refused)
        // Let again between the plan and the alarm: the core hears of it before it is asked.
        steps.importance = NotificationManager.IMPORTANCE_DEFAULT
        reminding.ring(push)
        assertEquals(emptyList(), refused)
    }

    @Test
    fun whatIsShownNamesNobodyAndOffersThreeActs() = runBlocking<Unit> {
        verdict = show()
        reminding.ring(push)
        val notice = assertNotNull(notice())
        assertEquals(words.reminderTextStep, text(notice))
        val said = notice.extras.keySet().mapNotNull { notice.extras.get(it)?.toString() }
        assertEquals(emptyList(), said.filter { "Bea" in it || "Jonas" in it })
        assertEquals(Notification.VISIBILITY_PUBLIC, notice.visibility)
        assertEquals("reminder.step", notice.channelId)
        assertEquals(listOf(words.commonDone, words.screenRemindersSnooze, words.screenRemindersOpen), notice.actions.map { it.title.toString() })
        // The same push again takes the place of the first.
        reminding.ring(push)
        assertNotNull(notice())
    }

    @Test
    fun aCheckInIsAnsweredAndNotTickedAndWhatWaitedThreeTimesWaitsNoMore() = runBlocking<Unit> {
        kind = ReminderKind.CHECK_IN
        snoozes = emptyList()
        verdict = show(text = ReminderText.CheckIn)
        reminding.ring(push)
        assertEquals(listOf(words.screenRemindersOpen), assertNotNull(notice()).actions.map { it.title.toString() })
    }

    @Test
    fun doneTicksTheStepAndTakesTheNoticeAway() = runBlocking<Unit> {
        verdict = show()
        reminding.ring(push)
        done.clear()
        reminding.done(push, listOf(one))
        assertEquals(listOf("tick goal step true", "done", "plan"), done)
        assertNull(notice())
    }

    @Test
    fun laterPutsItOffForAnHourAndSomebodyWhoWavesItAwayTwiceIsTold() = runBlocking<Unit> {
        verdict = show()
        reminding.ring(push)
        reminding.later(push, listOf(one))
        assertEquals("snooze HOUR false", done[done.size - 2])
        assertNull(notice())
        rarer = ReminderKind.STEP
        reminding.dismiss(listOf(one))
        assertEquals(words.reminderTextRarer(words.reminderKindStep), text(assertNotNull(notice())))
    }

    @Test
    fun eachKindHasAChannelOfItsOwn() {
        val names = shown.notificationChannels.map { (it as android.app.NotificationChannel).id }.filter { it.startsWith("reminder.") }
        assertEquals(ReminderKind.entries.map { "reminder." + it.name.lowercase() }.toSet(), names.toSet())
    }

    @Test
    fun whatMovesTheAlarmsPlansAnew() {
        for (cause in ReplanReceiver.CAUSES) {
            val found = app.packageManager.queryBroadcastReceivers(Intent(cause), 0).map { it.activityInfo.name }
            assertEquals(true, ReplanReceiver::class.java.name in found, cause)
        }
        // Nobody else can ring.
        val ours = app.packageManager.getReceiverInfo(android.content.ComponentName(app, ReminderReceiver::class.java), 0)
        assertEquals(false, ours.exported)
    }

    /** An activity as the system starts one. */
    class Bare : ComponentActivity() {
        lateinit var permission: Permission

        override fun onCreate(savedInstanceState: Bundle?) {
            super.onCreate(savedInstanceState)
            permission = Permission(this, registerForActivityResult(ActivityResultContracts.RequestPermission()) {})
        }
    }

    @Test
    fun itIsAskedOnceByItselfAndAfterThatOnlyWhenAPersonAsks() {
        shown.setNotificationsEnabled(false)
        shadowOf(app).denyPermissions(Manifest.permission.POST_NOTIFICATIONS)
        val activity = Robolectric.buildActivity(Bare::class.java).setup().get()
        activity.permission.first()
        assertEquals(listOf(Manifest.permission.POST_NOTIFICATIONS), shadowOf(activity).lastRequestedPermission.requestedPermissions.toList())
        activity.permission.first()
        assertNull(shadowOf(activity).nextStartedActivity?.takeIf { it.action == android.provider.Settings.ACTION_APP_NOTIFICATION_SETTINGS })
        activity.permission.ask()
        assertEquals(android.provider.Settings.ACTION_APP_NOTIFICATION_SETTINGS, generateSequence { shadowOf(activity).nextStartedActivity }.last().action)
    }

    private fun wall() = Wall(LocalDate.of(2026, 5, 11), "09:00")
}
