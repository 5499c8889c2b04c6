package org.rapport.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.selection.selectableGroup
import androidx.compose.material3.AlertDialog
import androidx.compose.material3.Button
import androidx.compose.material3.DatePicker
import androidx.compose.material3.DatePickerDialog
import androidx.compose.material3.ExperimentalMaterial3Api
import androidx.compose.material3.FilterChip
import androidx.compose.material3.Text
import androidx.compose.material3.TextButton
import androidx.compose.material3.TimePicker
import androidx.compose.material3.rememberDatePickerState
import androidx.compose.material3.rememberTimePickerState
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.unit.dp
import java.time.Instant
import java.time.LocalDate
import java.time.LocalTime
import java.time.ZoneOffset

/** One of several, as chips. */
@OptIn(ExperimentalLayoutApi::class)
@Composable
fun <T> Choice(all: List<T>, chosen: T?, name: (T) -> String, onChoose: (T) -> Unit) = FlowRow(
    Modifier.selectableGroup(),
    horizontalArrangement = Arrangement.spacedBy(8.dp),
    verticalArrangement = Arrangement.spacedBy(8.dp),
) {
    for (one in all) {
        FilterChip(selected = one == chosen, onClick = { onChoose(one) }, label = { Text(name(one), Modifier.padding(vertical = 4.dp)) }, modifier = Modifier.heightIn(min = 48.dp))
    }
}

/** Several of several, as chips; those of `fixed` are chosen and stay so. */
@OptIn(ExperimentalLayoutApi::class)
@Composable
fun <T> Several(all: List<T>, chosen: Set<T>, fixed: Set<T>, name: (T) -> String, onChoose: (Set<T>) -> Unit) = FlowRow(
    horizontalArrangement = Arrangement.spacedBy(8.dp),
    verticalArrangement = Arrangement.spacedBy(8.dp),
) {
    for (one in all) {
        FilterChip(
            selected = one in chosen || one in fixed,
            enabled = one !in fixed,
            onClick = { onChoose(if (one in chosen) chosen - one else chosen + one) },
            label = { Text(name(one), Modifier.padding(vertical = 4.dp)) },
            modifier = Modifier.heightIn(min = 48.dp),
        )
    }
}

/** A question with one answer that does something, and one that does not. */
@Composable
fun Ask(title: String, yes: String, onYes: () -> Unit, onNo: () -> Unit, enabled: Boolean = true, content: @Composable () -> Unit) {
    val words = LocalWords.current
    AlertDialog(
        onDismissRequest = onNo,
        title = { Text(title) },
        text = { content() },
        confirmButton = { Button(onYes, enabled = enabled) { Text(yes) } },
        dismissButton = { TextButton(onNo) { Text(words.commonCancel) } },
    )
}

/** Picks a day; the platform's calendar counts in days of UTC. */
@OptIn(ExperimentalMaterial3Api::class)
@Composable
fun PickDay(day: LocalDate?, onDay: (LocalDate?) -> Unit, onNo: () -> Unit) {
    val words = LocalWords.current
    val state = rememberDatePickerState(day?.atStartOfDay(ZoneOffset.UTC)?.toInstant()?.toEpochMilli())
    DatePickerDialog(
        onDismissRequest = onNo,
        confirmButton = {
            TextButton({ onDay(state.selectedDateMillis?.let { Instant.ofEpochMilli(it).atZone(ZoneOffset.UTC).toLocalDate() }) }) {
                Text(words.commonOk)
            }
        },
        dismissButton = { TextButton(onNo) { Text(words.commonCancel) } },
    ) { DatePicker(state) }
}

@OptIn(ExperimentalMaterial3Api::class)
@Composable
fun PickTime(time: String, onTime: (String) -> Unit, onNo: () -> Unit) {
    val words = LocalWords.current
    val now = runCatching { LocalTime.parse(time) }.getOrDefault(LocalTime.NOON)
    val state = rememberTimePickerState(now.hour, now.minute, is24Hour = true)
    Ask(words.fieldTime, words.commonOk, { onTime(LocalTime.of(state.hour, state.minute).toString()) }, onNo) { TimePicker(state) }
}
