package org.rapport.desktop

import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.runtime.CompositionLocalProvider
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
import java.time.ZoneId
import java.util.Locale
import org.junit.Assert.assertEquals
import org.junit.Test
import org.rapport.ui.RapportTheme
import org.rapport.ui.Tabs
import org.rapport.ui.Told
import org.rapport.words.Words

/** Every screen in every manner: what can be touched is large enough and has a name, and no word is cut off. */
@OptIn(ExperimentalTestApi::class)
class LooksTest {
    private val wrong = mutableListOf<String>()

    @Test
    fun everythingCanBeReadAndTouched() {
        for (manner in listOf(Manner("light")) + manners) for (picture in pictures) look(picture, manner)
        assertEquals("", wrong.distinct().joinToString("\n"))
    }

    private fun look(picture: Picture, manner: Manner) = runDesktopComposeUiTest(412, 915) {
        // What turns for ever would never come to rest.
        mainClock.autoAdvance = false
        setContent {
            CompositionLocalProvider(
                LocalDensity provides Density(1f, manner.scale),
                LocalLayoutDirection provides if (manner.rightToLeft) LayoutDirection.Rtl else LayoutDirection.Ltr,
            ) {
                RapportTheme(manner.dark) {
                    Told(manner.words, Locale.forLanguageTag(if (manner.words.language == "de") "de" else "en-GB"), ZoneId.of("Europe/Zurich"), Fixtures.today) {
                        Column(Modifier.fillMaxSize()) {
                            Box(Modifier.weight(1f)) { picture.content() }
                            picture.tab?.let { Tabs(it) {} }
                        }
                    }
                }
            }
        }
        mainClock.advanceTimeBy(1_000)
        val all = onAllNodes(SemanticsMatcher("anything") { true }).fetchSemanticsNodes()
        for (node in all) check(node, "${picture.name} ${manner.name}")
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
        if (bounds.width > 0 && (bounds.left < -0.5f || bounds.right > 412.5f)) wrong += "$where: “$name” is outside: $bounds"
        for (layout in layouts(node)) {
            if (layout.layoutInput.maxLines == Int.MAX_VALUE && isCut(layout)) wrong += "$where: “${layout.layoutInput.text}” is cut off"
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
            for (one in org.rapport.core.Field.entries) say("field.${one.name.lowercase()}")
        }
    }
}
