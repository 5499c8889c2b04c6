package org.rapport.presentation

import org.rapport.core.HomeView

/**
 * Today as the core tells it; `pairs` says whether there is anybody to meet, once that is known, and `named` what the
 * instruments are called.
 */
data class TodayState(val home: Loaded<HomeView>, val pairs: Boolean?, val named: Map<String, String> = emptyMap())
