package org.rapport.presentation

import org.rapport.core.TrendView

/** How results went. */
data class TrendState(val trend: Loaded<TrendView>)
