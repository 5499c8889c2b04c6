package org.rapport.presentation

import org.rapport.core.CheckInRow
import org.rapport.core.InstrumentRow
import org.rapport.core.PairingRow

/** What can be answered, what was, and what others have shown. */
data class CheckInsState(
    val mine: Loaded<List<CheckInRow>>,
    val shown: List<CheckInRow>,
    val instruments: List<InstrumentRow>,
    val pairs: List<PairingRow>,
)
