package org.rapport.app

import android.os.Bundle
import java.io.DataInputStream
import java.io.DataOutputStream
import java.io.File
import java.io.IOException

/**
 * Drafts, where a killed process finds them again. The system takes about a megabyte of an app's state and ends the app
 * that gives more, so a long text, as somebody pastes it, lies in `file`, which no backup takes, and the state says so.
 */
class KeptDrafts(private val file: File) {
    fun save(texts: Map<String, String>): Bundle {
        val state = Bundle()
        if (texts.entries.sumOf { it.key.length + it.value.length } <= MOST) {
            file.delete()
            for ((name, text) in texts) state.putString(name, text)
        } else if (write(texts)) {
            state.putBoolean(IN_FILE, true)
        }
        return state
    }

    fun read(state: Bundle?): Map<String, String> = when {
        state == null -> emptyMap()
        state.getBoolean(IN_FILE) -> try {
            DataInputStream(file.inputStream().buffered()).use { from ->
                val count = from.readInt()
                if (count < 0 || count > from.available()) throw IOException("cut off")
                List(count) { from.text() to from.text() }.toMap()
            }
        } catch (gone: IOException) {
            emptyMap()
        }
        else -> state.keySet().associateWith { state.getString(it).orEmpty() }
    }

    private fun write(texts: Map<String, String>) = try {
        DataOutputStream(file.outputStream().buffered()).use { to ->
            to.writeInt(texts.size)
            for ((name, text) in texts) {
                to.text(name)
                to.text(text)
            }
        }
        true
    } catch (full: IOException) {
        file.delete()
        false
    }

    /** Units, not bytes of an encoding: half a sign that a keyboard left there comes back as it was. */
    private fun DataOutputStream.text(text: String) {
        writeInt(text.length)
        writeChars(text)
    }

    private fun DataInputStream.text(): String {
        val length = readInt()
        if (length < 0 || length > available() / 2) throw IOException("cut off")
        return String(CharArray(length) { readChar() })
    }

    private companion object {
        const val IN_FILE = "drafts.in_file"

        /** Characters, each of two bytes. */
        const val MOST = 50_000
    }
}
