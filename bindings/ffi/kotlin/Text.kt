package org.rapport.core

/**
 * This text, when it can be given to the core. Half of a surrogate pair, which a keyboard or a cut can leave, is no
 * text: the generated code refuses it with an error of its own, this does so with the one that screens know.
 */
@Throws(Failure::class)
fun String.checked(name: Field): String {
    var at = 0
    while (at < length) {
        val pair = this[at].isHighSurrogate() && at + 1 < length && this[at + 1].isLowSurrogate()
        if (this[at].isSurrogate() && !pair) throw Failure.Invalid(name, Problem.ControlCharacter(at.toUInt()))
        at += if (pair) 2 else 1
    }
    return this
}
