package org.rapport.contract

import java.io.File
import java.time.LocalDate
import java.time.ZoneOffset
import kotlinx.coroutines.runBlocking
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Assume.assumeTrue
import org.junit.Before
import org.junit.Test
import org.rapport.core.*

/** Two people over a relay of its own process, built beside the library. */
class RelayTest : DeviceTest() {
    private val program = File(System.getProperty("jna.library.path"), "rapport-relay")
    private lateinit var relay: Process
    private lateinit var address: String
    private lateinit var link: String
    private lateinit var other: Rapport

    private fun start(vararg arguments: String): Process =
        ProcessBuilder(program.path, *arguments).redirectError(ProcessBuilder.Redirect.DISCARD).start()

    @Before
    fun serve() = runBlocking {
        assumeTrue("no rapport-relay beside the library", program.canExecute())
        // The core's time has to be the relay's.
        platform = Platform(vault, zones)
        reopen()
        val data = "$folder/relay"
        relay = start("serve", "--listen", "127.0.0.1:0", "--data", data, "--log", "off")
        address = relay.inputStream.bufferedReader().readLine().split(" ")[3]
        val printed = start("link", "--public", address, "--data", data).inputStream.bufferedReader().readText()
        link = printed.trim().lines().last()
        other = Rapport.create(Config("$folder/bea"), Platform(TestVault(), zones), "Bea")
    }

    @After
    fun stop() {
        if (!::other.isInitialized) return
        runBlocking { other.shutdown() }
        other.close()
        relay.destroy()
        relay.waitFor()
    }

    /** Both go to the relay in turn until something holds. */
    private suspend fun <T : Any> rounds(found: suspend () -> T?): T {
        repeat(20) {
            found()?.let { return it }
            for (core in listOf(core, other)) core.sync().runOnce(10_000u)
        }
        throw AssertionError("not after 20 rounds: ${core.sync().view()} ${other.sync().view()}")
    }

    @Test
    fun anInviteOverARelayWithoutTlsIsTakenOnlyByName() = runBlocking {
        core.sync().agreeToRelay("http://192.0.2.1:7117", plainHttp = true)
        val link = core.people().inviteLink(core.people().invite(Seat.MENTOR))
        assertEquals(Field.INVITE, fails<Failure.Invalid> { other.people().join(link) }.field)
        assertEquals(0, other.people().invites().size)
        other.people().join(link, plainHttp = true)
        assertEquals(1, other.people().invites().size)
    }

    @Test
    fun twoPeopleShareAGoal() = runBlocking {
        assertEquals(address, core.sync().agreeToRelay(link))
        val invite = core.people().invite(Seat.MENTOR)
        val joined = other.people().join(core.people().inviteLink(invite))
        val codes = rounds {
            val stages = listOf(core, other).map { it.people().invites().single().stage as? InviteStage.Compare }
            stages.takeIf { null !in it }
        }
        assertEquals(codes[0]?.code, codes[1]?.code)
        core.people().confirm(invite)
        other.people().confirm(joined)
        val (ours, theirs) = rounds {
            listOf(core, other).map { it.people().pairings().singleOrNull() }.takeIf { null !in it }?.filterNotNull()
        }
        assertEquals(Triple(ours.space, true, false), Triple(theirs.space, ours.iMentor, theirs.iMentor))
        // Whoever is in a pair is asked how they are, until they have said it.
        val began = ours.since.atOffset(ZoneOffset.UTC).toLocalDate()
        assertEquals(listOf(TodayCheckIn("pulse", null, "", began)), core.home().checkIns)
        core.checkins().answer("pulse", "en", listOf(AnswerView("mood", 4L, "")))
        assertEquals(0, core.home().checkIns.size)

        val goal = other.goals().begin(NewGoal(Place.In(theirs.space), "Speak up"))
        val row = rounds { core.goals().rows(GoalFilter(space = ours.space)).singleOrNull() }
        assertEquals(listOf(goal, "Speak up", "Bea", false), listOf(row.id, row.title, row.ownerName, row.mine))
        val days = PlanDays.Weekly(listOf(Weekday.MONDAY), Weekday.MONDAY)
        val plan = SeriesPlan("2031-03-03T16:30[Europe/Zurich]", 45u, 2u, days, Ends.Never)
        val series = core.meetings().proposeSeries(SeriesDraft(ours.space, plan, "Our hour"))
        val seen = rounds { other.meetings().series().singleOrNull() }
        assertEquals(listOf(series, plan, true), listOf(seen.id, seen.plan, seen.waitsForMe))
        other.meetings().confirmSeries(series)
        val opened = other.meetings().openTime(series, LocalDate.of(2031, 3, 3))
        assertEquals("Our hour", other.meetings().brief(opened).row.title)
        val slots = other.availability().slots(theirs.space, 45u)
        assertEquals(listOf(false, false, 0), listOf(slots.iSaid, slots.theySaid, slots.slots.size))

        val report = core.sync().runOnce(10_000u)
        assertEquals(true to 0u, report.settled to report.waiting)
        assertNull(report.trouble)

        val first = core.people().key(ours.space)
        core.people().renewKey(ours.space)
        assertEquals(first.copy(rotating = true), core.people().key(ours.space))
        rounds { other.people().key(ours.space).takeIf { it.number == first.number + 1u } }
        assertEquals(core.people().key(ours.space), other.people().key(ours.space))
        other.goals().edit(goal, GoalEdit.Title("Speak up first"))
        val title = rounds { core.goals().view(goal).row.title.takeIf { it != "Speak up" } }
        assertEquals("Speak up first", title)
    }
}
