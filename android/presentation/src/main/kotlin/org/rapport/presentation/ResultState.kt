package org.rapport.presentation

import org.rapport.core.CheckInForm
import org.rapport.core.CheckInRow
import org.rapport.core.HelpView
import org.rapport.core.PairingRow

/** An answered check-in. `form` has its questions once they are known, `help` is there for a low one. */
data class ResultState(
    val row: Loaded<CheckInRow>,
    val form: CheckInForm?,
    val help: HelpView?,
    val pairs: List<PairingRow>,
    val asked: Asked?,
) {
    /** What is to be confirmed before anybody else can read it. */
    sealed interface Asked {
        data class Share(val pair: PairingRow) : Asked
        data object Coordinator : Asked
    }
}
