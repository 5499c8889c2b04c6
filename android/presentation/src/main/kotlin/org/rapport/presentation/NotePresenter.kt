package org.rapport.presentation

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.launch
import org.rapport.bridge.EditorBridge
import org.rapport.bridge.OpenCore
import org.rapport.bridge.attempt
import org.rapport.bridge.others
import org.rapport.bridge.views
import org.rapport.bridge.waits
import org.rapport.core.*

/** One note, and the editor of the section that is being typed into. `lasting` outlives the screen: typing is ended in it. */
class NotePresenter(
    private val id: NoteId,
    private val core: OpenCore,
    private val drafts: Drafts,
    private val lasting: CoroutineScope,
    scope: CoroutineScope,
) : Presenter<NoteState, NoteEvent>(scope, first(id, drafts)) {
    private val notes = core.notes
    private var editor: NoteEditor? = null
    private var watches: List<Job> = emptyList()
    private val watch = Watch(::watching)

    override fun on(event: NoteEvent) {
        when (event) {
            is NoteEvent.Write -> if (state.value.open?.section != event.section) act { open(event.section) }
            NoteEvent.Rest -> rest()
            is NoteEvent.Title -> title(event.text)
            NoteEvent.TitleDone -> state.value.title?.let { title ->
                act({ title(null) }) { notes.edit(id, NoteEdit.Title(title.checked(Field.TITLE))) }
            }
            is NoteEvent.Section -> section(event.title)
            NoteEvent.SectionDone -> state.value.section?.let { section ->
                act({ section(null) }) { open(notes.addSection(id, section.checked(Field.SECTION))) }
            }
            is NoteEvent.MakeStep -> state.value.note.here?.row?.meeting?.let { meeting ->
                act { core.meetings.addAction(meeting, StepDraft(event.text.checked(Field.STEP))) }
            }
            is NoteEvent.Authors -> if (event.on) act { authors() } else change { it.copy(authors = null) }
            is NoteEvent.Versions -> if (event.on) act { versions() } else change { it.copy(versions = null, old = null) }
            is NoteEvent.AsOf -> event.version?.let { version ->
                act {
                    val note = notes.viewAt(id, version.id)
                    change { it.copy(old = NoteState.Old(version, note)) }
                }
            } ?: change { it.copy(old = null) }
            NoteEvent.Retry -> watch.again()
        }
    }

    override fun back(): Boolean {
        if (state.value.versions == null) return false
        change { if (it.old != null) it.copy(old = null) else it.copy(versions = null) }
        return true
    }

    /** The app leaves the screen: nothing stays only in the hand. */
    override fun pause() {
        state.value.open?.bridge?.leave()
        val open = editor ?: return
        lasting.launch { attempt { open.finish() } }
    }

    override fun end() {
        letGo()
        super.end()
    }

    private fun title(text: String?) {
        drafts.ask(key(id, "title"), text)
        change { it.copy(title = text) }
    }

    private fun section(text: String?) {
        drafts.ask(key(id, "section"), text)
        change { it.copy(section = text) }
    }

    private fun watching() = follow(notes.views(id)) { note ->
        change { it.copy(note = note) }
        val view = note.here ?: return@follow
        val first = view.sections.firstOrNull() ?: return@follow
        if (state.value.open == null && !view.needsUpdate) act { if (state.value.open == null) open(first.id) }
    }

    private suspend fun open(section: SectionId) {
        val opened = notes.open(id, section)
        letGo()
        editor = opened
        val bridge = EditorBridge(opened)
        bridge.onFailure = ::fail
        watches = listOf(
            follow(opened.waits()) { waits -> if (waits.here == true) bridge.othersWait() },
            follow(opened.others()) { others -> change { it.copy(others = others.here.orEmpty()) } },
        )
        change { it.copy(open = NoteState.Open(section, bridge), authors = null) }
    }

    private fun rest() {
        state.value.open?.bridge?.settle()
    }

    private fun letGo() {
        val open = editor ?: return
        editor = null
        for (one in watches) one.cancel()
        state.value.open?.bridge?.end()
        lasting.launch {
            attempt { open.finish() }
            open.close()
        }
    }

    private suspend fun authors() {
        val open = state.value.open ?: return
        open.bridge.settle(leaving = true)
        editor?.finish()
        val authors = notes.authors(id, open.section)
        change { it.copy(authors = authors) }
    }

    private suspend fun versions() {
        editor?.finish()
        val versions = notes.versions(id).asReversed()
        change { it.copy(versions = versions) }
    }

    private companion object {
        fun key(id: NoteId, name: String) = "note.${id.text}.$name"

        fun first(id: NoteId, drafts: Drafts) =
            NoteState(Loaded.Waiting, null, emptyList(), null, null, null, drafts.asked(key(id, "title")), drafts.asked(key(id, "section")))
    }
}
