package org.rapport.presentation

import java.text.DecimalFormatSymbols
import java.util.Locale
import org.rapport.core.DecimalMark

/** The language of whoever reads, as the core is told it. */
internal fun readersLanguage(): String = Locale.getDefault().language.ifEmpty { "en" }

/** What stands between a number and its parts where they live. */
internal fun readersMark(): DecimalMark =
    if (DecimalFormatSymbols.getInstance(Locale.getDefault()).decimalSeparator == ',') DecimalMark.COMMA else DecimalMark.POINT
