package org.rapport.presentation

import org.rapport.core.BriefView

/** What one wants to know before a meeting. */
data class BriefState(val brief: Loaded<BriefView>)
