package org.rapport.app.keys

import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyProperties
import java.security.KeyStore
import javax.crypto.KeyGenerator
import javax.crypto.SecretKey

/**
 * An AES key in Android's own key store: it cannot be read out, and no backup carries it. It asks for no unlocking, since
 * sync in the background needs it too.
 */
class AndroidKeys(private val name: String = "rapport.vault") : WrappingKeys {
    override fun find(): SecretKey? = store().getKey(name, null) as SecretKey?

    override fun make(): SecretKey {
        val how = KeyGenParameterSpec.Builder(name, KeyProperties.PURPOSE_ENCRYPT or KeyProperties.PURPOSE_DECRYPT)
            .setBlockModes(KeyProperties.BLOCK_MODE_GCM)
            .setEncryptionPaddings(KeyProperties.ENCRYPTION_PADDING_NONE)
            .setKeySize(256)
            .build()
        return KeyGenerator.getInstance(KeyProperties.KEY_ALGORITHM_AES, STORE).apply { init(how) }.generateKey()
    }

    private fun store() = KeyStore.getInstance(STORE).apply { load(null) }

    private companion object {
        const val STORE = "AndroidKeyStore"
    }
}
