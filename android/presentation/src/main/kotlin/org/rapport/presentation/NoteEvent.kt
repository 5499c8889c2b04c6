package org.rapport.presentation

import org.rapport.core.SectionId
import org.rapport.core.VersionView

sealed interface NoteEvent {
    data class Write(val section: SectionId) : NoteEvent

    /** The person stopped typing for a moment. */
    data object Rest : NoteEvent

    /** Nothing ends the changing of the title. */
    data class Title(val text: String?) : NoteEvent
    data object TitleDone : NoteEvent

    /** The title of a new section; nothing ends the question for it. */
    data class Section(val title: String?) : NoteEvent
    data object SectionDone : NoteEvent

    /** A line of a meeting's note becomes a step. */
    data class MakeStep(val text: String) : NoteEvent
    data class Authors(val on: Boolean) : NoteEvent
    data class Versions(val on: Boolean) : NoteEvent
    data class AsOf(val version: VersionView?) : NoteEvent
    data object Retry : NoteEvent
}
