package org.rapport.presentation

import org.rapport.core.SyncLine
import org.rapport.core.Trouble

/** The one line about synchronising; `trouble` is that of the first relay that has any. */
data class SyncState(val line: SyncLine?, val trouble: Trouble?)
