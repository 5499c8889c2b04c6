package org.rapport.app

import android.content.Intent
import android.content.pm.ApplicationInfo
import android.content.pm.PackageManager
import android.net.Uri
import androidx.test.core.app.ApplicationProvider
import androidx.test.ext.junit.runners.AndroidJUnit4
import java.io.File
import org.junit.Test
import org.junit.runner.RunWith
import org.xmlpull.v1.XmlPullParser
import kotlin.test.assertEquals
import kotlin.test.assertNull

/** What the system is told about the app. */
@RunWith(AndroidJUnit4::class)
class ManifestTest {
    private val app = ApplicationProvider.getApplicationContext<RapportApplication>()

    private fun opens(link: String): Boolean {
        val intent = Intent(Intent.ACTION_VIEW, Uri.parse(link)).addCategory(Intent.CATEGORY_BROWSABLE)
        return app.packageManager.queryIntentActivities(intent, PackageManager.MATCH_DEFAULT_ONLY)
            .any { it.activityInfo.name == MainActivity::class.java.name }
    }

    @Test
    fun invitesOpenTheAppAndOtherPagesDoNot() {
        for (link in listOf("rapport://j#v1.AAAA", "rapport:j#v1.AAAA", "https://relay.example.org/j#v1.AAAA")) {
            assertEquals(true, opens(link), link)
        }
        for (link in listOf("https://relay.example.org/", "https://relay.example.org/j/more", "http://relay.example.org/j", "mailto:a@b")) {
            assertEquals(false, opens(link), link)
        }
    }

    @Test
    fun aLinkIsTakenAsItCameAndNotWithoutEnd() {
        val link = "https://relay.example.org/j#v1.AAAA"
        assertEquals(link, Links.of(Intent(Intent.ACTION_VIEW, Uri.parse(link))))
        assertEquals(4096, Links.of(Intent(Intent.ACTION_VIEW, Uri.parse("rapport:" + "x".repeat(500_000))))?.length)
        for (other in listOf(null, Intent(), Intent(Intent.ACTION_MAIN), Intent(Intent.ACTION_VIEW), Intent(Intent.ACTION_SEND, Uri.parse(link)))) {
            assertNull(Links.of(other))
        }
    }

    @Test
    fun nothingIsBackedUp() {
        assertEquals(0, app.applicationInfo.flags and ApplicationInfo.FLAG_ALLOW_BACKUP)
        // Where everything of a person lies, the system itself never looks.
        assertEquals(File(app.dataDir, "no_backup"), app.noBackupFilesDir)
        for (rules in listOf(R.xml.full_backup, R.xml.data_extraction)) {
            val parser = app.resources.getXml(rules)
            val said = mutableMapOf<String, MutableSet<String>>()
            var around = ""
            while (parser.next() != XmlPullParser.END_DOCUMENT) {
                if (parser.eventType != XmlPullParser.START_TAG) continue
                if (parser.name == "exclude") {
                    assertEquals(".", parser.getAttributeValue(null, "path"))
                    said.getOrPut(around) { mutableSetOf() } += parser.getAttributeValue(null, "domain")
                } else {
                    assertEquals(false, parser.name == "include")
                    around = parser.name
                }
            }
            val everything = setOf("root", "file", "database", "sharedpref", "external")
            val expected = if (rules == R.xml.full_backup) listOf("full-backup-content") else listOf("cloud-backup", "device-transfer")
            assertEquals(expected.associateWith { everything }, said)
        }
    }
}
