package org.rapport.bridge

import java.io.File
import kotlin.coroutines.CoroutineContext
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import kotlinx.coroutines.withContext
import org.rapport.core.Config
import org.rapport.core.Failure
import org.rapport.core.Platform
import org.rapport.core.Rapport
import org.rapport.core.keepThreadsAttached

/** How it stands with the profile of this device. */
sealed interface DoorState {
    /** The library is being loaded and the profile opened. */
    data object Opening : DoorState

    /** There is no profile here yet. */
    data object Nobody : DoorState

    data class Open(val core: OpenCore) : DoorState

    /** There is one, and it cannot be opened; `failure` says what to do. */
    data class Shut(val failure: Failure) : DoorState
}

/** Opens or makes the profile. The real one is [coreOpener]. */
interface Opener {
    /** Fails with `NotFound` when there is none. */
    suspend fun open(): OpenCore

    suspend fun create(name: String): OpenCore

    /** Makes a device that another one of the same person, which shows `link`, has to take in. */
    suspend fun createGuest(name: String, link: String, plainHttp: Boolean): OpenCore

    /** Makes a device on which the person of these words comes back, from what `relay` has. */
    suspend fun createRecovering(name: String, words: String, relay: String, plainHttp: Boolean): OpenCore

    /** Puts a profile that cannot be opened aside, whole, so that another can be made. Where nothing lies there is nothing to do. */
    suspend fun setAside() = Unit
}

/**
 * The profile in a folder, whose key lies in `keys` if it is a file. The platform is made late: with it the library is
 * loaded, which takes a moment.
 */
fun coreOpener(config: Config, keys: File? = null, platform: () -> Platform): Opener = object : Opener {
    override suspend fun open(): OpenCore {
        val rapport = Rapport.open(config, made())
        return try {
            val safety = rapport.devices().view()
            OpenCore(rapport, safety.guest, safety.recovery != null)
        } catch (why: Exception) {
            // Else it could not be opened when it is tried again.
            rapport.shutdown()
            throw why
        }
    }

    override suspend fun create(name: String) = OpenCore(Rapport.create(config, made(), name))
    override suspend fun createGuest(name: String, link: String, plainHttp: Boolean) =
        OpenCore(Rapport.createGuest(config, made(), name, link, plainHttp), guest = true)

    override suspend fun createRecovering(name: String, words: String, relay: String, plainHttp: Boolean) =
        OpenCore(Rapport.createRecovering(config, made(), name, words, relay, plainHttp), guest = true, recovering = true)

    override suspend fun setAside() {
        val folder = File(config.folder)
        val aside = generateSequence(1) { it + 1 }.map { File(folder.parentFile, "aside-$it") }.first { !it.exists() }
        // The folder last: without its key it is still not opened, and put aside again; without it the key would be overwritten.
        val all = listOfNotNull(keys, folder).filter { it.exists() }
        if (!aside.mkdirs() || !all.all { it.renameTo(File(aside, it.name)) }) throw Failure.StorageReadOnly()
    }

    private fun made(): Platform {
        keepThreadsAttached()
        return platform()
    }
}

/** The one way to the core of this process. It is opened once and kept; nothing of it runs on the screen's thread. */
class Door(private val opener: Opener, private val work: CoroutineContext = Dispatchers.IO) {
    private val one = Mutex()
    private val now = MutableStateFlow<DoorState>(DoorState.Opening)
    val state: StateFlow<DoorState> = now.asStateFlow()

    /** The core, when it is open. */
    val core: OpenCore? get() = (state.value as? DoorState.Open)?.core

    /** Opens the profile, or tries again; does nothing when it is open. */
    suspend fun open() = one.withLock {
        if (core != null) return@withLock
        now.value = DoorState.Opening
        now.value = try {
            DoorState.Open(withContext(work) { opener.open() })
        } catch (failure: Exception) {
            when (val why = failure.asFailure()) {
                is Failure.NotFound -> DoorState.Nobody
                else -> DoorState.Shut(why)
            }
        }
    }

    /** Makes a person with this as their first device. Throws `Failure` when it could not be done. */
    suspend fun create(name: String) = one.withLock {
        now.value = DoorState.Open(withContext(work) { opener.create(name) })
    }

    /** Makes a device that belongs to nobody yet. Throws `Failure` when it could not be done. */
    suspend fun createGuest(name: String, link: String, plainHttp: Boolean) = one.withLock {
        now.value = DoorState.Open(withContext(work) { opener.createGuest(name, link, plainHttp) })
    }

    /** Makes a device on which the person of these words comes back. Throws `Failure` when it could not be done. */
    suspend fun createRecovering(name: String, words: String, relay: String, plainHttp: Boolean) = one.withLock {
        now.value = DoorState.Open(withContext(work) { opener.createRecovering(name, words, relay, plainHttp) })
    }

    /** Puts a profile whose key is lost aside, and begins as on a new device. Only for who asked for it. */
    suspend fun startAnew() {
        one.withLock {
            if ((state.value as? DoorState.Shut)?.failure !is Failure.KeyLost) return
            try {
                withContext(work) { opener.setAside() }
            } catch (failure: Exception) {
                now.value = DoorState.Shut(failure.asFailure())
                return
            }
        }
        open()
    }

    /** Ends the core; [open] opens it again. */
    suspend fun shutdown() = one.withLock {
        core?.rapport?.shutdown()
        now.value = DoorState.Opening
    }
}
