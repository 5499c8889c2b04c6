package org.rapport.ui

import androidx.compose.foundation.BorderStroke
import androidx.compose.foundation.clickable
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.Spacer
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.layout.width
import androidx.compose.foundation.selection.toggleable
import androidx.compose.foundation.shape.CircleShape
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.filled.Check
import androidx.compose.material3.Icon
import androidx.compose.material3.LinearProgressIndicator
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.StrokeCap
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.clearAndSetSemantics
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.semantics.stateDescription
import androidx.compose.ui.text.style.TextDecoration
import androidx.compose.ui.text.style.TextOverflow
import androidx.compose.ui.unit.dp
import androidx.compose.ui.unit.sp

/** The name of a part of a screen. */
@Composable
fun Heading(text: String, modifier: Modifier = Modifier) = Text(
    text,
    modifier.padding(top = 14.dp, bottom = 2.dp).semantics { heading() },
    style = MaterialTheme.typography.titleSmall,
    color = MaterialTheme.colorScheme.primary,
)

/** A card, which leads somewhere when it has `onClick`. */
@Composable
fun Slip(
    modifier: Modifier = Modifier,
    onClick: (() -> Unit)? = null,
    colour: Color = MaterialTheme.colorScheme.surfaceContainerLow,
    content: @Composable ColumnScope.() -> Unit,
) = Surface(
    modifier.fillMaxWidth(),
    color = colour,
    shape = MaterialTheme.shapes.large,
    border = BorderStroke(1.dp, MaterialTheme.colorScheme.outlineVariant.copy(alpha = 0.6f)),
) {
    Column(
        (if (onClick == null) Modifier else Modifier.clickable(onClick = onClick)).fillMaxWidth().padding(horizontal = 18.dp, vertical = 15.dp),
        verticalArrangement = Arrangement.spacedBy(5.dp),
        content = content,
    )
}

/** A state in a word. */
@Composable
fun Tag(text: String, colour: Color = MaterialTheme.colorScheme.secondaryContainer, on: Color = MaterialTheme.colorScheme.onSecondaryContainer) =
    Surface(color = colour, contentColor = on, shape = CircleShape) {
        Text(text, Modifier.padding(horizontal = 10.dp, vertical = 3.dp), style = MaterialTheme.typography.labelSmall)
    }

@Composable
fun Quiet(text: String, modifier: Modifier = Modifier, colour: Color = MaterialTheme.colorScheme.onSurfaceVariant) =
    Text(text, modifier, style = MaterialTheme.typography.bodyMedium, color = colour)

/** How far something has come. */
@Composable
fun Bar(perMille: UInt, modifier: Modifier = Modifier) {
    val words = LocalWords.current
    val percent = perMille.toInt() / 10
    Row(
        modifier.fillMaxWidth().semantics(mergeDescendants = true) { contentDescription = words.readProgress(percent) },
        verticalAlignment = Alignment.CenterVertically,
    ) {
        LinearProgressIndicator(
            progress = { perMille.toInt() / 1000f },
            modifier = Modifier.weight(1f).heightIn(min = 8.dp).clip(CircleShape).clearAndSetSemantics {},
            color = MaterialTheme.colorScheme.tertiary,
            trackColor = MaterialTheme.colorScheme.surfaceContainerHighest,
            strokeCap = StrokeCap.Round,
            gapSize = 0.dp,
            drawStopIndicator = {},
        )
        Spacer(Modifier.width(10.dp))
        Text(
            words.countPercent(percent),
            Modifier.clearAndSetSemantics {},
            style = MaterialTheme.typography.labelMedium,
            color = MaterialTheme.colorScheme.onSurfaceVariant,
        )
    }
}

/** Something to tick. The whole row ticks; `onOpen` leads to where it belongs. */
@Composable
fun TickRow(
    text: String,
    done: Boolean,
    onTick: ((Boolean) -> Unit)?,
    modifier: Modifier = Modifier,
    below: String? = null,
    alert: Boolean = false,
    trailing: @Composable () -> Unit = {},
) {
    val words = LocalWords.current
    Row(
        modifier.fillMaxWidth().clip(MaterialTheme.shapes.medium)
            .then(
                if (onTick == null) Modifier
                else Modifier.toggleable(done, role = Role.Checkbox, onValueChange = onTick)
                    .semantics { stateDescription = if (done) words.readTicked else words.readNotTicked },
            )
            .heightIn(min = 52.dp).padding(vertical = 6.dp),
        verticalAlignment = Alignment.CenterVertically,
    ) {
        Box(Modifier.padding(start = 2.dp).size(width = 38.dp, height = 40.dp), Alignment.CenterStart) { Tick(done) }
        Column(Modifier.weight(1f).padding(end = 4.dp), verticalArrangement = Arrangement.spacedBy(1.dp)) {
            Text(
                text,
                style = MaterialTheme.typography.bodyLarge,
                color = if (done) MaterialTheme.colorScheme.onSurfaceVariant else MaterialTheme.colorScheme.onSurface,
                textDecoration = if (done) TextDecoration.LineThrough else null,
            )
            if (!below.isNullOrEmpty()) {
                Text(
                    below,
                    style = MaterialTheme.typography.bodySmall,
                    color = if (alert) MaterialTheme.colorScheme.error else MaterialTheme.colorScheme.onSurfaceVariant,
                    maxLines = 2,
                    overflow = TextOverflow.Ellipsis,
                )
            }
        }
        trailing()
    }
}

/** The round box of everything that can be ticked. */
@Composable
fun Tick(done: Boolean, modifier: Modifier = Modifier) = Surface(
    modifier.size(24.dp),
    shape = CircleShape,
    color = if (done) MaterialTheme.colorScheme.tertiary else Color.Transparent,
    border = if (done) null else BorderStroke(2.dp, MaterialTheme.colorScheme.outline),
) {
    if (done) Icon(Icons.Filled.Check, null, Modifier.padding(4.dp), tint = MaterialTheme.colorScheme.onTertiary)
}

/** A person as a disc with the beginning of the name, always in the same colour. */
@Composable
fun Disc(name: String, modifier: Modifier = Modifier, size: Int = 40) = Surface(
    modifier.size(size.dp).clearAndSetSemantics {},
    shape = CircleShape,
    color = MaterialTheme.colorScheme.primaryContainer,
    contentColor = MaterialTheme.colorScheme.onPrimaryContainer,
) {
    Box(contentAlignment = Alignment.Center) {
        val first = name.trim().let { if (it.isEmpty()) "?" else it.substring(0, it.offsetByCodePoints(0, 1)) }
        Text(first.uppercase(), style = if (size > 32) MaterialTheme.typography.titleMedium else MaterialTheme.typography.labelMedium)
    }
}

/** An icon before a line of small print. */
@Composable
fun Mark(icon: ImageVector, text: String, modifier: Modifier = Modifier, colour: Color = MaterialTheme.colorScheme.onSurfaceVariant) =
    Row(modifier) {
        // It grows with the words that it stands before.
        Icon(icon, null, Modifier.padding(top = 1.dp).size(with(LocalDensity.current) { 16.sp.toDp() }), tint = colour)
        Spacer(Modifier.width(6.dp))
        Text(text, style = MaterialTheme.typography.bodySmall, color = colour)
    }
