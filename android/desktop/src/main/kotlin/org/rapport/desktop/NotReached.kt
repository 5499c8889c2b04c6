package org.rapport.desktop

import java.io.File

/** Figures that are over their bound, by name, each with its reason. */
class NotReached private constructor(val reasons: Map<String, String>) {
    companion object {
        fun read(file: File): NotReached = of(file.readText())

        /** A line each, `name: reason`; lines that begin with `#` are remarks. */
        fun of(text: String): NotReached = NotReached(
            text.lines().map { it.trim() }.filter { it.isNotEmpty() && !it.startsWith("#") }.associate { line ->
                val at = line.indexOf(": ")
                require(at > 0 && at + 2 < line.length) { "neither a remark nor `name: reason`: $line" }
                line.take(at) to line.drop(at + 2)
            },
        )
    }
}
