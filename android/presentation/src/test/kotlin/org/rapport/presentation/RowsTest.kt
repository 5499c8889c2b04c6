package org.rapport.presentation

import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.test.advanceTimeBy
import kotlinx.coroutines.test.advanceUntilIdle
import kotlinx.coroutines.test.runCurrent
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test
import org.rapport.core.*
import org.rapport.id.GoalKey

/** Rows that are moved, what is looked for, and a relay that wants to be agreed to by name. */
@OptIn(ExperimentalCoroutinesApi::class)
class RowsTest {
    private val core = FakeCore()
    private val navigator = Navigator()
    private val drafts = Drafts()

    @Test
    fun aRowGoesOnePlaceUpOrDownAndNotBeyondTheEnds() {
        for (many in 1..5) for (at in 0 until many) for (by in listOf(-1, 1)) {
            val all = List(many) { it }
            val place = placeAfter(all, at, by)
            if (at + by !in all.indices) assertNull("$many $at $by", place) else {
                // As the core does it: it goes behind the one that is named.
                val left = all - at
                val to = checkNotNull(place).after?.let { left.indexOf(it) + 1 } ?: 0
                val moved = left.take(to) + at + left.drop(to)
                assertEquals("$many $at $by", at + by, moved.indexOf(at))
            }
        }
        assertNull(placeAfter(listOf(1, 2), 3, 1))
    }

    @Test
    fun onlyWhatWasTypedLastIsLookedFor() = test { scope ->
        val search = SearchPresenter(core.open, drafts, navigator, scope)
        runCurrent()
        assertNull(search.state.value.hits)
        for (text in listOf("s", "sp", "spe")) {
            search.on(SearchEvent.Text(text))
            advanceTimeBy(50)
        }
        advanceUntilIdle()
        assertEquals(listOf("search spe"), core.done)
        val hit = checkNotNull(search.state.value.hits?.here).single()
        search.on(SearchEvent.Open(hit))
        assertEquals(Route.Goal(GoalKey("goal-spe")), navigator.here)
        search.on(SearchEvent.Text("  "))
        advanceUntilIdle()
        assertNull(search.state.value.hits)
    }

    @Test
    fun aSearchThatFailsSaysSoAndIsTriedAgain() = test { scope ->
        core.failing = Failure.StorageDamaged("")
        drafts["search"] = "speak"
        val search = SearchPresenter(core.open, drafts, navigator, scope)
        advanceUntilIdle()
        assertTrue((search.state.value.hits as Loaded.Failed).why is Failure.StorageDamaged)
        core.failing = null
        search.on(SearchEvent.Retry)
        advanceUntilIdle()
        assertEquals(1, search.state.value.hits?.here?.size)
        assertEquals(Route.Search, Route.read(Route.write(Route.Search)))
    }

    @Test
    fun aRelayWithoutTlsIsAgreedToByNameOrNotAtAll() = test { scope ->
        val join = JoinPresenter(core.open, drafts, navigator, scope)
        join.on(JoinEvent.Link("plain"))
        join.on(JoinEvent.Take())
        advanceUntilIdle()
        assertEquals("http://10.0.0.2", join.state.value.asksPlain)
        assertEquals("the link is there for another try", "plain", join.state.value.link)
        assertNull("it is a question, and no failure", join.failure.value)
        // A killed process asks again.
        assertEquals("http://10.0.0.2", JoinPresenter(core.open, drafts, navigator, scope).state.value.asksPlain)
        join.on(JoinEvent.PlainNot)
        assertNull(join.state.value.asksPlain)
        assertEquals(emptyList<String>(), core.done)
        join.on(JoinEvent.Take())
        advanceUntilIdle()
        join.on(JoinEvent.Take(plainHttp = true))
        advanceUntilIdle()
        assertEquals(listOf("join plain true"), core.done)
        assertEquals("" to null, join.state.value.link to join.state.value.asksPlain)
    }
}
