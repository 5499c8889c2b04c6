package org.rapport.app.people

import java.io.File

/** A relay of its own process on this machine, from the program beside the library. */
class Relay(private val data: File) : AutoCloseable {
    private val program = File(System.getProperty("jna.library.path"), "rapport-relay")
    private val process = run("serve", "--listen", "127.0.0.1:0", "--data", data.path, "--log", "off")
    private val address = checkNotNull(process.inputStream.bufferedReader().readLine()) { "no relay" }.split(" ")[3]

    /** What a person pastes to agree to it. */
    val link: String =
        run("link", "--public", address, "--data", data.path).inputStream.bufferedReader().readText().trim().lines().last()

    /** Ends every right to open spaces that this relay has given. */
    fun revokeAll() {
        val listed = run("token", "list", "--data", data.path).inputStream.bufferedReader().readLines().drop(1)
        check(listed.isNotEmpty()) { "there are no rights" }
        for (token in listed.map { it.trim().substringBefore(' ') }) check(run("token", "revoke", token, "--data", data.path).waitFor() == 0)
    }

    private fun run(vararg arguments: String): Process {
        check(program.canExecute()) { "rapport-relay is not beside the library: build it, or give --library of a folder that has it" }
        return ProcessBuilder(listOf(program.path) + arguments).redirectError(ProcessBuilder.Redirect.DISCARD).start()
    }

    override fun close() {
        process.destroy()
        process.waitFor()
    }
}
