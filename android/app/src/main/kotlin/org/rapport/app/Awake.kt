package org.rapport.app

import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import kotlinx.coroutines.withContext
import org.rapport.bridge.attempt
import org.rapport.core.RapportInterface

/** Lets the core sleep while nobody looks and no work runs. Whoever needs it holds it awake. */
class Awake(private val core: () -> RapportInterface?) {
    private val one = Mutex()
    private var holders = 0

    suspend fun hold() = one.withLock {
        holders += 1
        if (holders == 1) attempt { core()?.resume() }
        Unit
    }

    suspend fun release() = one.withLock {
        holders -= 1
        if (holders == 0) attempt { core()?.suspend() }
        Unit
    }

    suspend fun <T> during(what: suspend () -> T): T {
        hold()
        try {
            return what()
        } finally {
            withContext(NonCancellable) { release() }
        }
    }
}
