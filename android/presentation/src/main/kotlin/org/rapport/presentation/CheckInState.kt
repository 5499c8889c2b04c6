package org.rapport.presentation

import org.rapport.core.AnswerView
import org.rapport.core.CheckInForm
import org.rapport.core.PairingRow

/** An instrument that is being answered: what it asks, and what was answered so far, by question. */
data class CheckInState(
    val form: Loaded<CheckInForm>,
    val answers: Map<String, AnswerView>,
    val correcting: Boolean,
    val about: PairingRow?,
    /** Every how many days it is asked; nothing until that is known. */
    val rhythm: Rhythm?,
) {
    data class Rhythm(val days: UInt?)
}
