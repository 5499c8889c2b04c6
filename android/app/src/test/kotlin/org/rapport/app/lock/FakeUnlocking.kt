package org.rapport.app.lock

import androidx.activity.ComponentActivity

/** A phone with a lock, whose person says yes or nothing. */
class FakeUnlocking : Unlocking {
    override var possible = true
    var yes = false
    var asked = 0

    override fun ask(activity: ComponentActivity, title: String, unlocked: () -> Unit) {
        asked += 1
        if (yes) unlocked()
    }
}
