package org.rapport.bridge

/** What keyboards and pasting bring that no note can hold: other line breaks, signs that steer machines. */
internal fun String.clean(): String {
    if (none { it == '\r' || it.isSteering() }) return this
    return replace("\r\n", "\n").replace('\r', '\n').filterNot { it.isSteering() }
}

private fun Char.isSteering(): Boolean = this != '\n' && this != '\t' && isISOControl()

/** Whether half of a sign stands in it. Some keyboards send halves one after the other; the second comes at once. */
internal fun String.hasHalf(): Boolean {
    var at = 0
    while (at < length) {
        val pair = this[at].isHighSurrogate() && at + 1 < length && this[at + 1].isLowSurrogate()
        if (this[at].isSurrogate() && !pair) return true
        at += if (pair) 2 else 1
    }
    return false
}

internal fun String.withoutHalves(): String = buildString(length) {
    val text = this@withoutHalves
    var at = 0
    while (at < text.length) {
        val pair = text[at].isHighSurrogate() && at + 1 < text.length && text[at + 1].isLowSurrogate()
        if (pair) append(text, at, at + 2) else if (!text[at].isSurrogate()) append(text[at])
        at += if (pair) 2 else 1
    }
}
