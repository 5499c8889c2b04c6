package org.rapport.presentation

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.cancel
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.update
import kotlinx.coroutines.launch
import org.rapport.bridge.asFailure
import org.rapport.bridge.attempt
import org.rapport.core.Failure

/** What a screen has of the core. */
sealed interface Loaded<out T> {
    data object Waiting : Loaded<Nothing>
    data class Here<T>(val value: T) : Loaded<T>

    /** It cannot be shown; trying again may help. */
    data class Failed(val why: Failure) : Loaded<Nothing>

    val here: T? get() = (this as? Here)?.value
}

/**
 * Behind one screen: its state, and what its events do. It lives in `scope` as long as its screen is on the way back.
 * Rules, dates and words are not its business; it asks the core and says what came.
 */
abstract class Presenter<State : Any, Event : Any>(protected val scope: CoroutineScope, first: State) {
    private val now = MutableStateFlow(first)
    private val wrong = MutableStateFlow<Failure?>(null)
    private val busy = MutableStateFlow(false)

    val state: StateFlow<State> = now.asStateFlow()

    /** Why the last act was not done, until it is dismissed. */
    val failure: StateFlow<Failure?> = wrong.asStateFlow()

    /** Whether an act is on its way, so that nobody does it twice. */
    val acting: StateFlow<Boolean> = busy.asStateFlow()

    abstract fun on(event: Event)

    fun dismiss() {
        wrong.value = null
    }

    protected fun fail(why: Failure) {
        wrong.value = why
    }

    /** The app leaves the front and may be killed. */
    open fun pause() = Unit

    /** The way back begins inside of the screen; false when there is nothing to close in it. */
    open fun back(): Boolean = false

    /** Ends with its screen. */
    open fun end() = scope.cancel()

    protected fun change(how: (State) -> State) = now.update(how)

    /** Does something; only when it went well `then` follows. One act at a time. */
    protected fun act(then: () -> Unit = {}, what: suspend () -> Unit) {
        if (busy.value) return
        busy.value = true
        scope.launch {
            try {
                val failed = attempt(what)
                wrong.value = failed
                if (failed == null) then()
            } finally {
                busy.value = false
            }
        }
    }

    /** Asks for something beside the acts; what goes wrong with it is nobody's business. */
    protected fun quietly(what: suspend () -> Unit) = scope.launch { attempt(what) }

    /** Follows something as long as the screen lives. */
    protected fun <T> follow(values: Flow<T>, show: (Loaded<T>) -> Unit) = scope.launch {
        try {
            values.collect { show(Loaded.Here(it)) }
        } catch (why: Exception) {
            show(Loaded.Failed(why.asFailure()))
        }
    }

    /** What a screen is drawn from: followed from the start, and anew when somebody tries again. */
    protected class Watch(private val begin: () -> Job) {
        private var job = begin()

        fun again() {
            job.cancel()
            job = begin()
        }
    }
}
