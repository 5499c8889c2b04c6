package org.rapport.presentation

import org.rapport.bridge.EditorBridge
import org.rapport.core.AuthorSpan
import org.rapport.core.NoteView
import org.rapport.core.Present
import org.rapport.core.SectionId
import org.rapport.core.VersionView

/**
 * One note. `open` is the section that is being typed into; the others are shown as they are stored. `authors` and
 * `versions` are there when they were asked for; `title` and `section` while another title or a new section is typed.
 */
data class NoteState(
    val note: Loaded<NoteView>,
    val open: Open?,
    val others: List<Present>,
    val authors: List<AuthorSpan>?,
    val versions: List<VersionView>?,
    val old: Old?,
    val title: String?,
    val section: String? = null,
) {
    class Open(val section: SectionId, val bridge: EditorBridge) {
        val writing = Writing(bridge)
    }

    /** The note as it was. */
    data class Old(val version: VersionView, val note: NoteView)
}
