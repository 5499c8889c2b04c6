package org.rapport.app

import android.content.Intent
import android.os.Build
import android.os.Bundle
import androidx.activity.ComponentActivity
import androidx.activity.compose.BackHandler
import androidx.activity.compose.setContent
import androidx.activity.enableEdgeToEdge
import androidx.activity.viewModels
import androidx.compose.foundation.isSystemInDarkTheme
import androidx.compose.material3.ColorScheme
import androidx.compose.material3.dynamicDarkColorScheme
import androidx.compose.material3.dynamicLightColorScheme
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.ui.platform.LocalConfiguration
import androidx.compose.ui.platform.LocalContext
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import org.rapport.presentation.AppEvent
import org.rapport.presentation.AppState
import org.rapport.ui.RapportApp
import org.rapport.ui.RapportTheme
import org.rapport.words.Words

/** The one window. It draws what the presenter says, and passes on what only Android knows. */
class MainActivity : ComponentActivity() {
    val model: MainModel by viewModels()

    override fun onCreate(savedInstanceState: Bundle?) {
        super.onCreate(savedInstanceState)
        enableEdgeToEdge()
        // Android gives the first intent again each time the activity is made anew.
        if (savedInstanceState == null) Links.of(intent)?.let(model::take)
        setContent {
            val state by model.presenter.state.collectAsStateWithLifecycle()
            BackHandler((state as? AppState.Inside)?.canGoBack == true) { model.presenter.on(AppEvent.Back) }
            val locale = LocalConfiguration.current.locales[0]
            val dark = isSystemInDarkTheme()
            RapportTheme(dark, wallpaper(dark)) {
                RapportApp(model.presenter, Words.of(locale.toLanguageTag()), AndroidShell(this), locale)
            }
        }
    }

    override fun onStart() {
        super.onStart()
        (application as RapportApplication).look(true)
    }

    override fun onStop() {
        if (!isChangingConfigurations) (application as RapportApplication).look(false)
        super.onStop()
    }

    override fun onNewIntent(intent: Intent) {
        super.onNewIntent(intent)
        Links.of(intent)?.let(model::take)
    }

    /** The colours that the system makes of the wallpaper, where it does. */
    @Composable
    private fun wallpaper(dark: Boolean): ColorScheme? = when {
        Build.VERSION.SDK_INT < Build.VERSION_CODES.S -> null
        dark -> dynamicDarkColorScheme(LocalContext.current)
        else -> dynamicLightColorScheme(LocalContext.current)
    }
}
