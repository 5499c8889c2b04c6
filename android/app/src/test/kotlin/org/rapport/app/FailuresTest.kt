package org.rapport.app

import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.semantics.getOrNull
import androidx.compose.ui.test.SemanticsMatcher
import androidx.compose.ui.test.hasClickAction
import androidx.compose.ui.test.hasContentDescription
import androidx.compose.ui.test.hasScrollAction
import androidx.compose.ui.test.hasSetTextAction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.junit4.v2.createEmptyComposeRule
import androidx.compose.ui.test.onFirst
import androidx.compose.ui.test.onLast
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performScrollTo
import androidx.compose.ui.test.performScrollToNode
import androidx.compose.ui.test.performTextInput
import androidx.test.core.app.ApplicationProvider
import androidx.test.ext.junit.runners.AndroidJUnit4
import java.io.File
import java.io.RandomAccessFile
import java.nio.file.Files
import kotlinx.coroutines.runBlocking
import org.junit.After
import org.junit.Rule as Around
import org.junit.Test
import org.junit.rules.TemporaryFolder
import org.junit.runner.RunWith
import org.rapport.app.people.Relay
import org.rapport.app.people.SmallDisk
import org.rapport.bridge.told
import org.rapport.core.Failure
import org.rapport.core.Field
import org.rapport.core.NewGoal
import org.rapport.core.Place
import org.rapport.core.RelayCode
import org.rapport.core.Rule
import org.rapport.presentation.AppEvent
import org.rapport.presentation.Route
import org.rapport.words.Words
import org.robolectric.Robolectric
import org.robolectric.android.controller.ActivityController
import org.robolectric.annotation.Config

/** What a person sees when the real core cannot go on, and that it says what to do. */
@RunWith(AndroidJUnit4::class)
@Config(qualifiers = "w412dp-h915dp-xhdpi")
class FailuresTest {
    @get:Around(order = 0)
    val folder = TemporaryFolder()

    @get:Around(order = 1)
    val screen = createEmptyComposeRule()

    private val app = ApplicationProvider.getApplicationContext<TestRapportApplication>()
    private val words = Words.of("en")
    private val profile = File(app.noBackupFilesDir, "profile")
    private lateinit var activity: ActivityController<MainActivity>

    @After
    fun end() {
        activity.pause().stop().destroy()
    }

    private fun open() {
        activity = Robolectric.buildActivity(MainActivity::class.java).setup()
    }

    private fun nodes(matcher: SemanticsMatcher) = screen.onAllNodes(matcher).fetchSemanticsNodes()

    private fun texts() = nodes(SemanticsMatcher.keyIsDefined(SemanticsProperties.Text)).flatMap { it.config.getOrNull(SemanticsProperties.Text).orEmpty() }.map { it.text }

    private fun see(text: String) = try {
        screen.waitUntil(20_000) { texts().any { text in it } }
    } catch (late: Throwable) {
        throw AssertionError("not in 20 seconds: $text; on the screen: ${texts()}", late)
    }

    private fun tap(text: String) = screen.onAllNodes(hasText(text) and hasClickAction()).onFirst().performClick()

    private fun cannotTryAgain() = check(nodes(hasText(words.commonTryAgain)).isEmpty()) { "trying again changes nothing here" }

    /** A person is there, and the profile is closed. */
    private fun made() = runBlocking {
        app.door.create("Ada")
        app.door.shutdown()
    }

    private fun database() = profile.walk().first { it.isFile && it.inputStream().use { file -> String(file.readNBytes(13)) } == "SQLite format" }

    @Test
    fun aDamagedProfileSaysSoAndOpensWhenItWasPutBack() {
        made()
        val file = database()
        val good = file.readBytes()
        for (rest in profile.walk().filter { it.name.startsWith(file.name + "-") }.toList()) rest.delete()
        file.writeBytes(good.copyOf().also { it.fill(0x5A, 0, minOf(4_096, it.size)) })
        open()
        see(words.failureStorageDamagedWhat)
        see(words.failureStorageDamagedDo)
        file.writeBytes(good)
        tap(words.commonTryAgain)
        see(words.screenTodayHello("Ada"))
    }

    @Test
    fun aProfileOfANewerAppWantsTheUpdate() {
        made()
        // Where SQLite's files have the number of their schema.
        RandomAccessFile(database(), "rw").use { file ->
            file.seek(60)
            file.writeInt(9_999)
        }
        open()
        see(words.screenProblemNeedsUpdate)
        cannotTryAgain()
    }

