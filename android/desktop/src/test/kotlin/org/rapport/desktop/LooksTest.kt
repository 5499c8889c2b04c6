package org.rapport.desktop

import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.size
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.getValue
import androidx.compose.runtime.key
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import androidx.compose.runtime.snapshots.Snapshot
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.platform.LocalLayoutDirection
import androidx.compose.ui.semantics.SemanticsActions
import androidx.compose.ui.semantics.SemanticsNode
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.semantics.getOrNull
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.SemanticsMatcher
import androidx.compose.ui.test.v2.runDesktopComposeUiTest
import androidx.compose.ui.text.TextLayoutResult
import androidx.compose.ui.unit.Density
import androidx.compose.ui.unit.LayoutDirection
import androidx.compose.ui.unit.dp
import java.time.ZoneId
import java.util.Locale
import org.junit.Assert.assertEquals
import org.junit.Test
import org.rapport.bridge.name
import org.rapport.ui.FLOATING_BUTTON
import org.rapport.ui.FLOATING_FAILURE
import org.rapport.ui.RapportTheme
import org.rapport.ui.Tabs
import org.rapport.ui.Told
import org.rapport.words.Words
import org.rapport.words.pseudoWords

/** Every screen in every manner: what can be touched is large enough and has a name, no word is cut off, and nothing lies on anything else. */
@OptIn(ExperimentalTestApi::class)
class LooksTest {
    private val wrong = mutableListOf<String>()
    private var shown by mutableStateOf<Picture?>(null)
    private var height by mutableStateOf(PHONE)

    @Test
    fun everythingCanBeReadAndTouched() {
        // A window may be tested for a minute, also on a machine that has much to do.
        for (manner in listOf(Manner("light")) + manners) for (some in pictures.chunked(12)) look(manner, some)
        assertEquals("", wrong.distinct().joinToString("\n"))
    }

    /** As high as a phone, and so high that a list has all that is in it. */
    private fun look(manner: Manner, some: List<Picture>) = runDesktopComposeUiTest(WIDTH, HIGH) {
        // What turns for ever would never come to rest.
        mainClock.autoAdvance = false
        setContent {
            CompositionLocalProvider(
                LocalDensity provides Density(1f, manner.scale),
                LocalLayoutDirection provides if (manner.rightToLeft) LayoutDirection.Rtl else LayoutDirection.Ltr,
            ) {
                RapportTheme(manner.dark) {
                    Told(manner.words, Locale.forLanguageTag(if (manner.words.language == "de") "de" else "en-GB"), ZoneId.of("Europe/Zurich"), Fixtures.today) {
                        shown?.let { picture ->
                            key(picture) {
                                Column(Modifier.size(WIDTH.dp, height.dp)) {
                                    Box(Modifier.weight(1f)) { picture.content() }
                                    picture.tab?.let { Tabs(it) {} }
                                }
                            }
                        }
                    }
                }
            }
        }
        for (picture in some) for (high in listOf(PHONE, HIGH)) {
            runOnUiThread {
                shown = picture
                height = high
                Snapshot.sendApplyNotifications()
            }
            // What comes in by moving is there by then; afterwards only the height is another one.
            mainClock.advanceTimeBy(if (high == PHONE) 500 else 100)
            val where = "${picture.name} ${manner.name} $high"
            val anything = SemanticsMatcher("anything") { true }
            for (node in onAllNodes(anything).fetchSemanticsNodes()) check(node, where)
            val all = onAllNodes(anything, useUnmergedTree = true).fetchSemanticsNodes()
            overlaps(all, where)
            // Letters that are larger, and words that are longer, may cost the end of a title.
            if (manner.scale == 1f && manner.words !== pseudoWords) for (node in all) title(node, where)
        }
    }

    private fun check(node: SemanticsNode, where: String) {
        val bounds = node.boundsInRoot
        val touched = SemanticsActions.OnClick in node.config
        val typed = SemanticsActions.SetText in node.config
        val name = name(node)
        if ((touched || typed) && name.isBlank()) wrong += "$where: something without a name at $bounds"
        // What scrolls may be half outside.
        val whole = bounds.height == node.size.height.toFloat() && bounds.width == node.size.width.toFloat()
        if (touched && whole && node.touchBoundsInRoot.let { it.width < 47.5f || it.height < 47.5f }) wrong += "$where: “$name” is too small: ${node.touchBoundsInRoot}"
        if (bounds.width > 0 && (bounds.left < -0.5f || bounds.right > WIDTH + 0.5f)) wrong += "$where: “$name” is outside: $bounds"
        for (layout in layouts(node)) {
            if (layout.layoutInput.maxLines == Int.MAX_VALUE && isCut(layout)) wrong += "$where: “${layout.layoutInput.text}” is cut off"
        }
    }

