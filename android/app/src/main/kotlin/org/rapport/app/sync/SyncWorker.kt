package org.rapport.app.sync

import android.content.Context
import androidx.work.CoroutineWorker
import androidx.work.ForegroundInfo
import androidx.work.WorkerParameters
import org.rapport.app.Notices
import org.rapport.app.RapportApplication
import org.rapport.bridge.OpenCore
import org.rapport.bridge.asFailure
import org.rapport.core.Failure

/** One round of sync in the background. Trouble is no error: it is tried again later, and not for ever. */
class SyncWorker(context: Context, parameters: WorkerParameters) : CoroutineWorker(context, parameters) {
    private val app get() = applicationContext as RapportApplication

    override suspend fun doWork(): Result = app.awake.during {
        app.door.open()
        // Without a profile, or with one that cannot be opened, there is nothing that a later try would mend.
        val core = app.door.core ?: return@during Result.success()
        val settled = settled(core)
        // What came from others may have done what was planned.
        app.reminding.plan()
        if (settled || runAttemptCount >= TRIES) Result.success() else Result.retry()
    }

    private suspend fun settled(core: OpenCore): Boolean = try {
        core.sync.line().hasRelay.not() || core.sync.runOnce(BUDGET_MS).settled
    } catch (why: Exception) {
        // A disk that is full or a relay that refuses may be well again; what needs a person is left to the screen.
        when (why.asFailure()) {
            is Failure.StorageFull, is Failure.RelayRefused, is Failure.Offline, is Failure.Port -> false
            else -> true
        }
    }

    override suspend fun getForegroundInfo() = ForegroundInfo(NOTICE, Notices.syncing(applicationContext))

    private companion object {
        /** A system ends work after ten minutes; a round that needs more goes on next time. */
        const val BUDGET_MS = 60_000u
        const val TRIES = 5
        const val NOTICE = 1
    }
}
