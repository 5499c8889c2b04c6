package org.rapport.app.sync

import androidx.test.core.app.ApplicationProvider
import androidx.test.ext.junit.runners.AndroidJUnit4
import androidx.work.ListenableWorker.Result
import androidx.work.NetworkType
import androidx.work.WorkInfo
import androidx.work.WorkManager
import androidx.work.testing.TestListenableWorkerBuilder
import kotlinx.coroutines.runBlocking
import org.junit.Test
import org.junit.runner.RunWith
import org.rapport.app.TestRapportApplication
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
