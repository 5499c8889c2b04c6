package org.rapport.presentation

import org.rapport.bridge.OpenCore
import org.rapport.core.Failure
import org.rapport.core.Field
import org.rapport.core.Problem
import org.rapport.core.RelayAddress
import org.rapport.core.checked

/**
 * Does something with a relay. Where nothing is encrypted on the way to it nothing is done, and this is its address: a
 * person has to want it by name.
 */
internal suspend fun unencrypted(act: suspend () -> Unit): RelayAddress? = try {
    act()
    null
} catch (why: Failure.Invalid) {
    (why.problem as? Problem.NotEncrypted)?.relay ?: throw why
}

/** Agrees to the relay whose link or address was typed; as [unencrypted]. */
internal suspend fun OpenCore.agreeTo(typed: String, plainHttp: Boolean): RelayAddress? =
    unencrypted { sync.agreeToRelay(typed.trim().checked(Field.RELAY), plainHttp) }
