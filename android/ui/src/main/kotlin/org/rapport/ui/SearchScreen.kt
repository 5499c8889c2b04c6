package org.rapport.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.lazy.itemsIndexed
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.filled.CheckCircle
import androidx.compose.material.icons.filled.DateRange
import androidx.compose.material.icons.filled.Edit
import androidx.compose.material.icons.filled.Search
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.text.SpanStyle
import androidx.compose.ui.text.buildAnnotatedString
import androidx.compose.ui.text.font.FontWeight
import androidx.compose.ui.text.style.TextOverflow
import androidx.compose.ui.text.withStyle
import androidx.compose.ui.unit.dp
import org.rapport.core.Found
import org.rapport.core.Piece
import org.rapport.core.SearchHit
import org.rapport.presentation.Loaded
import org.rapport.presentation.SearchEvent
import org.rapport.presentation.SearchState

/** Goals, notes and meetings by their words. */
@Composable
fun SearchScreen(state: SearchState, around: Surroundings, onEvent: (SearchEvent) -> Unit) {
    val words = LocalWords.current
    Frame(words.screenSearchTitle, around) { inner ->
        Body(inner) {
            item(key = "text") { DraftField(state.text, { onEvent(SearchEvent.Text(it)) }, words.screenSearchHint) }
            when (val hits = state.hits) {
                null, Loaded.Waiting -> Unit
                is Loaded.Failed -> item { Problem(hits.why) { onEvent(SearchEvent.Retry) } }
                is Loaded.Here -> {
                    if (hits.value.isEmpty()) item { NoticeBody(Icons.Filled.Search, words.screenSearchEmpty(state.text.trim()), words.screenSearchEmptyDo) }
                    itemsIndexed(hits.value) { _, hit -> Hit(hit) { onEvent(SearchEvent.Open(hit)) } }
                }
            }
        }
    }
}

@Composable
private fun Hit(hit: SearchHit, onOpen: () -> Unit) = Slip(onClick = onOpen) {
    val words = LocalWords.current
    val (icon, kind) = when (hit.what) {
        is Found.Goal -> Icons.Filled.CheckCircle to words.screenGoalTitle
        is Found.Meeting -> Icons.Filled.DateRange to words.screenMeetingTitle
        is Found.Note -> Icons.Filled.Edit to words.screenNoteTitle
    }
    Row(horizontalArrangement = Arrangement.spacedBy(14.dp)) {
        Icon(icon, contentDescription = kind, tint = MaterialTheme.colorScheme.primary)
        Column(Modifier.weight(1f), verticalArrangement = Arrangement.spacedBy(3.dp)) {
            Text(hit.title.ifEmpty { kind }, style = MaterialTheme.typography.titleMedium)
            if (hit.excerpt.isNotEmpty()) Text(
                excerpt(hit.excerpt),
                style = MaterialTheme.typography.bodyMedium,
                color = MaterialTheme.colorScheme.onSurfaceVariant,
                maxLines = 3,
                overflow = TextOverflow.Ellipsis,
            )
        }
    }
}

/** What was looked for stands out, not by colour alone. */
@Composable
private fun excerpt(pieces: List<Piece>) = buildAnnotatedString {
    for (piece in pieces) {
        if (piece.hit) withStyle(SpanStyle(fontWeight = FontWeight.Bold, color = MaterialTheme.colorScheme.onSurface)) { append(piece.text) }
        else append(piece.text)
    }
}