    @Test
    fun aLostKeyLetsThePersonStartAnewAndKeepsWhatWasThere() {
        made()
        app.fakeKeys.kept = null
        val before = content(profile)
        open()
        see(words.failureKeyLostWhat)
        see(words.screenProblemLockedOutDo)
        cannotTryAgain()
        tap(words.screenProblemStartAnew)
        see(words.screenProblemStartAnewQuestion)
        tap(words.commonCancel)
        see(words.screenProblemLockedOutDo)
        check(content(profile) == before) { "nothing is done before the answer" }
        tap(words.screenProblemStartAnew)
        see(words.screenProblemStartAnewQuestion)
        // The one in the question, not the one behind it.
        screen.onAllNodes(hasText(words.screenProblemStartAnew) and hasClickAction()).onLast().performClick()
        see(words.screenWelcomeNameQuestion)
        val aside = File(app.noBackupFilesDir, "aside-1")
        check(content(File(aside, "profile")) == before) { "all of it lies aside" }
        check(File(aside, "vault").isFile) { "and its key file beside it" }
        screen.onNode(hasSetTextAction()).performTextInput("Bea")
        tap(words.screenWelcomeStart)
        see(words.screenTodayHello("Bea"))
        runBlocking { app.door.startAnew() }
        check(app.door.core != null && !File(app.noBackupFilesDir, "aside-2").exists()) { "what is open is never put aside" }
    }

    private fun content(folder: File) = folder.walk().filter { it.isFile }.associate { it.relativeTo(folder).path to it.readBytes().contentHashCode() }

    @Test
    fun aKeyStoreThatFailsForNowOpensLater() {
        made()
        app.fakeKeys.trouble = java.security.ProviderException()
        open()
        see(words.failurePortWhat)
        see(words.failurePortDo)
        app.fakeKeys.trouble = null
        tap(words.commonTryAgain)
        see(words.screenTodayHello("Ada"))
    }

    @Test
    fun aProfileThatIsInUseSaysSo() {
        made()
        val other = runBlocking {
            org.rapport.core.Rapport.open(org.rapport.core.Config(profile.path, "Europe/Zurich"), org.rapport.core.Platform(org.rapport.app.keys.KeystoreVault(File(app.noBackupFilesDir, "vault"), app.fakeKeys), org.rapport.bridge.JavaZones()))
        }
        open()
        see(words.screenProblemInUse)
        runBlocking { other.shutdown() }
        tap(words.commonTryAgain)
        see(words.screenTodayHello("Ada"))
    }

    @Test
    fun noNetworkIsSaidOnTodayAndIsNoAlarm() {
        made()
        val relay = Relay(folder.newFolder())
        open()
        see(words.screenTodayHello("Ada"))
        runBlocking { checkNotNull(app.door.core).sync.agreeToRelay(relay.link) }
        relay.close()
        val said = listOf(words.syncOffline) + (1..9).map { words.syncOfflineWaiting(it) }
        screen.waitUntil(20_000) { texts().any { it in said } }
        tap(texts().first { it in said })
        see(words.screenDevicesRelay)
    }

    @Test
    fun aRelayThatRefusesIsToldAndKeepsNobodyFromGoingOn() {
        made()
        Relay(folder.newFolder()).use { relay ->
            relay.revokeAll()
            open()
            see(words.screenTodayHello("Ada"))
            val core = checkNotNull(app.door.core)
            runBlocking { core.sync.agreeToRelay(relay.link) }
            activity.get().model.presenter.on(AppEvent.Go(Route.Invite))
            // An invite needs no network, so it is made whatever the relay says.
            see(words.screenInviteAsMentee)
            tap(words.screenInviteAsMentee)
            see("/j#v1.")
            activity.get().model.presenter.on(AppEvent.Go(Route.Devices))
            see(words.syncRefused)
            see(words.told(Failure.RelayRefused(RelayCode.TOKEN_NEEDED, null)).what)
            see(words.failureRelayRefusedDo)
            activity.get().model.presenter.on(AppEvent.Go(Route.Today))
            see(words.screenTodayHello("Ada"))
            see(words.syncRefused)
            val goal = runBlocking { core.goals.begin(NewGoal(Place.Private, "Speak up")) }
            activity.get().model.presenter.on(AppEvent.Go(Route.Goal(goal)))
            see(words.screenGoalSteps)
        }
    }

