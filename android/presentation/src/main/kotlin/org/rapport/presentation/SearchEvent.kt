package org.rapport.presentation

import org.rapport.core.SearchHit

sealed interface SearchEvent {
    data class Text(val text: String) : SearchEvent
    data class Open(val hit: SearchHit) : SearchEvent
    data object Retry : SearchEvent
}
