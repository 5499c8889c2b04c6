package org.rapport.app.lock

import android.content.SharedPreferences
import androidx.core.content.edit
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import org.rapport.ui.Lock

/**
 * Whether the app is locked: from its start, and after a while away. It keeps eyes off an open phone; the data itself is
 * sealed by the vault's key, with or without it. `now` is the time since the phone was started.
 */
class AppLock(private val settings: SharedPreferences, private val keys: Unlocking, private val now: () -> Long) : Lock {
    private val shut = MutableStateFlow(settings.getBoolean(ON, false))
    private var left: Long? = null

    val locked: StateFlow<Boolean> = shut.asStateFlow()

    /** A phone that lost its lock has nothing to ask for, and shall not keep its person out. */
    override val possible: Boolean get() = keys.possible
    override val on: Boolean get() = settings.getBoolean(ON, false)

    override fun turn(on: Boolean) {
        if (on && !possible) return
        settings.edit { putBoolean(ON, on) }
    }

    /** The app is on the screen, or left it. */
    fun look(here: Boolean) {
        val since = left
        left = if (here) null else now()
        if (!on || !possible) shut.value = false
        else if (here && since != null && now() - since >= AWAY_MS) shut.value = true
    }

    fun unlock() {
        shut.value = false
    }

    private companion object {
        const val ON = "lock"

        /** Long enough for a look at a message or for the camera. */
        const val AWAY_MS = 60_000L
    }
}
