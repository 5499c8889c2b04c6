package org.rapport.ui

import androidx.compose.runtime.staticCompositionLocalOf
import org.rapport.core.PairingRow
import org.rapport.words.Words

/** The words of the person's language. */
val LocalWords = staticCompositionLocalOf { Words.of("en") }

/** Days and times in the person's manner. */
val LocalMoments = staticCompositionLocalOf<Moments> { error("no moments above") }

/** What only the platform can do. */
val LocalShell = staticCompositionLocalOf<Shell> { NoShell }

/** What screens ask of the app or window around them. */
interface Shell {
    fun share(text: String)

    fun copy(text: String)

    /** Whether a camera reads codes here. */
    val scans: Boolean

    /** Opens the camera. What it reads comes as a link does: the app may be made anew while the camera is open. */
    fun scan()

    /** Lets the person open a file. What stands in it comes as a link does, for the same reason. */
    fun pick()

    /** Gives an address, such as `https:` or `tel:`, to whatever opens it. */
    fun open(address: String)

    /** The lock of the app itself; nothing where there is none. */
    val lock: Lock?

    /** Whether the phone shows reminders; nothing where the app itself is the only place for them. */
    val showing: Showing?

    /** The squares of a QR code, row by row, true for dark; nothing where none can be made. */
    fun qr(text: String): List<BooleanArray>?
}

/** Whether the phone lets the app show reminders. */
interface Showing {
    val allowed: Boolean

    /** Whether an alarm may come to the minute. */
    val exact: Boolean

    /** Asks the person, or opens the settings where the system asks no more. */
    fun ask()
    fun askExact()
}

/** Whether the app asks for the lock of the phone when it opens. */
interface Lock {
    /** Without a lock of the phone there is nothing to ask for. */
    val possible: Boolean
    val on: Boolean

    fun turn(on: Boolean)
}

/** For pictures and tests. */
object NoShell : Shell {
    override fun share(text: String) = Unit
    override fun copy(text: String) = Unit
    override val scans = false
    override fun scan() = Unit
    override fun pick() = Unit
    override fun open(address: String) = Unit
    override val lock: Lock? = null
    override val showing: Showing? = null
    override fun qr(text: String): List<BooleanArray>? = null
}

/** What the other one of a pair is called; their profile may arrive a little later than the pair. */
fun Words.partner(pair: PairingRow): String = pair.partnerName.ifEmpty { commonUnknownPerson }
