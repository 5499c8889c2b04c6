// Copied by `cargo bindgen strings`; do not edit here.

package org.rapport.words

/** How words are looked up. */
interface Reading {
    /** The name of the language, such as `de`. */
    val language: String

    /** The text of a key, its places filled. */
    fun say(key: String, vararg places: Pair<String, Any>): String

    /** The text of a key in the form that a number asks for. */
    fun many(key: String, count: Number, vararg places: Pair<String, Any>): String
}

/** A language in memory: keys to texts, `key#one` and `key#other` for what depends on a number. */
internal class Table(override val language: String, private val texts: Map<String, String>) : Reading {
    override fun say(key: String, vararg places: Pair<String, Any>): String = fill(texts.getValue(key), places)

    override fun many(key: String, count: Number, vararg places: Pair<String, Any>): String =
        fill(texts["$key#${form(count.toLong())}"] ?: texts.getValue("$key#other"), places)

    /** English and German; a language with other rules gets its line here. */
    private fun form(count: Long): String = if (count == 1L) "one" else "other"

    private fun fill(text: String, places: Array<out Pair<String, Any>>): String {
        if ('{' !in text && '}' !in text) return text
        val out = StringBuilder(text.length + 16)
        var at = 0
        while (at < text.length) {
            val sign = text[at]
            val twice = (sign == '{' || sign == '}') && text.getOrNull(at + 1) == sign
            val end = if (sign == '{' && !twice) text.indexOf('}', at) else -1
            when {
                twice -> out.append(sign)
                end < 0 -> out.append(sign)
                else -> text.substring(at + 1, end).let { name -> out.append(places.first { it.first == name }.second) }
            }
            at = if (twice) at + 2 else if (end < 0) at + 1 else end + 1
        }
        return out.toString()
    }
}