    /** What has words or can be touched lies beside the rest, or in something, and on nothing. */
    private fun overlaps(all: List<SemanticsNode>, where: String) {
        val seen = all.filter { node ->
            val said = SemanticsProperties.Text in node.config || SemanticsProperties.EditableText in node.config || SemanticsActions.OnClick in node.config
            said && above(node).none { it.config.getOrNull(SemanticsProperties.TestTag) in floating }
        }.map { it to it.boundsInRoot }.filter { (_, bounds) -> bounds.width > 0 && bounds.height > 0 }
        for ((at, first) in seen.withIndex()) for (second in seen.subList(at + 1, seen.size)) {
            val both = first.second.intersect(second.second)
            if (both.width <= 2 || both.height <= 2) continue
            val (one, other) = first.first to second.first
            // A dialog is a window of its own.
            if (above(one).last().id != above(other).last().id) continue
            if (above(one).any { it.id == other.id } || above(other).any { it.id == one.id }) continue
            wrong += "$where: “${name(one)}” ${one.boundsInRoot} lies on “${name(other)}” ${other.boundsInRoot}"
        }
    }

    private fun above(node: SemanticsNode) = generateSequence(node) { it.parent }

    private fun title(node: SemanticsNode, where: String) {
        for (layout in layouts(node)) {
            if (layout.layoutInput.maxLines == 1 && layout.lineCount == 1 && layout.isLineEllipsized(0)) wrong += "$where: “${layout.layoutInput.text}” does not fit"
        }
    }

    private fun name(node: SemanticsNode): String {
        val own = node.config.getOrNull(SemanticsProperties.ContentDescription).orEmpty() +
            node.config.getOrNull(SemanticsProperties.Text).orEmpty().map { it.text } +
            listOfNotNull(node.config.getOrNull(SemanticsProperties.EditableText)?.text)
        return own.joinToString(" ").ifBlank { node.children.joinToString(" ") { name(it) } }
    }

    private fun layouts(node: SemanticsNode): List<TextLayoutResult> {
        val found = mutableListOf<TextLayoutResult>()
        node.config.getOrNull(SemanticsActions.GetTextLayoutResult)?.action?.invoke(found)
        return found
    }

    /** Heights are rounded to whole points, so a little more than one may be missing. */
    private fun isCut(layout: TextLayoutResult): Boolean {
        val widest = (0 until layout.lineCount).maxOfOrNull { layout.getLineRight(it) - layout.getLineLeft(it) } ?: 0f
        return layout.multiParagraph.height > layout.size.height + 1.5f || widest > layout.size.width + 1.5f
    }

    @Test
    fun bothLanguagesHaveEveryWordThatScreensUse() {
        // Each is a function of a class, so it is enough that the texts of both are there to be read.
        for (language in Words.languages) Words.of(language).run {
            assertEquals(language, this.language)
            for (stage in org.rapport.core.GoalStage.entries) say("goal.state.${stage.name.lowercase()}")
            for (stage in org.rapport.core.MeetingStage.entries) say("meeting.state.${stage.name.lowercase()}")
            for (stage in org.rapport.core.PairingStage.entries) say("pairing.state.${stage.name.lowercase()}")
            for (state in org.rapport.core.StepState.entries) say("step.state.${state.name.lowercase()}")
            for (mode in org.rapport.core.Mode.entries) say("mode.${mode.name.lowercase()}")
            for (one in org.rapport.core.Attendance.entries) say("attendance.${one.name.lowercase()}")
            for (one in org.rapport.core.CancelReason.entries) say("cancel_reason.${one.name.lowercase()}")
            for (one in org.rapport.core.EndReason.entries) say("end_reason.${one.name.lowercase()}")
            for (one in org.rapport.core.Horizon.entries) say("horizon.${one.name.lowercase()}")
            for (one in org.rapport.core.Confidence.entries) say("confidence.${one.name.lowercase()}")
            for (one in org.rapport.core.Basis.entries) say("progress.basis.${one.name.lowercase()}")
            for (one in org.rapport.core.Who.entries) say("who.${one.name.lowercase()}")
            for (one in org.rapport.core.InstrumentAbout.entries) say("instrument_about.${one.name.lowercase()}")
            for (one in org.rapport.core.ScoreBand.entries) say("band.${one.name.lowercase()}")
            for (one in org.rapport.core.ScoreMovement.entries) say("movement.${one.name.lowercase()}")
            for (one in org.rapport.core.CheckInAlert.entries) say("check_in_alert.${one.name.lowercase()}")
            for (one in org.rapport.core.LateKind.entries) name(one)
            for (one in org.rapport.core.Field.entries) say("field.${one.name.lowercase()}")
        }
    }

    private companion object {
        const val WIDTH = 412
        const val PHONE = 915

        /** Nothing in the pictures is as long, also with large letters. */
        const val HIGH = 6_000

        /** The button of a screen and what went wrong float: what scrolls goes on below them, and has room at its end. */
        val floating = setOf(FLOATING_BUTTON, FLOATING_FAILURE)
    }
}
