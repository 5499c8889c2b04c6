package org.rapport.presentation

sealed interface PlanEvent {
    data class Write(val draft: PlanState.Draft) : PlanEvent
    data object Done : PlanEvent
}
