package org.rapport.probe

import java.util.concurrent.CountDownLatch
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.TimeUnit.SECONDS
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Assert.assertThrows
import org.junit.Assert.assertTrue
import org.junit.Test
import org.rapport.probe.id.RowKey

/** What every language must be able to do with one of everything that crosses the boundary. */
class ProbeTest {
    private var answer: () -> Long = { 1_767_636_000_000 }
    private val shelf = Shelf.open(object : Clock {
        override fun nowMs(): Long = answer()
    })

    /** Collects what arrives, each list as its titles. */
    private class Titles : RowsObserver {
        val lists = LinkedBlockingQueue<List<String>>()

        override fun onRows(rows: List<Row>) {
            lists.put(rows.map { it.title })
        }

        fun next(): List<String>? = lists.poll(10, SECONDS)
    }

    @After
    fun close() {
        shelf.shutdown()
        shelf.close()
    }

    @Test
    fun recordsEnumsIdsAndDefaults() = runBlocking {
        val id: RowKey = shelf.add(RowDraft("Read a book"))
        assertEquals(RowKey("row-1"), id)
        val row = shelf.rows().single()
        assertEquals(Row(id, "Read a book", RowState.Active(1_767_636_000_000)), row)
        assertNull(row.dueMs)
        assertEquals(row, shelf.row(id))
        assertTrue(shelf.rows(limit = 0u).isEmpty())
    }

    @Test
    fun failuresAreTyped() {
        val invalid = assertThrows(Failure.Invalid::class.java) { runBlocking { shelf.add(RowDraft("")) } }
        assertEquals("title", invalid.`field`)
        val missing = assertThrows(Failure.NotFound::class.java) { runBlocking { shelf.row(RowKey("row-9")) } }
        assertEquals("row", missing.what)
    }

    @Test
    fun textIsCountedInUtf16() {
        val start = "👩‍🏫 שלום مرحبا e\u0301"
        assertEquals(start.length.toUInt(), shelf.splice(0u, 0u, start))
        val at = start.indexOf("ם")
        shelf.splice(at.toUInt(), 0u, "🙂")
        assertEquals(start.replaceRange(at, at, "🙂"), shelf.text())
        assertThrows(Failure.Invalid::class.java) { shelf.splice(999u, 1u, "") }
    }

    @Test
    fun aLoneSurrogateNeverReachesTheCore() {
        assertThrows(java.nio.charset.CharacterCodingException::class.java) { shelf.splice(0u, 0u, "\uD83D") }
        assertEquals("", shelf.text())
    }

    @Test
    fun aThousandSplicesKeepTheirOrder() {
        val text = (0 until 1_000).joinToString("") { "$it " }
        var at = 0
        for (sign in text) shelf.splice((at++).toUInt(), 0u, sign.toString())
        assertEquals(text, shelf.text())
    }

    @Test
    fun theFirstListArrivesBeforeWatchReturns() = runBlocking {
        shelf.add(RowDraft("one"))
        val titles = Titles()
        val subscription = shelf.watch(titles)
        assertEquals(listOf("one"), titles.lists.poll())
        shelf.add(RowDraft("two"))
        assertEquals(listOf("one", "two"), titles.next())
        subscription.cancel()
        subscription.close()
        val later = Titles()
        shelf.watch(later).use {
            later.next()
            shelf.add(RowDraft("three"))
            assertEquals(listOf("one", "two", "three"), later.next())
        }
        assertTrue("something arrived after cancel", titles.lists.isEmpty())
    }

    @Test
    fun aPanicIsAFailureAndLifeGoesOn() = runBlocking {
        assertThrows(Failure.Bug::class.java) { runBlocking { shelf.stumble() } }
        shelf.add(RowDraft("after"))
        assertEquals(1, shelf.rows().size)
    }

    @Test
    fun aPanicInACallThatAnswersAtOnceIsAFailureToo() = runBlocking {
        val bug = assertThrows(Failure.Bug::class.java) { shelf.stumbleHere() }
        assertEquals("guarded", bug.reference)
        shelf.add(RowDraft("after"))
        assertEquals(1, shelf.rows().size)
    }

    @Test
    fun aPortThatThrowsIsAFailure() {
        answer = { throw PortFailure.Refused("no clock") }
        val refused = assertThrows(Failure.Port::class.java) { runBlocking { shelf.add(RowDraft("x")) } }
        assertEquals("no clock", refused.detail)
        answer = { error("not declared") }
        val thrown = assertThrows(Failure.Port::class.java) { runBlocking { shelf.add(RowDraft("x")) } }
        assertTrue(thrown.detail, "not declared" in thrown.detail)
    }

    @Test
    fun aWriteOutlivesItsCaller() = runBlocking {
        val (entered, mayGo) = CountDownLatch(1) to CountDownLatch(1)
        answer = { entered.countDown(); mayGo.await(); 7 }
        val titles = Titles()
        shelf.watch(titles).use {
            titles.next()
            val caller = launch(start = CoroutineStart.UNDISPATCHED) { shelf.add(RowDraft("written")) }
            assertTrue(entered.await(10, SECONDS))
            caller.cancelAndJoin()
            mayGo.countDown()
            assertEquals(listOf("written"), titles.next())
        }
    }

    @Test
    fun shutdownWhileCallsRun() = runBlocking {
        val (entered, mayGo) = CountDownLatch(1) to CountDownLatch(1)
        answer = { entered.countDown(); mayGo.await(); 7 }
        val running = async(start = CoroutineStart.UNDISPATCHED) { shelf.add(RowDraft("running")) }
        assertTrue(entered.await(10, SECONDS))
        val ending = Thread { shelf.shutdown() }.apply { start() }
        mayGo.countDown()
        ending.join(10_000)
        assertEquals(RowKey("row-1"), running.await())
        assertThrows(Failure.Stopped::class.java) { runBlocking { shelf.rows() } }
        Unit
    }

    @Test
    fun manyCallsAtOnce() = runBlocking {
        (1..200).map { async(kotlinx.coroutines.Dispatchers.Default) { shelf.add(RowDraft("row $it")) } }.awaitAll()
        assertEquals(200, shelf.rows(limit = 500u).size)
    }
}
