package org.rapport.presentation

import java.util.Locale

/** The language of whoever reads, as the core is told it. */
internal fun readersLanguage(): String = Locale.getDefault().language.ifEmpty { "en" }
