package org.rapport.app.keys

import androidx.test.core.app.ApplicationProvider
import androidx.test.ext.junit.runners.AndroidJUnit4
import java.io.File
import java.security.ProviderException
import kotlinx.coroutines.runBlocking
import org.junit.Test
import org.junit.runner.RunWith
import org.rapport.app.TestRapportApplication
import org.rapport.bridge.DoorState
import org.rapport.core.Failure
import kotlin.test.assertEquals
import kotlin.test.assertIs
import kotlin.test.assertTrue

/** A profile of this device after its key store forgot, over the real core: a state that says what to do, no crash. */
@RunWith(AndroidJUnit4::class)
class LostKeyTest {
    private val app = ApplicationProvider.getApplicationContext<TestRapportApplication>()

    private fun shutAfter(change: () -> Unit): Failure = runBlocking {
        app.door.create("Ada")
        app.door.shutdown()
        change()
        app.door.open()
        assertIs<DoorState.Shut>(app.door.state.value).failure
    }

    @Test
    fun aForgottenKeyIsTheSameEachTime() {
        assertIs<Failure.KeyLost>(shutAfter { app.fakeKeys.kept = null })
        val before = File(app.noBackupFilesDir, "profile").walk().map { it.path to it.length() }.toList()
        repeat(3) {
            runBlocking { app.door.open() }
            assertIs<Failure.KeyLost>(assertIs<DoorState.Shut>(app.door.state.value).failure)
        }
        // Trying takes nothing away: the recovery words still have something to open.
        assertEquals(before, File(app.noBackupFilesDir, "profile").walk().map { it.path to it.length() }.toList())
    }

    @Test
    fun whoStartsAnewTwiceHasBothAside() = runBlocking {
        for (number in 1..2) {
            app.door.create("Ada")
            app.door.shutdown()
            app.fakeKeys.kept = null
            app.door.open()
            app.door.startAnew()
            assertIs<DoorState.Nobody>(app.door.state.value)
            assertEquals(listOf("profile", "vault"), File(app.noBackupFilesDir, "aside-$number").list()?.sorted())
        }
        // Any other trouble is none to begin anew from.
        app.door.create("Ada")
        app.door.shutdown()
        app.fakeKeys.trouble = ProviderException()
        app.door.open()
        app.door.startAnew()
        assertIs<Failure.Port>(assertIs<DoorState.Shut>(app.door.state.value).failure)
        assertEquals(false, File(app.noBackupFilesDir, "aside-3").exists())
    }

    @Test
    fun aRestoredProfileWithoutItsKeyFileIsLost() {
        assertIs<Failure.KeyLost>(shutAfter { assertTrue(File(app.noBackupFilesDir, "vault").delete()) })
    }

    @Test
    fun aStoreThatFailsForNowOpensLater() {
        val failure = shutAfter { app.fakeKeys.trouble = ProviderException() }
        assertEquals("vault", assertIs<Failure.Port>(failure).what)
        app.fakeKeys.trouble = null
        runBlocking { app.door.open() }
        assertEquals("Ada", runBlocking { app.door.core?.people?.me()?.profile?.name })
    }
}
