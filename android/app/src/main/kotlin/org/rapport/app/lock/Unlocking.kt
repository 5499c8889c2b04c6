package org.rapport.app.lock

import androidx.activity.ComponentActivity

/** Asks the person to unlock as they unlock the phone. */
interface Unlocking {
    /** Whether the phone has a lock at all. */
    val possible: Boolean

    /** Says yes only when they did; no answer is a no. */
    fun ask(activity: ComponentActivity, title: String, unlocked: () -> Unit)
}
