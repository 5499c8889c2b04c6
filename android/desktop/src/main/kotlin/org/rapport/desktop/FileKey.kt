package org.rapport.desktop

import java.io.File
import java.nio.file.Files
import java.nio.file.StandardCopyOption
import java.nio.file.attribute.PosixFilePermissions
import org.rapport.core.KeyVault
import org.rapport.core.PortFailure

/** The key in a file that only its owner reads: for a desk, where there is no key store. */
class FileKey(private val file: File) : KeyVault {
    override fun load(): ByteArray? = guarded { if (file.exists()) file.readBytes() else null }

    override fun store(key: ByteArray) = guarded {
        file.parentFile.mkdirs()
        val new = Files.createTempFile(file.parentFile.toPath(), "key", null)
        runCatching { Files.setPosixFilePermissions(new, PosixFilePermissions.fromString("rw-------")) }
        Files.write(new, key)
        Files.move(new, file.toPath(), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE)
        Unit
    }

    private fun <T> guarded(what: () -> T): T = try {
        what()
    } catch (_: java.io.IOException) {
        throw PortFailure.Failed("the key file")
    }
}
