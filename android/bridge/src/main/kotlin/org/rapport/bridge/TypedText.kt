package org.rapport.bridge

/** A stretch of a text, in UTF-16 units; `end` is the first place behind it. */
data class Stretch(val start: Int, val end: Int) {
    val isEmpty: Boolean get() = start == end
}

/**
 * A text field as a keyboard sees it: the text, the selection from where it began (`anchor`) to where the caret blinks
 * (`head`), and what the keyboard is composing, if it is. All places are UTF-16 units.
 */
data class TypedText(val text: String, val anchor: Int, val head: Int, val composing: Stretch? = null) {
    val selection: Stretch get() = Stretch(minOf(anchor, head), maxOf(anchor, head))
}
