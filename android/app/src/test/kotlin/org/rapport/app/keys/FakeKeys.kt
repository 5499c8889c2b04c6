package org.rapport.app.keys

import javax.crypto.KeyGenerator
import javax.crypto.SecretKey

/** A key store in memory that can forget, refuse and be replaced. */
class FakeKeys : WrappingKeys {
    var kept: SecretKey? = null
    var trouble: Exception? = null

    override fun find(): SecretKey? {
        trouble?.let { throw it }
        return kept
    }

    override fun make(): SecretKey {
        trouble?.let { throw it }
        return KeyGenerator.getInstance("AES").apply { init(256) }.generateKey().also { kept = it }
    }
}
