package org.rapport.ui

import androidx.compose.foundation.layout.PaddingValues
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.lazy.items
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.filled.DateRange
import androidx.compose.material.icons.filled.Info
import androidx.compose.material.icons.filled.Person
import androidx.compose.material3.Button
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.material3.TextButton
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.unit.dp
import org.rapport.core.AnswerView
import org.rapport.core.CheckInForm
import org.rapport.core.FormItem
import org.rapport.core.ItemKind
import org.rapport.presentation.CheckInEvent
import org.rapport.presentation.CheckInState
import org.rapport.words.Words

/** The questions of one instrument. What is chosen is kept at once. */
@Composable
fun CheckInScreen(state: CheckInState, around: Surroundings, onEvent: (CheckInEvent) -> Unit) {
    val words = LocalWords.current
    Frame(state.form.here?.name ?: words.screenCheckinTitle, around) { inner ->
        Shown(state.form, { onEvent(CheckInEvent.Retry) }) { form -> Form(form, state, around, inner, words, onEvent) }
    }
}

@Composable
private fun Form(form: CheckInForm, state: CheckInState, around: Surroundings, inner: PaddingValues, words: Words, onEvent: (CheckInEvent) -> Unit) = Body(inner) {
    if (form.intro.isNotEmpty()) item { Text(form.intro, style = MaterialTheme.typography.bodyLarge) }
    state.about?.let { pair -> item { Mark(Icons.Filled.Person, words.screenCheckinAbout(words.partner(pair))) } }
    val waits = form.notBefore.takeUnless { state.correcting }
    waits?.let { day -> item { Mark(Icons.Filled.DateRange, words.screenCheckinNotBefore(LocalMoments.current.day(day))) } }
    items(form.items, key = { it.id }) { item -> Question(item, form, state.answers[item.id], onEvent) }
    item(key = "done") {
        Button({ onEvent(CheckInEvent.Finish) }, Modifier.fillMaxWidth().heightIn(min = 52.dp), enabled = !around.acting && waits == null && state.answers.isNotEmpty()) {
            Text(if (state.correcting) words.screenCheckinSave else words.screenCheckinSend)
        }
    }
    if (!state.correcting) item { Mark(Icons.Filled.Info, words.screenCheckinDraftKept) }
    state.rhythm?.let { rhythm ->
        item { Heading(words.screenCheckinRhythm) }
        item(key = "rhythm") {
            Choice((listOf(7u, 14u, 28u) + listOfNotNull(rhythm.days)).distinct().sorted() + null, rhythm.days, { words.every(it) }, { onEvent(CheckInEvent.Rhythm(it)) })
        }
    }
    item { Quiet(listOf(form.licence, words.screenCheckinSource(form.source)).joinToString("\n")) }
}

private fun Words.every(days: UInt?): String = days?.let { countEveryDays(it.toInt()) } ?: screenCheckinRhythmOff

@Composable
private fun Question(item: FormItem, form: CheckInForm, answer: AnswerView?, onEvent: (CheckInEvent) -> Unit) {
    val words = LocalWords.current
    val number = answer?.number
    Slip {
        Text(item.asks, style = MaterialTheme.typography.titleMedium)
        if (item.adults) Quiet(words.screenCheckinAdults)
        when (item.kind) {
            ItemKind.SCALE -> Choice<Long>((form.lowest..form.highest).toList(), number, { form.label(it) }, { onEvent(CheckInEvent.Number(item.id, it)) })
            ItemKind.YES_NO -> Choice<Long>(listOf(1L, 0L), number, { if (it == 1L) words.commonYes else words.commonNo }, { onEvent(CheckInEvent.Number(item.id, it)) })
            ItemKind.TEXT -> DraftField(answer?.text.orEmpty(), { onEvent(CheckInEvent.Words(item.id, it)) }, words.itemKindText, single = false)
        }
        if (number != null) TextButton({ onEvent(CheckInEvent.Number(item.id, null)) }) { Text(words.screenCheckinClear) }
    }
}

/** What stands on the button of a number. Where all have words these are enough; where only the ends have, both stand there. */
internal fun CheckInForm.label(number: Long): String {
    val words = labels.firstOrNull { it.number == number }?.words ?: return number.toString()
    return if (labels.size.toLong() == highest - lowest + 1) words else "$number · $words"
}
