package org.rapport.app.keys

import javax.crypto.SecretKey

/** Where the key lies that wraps the vault's. The real one is [AndroidKeys]; elsewhere there is no such store. */
interface WrappingKeys {
    /** The key that was made before; nothing when it is gone. Throws what the store throws. */
    fun find(): SecretKey?

    /** A new one in place of any before. */
    fun make(): SecretKey
}
