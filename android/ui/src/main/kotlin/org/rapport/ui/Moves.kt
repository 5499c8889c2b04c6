package org.rapport.ui

import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.CustomAccessibilityAction
import androidx.compose.ui.semantics.customActions
import androidx.compose.ui.semantics.semantics
import org.rapport.words.Words

/** What moves a row up and down, where it can; for a menu, and for whoever does not see the row. */
internal fun Words.moves(first: Boolean, last: Boolean, onMove: (Int) -> Unit): List<Pair<String, () -> Unit>> = buildList {
    if (!first) add(readMoveUp to { onMove(-1) })
    if (!last) add(readMoveDown to { onMove(1) })
}

internal fun Modifier.offers(acts: List<Pair<String, () -> Unit>>): Modifier = if (acts.isEmpty()) this else semantics {
    customActions = acts.map { (name, act) ->
        CustomAccessibilityAction(name) {
            act()
            true
        }
    }
}
