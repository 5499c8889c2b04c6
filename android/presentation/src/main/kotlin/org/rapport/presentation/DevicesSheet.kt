package org.rapport.presentation

import org.rapport.id.DeviceKey

/** An open sheet about a device as plain text. */
internal object DevicesSheet : SheetText<DevicesState.Asked> {
    override fun write(asked: DevicesState.Asked?): String = when (asked) {
        null -> ""
        is DevicesState.Asked.Rename -> "rename\n${asked.device.text}\n${asked.name}"
        is DevicesState.Asked.Remove -> "remove\n${asked.device.text}"
    }

    override fun read(text: String): DevicesState.Asked? {
        val parts = text.split('\n', limit = 3)
        val device = DeviceKey(parts.getOrNull(1) ?: return null)
        return when (parts[0]) {
            "rename" -> DevicesState.Asked.Rename(device, parts.getOrElse(2) { "" })
            "remove" -> DevicesState.Asked.Remove(device)
            else -> null
        }
    }
}
