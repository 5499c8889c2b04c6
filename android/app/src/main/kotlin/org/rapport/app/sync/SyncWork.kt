package org.rapport.app.sync

import android.content.Context
import androidx.work.BackoffPolicy
import androidx.work.Constraints
import androidx.work.ExistingPeriodicWorkPolicy
import androidx.work.ExistingWorkPolicy
import androidx.work.NetworkType
import androidx.work.OneTimeWorkRequestBuilder
import androidx.work.OutOfQuotaPolicy
import androidx.work.PeriodicWorkRequestBuilder
import androidx.work.WorkManager
import java.util.concurrent.TimeUnit.HOURS
import java.util.concurrent.TimeUnit.SECONDS

/** When sync runs while nobody looks. Each kind of work is there once, however often it is asked for. */
object SyncWork {
    const val REGULAR = "sync.regular"
    const val SOON = "sync.soon"

    private val connected = Constraints(requiredNetworkType = NetworkType.CONNECTED)

    fun regularly(context: Context) {
        val work = PeriodicWorkRequestBuilder<SyncWorker>(1, HOURS).setConstraints(connected).build()
        WorkManager.getInstance(context).enqueueUniquePeriodicWork(REGULAR, ExistingPeriodicWorkPolicy.KEEP, work)
    }

    /** After something was written, as soon as there is a network. */
    fun soon(context: Context) {
        val work = OneTimeWorkRequestBuilder<SyncWorker>()
            .setConstraints(connected)
            .setExpedited(OutOfQuotaPolicy.RUN_AS_NON_EXPEDITED_WORK_REQUEST)
            .setBackoffCriteria(BackoffPolicy.EXPONENTIAL, 30, SECONDS)
            .build()
        WorkManager.getInstance(context).enqueueUniqueWork(SOON, ExistingWorkPolicy.REPLACE, work)
    }
}
