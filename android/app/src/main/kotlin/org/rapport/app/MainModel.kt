package org.rapport.app

import android.app.Application
import android.net.Uri
import android.os.Build
import android.os.Bundle
import androidx.lifecycle.AndroidViewModel
import androidx.lifecycle.SavedStateHandle
import androidx.lifecycle.viewModelScope
import java.io.File
import java.io.InputStream
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import org.rapport.presentation.AppEvent
import org.rapport.presentation.AppPresenter

/** Keeps the presenter while the screen is turned, and what it saves when the process is killed. */
class MainModel(application: Application, saved: SavedStateHandle) : AndroidViewModel(application) {
    private val app = application as RapportApplication

    private val kept = KeptDrafts(File(application.noBackupFilesDir, "drafts"))

    val presenter = AppPresenter(app.door, viewModelScope, kept.read(saved.get<Bundle>(KEPT)), Build.MODEL.orEmpty()) { app.reminding.budget }

    init {
        saved.setSavedStateProvider(KEPT) { kept.save(presenter.save()) }
        viewModelScope.launch { app.inFront.collect { presenter.on(AppEvent.InFront(it)) } }
    }

    /** The text of a file that was picked; of one that cannot be read nothing, which the core refuses with its reason. */
    fun read(file: Uri) = read(file) { AppEvent.File(it) }

    /** The same of a calendar that another app gave. */
    fun readCalendar(file: Uri) = read(file) { AppEvent.Calendar(it) }

    private fun read(file: Uri, event: (String) -> AppEvent) {
        viewModelScope.launch {
            val text = withContext(Dispatchers.IO) {
                runCatching { getApplication<Application>().contentResolver.openInputStream(file)?.use(::start) }.getOrNull()
            }
            presenter.on(event(text?.toString(Charsets.UTF_8).orEmpty()))
        }
    }

    private fun start(of: InputStream): ByteArray {
        val read = ByteArray(LONGEST)
        var length = 0
        while (length < LONGEST) {
            val more = of.read(read, length, LONGEST - length)
            if (more < 0) break
            length += more
        }
        return read.copyOf(length)
    }

    fun take(link: String) = presenter.on(AppEvent.Link(link))

    private companion object {
        const val KEPT = "kept"

        /** More than the core takes, so that it says so. */
        const val LONGEST = 2 * 1024 * 1024
    }
}
