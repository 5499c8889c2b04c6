package org.rapport.app.keys

import javax.crypto.KeyGenerator
import javax.crypto.SecretKey

/** A key store in memory that can forget, refuse and be replaced. */
class FakeKeys : WrappingKeys {
    var kept: SecretKey? = null
    var trouble: Exception? = null

    /** What the key that is there answers, until another is made. */
    var unusable: Exception? = null

    override fun find(): SecretKey? {
        (trouble ?: unusable)?.let { throw it }
        return kept
    }

    override fun make(): SecretKey {
        trouble?.let { throw it }
        unusable = null
        return KeyGenerator.getInstance("AES").apply { init(256) }.generateKey().also { kept = it }
    }
}
