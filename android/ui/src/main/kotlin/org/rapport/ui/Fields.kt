package org.rapport.ui

import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.text.KeyboardActions
import androidx.compose.foundation.text.KeyboardOptions
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.filled.Add
import androidx.compose.material3.FilledIconButton
import androidx.compose.material3.Icon
import androidx.compose.material3.IconButtonDefaults
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.OutlinedTextField
import androidx.compose.material3.OutlinedTextFieldDefaults
import androidx.compose.material3.Text
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableIntStateOf
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.focus.onFocusChanged
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.text.TextRange
import androidx.compose.ui.text.input.ImeAction
import androidx.compose.ui.text.input.KeyboardCapitalization
import androidx.compose.ui.text.input.KeyboardType
import androidx.compose.ui.text.input.TextFieldValue
import androidx.compose.ui.unit.dp

/**
 * A field whose text is a draft. The field is ahead of the draft while somebody types: only when it is emptied, or when
 * nobody is in it, the draft comes back into the field.
 */
@Composable
fun DraftField(
    text: String,
    onText: (String) -> Unit,
    label: String,
    modifier: Modifier = Modifier,
    hint: String? = null,
    single: Boolean = true,
    keyboard: KeyboardType = KeyboardType.Text,
    onDone: (() -> Unit)? = null,
) {
    var value by remember { mutableStateOf(TextFieldValue(text, TextRange(text.length))) }
    var inside by remember { mutableStateOf(false) }
    LaunchedEffect(text) {
        if (text != value.text && (text.isEmpty() || !inside)) value = TextFieldValue(text, TextRange(text.length))
    }
    // A name of several lines stands half above the field, which leaves room for one.
    var rows by remember { mutableIntStateOf(1) }
    val above = with(LocalDensity.current) { MaterialTheme.typography.bodySmall.lineHeight.toDp() } * (rows - 1) / 2
    OutlinedTextField(
        value = value,
        onValueChange = { new ->
            val typed = new.text != value.text
            value = new
            if (typed) onText(new.text)
        },
        modifier = modifier.fillMaxWidth().padding(top = above).onFocusChanged { inside = it.isFocused },
        label = { Text(label, onTextLayout = { rows = it.lineCount.coerceAtLeast(1) }) },
        placeholder = hint?.let { { Text(it) } },
        singleLine = single,
        minLines = if (single) 1 else 3,
        shape = MaterialTheme.shapes.medium,
        keyboardOptions = KeyboardOptions(
            capitalization = if (keyboard == KeyboardType.Text) KeyboardCapitalization.Sentences else KeyboardCapitalization.None,
            keyboardType = keyboard,
            imeAction = if (onDone != null) ImeAction.Done else ImeAction.Default,
        ),
        keyboardActions = KeyboardActions(onDone = { onDone?.invoke() }),
        colors = OutlinedTextFieldDefaults.colors(
            unfocusedBorderColor = MaterialTheme.colorScheme.outlineVariant,
            unfocusedContainerColor = MaterialTheme.colorScheme.surfaceContainerLowest,
            focusedContainerColor = MaterialTheme.colorScheme.surfaceContainerLowest,
        ),
    )
}

/** A field with a button that adds what was typed to a list above. */
@Composable
fun AddField(text: String, onText: (String) -> Unit, label: String, onAdd: () -> Unit, add: String, modifier: Modifier = Modifier, hint: String? = null) = Row(
    modifier.fillMaxWidth(),
    verticalAlignment = Alignment.CenterVertically,
    horizontalArrangement = Arrangement.spacedBy(8.dp),
) {
    DraftField(text, onText, label, Modifier.weight(1f), hint = hint, onDone = onAdd)
    FilledIconButton(
        onClick = onAdd,
        // The field has its label's room above it.
        modifier = Modifier.padding(top = 8.dp).size(52.dp),
        enabled = text.isNotBlank(),
        shape = MaterialTheme.shapes.medium,
        colors = IconButtonDefaults.filledIconButtonColors(containerColor = MaterialTheme.colorScheme.primary),
    ) { Icon(Icons.Filled.Add, contentDescription = add) }
}
