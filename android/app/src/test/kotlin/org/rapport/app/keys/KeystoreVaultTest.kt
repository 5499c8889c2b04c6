package org.rapport.app.keys

import android.security.keystore.KeyPermanentlyInvalidatedException
import android.security.keystore.UserNotAuthenticatedException
import androidx.test.ext.junit.runners.AndroidJUnit4
import java.io.File
import java.security.ProviderException
import java.security.UnrecoverableKeyException
import org.junit.Rule
import org.junit.Test
import org.junit.rules.TemporaryFolder
import org.junit.runner.RunWith
import org.rapport.core.PortFailure
import kotlin.test.assertContentEquals
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertFalse
import kotlin.test.assertNull

@RunWith(AndroidJUnit4::class)
class KeystoreVaultTest {
    @get:Rule
    val folder = TemporaryFolder()

    private val keys = FakeKeys()
    private val file get() = File(folder.root, "deep/vault")
    private val vault get() = KeystoreVault(file, keys)
    private val key = ByteArray(32) { it.toByte() }

    @Test
    fun whatWasKeptComesBackAndIsNotInTheFile() {
        assertNull(vault.load())
        vault.store(key)
        assertContentEquals(key, vault.load())
        assertFalse(String(key, Charsets.ISO_8859_1) in file.readText(Charsets.ISO_8859_1))
        assertEquals(listOf("vault"), file.parentFile?.list()?.toList())
    }

    @Test
    fun eachStoreSealsAnew() {
        vault.store(key)
        val first = file.readBytes()
        vault.store(key)
        assertFalse(first.contentEquals(file.readBytes()))
        assertContentEquals(key, vault.load())
    }

    @Test
    fun aStoreThatForgotMeansLost() {
        vault.store(key)
        keys.kept = null
        assertFailsWith<PortFailure.Lost> { vault.load() }
    }

    @Test
    fun anotherKeyMeansLost() {
        vault.store(key)
        keys.make()
        assertFailsWith<PortFailure.Lost> { vault.load() }
    }

    @Test
    fun aFileThatIsCutOrChangedMeansLost() {
        vault.store(key)
        val whole = file.readBytes()
        for (size in 0 until whole.size) {
            file.writeBytes(whole.copyOf(size))
            assertFailsWith<PortFailure.Lost>("cut to $size") { vault.load() }
        }
        for (at in whole.indices) {
            file.writeBytes(whole.copyOf().also { it[at] = (it[at] + 1).toByte() })
            assertFailsWith<PortFailure.Lost>("changed at $at") { vault.load() }
        }
        file.writeBytes(whole)
        assertContentEquals(key, vault.load())
    }

    @Test
    fun troubleOfTheStoreIsNamedByWhatCanBeDone() {
        vault.store(key)
        keys.trouble = KeyPermanentlyInvalidatedException()
        assertFailsWith<PortFailure.Lost> { vault.load() }
        keys.trouble = UnrecoverableKeyException("with the name of somebody")
        assertFailsWith<PortFailure.Lost> { vault.load() }
        keys.trouble = UserNotAuthenticatedException()
        assertFailsWith<PortFailure.Locked> { vault.load() }
        keys.trouble = ProviderException("with the name of somebody")
        assertEquals("ProviderException", assertFailsWith<PortFailure.Failed> { vault.load() }.detail)
        keys.trouble = null
        assertContentEquals(key, vault.load())
    }

    @Test
    fun aWrappingKeyThatIsOfNoUseGivesWayOnlyWhereNothingIsSealed() {
        for (useless in listOf(KeyPermanentlyInvalidatedException(), UnrecoverableKeyException())) {
            keys.unusable = useless
            vault.store(key)
            assertContentEquals(key, vault.load())
            keys.unusable = useless
            assertFailsWith<PortFailure.Lost> { vault.store(ByteArray(32)) }
            keys.unusable = null
            assertContentEquals(key, vault.load())
            file.delete()
        }
    }

    @Test
    fun aFailedStoreLeavesWhatWasThere() {
        vault.store(key)
        keys.trouble = ProviderException()
        assertFailsWith<PortFailure.Failed> { vault.store(ByteArray(32)) }
        keys.trouble = null
        assertContentEquals(key, vault.load())
    }
}
