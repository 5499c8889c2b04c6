package org.rapport.desktop

import com.sun.jna.NativeLibrary
import com.sun.jna.NativeLong
import com.sun.jna.Structure
import kotlin.math.abs

/** Bytes by which two looks at memory that rests may differ, and how many looks there are at most. */
private const val RESTS = 32_768
private const val LOOKS = 10

/**
 * Bytes that are held outside of Java's heap: what the C library has given out in this process and not got back. That is
 * all of the core and of the calls into it, and also what Java's own inside asks for. It leaves out what is mapped
 * without it: Java's heap, its classes and the code it compiles, which grow with Java and not with the core; and what
 * is free already, which is no part of a leak. Not what the process takes of the machine, then, but what it never gives
 * back, and nothing of that can hide in pages that somebody touched before.
 */
class NativeMemory(private val pauseMs: Long = 2_000) {
    /** Bytes that are held more after each of so many rounds. */
    inline fun grown(rounds: Int, round: () -> Unit): Double {
        val before = held()
        repeat(rounds) { round() }
        return (held() - before).toDouble() / rounds
    }

    /** Bytes that are held when nothing is on its way any more. */
    fun held(): Long {
        // Java gives back what belongs to an object of the core when it finds that nobody has the object any more. Its
        // compiler holds megabytes while it is at work, and for five seconds after it.
        var (before, now) = Long.MAX_VALUE to givenOut()
        for (look in 1..LOOKS) {
            if (abs(before - now) < RESTS) break
            before = now
            repeat(3) {
                System.gc()
                Thread.sleep(pauseMs)
            }
            now = givenOut()
        }
        return now
    }

    private fun givenOut(): Long {
        val info = NativeLibrary.getInstance("c").getFunction("mallinfo2").invoke(GivenOut.ByValue::class.java, emptyArray()) as GivenOut
        return info.inUse.toLong() + info.mapped.toLong()
    }
}

/** `struct mallinfo2` of the GNU C library, over all of its arenas. */
@Structure.FieldOrder("arena", "freeBlocks", "fastBlocks", "mappedBlocks", "mapped", "most", "fast", "inUse", "free", "top")
open class GivenOut : Structure() {
    @JvmField var arena = NativeLong()
    @JvmField var freeBlocks = NativeLong()
    @JvmField var fastBlocks = NativeLong()
    @JvmField var mappedBlocks = NativeLong()

    /** Large pieces, each mapped by itself. */
    @JvmField var mapped = NativeLong()
    @JvmField var most = NativeLong()
    @JvmField var fast = NativeLong()
    @JvmField var inUse = NativeLong()
    @JvmField var free = NativeLong()
    @JvmField var top = NativeLong()

    class ByValue : GivenOut(), Structure.ByValue
}
