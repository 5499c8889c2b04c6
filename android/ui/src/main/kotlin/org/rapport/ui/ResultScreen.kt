package org.rapport.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.PaddingValues
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.lazy.items
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.filled.Call
import androidx.compose.material.icons.filled.DateRange
import androidx.compose.material.icons.filled.Edit
import androidx.compose.material.icons.filled.Info
import androidx.compose.material.icons.filled.Lock
import androidx.compose.material.icons.filled.Person
import androidx.compose.material3.Button
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.OutlinedButton
import androidx.compose.material3.Text
import androidx.compose.material3.TextButton
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import org.rapport.bridge.name
import org.rapport.core.AnswerView
import org.rapport.core.CheckInForm
import org.rapport.core.CheckInRow
import org.rapport.core.ItemKind
import org.rapport.core.ScoreView
import org.rapport.presentation.ResultEvent
import org.rapport.presentation.ResultState
import org.rapport.words.Words

/** One answered check-in: how it stands, who can read it, and what can be done with it. */
@Composable
fun ResultScreen(state: ResultState, around: Surroundings, onEvent: (ResultEvent) -> Unit) {
    val words = LocalWords.current
    Frame(state.row.here?.let { it.name.ifEmpty { it.instrument } } ?: words.screenCheckinTitle, around) { inner ->
        Shown(state.row, { onEvent(ResultEvent.Retry) }) { row -> ResultBody(row, state, around, inner, words, onEvent) }
    }
}

@Composable
private fun ResultBody(row: CheckInRow, state: ResultState, around: Surroundings, inner: PaddingValues, words: Words, onEvent: (ResultEvent) -> Unit) = Body(inner) {
    item { Head(row, state, words) }
    if (row.scores.isNotEmpty()) item { Heading(words.screenCheckinResult) }
    items(row.scores, key = { "score " + it.part }) { Text(words.score(it, LocalMoments.current), style = MaterialTheme.typography.titleMedium) }
    row.alert?.let { alert -> item { Mark(Icons.Filled.Info, words.name(alert)) } }
    if (row.low && row.mine) low(state, words, onEvent)
    if (row.mine) state.asked?.let { asked -> item(key = "asked") { ShareQuestion(asked, around, words, onEvent) } } ?: acts(row, state, around, words, onEvent)
    item { Way(Icons.Filled.DateRange, words.screenCheckinTrend) { onEvent(ResultEvent.Trend) } }
    item { Heading(if (row.mine) words.screenCheckinYourAnswers else words.screenCheckinAnswers) }
    state.form?.let { form -> items(form.items, key = { it.id }) { item ->
        Slip {
            Quiet(item.asks)
            Text(words.answer(row.answers.firstOrNull { it.item == item.id }, item.kind, form), style = MaterialTheme.typography.bodyLarge)
        }
    } }
}

@Composable
private fun Head(row: CheckInRow, state: ResultState, words: Words) = Column(verticalArrangement = Arrangement.spacedBy(8.dp)) {
    val day = LocalMoments.current.day(row.day)
    Text(if (row.mine) day else words.screenCheckinShownBy(row.personName.ifEmpty { words.commonUnknownPerson }, day), style = MaterialTheme.typography.bodyLarge)
    if (row.mine) {
        if (row.sharedIn.isEmpty()) Mark(Icons.Filled.Lock, words.screenCheckinKept)
        for (space in row.sharedIn) {
            val name = state.pairs.firstOrNull { it.space == space }?.let { words.partner(it) } ?: words.commonUnknownPerson
            Mark(Icons.Filled.Person, words.screenCheckinSharedWith(name))
        }
        if (row.offered) Mark(Icons.Filled.Lock, words.screenCheckinOffered)
    }
    if (row.corrected) Mark(Icons.Filled.Edit, words.screenCheckinCorrected)
}

