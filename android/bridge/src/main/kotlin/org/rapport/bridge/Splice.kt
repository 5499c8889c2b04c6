package org.rapport.bridge

/** At `at`, `delete` units go and `insert` comes. */
data class Splice(val at: Int, val delete: Int, val insert: String) {
    private val end: Int get() = at + delete

    fun applyTo(text: String): String = StringBuilder(text.length + insert.length)
        .append(text, 0, at).append(insert).append(text, end, text.length).toString()

    /** Where a caret is afterwards. What comes exactly at it comes behind it, so it stays with the sign before it. */
    fun moveCaret(place: Int): Int = when {
        place <= at -> place
        place >= end -> place + insert.length - delete
        else -> at
    }

    /** Where the beginning of a stretch is afterwards: what comes exactly at it stays outside. */
    fun moveStart(place: Int): Int = when {
        place < at -> place
        place >= end -> place + insert.length - delete
        else -> at + insert.length
    }

    /** The same stretch afterwards. What comes inside of it belongs to it, what comes at its ends does not. */
    fun move(stretch: Stretch): Stretch {
        val start = moveStart(stretch.start)
        return Stretch(start, maxOf(start, moveCaret(stretch.end)))
    }

    fun move(typed: TypedText): TypedText = TypedText(
        text = applyTo(typed.text),
        anchor = moveCaret(typed.anchor),
        head = moveCaret(typed.head),
        composing = typed.composing?.let(::move)?.takeUnless { it.isEmpty },
    )

    companion object {
        /**
         * What was typed between two states of a field; nothing when they are equal. Where the texts alone leave it
         * open (an `a` among others), the caret decides: what was typed ends at it. No sign is cut in half.
         */
        fun between(before: String, after: String, caret: Int): Splice? {
            if (before == after) return null
            val least = minOf(before.length, after.length)
            var tail = 0
            val most = minOf(least, after.length - caret.coerceIn(0, after.length))
            while (tail < most && before[before.length - 1 - tail] == after[after.length - 1 - tail]) tail++
            var lead = 0
            while (lead < least - tail && before[lead] == after[lead]) lead++
            // More of the tail may be equal when the caret lies before it, as after pasting over a selection.
            while (tail < least - lead && before[before.length - 1 - tail] == after[after.length - 1 - tail]) tail++
            while (lead > 0 && (cuts(before, lead) || cuts(after, lead))) lead--
            while (tail > 0 && (cuts(before, before.length - tail) || cuts(after, after.length - tail))) tail--
            return Splice(lead, before.length - lead - tail, after.substring(lead, after.length - tail))
        }

        /** Whether a place lies inside of a sign that takes two units. */
        private fun cuts(text: String, place: Int): Boolean =
            place in 1 until text.length && text[place - 1].isHighSurrogate() && text[place].isLowSurrogate()
    }
}
