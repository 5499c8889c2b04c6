package org.rapport.app

import android.app.Application
import android.content.BroadcastReceiver
import android.content.Context
import android.os.SystemClock
import androidx.work.Configuration
import java.io.File
import java.time.ZoneId
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.collectLatest
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import org.rapport.app.keys.AndroidKeys
import org.rapport.app.keys.KeystoreVault
import org.rapport.app.keys.WrappingKeys
import org.rapport.app.lock.AppLock
import org.rapport.app.lock.PhoneLock
import org.rapport.app.lock.Unlocking
import org.rapport.app.qr.BackCamera
import org.rapport.app.qr.Camera
import org.rapport.app.reminders.ReminderAlarms
import org.rapport.app.reminders.ReminderNotices
import org.rapport.app.reminders.Reminding
import org.rapport.app.sync.SyncWork
import org.rapport.bridge.Door
import org.rapport.bridge.DoorState
import org.rapport.bridge.JavaZones
import org.rapport.bridge.attempt
import org.rapport.bridge.coreOpener
import org.rapport.core.Config
import org.rapport.core.DeviceClock
import org.rapport.core.Platform

/** The process: one core, opened by whoever needs it first, off the screen's thread, and kept. */
open class RapportApplication : Application(), Configuration.Provider {
    private val scope = CoroutineScope(SupervisorJob() + Dispatchers.Default)
    private val looked = MutableStateFlow(false)
    private val seen = MutableStateFlow(false)

    /** Whether a person looks, once the core is awake for them. */
    val inFront: StateFlow<Boolean> = seen.asStateFlow()

    val door: Door by lazy {
        val config = Config(File(noBackupFilesDir, "profile").path, ZoneId.systemDefault().id)
        val vault = File(noBackupFilesDir, "vault")
        Door(coreOpener(config, vault) { Platform(KeystoreVault(vault, keys()), JavaZones(), clock()) })
    }

    val awake = Awake { door.core?.rapport }

    val reminding: Reminding by lazy { Reminding(door, ReminderAlarms(this), ReminderNotices(this)) }

    val lock: AppLock by lazy {
        AppLock(getSharedPreferences("app", MODE_PRIVATE), unlocking, SystemClock::elapsedRealtime)
    }

    /** How a person shows who they are; tests have an answer of their own. */
    open val unlocking: Unlocking by lazy { PhoneLock(this) }

    override val workManagerConfiguration: Configuration
        get() = Configuration.Builder().build()

    /** Where the wrapping key lies; tests have a store of their own. */
    protected open fun keys(): WrappingKeys = AndroidKeys()

    /** The clock of the phone; tests turn one of their own. */
    protected open fun clock(): DeviceClock? = null

    /** What looks for codes; tests hold a picture before it. */
    open fun camera(context: Context): Camera = BackCamera(context)

    override fun onCreate() {
        super.onCreate()
        Notices.prepare(this)
        ReminderNotices(this).prepare()
        SyncWork.regularly(this)
        scope.launch { looked.collect(::follow) }
        scope.launch { door.state.collectLatest { door -> (door as? DoorState.Open)?.let { reminding.follow(it.core) } } }
    }

    /** The activity says whether it is on the screen; turning the screen does not count as leaving it. */
    fun look(on: Boolean) {
        lock.look(on)
        looked.value = on
    }

    /** Work of a receiver, which the system waits for. */
    fun lasting(receiver: BroadcastReceiver.PendingResult?, what: suspend () -> Unit) {
        scope.launch {
            try {
                awake.during(what)
            } finally {
                receiver?.finish()
            }
        }
    }

    private suspend fun follow(now: Boolean) {
        if (now == seen.value) return
        if (now) {
            awake.hold()
            // The phone may have moved while nobody looked.
            attempt { door.core?.rapport?.setZone(ZoneId.systemDefault().id) }
            attempt { door.core?.reminders?.used() }
            reminding.plan()
            seen.value = true
        } else {
            seen.value = false
            awake.release()
            SyncWork.soon(this)
        }
    }

    /** Only emulated processes end this way; a real one is killed, which costs nothing. */
    override fun onTerminate() {
        super.onTerminate()
        scope.cancel()
        runBlocking { door.shutdown() }
    }
}
