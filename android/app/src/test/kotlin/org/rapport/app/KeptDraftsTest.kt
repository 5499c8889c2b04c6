package org.rapport.app

import android.app.Application
import android.os.Bundle
import android.os.Parcel
import androidx.test.core.app.ApplicationProvider
import androidx.test.ext.junit.runners.AndroidJUnit4
import java.io.File
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.annotation.Config
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertTrue

/** What a killed process finds again, however much somebody pasted. */
@RunWith(AndroidJUnit4::class)
@Config(application = Application::class)
class KeptDraftsTest {
    private val file = File(ApplicationProvider.getApplicationContext<Application>().noBackupFilesDir, "drafts")
    private val kept = KeptDrafts(file)
    private val few = mapOf("goal.title" to "Speak up 🙂", "step" to "", "half" to "\ud83d")
    private val much = few + ("note" to "Zeile שלום 👩‍🏫\n".repeat(200_000))

    /** As the system carries it. */
    private fun carried(state: Bundle): Pair<Bundle, Int> {
        val parcel = Parcel.obtain()
        try {
            parcel.writeBundle(state)
            val size = parcel.dataSize()
            parcel.setDataPosition(0)
            return checkNotNull(parcel.readBundle(javaClass.classLoader)) to size
        } finally {
            parcel.recycle()
        }
    }

    @Test
    fun fewWordsAreInTheStateAndManyInAFile() {
        val (state, _) = carried(kept.save(few))
        assertEquals(few, kept.read(state))
        assertFalse(file.exists())

        val (small, size) = carried(kept.save(much))
        assertTrue(size < 10_000, "$size bytes")
        assertEquals(much, kept.read(small))
        // It is gone with what it was for.
        kept.save(few)
        assertFalse(file.exists())
        assertEquals(emptyMap(), kept.read(small))
        assertEquals(emptyMap(), kept.read(null))
    }

    @Test
    fun aFileThatIsCutOffLosesTheDraftsAndNothingElse() {
        val state = kept.save(much)
        val whole = file.readBytes()
        for (length in listOf(0, 3, 4, 7, 40, whole.size / 2, whole.size - 1)) {
            file.writeBytes(whole.copyOf(length))
            assertEquals(emptyMap(), kept.read(state), "$length bytes")
        }
        file.writeBytes(ByteArray(64) { -1 })
        assertEquals(emptyMap(), kept.read(state))
    }

    @Test
    fun whereNothingCanBeWrittenTheAppGoesOn() {
        val nowhere = KeptDrafts(File(file, "below/a/file"))
        assertEquals(emptyMap(), nowhere.read(nowhere.save(much)))
    }
}