/** Whom to turn to; nobody was told. */
private fun LazyListScope.low(state: ResultState, words: Words, onEvent: (ResultEvent) -> Unit) = item(key = "low") {
    val colours = MaterialTheme.colorScheme
    Slip(colour = colours.tertiaryContainer) {
        Text(words.checkInLow, style = MaterialTheme.typography.bodyLarge, color = colours.onTertiaryContainer)
        val places = state.help?.places.orEmpty()
        for (place in places.take(SHOWN)) Mark(Icons.Filled.Call, listOfNotNull(place.name, place.phone).joinToString(" · "), colour = colours.onTertiaryContainer)
        if (state.help != null && places.isEmpty()) Quiet(words.checkInHelpEmpty, colour = colours.onTertiaryContainer)
        Button({ onEvent(ResultEvent.Help) }, Modifier.heightIn(min = 48.dp)) { Text(words.screenCheckinHelp) }
    }
}

/** The others are one tap away. */
private const val SHOWN = 3

private fun LazyListScope.acts(row: CheckInRow, state: ResultState, around: Surroundings, words: Words, onEvent: (ResultEvent) -> Unit) = item(key = "acts") {
    Column(Modifier.fillMaxWidth(), verticalArrangement = Arrangement.spacedBy(8.dp)) {
        // What is about one pair is shown to that one alone; one that was put right can be shown again.
        val pairs = state.pairs.filter { (row.about == null || it.space == row.about) && (it.space !in row.sharedIn || row.corrected) }
        for (pair in pairs) Button({ onEvent(ResultEvent.Ask(ResultState.Asked.Share(pair))) }, Modifier.fillMaxWidth().heightIn(min = 52.dp), enabled = !around.acting) {
            Text(words.screenCheckinShare(words.partner(pair)))
        }
        if (row.open) OutlinedButton({ onEvent(ResultEvent.Correct) }, Modifier.fillMaxWidth().heightIn(min = 48.dp)) { Text(words.screenCheckinCorrect) }
        if (!row.offered) TextButton({ onEvent(ResultEvent.Ask(ResultState.Asked.Coordinator)) }, Modifier.fillMaxWidth().heightIn(min = 48.dp), enabled = !around.acting) {
            Text(words.screenCheckinCoordinator)
        }
    }
}

/** Nobody else reads anything before this is answered with yes. */
@Composable
private fun ShareQuestion(asked: ResultState.Asked, around: Surroundings, words: Words, onEvent: (ResultEvent) -> Unit) {
    val colours = MaterialTheme.colorScheme
    val (title, explained, yes) = when (asked) {
        is ResultState.Asked.Share -> words.partner(asked.pair).let { Triple(words.screenCheckinShareQuestion(it), words.screenCheckinShareExplained(it), words.screenCheckinShareYes) }
        ResultState.Asked.Coordinator -> Triple(words.screenCheckinCoordinatorQuestion, words.screenCheckinCoordinatorExplained, words.commonOk)
    }
    Slip(Modifier.semantics { liveRegion = LiveRegionMode.Polite }, colour = colours.primaryContainer) {
        Text(title, style = MaterialTheme.typography.titleMedium, color = colours.onPrimaryContainer)
        Quiet(explained, colour = colours.onPrimaryContainer)
        Button({ onEvent(ResultEvent.Yes) }, Modifier.fillMaxWidth().heightIn(min = 52.dp), enabled = !around.acting) { Text(yes) }
        TextButton({ onEvent(ResultEvent.No) }, Modifier.fillMaxWidth().heightIn(min = 48.dp)) { Text(words.screenCheckinKeep, color = colours.onPrimaryContainer) }
    }
}

internal fun Words.score(score: ScoreView, moments: Moments): String {
    val (points, band) = score.thousandths to score.band
    return when {
        points == null -> screenCheckinScoreNone(score.name)
        band == null -> screenCheckinScore(part = score.name, score = moments.points(points))
        else -> screenCheckinScoreBand(part = score.name, score = moments.points(points), band = name(band))
    }
}

private fun Words.answer(answer: AnswerView?, kind: ItemKind, form: CheckInForm): String {
    val number = answer?.number
    return when {
        answer == null -> screenCheckinNotAnswered
        number == null -> answer.text
        kind == ItemKind.YES_NO -> if (number == 1L) commonYes else commonNo
        else -> form.label(number)
    }
}
