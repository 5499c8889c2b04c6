package org.rapport.app

import android.content.Context
import android.util.Log
import androidx.work.Configuration
import androidx.work.testing.SynchronousExecutor
import androidx.work.testing.WorkManagerTestInitHelper
import org.rapport.app.keys.FakeKeys
import org.rapport.app.keys.WrappingKeys
import org.rapport.app.lock.FakeUnlocking
import org.rapport.app.qr.FakeCamera

/** Robolectric takes it in the place of the real one, by its name: the same, with hardware and work that tests rule. */
class TestRapportApplication : RapportApplication() {
    val fakeKeys = FakeKeys()
    val fakeCamera = FakeCamera()
    override val unlocking = FakeUnlocking()

    override val workManagerConfiguration = Configuration.Builder()
        .setMinimumLoggingLevel(Log.ERROR)
        .setExecutor(SynchronousExecutor())
        .build()

    override fun keys(): WrappingKeys = fakeKeys

    override fun camera(context: Context) = fakeCamera

    override fun onCreate() {
        WorkManagerTestInitHelper.initializeTestWorkManager(this, workManagerConfiguration)
        super.onCreate()
    }
}
