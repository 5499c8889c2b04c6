package org.rapport.presentation

import org.rapport.core.SearchHit

/** What was looked for, and what was found; nothing while nothing is looked for. */
data class SearchState(val text: String, val hits: Loaded<List<SearchHit>>?)
