package org.rapport.desktop

import androidx.compose.foundation.lazy.LazyColumn
import androidx.compose.material3.Text
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import androidx.compose.runtime.snapshots.Snapshot
import androidx.compose.ui.ImageComposeScene
import androidx.compose.ui.unit.Density
import androidx.compose.ui.use
import org.junit.Assert.assertEquals
import org.junit.Test
import org.rapport.ui.rememberRows
import org.rapport.ui.rows

/** A list whose rows come anew again and again composes what is another, and nothing else. */
class RowsTest {
    private class Row(val key: String, val says: String) {
        override fun equals(other: Any?) = other is Row && other.key == key && other.says == says
        override fun hashCode() = key.hashCode()
    }

    private val composed = mutableListOf<String>()
    private var laidOut = 0
    private var all by mutableStateOf(listOf(Row("a", "tea"), Row("b", "bread"), Row("c", "salt")))
    private var now = 0L

    private fun ImageComposeScene.show(rows: List<Row>): List<String> {
        composed.clear()
        all = rows.map { Row(it.key, it.says) }
        Snapshot.sendApplyNotifications()
        render(++now * 16_000_000L)
        return composed.toList()
    }

    private fun scene() = ImageComposeScene(200, 400, Density(1f)) {
        val rows = rememberRows(all) { it.key }
        LazyColumn {
            laidOut++
            rows(rows) { row ->
                composed += row.says
                Text(row.says)
            }
        }
    }

    @Test
    fun onlyTheRowThatSaysSomethingElseIsComposedAgain() = scene().use { scene ->
        scene.render(0)
        assertEquals(listOf("tea", "bread", "salt"), composed)
        val before = laidOut
        assertEquals(emptyList<String>(), scene.show(all))
        assertEquals(listOf("butter"), scene.show(listOf(all[0], Row("b", "butter"), all[2])))
        assertEquals("the list itself is left alone", before, laidOut)
    }

    @Test
    fun whatComesAndGoesIsThereAndGone() = scene().use { scene ->
        scene.render(0)
        assertEquals("sugar", scene.show(all + Row("d", "sugar")).last())
        scene.show(all.drop(1))
        // What has gone is composed no more, and what stayed says what it says now.
        assertEquals(listOf("jam"), scene.show(listOf(all[0], Row("c", "jam"), all[2])))
    }
}
