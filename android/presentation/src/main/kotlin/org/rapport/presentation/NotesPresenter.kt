package org.rapport.presentation

import kotlinx.coroutines.CoroutineScope
import org.rapport.bridge.OpenCore
import org.rapport.bridge.lists
import org.rapport.bridge.pairs
import org.rapport.core.Field
import org.rapport.core.NewNote
import org.rapport.core.Place
import org.rapport.core.checked

/** The list of notes, and the question for a new one. */
class NotesPresenter(
    private val core: OpenCore,
    private val drafts: Drafts,
    private val navigator: Navigator,
    scope: CoroutineScope,
) : Presenter<NotesState, NotesEvent>(scope, NotesState(Loaded.Waiting, emptyList())) {
    private val watch = Watch(::watching)

    init {
        drafts.asked(TITLE)?.let { title -> change { it.copy(draft = NotesState.Draft(title, null)) } }
        follow(core.people.pairs()) { pairs ->
            val found = pairs.here.orEmpty()
            change { state ->
                val chosen = state.draft?.pair ?: found.firstOrNull { it.id.text == drafts[PAIR] }
                state.copy(pairs = found, draft = state.draft?.copy(pair = chosen))
            }
        }
    }

    override fun on(event: NotesEvent) {
        when (event) {
            is NotesEvent.Open -> navigator.go(Route.Note(event.row.id))
            NotesEvent.New -> draft(NotesState.Draft(drafts[TITLE], null))
            is NotesEvent.Title -> draft(state.value.draft?.copy(title = event.text))
            is NotesEvent.For -> draft(state.value.draft?.copy(pair = event.pair))
            NotesEvent.Write -> state.value.draft?.let(::write)
            NotesEvent.Close -> back()
            NotesEvent.Retry -> watch.again()
        }
    }

    /** What was typed waits for the next time. */
    override fun back(): Boolean {
        val draft = state.value.draft ?: return false
        drafts.ask(TITLE, null)
        drafts[TITLE] = draft.title
        change { it.copy(draft = null) }
        return true
    }

    private fun write(draft: NotesState.Draft) = act({ draft(null) }) {
        val place = draft.pair?.let { Place.In(it.space) } ?: Place.Private
        navigator.go(Route.Note(core.notes.begin(NewNote(place, draft.title.checked(Field.TITLE))).note))
    }

    private fun draft(draft: NotesState.Draft?) {
        drafts.ask(TITLE, draft?.title)
        drafts[PAIR] = draft?.pair?.id?.text.orEmpty()
        change { it.copy(draft = draft) }
    }

    private fun watching() = follow(core.notes.lists()) { rows -> change { it.copy(rows = rows) } }

    private companion object {
        const val TITLE = "notes.new.title"
        const val PAIR = "notes.new.pair"
    }
}
