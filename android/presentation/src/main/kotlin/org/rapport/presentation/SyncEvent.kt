package org.rapport.presentation

sealed interface SyncEvent {
    data object Open : SyncEvent
}
