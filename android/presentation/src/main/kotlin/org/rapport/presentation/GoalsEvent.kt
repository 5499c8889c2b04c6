package org.rapport.presentation

import org.rapport.core.GoalRow
import org.rapport.core.PairingRow

sealed interface GoalsEvent {
    data class Open(val row: GoalRow) : GoalsEvent
    data class WithPast(val on: Boolean) : GoalsEvent
    data object New : GoalsEvent
    data class Title(val text: String) : GoalsEvent
    data class Why(val text: String) : GoalsEvent
    data class For(val pair: PairingRow?) : GoalsEvent
    data object Write : GoalsEvent
    data object Close : GoalsEvent
    data object Retry : GoalsEvent
}
