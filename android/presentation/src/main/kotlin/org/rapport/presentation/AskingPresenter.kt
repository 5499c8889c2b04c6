package org.rapport.presentation

import kotlinx.coroutines.CoroutineScope

/** How a sheet is kept as plain text, for a process that is killed meanwhile. */
internal interface SheetText<Asked : Any> {
    fun write(asked: Asked?): String

    /** Nothing for what is no sheet, such as one that a newer version wrote. */
    fun read(text: String): Asked?
}

/** Behind a screen that asks something in a sheet before it does it. The sheet is among the drafts as long as it is open. */
abstract class AskingPresenter<State : Any, Event : Any, Asked : Any> internal constructor(
    scope: CoroutineScope,
    first: State,
    private val drafts: Drafts,
    private val key: String,
    private val text: SheetText<Asked>,
) : Presenter<State, Event>(scope, first) {
    /** What is asked in a state. */
    protected abstract fun asked(state: State): Asked?

    /** The same state, with another sheet or without one. */
    protected abstract fun asking(state: State, asked: Asked?): State

    /** Does what was asked. */
    protected abstract suspend fun answer(asked: Asked)

    protected fun ask(asked: Asked?) {
        drafts[key] = text.write(asked)
        change { asking(it, asked) }
    }

    /** The sheet stays open with what stands in it when that was not taken. */
    protected fun answer() {
        asked(state.value)?.let { asked -> act({ ask(null) }) { answer(asked) } }
    }

    override fun back(): Boolean {
        if (asked(state.value) == null) return false
        ask(null)
        return true
    }
}
