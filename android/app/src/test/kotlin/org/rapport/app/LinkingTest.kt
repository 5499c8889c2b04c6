package org.rapport.app

import androidx.compose.ui.test.hasAnyAncestor
import androidx.compose.ui.test.hasClickAction
import androidx.compose.ui.test.hasContentDescription
import androidx.compose.ui.test.hasSetTextAction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.isDialog
import androidx.compose.ui.test.onFirst
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performTextReplacement
import androidx.test.ext.junit.runners.AndroidJUnit4
import kotlinx.coroutines.runBlocking
import org.junit.Test
import org.junit.runner.RunWith
import org.rapport.app.people.Partner
import org.rapport.core.GoalFilter
import org.rapport.core.NewGoal
import org.rapport.core.Place
import org.rapport.presentation.Route
import org.robolectric.annotation.Config
import kotlin.test.assertEquals
import kotlin.test.assertTrue

/** Another device of the same person, as they do it on either of the two. */
@RunWith(AndroidJUnit4::class)
@Config(qualifiers = "w412dp-h915dp-xhdpi")
class LinkingTest : TwoPeopleTest() {
    private fun take(link: String) {
        type(link, hasSetTextAction() and hasText(words.screenLinkPaste))
        tap(words.screenLinkTake)
    }

    /** The two codes, compared and found the same on both. */
    private fun compare(other: Partner) {
        see(words.screenLinkCompare)
        until("the other code") { other.linkCode != null }
        val code = checkNotNull(other.linkCode)
        see(code)
        turn()
        see(code)
        tap(words.screenJoinMatch)
        other.confirmLink()
    }

    @Test
    fun aNewPhoneIsTakenInAndHasEverything() {
        met = true
        bea.beginOwnGoal("Sleep before midnight")
        tap(words.screenWelcomeLinkDevice)
        see(words.screenLinkTakeExplained)
        take(bea.link(relay.link))
        compare(bea)
        see(words.screenLinkDoneTaken)
        tap(words.commonDone)
        see(words.screenTodayHello("Bea"))
        until("what was written before") { runBlocking { core.goals.rows(GoalFilter()) }.any { it.title == "Sleep before midnight" } }
        runBlocking { core.goals.begin(NewGoal(Place.Private, "Written on the new one")) }
        until("it on the other one") { "Written on the new one" in bea.ownGoals() }
    }

    @Test
    fun aGuestRefusesAnInviteIntoAPairAndTakesALinkAfterIt() {
        met = true
        tap(words.screenWelcomeLinkDevice)
        see(words.screenLinkTakeExplained)
        take(bea.invite(relay.link))
        see(words.screenJoinOtherPurpose)
        tap(words.commonBack)
        see(words.screenLinkNotYet)
        // As the camera and the system give it.
        val link = bea.link(relay.link)
        screen.activity.model.take(link)
        until("the link in its field") { nodes(hasSetTextAction() and hasText(link)).isNotEmpty() }
        tap(words.screenLinkTake)
        compare(bea)
        see(words.screenLinkDoneTaken)
    }

    @Test
    fun anotherDeviceIsTakenInNamedAndRemoved() {
        begin()
        met = true
        go(Route.Devices)
        button(words.screenDevicesLink)
        see(words.screenLinkNoRelay)
        type(relay.link)
        tap(words.commonNext)
        see("/j#v1.")
        assertTrue(words.screenLinkGiveExplained in texts())
        Partner(folder.newFolder(), "Kitchen tablet", link = texts().first { "/j#v1." in it }).use { tablet ->
            tablet.online()
            compare(tablet)
            see(words.screenLinkDoneGiven("Kitchen tablet"))
            tap(words.commonDone)
            until("it is linked") { !tablet.isGuest }
            val rename = hasContentDescription("${words.screenDevicesRename}: Kitchen tablet") and hasClickAction()
            scrollTo(rename)
            screen.onAllNodes(rename).onFirst().performClick()
            val field = hasSetTextAction() and hasAnyAncestor(isDialog())
            until("the name in its field") { nodes(field and hasText("Kitchen tablet")).isNotEmpty() }
            screen.onNode(field).performTextReplacement("Old tablet")
            tap(words.commonSave)
            until("its name") { named() == mapOf("Old tablet" to true) }
            val remove = hasContentDescription("${words.screenDevicesRemove}: Old tablet") and hasClickAction()
            scrollTo(remove)
            screen.onAllNodes(remove).onFirst().performClick()
            see(words.screenDevicesRemoveQuestion("Old tablet"))
            assertEquals(mapOf("Old tablet" to true), named())
            rest()
            screen.onNode(hasText(words.screenDevicesRemove) and hasClickAction() and hasAnyAncestor(isDialog())).performClick()
            until("it is removed") { named() == mapOf("Old tablet" to false) }
            scrollTo(words.deviceStateRemoved)
        }
    }

    /** The other devices, and whether each counts. */
    private fun named() = runBlocking { core.devices.view().devices.filter { !it.thisDevice }.associate { it.name to it.current } }
}
