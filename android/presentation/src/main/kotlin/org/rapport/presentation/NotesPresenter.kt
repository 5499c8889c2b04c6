package org.rapport.presentation

import kotlinx.coroutines.CoroutineScope
import org.rapport.bridge.OpenCore
import org.rapport.bridge.lists
import org.rapport.bridge.pairs
import org.rapport.core.Field
import org.rapport.core.NewNote
import org.rapport.core.Place
import org.rapport.core.checked

/** The list of notes. */
class NotesPresenter(
    private val core: OpenCore,
    private val navigator: Navigator,
    scope: CoroutineScope,
) : Presenter<NotesState, NotesEvent>(scope, NotesState(Loaded.Waiting, emptyList())) {
    private val watch = Watch(::watching)

    init {
        follow(core.people.pairs()) { pairs -> change { it.copy(pairs = pairs.here.orEmpty()) } }
    }

    override fun on(event: NotesEvent) {
        when (event) {
            is NotesEvent.Open -> navigator.go(Route.Note(event.row.id))
            is NotesEvent.New -> act {
                val place = event.pair?.let { Place.In(it.space) } ?: Place.Private
                navigator.go(Route.Note(core.notes.begin(NewNote(place, event.title.checked(Field.TITLE))).note))
            }
            NotesEvent.Retry -> watch.again()
        }
    }

    private fun watching() = follow(core.notes.lists()) { rows -> change { it.copy(rows = rows) } }
}
