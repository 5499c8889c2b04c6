package org.rapport.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.PaddingValues
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.RowScope
import androidx.compose.foundation.layout.WindowInsets
import androidx.compose.foundation.layout.WindowInsetsSides
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.imePadding
import androidx.compose.foundation.layout.only
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.safeDrawing
import androidx.compose.foundation.layout.widthIn
import androidx.compose.foundation.lazy.LazyColumn
import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.lazy.LazyListState
import androidx.compose.foundation.lazy.rememberLazyListState
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.automirrored.filled.ArrowBack
import androidx.compose.material3.ExperimentalMaterial3Api
import androidx.compose.material3.Icon
import androidx.compose.material3.IconButton
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Scaffold
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.material3.TextButton
import androidx.compose.material3.TopAppBar
import androidx.compose.material3.TopAppBarDefaults
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.platform.testTag
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.style.TextOverflow
import androidx.compose.ui.unit.Density
import androidx.compose.ui.unit.dp
import org.rapport.bridge.told
import org.rapport.core.Failure

/** The names by which tests know what floats over a screen. */
const val FLOATING_BUTTON = "floating button"
const val FLOATING_FAILURE = "floating failure"

/** What stands around every screen: where the way back is, what it does at the top, and what went wrong at the foot. */
class Surroundings(
    val onBack: (() -> Unit)? = null,
    val failure: Failure? = null,
    val acting: Boolean = false,
    val onDismiss: () -> Unit = {},
    val sync: @Composable () -> Unit = {},
)

@OptIn(ExperimentalMaterial3Api::class)
@Composable
fun Frame(
    title: String,
    around: Surroundings,
    actions: @Composable RowScope.() -> Unit = {},
    button: @Composable () -> Unit = {},
    large: Boolean = false,
    content: @Composable (PaddingValues) -> Unit,
) {
    val words = LocalWords.current
    Scaffold(
        containerColor = MaterialTheme.colorScheme.background,
        contentWindowInsets = WindowInsets.safeDrawing.only(WindowInsetsSides.Top + WindowInsetsSides.Horizontal),
        floatingActionButton = { Box(Modifier.testTag(FLOATING_BUTTON)) { button() } },
        topBar = {
            TopAppBar(
                title = {
                    val style = if (large) MaterialTheme.typography.headlineLarge else MaterialTheme.typography.titleLarge
                    // The bar has one height, so its title stops growing before everything else does.
                    val density = LocalDensity.current
                    CompositionLocalProvider(LocalDensity provides Density(density.density, minOf(density.fontScale, 1.3f))) {
                        val room = if (around.onBack == null) 4.dp else 0.dp
                        Text(title, Modifier.padding(start = room).semantics { heading() }, maxLines = 1, overflow = TextOverflow.Ellipsis, style = style)
                    }
                },
                navigationIcon = {
                    around.onBack?.let { back ->
                        IconButton(onClick = back) { Icon(Icons.AutoMirrored.Filled.ArrowBack, contentDescription = words.commonBack) }
                    }
                },
                actions = actions,
                colors = TopAppBarDefaults.topAppBarColors(
                    containerColor = MaterialTheme.colorScheme.background,
                    scrolledContainerColor = MaterialTheme.colorScheme.surfaceContainer,
                ),
            )
        },
    ) { inner ->
        Box(Modifier.fillMaxSize().imePadding()) {
            Box(Modifier.align(Alignment.TopCenter).widthIn(max = 680.dp).fillMaxSize()) { content(inner) }
            around.failure?.let { Failed(it, around.onDismiss, Modifier.align(Alignment.BottomCenter)) }
        }
    }
}

/** What could not be done, and what to do about it. TalkBack reads it at once. */
@Composable
private fun Failed(failure: Failure, onDismiss: () -> Unit, modifier: Modifier) {
    val words = LocalWords.current
    val told = words.told(failure)
    Surface(
        modifier.testTag(FLOATING_FAILURE).padding(16.dp).widthIn(max = 560.dp).fillMaxWidth().semantics { liveRegion = LiveRegionMode.Assertive },
        color = MaterialTheme.colorScheme.errorContainer,
        contentColor = MaterialTheme.colorScheme.onErrorContainer,
        shape = MaterialTheme.shapes.medium,
        shadowElevation = 6.dp,
    ) {
        Row(Modifier.padding(start = 18.dp, top = 10.dp, bottom = 10.dp, end = 6.dp), verticalAlignment = Alignment.CenterVertically) {
            Column(Modifier.weight(1f), verticalArrangement = Arrangement.spacedBy(2.dp)) {
                Text(told.what, style = MaterialTheme.typography.titleSmall)
                Text(told.act, style = MaterialTheme.typography.bodyMedium)
            }
            TextButton(onClick = onDismiss) { Text(words.commonOk, color = MaterialTheme.colorScheme.onErrorContainer) }
        }
    }
}

/** The body of most screens: a list with room at its sides and at its end. */
@Composable
fun Body(inner: PaddingValues, spacing: Int = 10, content: LazyListScope.() -> Unit) = Body(inner, rememberLazyListState(), spacing, content)

/** The same, of which the screen says where it stands. */
@Composable
fun Body(inner: PaddingValues, list: LazyListState, spacing: Int = 10, content: LazyListScope.() -> Unit) = LazyColumn(
    modifier = Modifier.fillMaxSize(),
    state = list,
    contentPadding = PaddingValues(
        start = 20.dp,
        end = 20.dp,
        top = inner.calculateTopPadding() + 4.dp,
        bottom = inner.calculateBottomPadding() + 112.dp,
    ),
    verticalArrangement = Arrangement.spacedBy(spacing.dp),
    content = content,
)
