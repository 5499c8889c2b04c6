package org.rapport.desktop

import java.awt.FileDialog
import java.awt.Frame
import java.awt.Toolkit
import java.awt.datatransfer.StringSelection
import org.rapport.ui.Lock
import org.rapport.ui.Shell
import org.rapport.ui.Showing

/** On a desk what is shared goes to the clipboard, from which the other window takes it. */
class DeskShell(private val onFile: (String) -> Unit) : Shell {
    override fun share(text: String) = copy(text)

    override fun copy(text: String) = Toolkit.getDefaultToolkit().systemClipboard.setContents(StringSelection(text), null)

    override val scans = false

    override fun scan() = Unit

    override fun pick() {
        val asked = FileDialog(null as Frame?).apply { isVisible = true }
        asked.files.firstOrNull()?.let { onFile(it.readText()) }
    }

    override fun open(address: String) = copy(address)

    override val lock: Lock? = null

    override val showing: Showing? = null

    override fun qr(text: String): List<BooleanArray>? = null
}
