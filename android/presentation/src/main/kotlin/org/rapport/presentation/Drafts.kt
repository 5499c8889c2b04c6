package org.rapport.presentation

/**
 * What was typed and not yet handed over, by name. It is plain text, so a shell can keep it where a killed process
 * finds it again, and give it back when the app is made anew.
 */
class Drafts(kept: Map<String, String> = emptyMap()) {
    private val texts = LinkedHashMap(kept)

    operator fun get(name: String): String = texts[name].orEmpty()

    operator fun set(name: String, text: String) {
        if (text.isEmpty()) texts.remove(name) else texts[name] = text
    }

    /** What stands in the field of a question, perhaps nothing yet; null when it is not asked. */
    fun asked(name: String): String? = if (this["$name.asked"].isEmpty()) null else this[name]

    fun ask(name: String, text: String?) {
        this["$name.asked"] = if (text == null) "" else "on"
        this[name] = text.orEmpty()
    }

    fun all(): Map<String, String> = LinkedHashMap(texts)
}
