package org.rapport.app

import android.util.Log
import androidx.work.Configuration
import androidx.work.testing.SynchronousExecutor
import androidx.work.testing.WorkManagerTestInitHelper
import org.rapport.app.keys.FakeKeys
import org.rapport.app.keys.WrappingKeys

/** Robolectric takes it in the place of the real one, by its name: the same, with a key store and work that tests rule. */
class TestRapportApplication : RapportApplication() {
    val fakeKeys = FakeKeys()

    override val workManagerConfiguration = Configuration.Builder()
        .setMinimumLoggingLevel(Log.ERROR)
        .setExecutor(SynchronousExecutor())
        .build()

    override fun keys(): WrappingKeys = fakeKeys

    override fun onCreate() {
        WorkManagerTestInitHelper.initializeTestWorkManager(this, workManagerConfiguration)
        super.onCreate()
    }
}
