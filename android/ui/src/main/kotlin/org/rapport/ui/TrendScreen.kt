package org.rapport.ui

import androidx.compose.foundation.Canvas
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.height
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.lazy.items
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.filled.DateRange
import androidx.compose.material.icons.filled.Info
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.geometry.Offset
import androidx.compose.ui.graphics.StrokeCap
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.LayoutDirection
import androidx.compose.ui.unit.dp
import java.time.LocalDate
import java.time.temporal.ChronoUnit.DAYS
import org.rapport.bridge.name
import org.rapport.core.PartTrendView
import org.rapport.core.ScoreMovement
import org.rapport.core.TrendView
import org.rapport.presentation.TrendEvent
import org.rapport.presentation.TrendState
import org.rapport.words.Words

/** How results went: a drawing for each part, and the same in words. */
@Composable
fun TrendScreen(state: TrendState, around: Surroundings, onEvent: (TrendEvent) -> Unit) {
    val words = LocalWords.current
    Frame(state.trend.here?.name?.ifEmpty { null } ?: words.screenCheckinTrend, around) { inner ->
        Shown(state.trend, { onEvent(TrendEvent.Retry) }) { trend ->
            Body(inner) {
                item { Heading(words.screenCheckinTrend) }
                if (trend.days.isEmpty()) item { NoticeBody(Icons.Filled.DateRange, words.screenCheckinMineNone, words.screenCheckinTrendNone) }
                else items(trend.parts, key = { it.part }) { part -> Part(part, trend, words) }
                if (trend.days.size == 1) item { Quiet(words.screenCheckinTrendNone) }
                trend.alert?.let { alert -> item { Mark(Icons.Filled.Info, words.name(alert)) } }
                if (trend.days.isNotEmpty()) item { Quiet(words.screenCheckinTrendHigh) }
            }
        }
    }
}

@Composable
private fun Part(part: PartTrendView, trend: TrendView, words: Words) = Slip {
    val moments = LocalMoments.current
    val colours = MaterialTheme.colorScheme
    Row(Modifier.fillMaxWidth(), verticalAlignment = Alignment.CenterVertically) {
        Text(part.name, Modifier.weight(1f), style = MaterialTheme.typography.titleMedium)
        part.scores.lastOrNull()?.let { Text(moments.points(it), style = MaterialTheme.typography.titleLarge, color = colours.primary) }
    }
    Drawing(part, trend, Modifier.semantics { contentDescription = words.told(part, trend, moments) })
    Row(Modifier.fillMaxWidth()) {
        Text(moments.day(trend.days.first()), Modifier.weight(1f), style = MaterialTheme.typography.labelSmall, color = colours.onSurfaceVariant)
        if (trend.days.size > 1) Text(moments.day(trend.days.last()), style = MaterialTheme.typography.labelSmall, color = colours.onSurfaceVariant)
    }
    if (part.step != ScoreMovement.NOTHING) Quiet(words.name(part.step))
}

/** Time goes the way the language is read; a day without a result is a gap in the line. */
@Composable
private fun Drawing(part: PartTrendView, trend: TrendView, modifier: Modifier) {
    val colours = MaterialTheme.colorScheme
    Canvas(modifier.fillMaxWidth().height(112.dp).padding(vertical = 10.dp, horizontal = 6.dp)) {
        val span = places(trend.days)
        val range = (trend.highest - trend.lowest).coerceAtLeast(1)
        val points = part.scores.mapIndexed { at, score ->
            score?.let {
                val x = if (layoutDirection == LayoutDirection.Rtl) 1f - span[at] else span[at]
                Offset(x * size.width, (1f - (it - trend.lowest).toFloat() / range) * size.height)
            }
        }
        for (edge in listOf(0f, size.height)) drawLine(colours.outlineVariant, Offset(0f, edge), Offset(size.width, edge), 1.dp.toPx())
        for ((one, two) in points.zipWithNext()) if (one != null && two != null) drawLine(colours.primary, one, two, 3.dp.toPx(), StrokeCap.Round)
        for (point in points) if (point != null) drawCircle(colours.primary, 5.dp.toPx(), point)
    }
}

/** Where each day stands from the first (0) to the last (1). */
internal fun places(days: List<LocalDate>): List<Float> {
    val first = days.firstOrNull() ?: return emptyList()
    val whole = DAYS.between(first, days.last())
    return days.mapIndexed { at, day ->
        // Several results of one day, or a clock that went back, stand beside one another in their order.
        if (whole <= 0) (at + 0.5f) / days.size else (DAYS.between(first, day).toFloat() / whole).coerceIn(0f, 1f)
    }
}

/** The drawing in words. */
internal fun Words.told(part: PartTrendView, trend: TrendView, moments: Moments): String {
    val scored = part.scores.mapIndexedNotNull { at, score -> score?.let { trend.days[at] to it } }
    val (first, last) = (scored.firstOrNull() ?: return screenCheckinScoreNone(part.name)) to scored.last()
    return screenCheckinTrendTold(
        part = part.name, first = moments.points(first.second), from = moments.day(first.first), last = moments.points(last.second),
        to = moments.day(last.first), lowest = moments.points(trend.lowest), highest = moments.points(trend.highest), movement = name(part.whole),
    )
}
