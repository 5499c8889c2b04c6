package org.rapport.presentation

sealed interface ResultEvent {
    data class Ask(val about: ResultState.Asked) : ResultEvent
    data object Yes : ResultEvent
    data object No : ResultEvent
    data object Correct : ResultEvent
    data object Trend : ResultEvent
    data object Help : ResultEvent
    data object Retry : ResultEvent
}
