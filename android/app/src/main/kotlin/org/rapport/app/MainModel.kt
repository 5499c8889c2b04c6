package org.rapport.app

import android.app.Application
import android.os.Bundle
import androidx.lifecycle.AndroidViewModel
import androidx.lifecycle.SavedStateHandle
import androidx.lifecycle.viewModelScope
import kotlinx.coroutines.launch
import org.rapport.presentation.AppEvent
import org.rapport.presentation.AppPresenter

/** Keeps the presenter while the screen is turned, and what it saves when the process is killed. */
class MainModel(application: Application, saved: SavedStateHandle) : AndroidViewModel(application) {
    private val app = application as RapportApplication

    val presenter = AppPresenter(app.door, viewModelScope, saved.get<Bundle>(KEPT).texts())

    init {
        saved.setSavedStateProvider(KEPT) { presenter.save().bundle() }
        viewModelScope.launch { app.inFront.collect { presenter.on(AppEvent.InFront(it)) } }
    }

    fun take(link: String) = presenter.on(AppEvent.Link(link))

    private fun Bundle?.texts(): Map<String, String> =
        this?.keySet().orEmpty().associateWith { this?.getString(it).orEmpty() }

    private fun Map<String, String>.bundle() = Bundle().also { for ((name, text) in this) it.putString(name, text) }

    private companion object {
        const val KEPT = "kept"
    }
}
