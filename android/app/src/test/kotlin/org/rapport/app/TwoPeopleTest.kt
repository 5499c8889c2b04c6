package org.rapport.app

import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.semantics.getOrNull
import androidx.compose.ui.test.SemanticsMatcher
import androidx.compose.ui.test.hasAnyAncestor
import androidx.compose.ui.test.hasClickAction
import androidx.compose.ui.test.hasScrollAction
import androidx.compose.ui.test.hasSetTextAction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.isDialog
import androidx.compose.ui.test.isEnabled
import androidx.compose.ui.test.junit4.v2.createAndroidComposeRule
import androidx.compose.ui.test.onFirst
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performScrollToNode
import androidx.compose.ui.test.performTextInput
import kotlinx.coroutines.runBlocking
import org.junit.After
import org.junit.Rule
import org.junit.rules.TemporaryFolder
import org.rapport.app.people.Partner
import org.rapport.app.people.Relay
import org.rapport.core.MeetingId
import org.rapport.presentation.AppEvent
import org.rapport.presentation.AppState
import org.rapport.presentation.Route
import org.rapport.presentation.Screen
import org.rapport.words.Words

/** Ada before the real activity and core, a relay, and Bea with a core of her own. */
abstract class TwoPeopleTest {
    @get:Rule(order = 0)
    val folder = TemporaryFolder()

    @get:Rule(order = 1)
    val screen = createAndroidComposeRule<MainActivity>()

    protected open val words = Words.of("en")
    protected val relay by lazy { Relay(folder.newFolder()) }
    protected val bea by lazy { Partner(folder.newFolder(), "Bea") }
    protected var met = false

    @After
    fun end() {
        if (!met) return
        bea.close()
        relay.close()
    }

    protected fun until(what: String, found: () -> Boolean) = try {
        screen.waitUntil(20_000) { found() }
    } catch (late: Throwable) {
        throw AssertionError("not in 20 seconds: $what; on the screen: ${texts()}; ${report()}", late)
    }

    private fun report() = runBlocking {
        val app = screen.activity.application as RapportApplication
        "in front: ${app.inFront.value}, sync: ${app.door.core?.sync?.view()}, invites: ${app.door.core?.people?.invites()}"
    }

    protected fun nodes(matcher: SemanticsMatcher) = screen.onAllNodes(matcher).fetchSemanticsNodes()

    protected fun texts() = nodes(SemanticsMatcher.keyIsDefined(SemanticsProperties.Text))
        .flatMap { it.config.getOrNull(SemanticsProperties.Text).orEmpty() }.map { it.text }

    protected fun see(text: String) = until(text) { texts().any { text in it } }

    private val app get() = screen.activity.model.presenter.state.value

    /** An act that is on its way keeps others from beginning. What the core knows the screen may not have heard yet. */
    protected fun rest() = until("nothing is on its way") {
        val front = when (val now = app) {
            is AppState.Inside -> now.screen.presenter
            is AppState.Welcome -> now.presenter
            is AppState.Guest -> now.presenter
            is AppState.Recover -> now.presenter
            else -> null
        }
        front?.acting?.value != true
    }

    /** Where the person is now. */
    protected val here get() = (app as? AppState.Inside)?.route

    protected fun tap(text: String) {
        rest()
        // While something is being done its buttons are there already, or still, and do nothing.
        val button = hasText(text) and hasClickAction() and isEnabled()
        until("a button $text") { nodes(button).isNotEmpty() }
        screen.onAllNodes(button).onFirst().performClick()
    }

    protected fun type(text: String, matcher: SemanticsMatcher = hasSetTextAction()) {
        until("a field") { nodes(matcher).isNotEmpty() }
        screen.onNode(matcher).performTextInput(text)
    }

    protected fun begin() {
        type("Ada")
        tap(words.screenWelcomeStart)
        see(words.screenTodayHello("Ada"))
    }

    /** From the first screen to a pair. */
    protected fun meet(during: () -> Unit = {}) {
        begin()
        met = true
        tap(words.screenTodayFirstInvite)
        tap(words.screenInviteAsMentee)
        see(words.screenInviteRelayQuestion)
        type(relay.link)
        tap(words.commonNext)
        see("/j#v1.")
        bea.join(texts().first { "/j#v1." in it })
        see(words.screenJoinCompare)
        until("Bea's code") { bea.code != null }
        during()
        see(checkNotNull(bea.code))
        tap(words.screenJoinMatch)
        bea.confirm()
        see(words.screenJoinWelcome("Bea"))
        tap(words.commonDone)
        until("Bea's pair") { bea.space != null }
    }

    protected val core get() = checkNotNull((screen.activity.application as RapportApplication).door.core)

    protected fun turn() = screen.activityRule.scenario.recreate()

    protected fun scrollTo(matcher: SemanticsMatcher) {
        until("something that scrolls") { nodes(hasScrollAction()).isNotEmpty() }
        until("${matcher.description} in it") { runCatching { screen.onAllNodes(hasScrollAction()).onFirst().performScrollToNode(matcher) }.isSuccess }
    }

    protected fun scrollTo(text: String) = scrollTo(hasText(text))

    /** Taps a button of a long screen. */
    protected fun button(text: String) {
        scrollTo(hasText(text) and hasClickAction())
        tap(text)
    }

    protected fun go(route: Route) = screen.activity.model.presenter.on(AppEvent.Go(route))

    /** To Today. What was written a moment ago stands there up to two frames later, and until then another may be next. */
    protected fun goToday(next: MeetingId) {
        go(Route.Today)
        until("Today has that meeting next") {
            ((app as? AppState.Inside)?.screen as? Screen.Today)?.presenter?.state?.value?.home?.here?.nextMeeting?.id == next
        }
    }

    /** Types into the field of the open sheet. */
    protected fun typeInSheet(text: String) = type(text, hasSetTextAction() and hasAnyAncestor(isDialog()))
}
