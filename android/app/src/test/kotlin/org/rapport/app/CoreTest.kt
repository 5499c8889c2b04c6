package org.rapport.app

import androidx.test.core.app.ApplicationProvider
import androidx.test.ext.junit.runners.AndroidJUnit4
import java.io.File
import kotlinx.coroutines.runBlocking
import org.junit.Test
import org.junit.runner.RunWith
import org.rapport.core.Config
import org.rapport.core.DeviceZones
import org.rapport.core.KeyVault
import org.rapport.core.Platform
import org.rapport.core.Rapport
import org.rapport.core.ZoneChange
import kotlin.test.assertEquals

@RunWith(AndroidJUnit4::class)
class CoreTest {
    @Test
    fun theRealCoreMakesAPerson() = runBlocking {
        val app = ApplicationProvider.getApplicationContext<android.app.Application>()
        assertEquals("Rapport", app.getString(R.string.common_app_name))
        val vault = object : KeyVault {
            var key: ByteArray? = null
            override fun load() = key
            override fun store(key: ByteArray) { this.key = key }
        }
        val zones = object : DeviceZones {
            override fun changes(zone: String, fromMs: Long, toMs: Long) = listOf(ZoneChange(fromMs, 0))
        }
        val core = Rapport.create(Config(File(app.filesDir, "profile").path), Platform(vault, zones), "Ada")
        assertEquals("Ada", core.people().me().profile.name)
        core.shutdown()
        core.close()
    }
}
