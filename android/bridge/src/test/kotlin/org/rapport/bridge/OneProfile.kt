package org.rapport.bridge

import java.io.File
import java.nio.file.Files
import kotlinx.coroutines.runBlocking
import org.junit.After
import org.junit.Before
import org.rapport.core.*

/** A test with a real core in a folder of its own. */
abstract class OneProfile {
    private val folder: File = Files.createTempDirectory("rapport").toFile()
    private val vault = object : KeyVault {
        @Volatile
        var key: ByteArray? = null

        override fun load() = key

        override fun store(key: ByteArray) {
            this.key = key
        }
    }
    val opener = coreOpener(Config("$folder/ada", "Europe/Zurich")) { Platform(vault, JavaZones()) }
    lateinit var core: OpenCore

    @Before
    fun create() = runBlocking { core = opener.create("Ada") }

    @After
    fun end() = runBlocking {
        core.rapport.shutdown()
        folder.deleteRecursively()
        Unit
    }
}
