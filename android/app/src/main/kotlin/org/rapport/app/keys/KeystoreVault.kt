package org.rapport.app.keys

import android.security.keystore.KeyPermanentlyInvalidatedException
import android.security.keystore.UserNotAuthenticatedException
import java.io.File
import java.io.FileOutputStream
import java.io.IOException
import java.security.GeneralSecurityException
import java.security.UnrecoverableKeyException
import javax.crypto.AEADBadTagException
import javax.crypto.Cipher
import javax.crypto.SecretKey
import javax.crypto.spec.GCMParameterSpec
import org.rapport.core.KeyVault
import org.rapport.core.PortFailure

/**
 * The core's key in a file, wrapped by a key that never leaves the device: version, nonce, sealed key.
 *
 * A file that this device can no longer open is *lost*, and never reason to make a new key by itself: the profile would
 * be gone. What may work later is *failed*.
 */
class KeystoreVault(private val file: File, private val keys: WrappingKeys) : KeyVault {
    override fun load(): ByteArray? = guarded {
        if (!file.exists()) return@guarded null
        val bytes = file.readBytes()
        if (bytes.size <= HEAD || bytes[0] != VERSION) throw PortFailure.Lost()
        val wrapping = keys.find() ?: throw PortFailure.Lost()
        val nonce = GCMParameterSpec(TAG_BITS, bytes, 1, NONCE)
        cipher(Cipher.DECRYPT_MODE, wrapping, nonce).doFinal(bytes, HEAD, bytes.size - HEAD)
    }

    override fun store(key: ByteArray) = guarded {
        val cipher = sealing()
        val sealed = cipher.doFinal(key)
        // The store draws the nonce; another length would not be read back.
        if (cipher.iv.size != NONCE) throw PortFailure.Failed("nonce")
        write(byteArrayOf(VERSION) + cipher.iv + sealed)
    }

    /** Where nothing is sealed yet, a wrapping key that cannot be used any more gives way to a new one. */
    private fun sealing(): Cipher {
        val found = try {
            keys.find()?.let { cipher(Cipher.ENCRYPT_MODE, it, null) }
        } catch (gone: GeneralSecurityException) {
            if (file.exists() || gone !is KeyPermanentlyInvalidatedException && gone !is UnrecoverableKeyException) throw gone
            null
        }
        return found ?: cipher(Cipher.ENCRYPT_MODE, keys.make(), null)
    }

    private fun cipher(mode: Int, key: SecretKey, nonce: GCMParameterSpec?): Cipher {
        val cipher = Cipher.getInstance("AES/GCM/NoPadding")
        if (nonce == null) cipher.init(mode, key) else cipher.init(mode, key, nonce)
        cipher.updateAAD(CONTEXT)
        return cipher
    }

    /** Whole or not at all, also when the battery ends in between. */
    private fun write(bytes: ByteArray) {
        file.parentFile?.mkdirs()
        val fresh = File(file.path + ".new")
        FileOutputStream(fresh).use {
            it.write(bytes)
            it.fd.sync()
        }
        if (!fresh.renameTo(file)) throw IOException("rename")
    }

    private fun <T> guarded(what: () -> T): T = try {
        what()
    } catch (known: PortFailure) {
        throw known
    } catch (_: UserNotAuthenticatedException) {
        throw PortFailure.Locked()
    } catch (why: Exception) {
        throw when (why) {
            is KeyPermanentlyInvalidatedException, is AEADBadTagException, is UnrecoverableKeyException -> PortFailure.Lost()
            // Names of classes only: texts of others may hold anything.
            else -> PortFailure.Failed(why.javaClass.simpleName)
        }
    }

    private companion object {
        const val VERSION: Byte = 1
        const val NONCE = 12
        const val HEAD = 1 + NONCE
        const val TAG_BITS = 128
        val CONTEXT = "rapport/vault/1".toByteArray()
    }
}
