package org.rapport.ui

import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.lazy.items
import androidx.compose.runtime.Composable
import androidx.compose.runtime.MutableState
import androidx.compose.runtime.Stable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue

/**
 * Rows that come anew as a whole, again and again, with little that is another. A list that is given `keys` is laid out
 * again when a row comes, goes or moves, and not when one says something else.
 */
@Stable
class Rows<T : Any> {
    /** By key. One that goes stays: it may be back before its place has been cleared, which still looks at it. */
    private val said = mutableMapOf<String, MutableState<T>>()

    var keys by mutableStateOf(emptyList<String>())
        private set

    internal fun take(all: List<T>, key: (T) -> String) {
        // What is equal is not written, and whoever shows it is left alone.
        for (one in all) said.getOrPut(key(one)) { mutableStateOf(one) }.value = one
        keys = all.map(key)
    }

    /** What a row says now. */
    internal fun of(key: String): T? = said[key]?.value
}

/** The rows of a list, each known by a key that no other has. */
@Composable
fun <T : Any> rememberRows(all: List<T>, key: (T) -> String): Rows<T> = remember { Rows<T>() }.also { it.take(all, key) }

/** Rows in a list, each composed again when it says something else. */
fun <T : Any> LazyListScope.rows(rows: Rows<T>, row: @Composable (T) -> Unit) = items(rows.keys, key = { it }) { key ->
    rows.of(key)?.let { row(it) }
}
