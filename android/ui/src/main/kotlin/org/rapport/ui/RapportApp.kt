package org.rapport.ui

import androidx.compose.animation.Crossfade
import androidx.compose.foundation.layout.Column
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.runtime.remember
import androidx.compose.ui.Modifier
import java.time.LocalDate
import java.time.ZoneId
import java.util.Locale
import org.rapport.core.Failure
import org.rapport.presentation.AppEvent
import org.rapport.presentation.AppPresenter
import org.rapport.presentation.AppState
import org.rapport.presentation.Presenter
import org.rapport.presentation.Route
import org.rapport.presentation.Screen
import org.rapport.presentation.SyncPresenter
import org.rapport.words.Words

/**
 * The whole app. A shell keeps `app` over turns of the screen, wraps this in [RapportTheme], and passes on what only it
 * knows: back, links, when it is in front.
 */
@Composable
fun RapportApp(
    app: AppPresenter,
    words: Words,
    shell: Shell = NoShell,
    locale: Locale = Locale.forLanguageTag(words.language),
    zone: ZoneId = ZoneId.systemDefault(),
) {
    val state by app.state.collectAsState()
    CompositionLocalProvider(LocalShell provides shell) {
        when (val now = state) {
            AppState.Opening -> Told(words, locale, zone, null) { Waiting() }
            is AppState.Shut -> Told(words, locale, zone, null) { Problem(now.failure, { app.on(AppEvent.StartAnew) }) { app.on(AppEvent.TryAgain) } }
            is AppState.Welcome -> Told(words, locale, zone, null) {
                Following(now.presenter, null) { around -> WelcomeScreen(now.presenter.state.collectAsState().value, around, now.presenter::on) }
            }
            is AppState.Guest -> Told(words, locale, zone, null) {
                val back: (() -> Unit)? = if (now.canGoBack) ({ app.on(AppEvent.Back) }) else null
                Following(now.presenter, back) { around -> GuestScreen(now.presenter.state.collectAsState().value, around, now.presenter::on) }
            }
            is AppState.Recover -> Told(words, locale, zone, null) {
                val back: (() -> Unit)? = if (now.canGoBack) ({ app.on(AppEvent.Back) }) else null
                Following(now.presenter, back) { around -> RecoverScreen(now.presenter.state.collectAsState().value, around, now.presenter::on) }
            }
            is AppState.Inside -> {
                val sync by now.sync.state.collectAsState()
                Told(words, locale, zone, sync.today) { Inside(app, now) }
            }
        }
    }
}

/** Words and moments for everything below. */
@Composable
fun Told(words: Words, locale: Locale, zone: ZoneId, today: LocalDate?, content: @Composable () -> Unit) = CompositionLocalProvider(
    LocalWords provides words,
    LocalMoments provides remember(words, locale, zone, today) { Moments(words, locale, today, zone) },
) { Surface(color = MaterialTheme.colorScheme.background, content = content) }

@Composable
private fun Inside(app: AppPresenter, now: AppState.Inside) {
    val back: (() -> Unit)? = if (now.canGoBack && now.route !in Route.tabs) ({ app.on(AppEvent.Back) }) else null
    Column {
        Crossfade(now, Modifier.weight(1f)) { shown -> Place(shown.screen, back.takeIf { shown.route == now.route }, now.sync) }
        if (now.route in Route.tabs) Tabs(now.route) { app.on(AppEvent.Go(it)) }
    }
}

@Composable
private fun Place(screen: Screen, back: (() -> Unit)?, sync: SyncPresenter) {
    val line: @Composable () -> Unit = { SyncLine(sync.state.collectAsState().value, sync::on) }
    Following(screen.presenter, back, line) { around ->
        when (screen) {
            is Screen.Today -> TodayScreen(screen.presenter.state.collectAsState().value, around, screen.presenter::on)
            is Screen.Goals -> GoalsScreen(screen.presenter.state.collectAsState().value, around, screen.presenter::on)
            is Screen.Goal -> GoalScreen(screen.presenter.state.collectAsState().value, around, screen.presenter::on)
            is Screen.Meetings -> MeetingsScreen(screen.presenter.state.collectAsState().value, around, screen.presenter::on)
            is Screen.Meeting -> MeetingScreen(screen.presenter.state.collectAsState().value, around, screen.presenter::on)
            is Screen.Series -> SeriesScreen(screen.presenter.state.collectAsState().value, around, screen.presenter::on)
            is Screen.Plan -> PlanScreen(screen.presenter.state.collectAsState().value, around, screen.presenter::on)
            is Screen.Brief -> BriefScreen(screen.presenter.state.collectAsState().value, around, screen.presenter::on)
            is Screen.Free -> FreeScreen(screen.presenter.state.collectAsState().value, around, screen.presenter::on)
            is Screen.Slots -> SlotsScreen(screen.presenter.state.collectAsState().value, around, screen.presenter::on)
            is Screen.Notes -> NotesScreen(screen.presenter.state.collectAsState().value, around, screen.presenter::on)
            is Screen.Note -> NoteScreen(screen.presenter.state.collectAsState().value, around, screen.presenter::on)
            is Screen.People -> PeopleScreen(screen.presenter.state.collectAsState().value, around, screen.presenter::on)
            is Screen.Invite -> InviteScreen(screen.presenter.state.collectAsState().value, around, screen.presenter::on)
            is Screen.Join -> JoinScreen(screen.presenter.state.collectAsState().value, around, screen.presenter::on)
            is Screen.Search -> SearchScreen(screen.presenter.state.collectAsState().value, around, screen.presenter::on)
            is Screen.CheckIns -> CheckInsScreen(screen.presenter.state.collectAsState().value, around, screen.presenter::on)
            is Screen.CheckIn -> CheckInScreen(screen.presenter.state.collectAsState().value, around, screen.presenter::on)
            is Screen.Result -> ResultScreen(screen.presenter.state.collectAsState().value, around, screen.presenter::on)
            is Screen.Trend -> TrendScreen(screen.presenter.state.collectAsState().value, around, screen.presenter::on)
            is Screen.Help -> HelpScreen(screen.presenter.state.collectAsState().value, around, screen.presenter::on)
            is Screen.Reminders -> RemindersScreen(screen.presenter.state.collectAsState().value, around, screen.presenter::on)
            is Screen.Link -> LinkScreen(screen.presenter.state.collectAsState().value, around, screen.presenter::on)
            is Screen.Devices -> DevicesScreen(screen.presenter.state.collectAsState().value, around, screen.presenter::on)
        }
    }
}

@Composable
private fun Following(presenter: Presenter<*, *>, back: (() -> Unit)?, sync: @Composable () -> Unit = {}, content: @Composable (Surroundings) -> Unit) {
    val failure: Failure? by presenter.failure.collectAsState()
    val acting by presenter.acting.collectAsState()
    content(Surroundings(back, failure, acting, presenter::dismiss, sync))
}
