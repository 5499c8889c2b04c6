package org.rapport.presentation

sealed interface TrendEvent {
    data object Retry : TrendEvent
}
