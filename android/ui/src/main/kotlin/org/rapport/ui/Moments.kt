package org.rapport.ui

import java.math.BigDecimal
import java.text.DecimalFormat
import java.text.DecimalFormatSymbols
import java.time.Instant
import java.time.LocalDate
import java.time.LocalDateTime
import java.time.LocalTime
import java.time.ZoneId
import java.time.format.DateTimeFormatter
import java.time.format.FormatStyle
import java.util.Locale
import org.rapport.core.Civil
import org.rapport.words.Words

/** Days, times and results as the person is used to them. `today` is the core's; nothing here asks a clock. */
class Moments(private val words: Words, private val locale: Locale, private val today: LocalDate?, private val zone: ZoneId) {
    private val times = DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT).withLocale(locale)
    private val near = DateTimeFormatter.ofPattern(if (locale.language == "de") "EEE, d. MMM" else "EEE, d MMM", locale)
    private val far = DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(locale)

    fun day(day: LocalDate): String = when {
        today == null -> far.format(day)
        day == today -> words.timeToday
        day == today.plusDays(1) -> words.timeTomorrow
        day == today.minusDays(1) -> words.timeYesterday
        day.year == today.year -> near.format(day)
        else -> far.format(day)
    }

    /** A day inside of a sentence: never today or tomorrow. */
    fun date(day: LocalDate): String = (if (day.year == today?.year) near else far).format(day)

    /** Until when. What is due today, or tomorrow, needs no more words than that. */
    fun due(day: LocalDate, overdue: Boolean): String = when {
        overdue -> words.screenGoalsOverdue(day(day))
        day == today || day == today?.plusDays(1) -> day(day)
        else -> words.screenGoalsDue(day(day))
    }

    /** Thousandths of a point, with no more decimals than they have. */
    fun points(thousandths: Long): String = DecimalFormat("0.###", DecimalFormatSymbols(locale)).format(BigDecimal.valueOf(thousandths, 3))

    /** A figure of a goal, that comes with a point, as the core reads it again when it is typed. */
    fun figure(quantity: String): String = DecimalFormat("#,##0.###", DecimalFormatSymbols(locale)).format(BigDecimal(quantity))

    fun time(time: LocalTime): String = times.format(time)

    fun minute(ofDay: Int): String = time(LocalTime.of(ofDay / 60, ofDay % 60))

    /** Wall time as it was agreed, such as `2026-03-01T17:30[Europe/Zurich]`; its zone is named when it is another. */
    fun slot(slot: Civil): String {
        val (wall, there) = slot.removeSuffix("]").split('[', limit = 2).let { it[0] to it.getOrElse(1) { zone.id } }
        val at = LocalDateTime.parse(wall)
        val text = words.timeAt(day(at.toLocalDate()), time(at.toLocalTime()))
        return if (there == zone.id) text else "$text · $there"
    }

    /** The time on the wall of what was agreed. */
    fun clock(slot: Civil): String = time(LocalTime.parse(slot.substringAfter('T').substringBefore('[')))

    /** The zone of what was agreed, where it is another one than here. */
    fun elsewhere(slot: Civil): String? = slot.substringAfter('[', "").removeSuffix("]").takeIf { it.isNotEmpty() && it != zone.id }

    /** The time of today, the day of any other. */
    fun at(instant: Instant): String {
        val at = instant.atZone(zone)
        return if (at.toLocalDate() == today) time(at.toLocalTime()) else day(at.toLocalDate())
    }

    /** With the time, also on another day. */
    fun exactly(instant: Instant): String {
        val at = instant.atZone(zone)
        return words.timeAt(day(at.toLocalDate()), time(at.toLocalTime()))
    }
}