    @Test
    fun whenThereIsNoRoomItSaysSoAndGoesOnWhenThereIs() {
        SmallDisk().use { disk ->
            profile.parentFile.mkdirs()
            Files.createSymbolicLink(profile.toPath(), disk.folder.toPath())
            made()
            open()
            see(words.screenTodayHello("Ada"))
            val goals = checkNotNull(app.door.core).goals
            val goal = runBlocking { goals.begin(NewGoal(Place.Private, "Speak up")) }
            activity.get().model.presenter.on(AppEvent.Go(Route.Goal(goal)))
            see(words.screenGoalSteps)
            disk.fill()
            // The room that the database has in its own files.
            val full = runBlocking {
                (1..ACTS).firstNotNullOfOrNull { nth ->
                    try {
                        goals.begin(NewGoal(Place.Private, "Goal $nth")).let { null }
                    } catch (full: Failure.StorageFull) {
                        full
                    }
                }
            }
            val told = words.told(checkNotNull(full) { "there was room for $ACTS goals" })
            val add = hasSetTextAction() and hasText(words.screenGoalAddStep)
            screen.onNode(hasScrollAction()).performScrollToNode(add)
            screen.onNode(add).performTextInput("Ask one question")
            val button = hasContentDescription(words.screenGoalAddStep) and hasClickAction()
            screen.onNode(button).performClick()
            see(told.what)
            see(told.act)
            check(nodes(hasSetTextAction() and hasText("Ask one question")).isNotEmpty()) { "what was typed is there" }
            check(runBlocking { goals.view(goal) }.steps.isEmpty()) { "nothing changed" }
            disk.free()
            screen.onNode(button).performClick()
            screen.waitUntil(20_000) { runBlocking { goals.view(goal) }.steps.map { it.text } == listOf("Ask one question") }
            screen.waitUntil(20_000) { texts().none { told.what in it } }
            activity.pause().stop()
            runBlocking { app.door.shutdown() }
        }
    }

    @Test
    fun whatARuleRefusesIsToldAndWhatWasTypedStays() {
        made()
        open()
        see(words.screenTodayHello("Ada"))
        val goals = checkNotNull(app.door.core).goals
        val goal = runBlocking {
            goals.begin(NewGoal(Place.Private, "Speak up")).also { goal -> repeat(MILESTONES) { goals.addMilestone(goal, "Milestone $it") } }
        }
        activity.get().model.presenter.on(AppEvent.Go(Route.Goal(goal)))
        see(words.screenGoalSteps)
        screen.onNode(hasScrollAction()).performScrollToNode(hasSetTextAction() and hasText(words.screenGoalAddMilestone))
        screen.onNode(hasSetTextAction() and hasText(words.screenGoalAddMilestone)).performTextInput("One too many")
        screen.onNode(hasContentDescription(words.screenGoalAddMilestone) and hasClickAction()).performClick()
        val told = words.told(Failure.NotAllowed(Field.MILESTONE, Rule.Full(MILESTONES.toUInt())))
        see(told.what)
        see(told.act)
        check(nodes(hasSetTextAction() and hasText("One too many")).isNotEmpty()) { "what was typed is there" }
        check(runBlocking { goals.view(goal) }.milestones.size == MILESTONES) { "nothing changed" }
    }

    @Test
    fun whatCannotBeIsToldWithItsFieldAndTheRestStays() {
        made()
        open()
        see(words.screenTodayHello("Ada"))
        activity.get().model.presenter.on(AppEvent.Go(Route.Devices))
        see(words.screenDevicesRelay)
        screen.onNode(hasScrollAction()).performScrollToNode(hasSetTextAction())
        screen.onNode(hasSetTextAction()).performTextInput("no relay at all")
        screen.onNode(hasText(words.commonNext) and hasClickAction()).performScrollTo().performClick()
        see(words.problemNotARelay(words.fieldRelay))
        check(nodes(hasSetTextAction() and hasText("no relay at all")).isNotEmpty()) { "what was typed is there to be mended" }
        tap(words.commonOk)
        screen.waitUntil(5_000) { texts().none { it == words.problemNotARelay(words.fieldRelay) } }
    }

    private companion object {
        /** As many as a goal takes. */
        const val MILESTONES = 50

        /** More goals than there is room for. */
        const val ACTS = 5_000
    }
}
