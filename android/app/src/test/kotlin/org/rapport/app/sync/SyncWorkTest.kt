package org.rapport.app.sync

import android.content.Intent
import androidx.test.core.app.ApplicationProvider
import androidx.test.ext.junit.runners.AndroidJUnit4
import androidx.work.ListenableWorker.Result
import androidx.work.NetworkType
import androidx.work.WorkInfo
import androidx.work.WorkManager
import androidx.work.impl.WorkManagerImpl
import androidx.work.testing.TestListenableWorkerBuilder
import java.time.LocalDate
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import kotlinx.coroutines.yield
import org.junit.Test
import org.junit.runner.RunWith
import org.rapport.app.TestRapportApplication
import org.rapport.app.reminders.ReminderReceiver
import org.rapport.core.Due
import org.rapport.core.NewGoal
import org.rapport.core.Place
import org.rapport.core.StepDraft
import org.rapport.core.StepState
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertTrue

@RunWith(AndroidJUnit4::class)
class SyncWorkTest {
    private val app = ApplicationProvider.getApplicationContext<TestRapportApplication>()
    private val manager = WorkManager.getInstance(app)

    private fun work(name: String) = manager.getWorkInfosForUniqueWork(name).get().filter { !it.state.isFinished }

    private suspend fun round(attempt: Int = 0) =
        TestListenableWorkerBuilder<SyncWorker>(app).setRunAttemptCount(attempt).build().doWork()

    @Test
    fun theRegularRoundIsThereOnceAndWaitsForANetwork() {
        SyncWork.regularly(app)
        SyncWork.regularly(app)
        val one = work(SyncWork.REGULAR).single()
        assertEquals(WorkInfo.State.ENQUEUED, one.state)
        assertEquals(NetworkType.CONNECTED, one.constraints.requiredNetworkType)
        assertEquals(3_600_000L, one.periodicityInfo?.repeatIntervalMillis)
    }

    @Test
    fun theUrgentRoundIsThereOnceHoweverOftenItIsAskedFor() {
        repeat(3) { SyncWork.soon(app) }
        assertEquals(NetworkType.CONNECTED, work(SyncWork.SOON).single().constraints.requiredNetworkType)
    }

    /** Work is asked for on another thread; a test that waits too long fails. */
    private fun soon(): WorkInfo = runBlocking {
        withTimeout(20_000) {
            while (work(SyncWork.SOON).isEmpty()) yield()
            work(SyncWork.SOON).single()
        }
    }

    private fun isExpedited(work: WorkInfo) = checkNotNull(WorkManagerImpl.getInstance(app).workDatabase.workSpecDao().getWorkSpec(work.id.toString())).expedited

    private fun look(on: Boolean) = runBlocking {
        app.look(on)
        withTimeout(20_000) { app.inFront.first { it == on } }
        Unit
    }

    @Test
    fun leavingTheAppSendsWhatWasWrittenAtOnce() {
        runBlocking { app.door.create("Ada") }
        look(true)
        assertEquals(emptyList(), work(SyncWork.SOON))
        look(false)
        assertTrue(isExpedited(soon()))
    }

    @Test
    fun whatIsDoneWithANoticeIsSentAtOnceThoughNobodyLooks() {
        runBlocking { app.door.create("Ada") }
        val core = checkNotNull(app.door.core)
        val goal = runBlocking {
            core.goals.begin(NewGoal(Place.Private, "Speak up")).also {
                core.goals.addStep(it, StepDraft("Ask Jonas", due = Due.On(LocalDate.now().plusDays(3))))
            }
        }
        val push = runBlocking { core.reminders.plan(app.reminding.budget) }.pushes.first()
        for (act in listOf(ReminderReceiver.LATER, ReminderReceiver.DONE)) {
            manager.cancelUniqueWork(SyncWork.SOON).result.get()
            val sent = Intent(act).putExtra(ReminderReceiver.PUSH, push.id.text).putExtra(ReminderReceiver.PARTS, push.parts.map { it.id.text }.toTypedArray())
            ReminderReceiver().onReceive(app, sent)
            assertTrue(isExpedited(soon()), act)
        }
        assertEquals(StepState.DONE, runBlocking { app.awake.during { core.goals.view(goal).steps.single().state } })
    }

    @Test
    fun withoutAProfileThereIsNothingToDo() = runBlocking {
        assertEquals(Result.success(), round())
    }

    @Test
    fun withoutARelayThereIsNothingToDo() = runBlocking {
        app.door.create("Ada")
        assertEquals(Result.success(), round())
    }

    @Test
    fun aRelayThatIsNotThereIsTriedAgainAndNotForEver() = runBlocking {
        app.door.create("Ada")
        val core = checkNotNull(app.door.core)
        // Nobody listens on this port.
        core.sync.agreeToRelay("http://127.0.0.1:9")
        assertEquals(Result.retry(), round())
        assertEquals(Result.success(), round(attempt = 5))
        // The worker leaves the core asleep, since nobody looks; the next one wakes it.
        assertFalse(runCatching { core.people.me() }.isSuccess)
        assertEquals("Ada", app.awake.during { core.people.me().profile.name })
    }

    @Test
    fun aProfileThatCannotBeOpenedIsLeftToThePerson() = runBlocking {
        app.door.create("Ada")
        app.door.shutdown()
        app.fakeKeys.kept = null
        assertEquals(Result.success(), round())
        assertTrue(app.door.core == null)
    }
}
