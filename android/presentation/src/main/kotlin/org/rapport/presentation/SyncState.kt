package org.rapport.presentation

import java.time.LocalDate
import org.rapport.core.SyncLine
import org.rapport.core.Trouble

/**
 * The one line about synchronising; `trouble` is that of the first relay that has any; `today` is the day where the
 * device is; `lost` says that something was mended and is not whole, which is told on Devices and safety.
 */
data class SyncState(val line: SyncLine?, val trouble: Trouble?, val today: LocalDate?, val lost: Boolean = false)
