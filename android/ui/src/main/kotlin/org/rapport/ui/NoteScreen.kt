package org.rapport.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.PaddingValues
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.imePadding
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.lazy.LazyColumn
import androidx.compose.foundation.lazy.items
import androidx.compose.foundation.lazy.rememberLazyListState
import androidx.compose.foundation.rememberScrollState
import androidx.compose.foundation.verticalScroll
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.filled.Edit
import androidx.compose.material.icons.filled.Refresh
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.material3.TextButton
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import org.rapport.bridge.Page
import org.rapport.bridge.TypedText
import org.rapport.core.NoteView
import org.rapport.core.Present
import org.rapport.core.SectionView
import org.rapport.core.VersionView
import org.rapport.presentation.NoteEvent
import org.rapport.presentation.NoteState

/** One note: to read, to type into, as it was. */
@Composable
fun NoteScreen(state: NoteState, around: Surroundings, onEvent: (NoteEvent) -> Unit) {
    val words = LocalWords.current
    val view = state.note.here
    val title = when {
        state.old != null -> words.screenNoteVersionOf(LocalMoments.current.exactly(state.old!!.version.to))
        state.versions != null -> words.screenNoteVersions
        else -> view?.row?.title?.ifEmpty { words.screenNoteUntitled }.orEmpty()
    }
    val inside = if (state.versions == null) around else {
        val back = { onEvent(if (state.old != null) NoteEvent.AsOf(null) else NoteEvent.Versions(false)) }
        Surroundings(back, around.failure, around.acting, around.onDismiss)
    }
    Frame(title, inside, actions = {
        if (view != null && state.versions == null) Menu(
            listOf(
                words.fieldTitle to { onEvent(NoteEvent.Title(view.row.title)) },
                words.screenNoteAddSection to { onEvent(NoteEvent.Section("")) },
                words.screenNoteAuthors to { onEvent(NoteEvent.Authors(state.authors == null)) },
                words.screenNoteVersions to { onEvent(NoteEvent.Versions(true)) },
            ).filter { !view.needsUpdate || it.first == words.screenNoteVersions },
        )
    }) { inner ->
        when {
            state.old != null -> OldNote(state.old!!.note, inner)
            state.versions != null -> Versions(state.versions!!, inner, onEvent)
            else -> Shown(state.note, { onEvent(NoteEvent.Retry) }) { NoteBody(it, state, inner, onEvent) }
        }
    }
    state.title?.let { new ->
        Ask(words.fieldTitle, words.commonSave, { onEvent(NoteEvent.TitleDone) }, { onEvent(NoteEvent.Title(null)) }) {
            DraftField(new, { onEvent(NoteEvent.Title(it)) }, words.fieldTitle)
        }
    }
    state.section?.let { new ->
        Ask(words.screenNoteAddSection, words.commonSave, { onEvent(NoteEvent.SectionDone) }, { onEvent(NoteEvent.Section(null)) }) {
            DraftField(new, { onEvent(NoteEvent.Section(it)) }, words.screenNoteSectionTitle)
        }
    }
}

@Composable
private fun NoteBody(view: NoteView, state: NoteState, inner: PaddingValues, onEvent: (NoteEvent) -> Unit) {
    val words = LocalWords.current
    val open = state.open
    val sheet = open?.let { rememberSheet(it.writing, onEvent) }
    Column(Modifier.fillMaxSize().padding(inner).imePadding()) {
        LazyColumn(Modifier.weight(1f), sheet?.list ?: rememberLazyListState(), PaddingValues(start = 8.dp, end = 20.dp, bottom = 40.dp)) {
            var count = 0
            fun one(key: String, content: @Composable () -> Unit) {
                count++
                item(key) { Column(Modifier.padding(bottom = 8.dp)) { content() } }
            }
            if (view.needsUpdate) one("newer") {
                Slip(Modifier.padding(start = 12.dp), colour = MaterialTheme.colorScheme.secondaryContainer) {
                    Mark(Icons.Filled.Refresh, words.screenNoteNewerReadOnly, colour = MaterialTheme.colorScheme.onSecondaryContainer)
                }
            }
            if (state.others.isNotEmpty()) one("others") { Others(state.others) }
            for (section in view.sections) {
                if (section.title.isNotEmpty()) one("title ${section.id.text}") { SectionTitle(section.title) }
                when {
                    open != null && sheet != null && open.section == section.id ->
                        noteField(sheet, count, state.others, state.authors, words.commonUnknownPerson)
                    view.needsUpdate -> one(section.id.text) { Reading(section) }
                    else -> one(section.id.text) { Closed(section) { onEvent(NoteEvent.Write(section.id)) } }
                }
            }
        }
        open?.let { FormatBar(it, view.row.meeting != null, onEvent) }
    }
}

@Composable
private fun SectionTitle(title: String) = Text(
    title,
    Modifier.padding(start = 36.dp, top = 12.dp).semantics { heading() },
    style = MaterialTheme.typography.titleLarge,
)

/** Who else is here, and who is writing. */
@Composable
private fun Others(others: List<Present>) {
    val words = LocalWords.current
    val writing = others.filter { it.writing }.map { it.name.ifEmpty { words.commonUnknownPerson } }.distinct()
    val text = when {
        writing.size >= 2 -> words.screenNoteWritingTwo(writing[0], writing[1])
        writing.size == 1 -> words.screenNoteWriting(writing[0])
        else -> words.screenNoteHere(others.first().name.ifEmpty { words.commonUnknownPerson })
    }
    Mark(Icons.Filled.Edit, text, Modifier.padding(start = 36.dp), colour = MaterialTheme.colorScheme.tertiary)
}

@Composable
private fun Closed(section: SectionView, onOpen: () -> Unit) {
    val words = LocalWords.current
    Box(Modifier.fillMaxWidth()) {
        Column {
            if (section.text.text.isEmpty()) Quiet(words.screenNoteHint, Modifier.padding(start = 36.dp)) else Reading(section)
            TextButton(onOpen, Modifier.padding(start = 24.dp)) { Text(words.commonEdit) }
        }
    }
}

@Composable
private fun Reading(section: SectionView) {
    val text = section.text
    NotePaper(Page.of(text, TypedText(text.text, 0, 0)))
}

@Composable
private fun OldNote(note: NoteView, inner: PaddingValues) = Column(
    Modifier.fillMaxSize().padding(inner).verticalScroll(rememberScrollState()).padding(start = 8.dp, end = 20.dp, bottom = 40.dp),
) {
    for (section in note.sections) {
        if (section.title.isNotEmpty()) SectionTitle(section.title)
        Reading(section)
    }
}

@Composable
private fun Versions(versions: List<VersionView>, inner: PaddingValues, onEvent: (NoteEvent) -> Unit) {
    val words = LocalWords.current
    Body(inner) {
        items(versions, key = { it.id.text }) { version ->
            Slip(onClick = { onEvent(NoteEvent.AsOf(version)) }) {
                Row(horizontalArrangement = Arrangement.spacedBy(12.dp)) {
                    val name = version.name.ifEmpty { words.commonUnknownPerson }
                    Disc(name, size = 32)
                    Column {
                        Text(LocalMoments.current.exactly(version.to), style = MaterialTheme.typography.titleMedium)
                        Quiet(words.screenNoteWrittenBy(name))
                    }
                }
            }
        }
    }
}
