package org.rapport.desktop

import java.io.File

/**
 * A relay of its own on this machine, as long as the windows are open. Its link is good for so many [spaces]; [limits]
 * are flags of `rapport-relay serve` for others than the usual ones.
 */
class Relay(private val program: File, private val data: File, spaces: Int = 100, limits: List<String> = emptyList(), listen: String = "127.0.0.1:0") : AutoCloseable {
    private val process = run("serve", "--listen", listen, "--data", data.path, "--log", "off", *limits.toTypedArray())

    /** Where it listens. */
    val address: String = checkNotNull(process.inputStream.bufferedReader().readLine()) { "the relay did not start" }.split(" ")[3]

    /** What a person pastes to agree to it. */
    val link: String = run("link", "--public", address, "--data", data.path, "--spaces", "$spaces").inputStream.bufferedReader().readText().trim().lines().last()

    private fun run(vararg arguments: String): Process =
        ProcessBuilder(listOf(program.path) + arguments).redirectError(ProcessBuilder.Redirect.DISCARD).start()

    override fun close() {
        process.destroy()
        process.waitFor()
    }

    companion object {
        /** The relay of a folder, which listens where it did the last time: the phones in there look for it there. */
        fun on(folder: File, program: File): Relay {
            val last = File(folder, "relay.address")
            val listen = if (last.exists()) last.readText().trim().substringAfter("//") else null
            return Relay(program, File(folder, "relay"), listen = listen ?: "127.0.0.1:0").also { last.writeText(it.address) }
        }
    }
}
