package org.rapport.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.filled.DateRange
import androidx.compose.material.icons.filled.Place
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.unit.dp
import org.rapport.bridge.name
import org.rapport.core.SeriesRow

/** A series in a list: how often, its next time, and whether something waits. */
@Composable
fun SeriesCard(row: SeriesRow, onOpen: () -> Unit) {
    val words = LocalWords.current
    val moments = LocalMoments.current
    Slip(onClick = onOpen) {
        Row(Modifier.fillMaxWidth(), verticalAlignment = Alignment.CenterVertically, horizontalArrangement = Arrangement.spacedBy(10.dp)) {
            Text(row.title.ifEmpty { words.screenMeetingWith(row.with) }, Modifier.weight(1f), style = MaterialTheme.typography.titleMedium)
            MeetingTag(row.stage)
        }
        Quiet(words.screenSeriesPlan(often = words.often(row.plan.every, row.plan.on), time = moments.clock(row.plan.start)), colour = MaterialTheme.colorScheme.onSurface)
        row.next?.let { Mark(Icons.Filled.DateRange, moments.slot(it.slot)) }
        val where = listOfNotNull(words.screenMeetingWith(row.with).takeIf { row.title.isNotEmpty() }, row.mode?.let { words.name(it) }, row.place.ifEmpty { null })
        if (where.isNotEmpty()) Mark(Icons.Filled.Place, where.joinToString(" · "))
        if (row.waitsForMe) Tag(words.screenTodayNeedsAnswer, MaterialTheme.colorScheme.primary, MaterialTheme.colorScheme.onPrimary)
    }
}
