package org.rapport.app

import android.content.Intent
import android.os.Build
import android.os.Bundle
import android.view.WindowManager.LayoutParams.FLAG_SECURE
import androidx.activity.ComponentActivity
import androidx.activity.compose.BackHandler
import androidx.activity.compose.setContent
import androidx.activity.enableEdgeToEdge
import androidx.activity.result.contract.ActivityResultContracts
import androidx.activity.viewModels
import androidx.compose.foundation.isSystemInDarkTheme
import androidx.compose.material3.ColorScheme
import androidx.compose.material3.dynamicDarkColorScheme
import androidx.compose.material3.dynamicLightColorScheme
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.ui.platform.LocalConfiguration
import androidx.compose.ui.platform.LocalContext
import androidx.lifecycle.Lifecycle
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import androidx.lifecycle.lifecycleScope
import androidx.lifecycle.repeatOnLifecycle
import java.time.ZoneId
import kotlinx.coroutines.launch
import org.rapport.app.qr.ScanActivity
import org.rapport.app.reminders.Permission
import org.rapport.app.reminders.ReminderNotices
import org.rapport.app.reminders.ReminderReceiver
import org.rapport.id.OccurrenceKey
import org.rapport.presentation.AppEvent
import org.rapport.ui.LockedScreen
import org.rapport.ui.RapportApp
import org.rapport.ui.RapportTheme
import org.rapport.ui.Told
import org.rapport.words.Words

/** The one window. It draws what the presenter says, and passes on what only Android knows. */
class MainActivity : ComponentActivity() {
    val model: MainModel by viewModels()
    private val scan = registerForActivityResult(ScanActivity.Read) { text -> text?.let(model::take) }
    private val pick = registerForActivityResult(ActivityResultContracts.OpenDocument()) { file -> file?.let(model::read) }
    private val permission by lazy { Permission(this, asked) }
    private val asked = registerForActivityResult(ActivityResultContracts.RequestPermission()) { app.lasting(null) { app.reminding.plan() } }
    private val app get() = application as RapportApplication

    override fun onCreate(savedInstanceState: Bundle?) {
        super.onCreate(savedInstanceState)
        enableEdgeToEdge()
        // Android gives the first intent again each time the activity is made anew.
        if (savedInstanceState == null) taken(intent)
        lifecycleScope.launch {
            // Asked when there is something to show, and while somebody looks.
            repeatOnLifecycle(Lifecycle.State.RESUMED) { app.reminding.any.collect { if (it) permission.first() } }
        }
        setContent {
            val state by model.presenter.state.collectAsStateWithLifecycle()
            val locked by app.lock.locked.collectAsState()
            BackHandler(!locked && state.canGoBack) { model.presenter.on(AppEvent.Back) }
            val locale = LocalConfiguration.current.locales[0]
            val dark = isSystemInDarkTheme()
            RapportTheme(dark, wallpaper(dark)) {
                val words = Words.of(locale.toLanguageTag())
                if (locked) Told(words, locale, ZoneId.systemDefault(), null) { Locked(words) }
                else RapportApp(model.presenter, words, AndroidShell(this, app.lock, permission, { scan.launch(Unit) }, { pick.launch(arrayOf("*/*")) }), locale)
            }
        }
    }

    override fun onStart() {
        super.onStart()
        app.look(true)
    }

    override fun onResume() {
        super.onResume()
        cover(false)
    }

    override fun onPause() {
        // The picture for the list of open apps is taken after this.
        cover(true)
        super.onPause()
    }

    override fun onStop() {
        if (!isChangingConfigurations) app.look(false)
        super.onStop()
    }

    override fun onNewIntent(intent: Intent) {
        super.onNewIntent(intent)
        taken(intent)
    }

    private fun taken(intent: Intent) {
        val reminders = intent.getStringArrayExtra(ReminderReceiver.PARTS)
        if (intent.action == ReminderNotices.OPEN && reminders != null) model.presenter.on(AppEvent.Reminders(reminders.map { OccurrenceKey(it) }))
        else Links.calendar(intent)?.let(model::readCalendar) ?: Links.of(intent)?.let(model::take)
    }

    /** With a lock nobody sees in the list of open apps what stood on the screen. */
    private fun cover(leaving: Boolean) =
        if (app.lock.on && (leaving || app.lock.locked.value)) window.addFlags(FLAG_SECURE) else window.clearFlags(FLAG_SECURE)

    @Composable
    private fun Locked(words: Words) {
        val unlock = { app.unlocking.ask(this, words.screenLockedTitle) { unlocked() } }
        // Once by itself; after a no the button does.
        LaunchedEffect(Unit) { unlock() }
        LockedScreen(unlock)
    }

    private fun unlocked() {
        app.lock.unlock()
        cover(false)
    }

    /** The colours that the system makes of the wallpaper, where it does. */
    @Composable
    private fun wallpaper(dark: Boolean): ColorScheme? = when {
        Build.VERSION.SDK_INT < Build.VERSION_CODES.S -> null
        dark -> dynamicDarkColorScheme(LocalContext.current)
        else -> dynamicLightColorScheme(LocalContext.current)
    }
}
