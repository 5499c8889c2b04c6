package org.rapport.bridge

import kotlinx.coroutines.CancellationException
import org.rapport.core.Failure

/** What went wrong in a form that screens have words for. A cancelled coroutine is none: it goes on being thrown. */
fun Throwable.asFailure(): Failure = when (this) {
    is Failure -> this
    is CancellationException -> throw this
    else -> Failure.Bug("shell")
}

/** Does something with the core and gives what went wrong, if anything did. */
suspend fun attempt(what: suspend () -> Unit): Failure? = try {
    what()
    null
} catch (why: Exception) {
    why.asFailure()
}
