package org.rapport.presentation

import org.rapport.core.GoalView
import org.rapport.core.PairingRow

/** One goal, with what is being typed about it. */
data class GoalState(
    val goal: Loaded<GoalView>,
    val pairs: List<PairingRow>,
    val step: String,
    val milestone: String,
    val comment: String,
    val asked: Asked?,
    val entry: Entry?,
) {
    /** How far it has come, in one's own estimate (of a thousand) and in words. */
    data class Entry(val share: UInt?, val note: String)

    /** A question that wants words before something is done. */
    data class Asked(val about: About, val text: String)

    enum class About { TITLE, WHY, SPECIFIC, MEANS, TEST, DROP, REVISE }
}
