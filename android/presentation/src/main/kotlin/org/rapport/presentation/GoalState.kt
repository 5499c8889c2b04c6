package org.rapport.presentation

import org.rapport.core.GasLevel
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
    /**
     * How far it has come: in what the goal is measured by, as a figure that is being typed, a level, or whether it is
     * reached; without a measure in one's own estimate (of a thousand). And in words.
     */
    data class Entry(val share: UInt? = null, val note: String = "", val figure: String = "", val level: GasLevel? = null, val reached: Boolean? = null)

    /** A question that wants words before something is done. */
    data class Asked(val about: About, val text: String)

    enum class About { TITLE, WHY, SPECIFIC, MEANS, TEST, DROP, REVISE }
}
