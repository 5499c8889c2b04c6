package org.rapport.presentation

import org.rapport.core.GoalRow
import org.rapport.core.PairingRow

/** All goals. `draft` is the new one that is being written down, if it is. */
data class GoalsState(
    val rows: Loaded<List<GoalRow>>,
    val withPast: Boolean,
    val pairs: List<PairingRow>,
    val draft: Draft?,
) {
    /** `pair` is who it is shared with; nobody for a private one. */
    data class Draft(val title: String, val why: String, val pair: PairingRow?)
}
