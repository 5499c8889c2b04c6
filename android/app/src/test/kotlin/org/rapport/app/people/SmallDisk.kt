package org.rapport.app.people

import java.io.File
import java.io.IOException
import java.io.RandomAccessFile

/** A file system with a true end, of a few megabytes, that `android/ci/run` has mounted for the tests. */
class SmallDisk : AutoCloseable {
    private val root = File(checkNotNull(System.getProperty("small.disk")?.ifEmpty { null }) { "no small disk: $HOW" })
    val folder = File(root, "data")
    private val rest = File(root, "rest")

    init {
        check(root.totalSpace in 1..MOST) { "$root is no small disk, it has ${root.totalSpace} bytes: $HOW" }
        clear()
        check(folder.mkdir())
    }

    /** Takes all the room that is left, to the last byte. */
    fun fill() = RandomAccessFile(rest, "rw").use { file ->
        file.seek(file.length())
        for (size in listOf(65_536, 4_096, 1)) try {
            while (true) file.write(ByteArray(size))
        } catch (_: IOException) {
            // No more of this size.
        }
    }

    /** Gives it back. */
    fun free() = check(rest.delete())

    override fun close() = clear()

    private fun clear() {
        rest.delete()
        folder.deleteRecursively()
    }

    private companion object {
        const val MOST = 16_000_000L
        const val HOW = "android/ci/run mounts one where it may, in a user namespace or with sudo; allow either on this machine"
    }
}
