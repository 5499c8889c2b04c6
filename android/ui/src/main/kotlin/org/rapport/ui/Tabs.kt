package org.rapport.ui

import androidx.compose.foundation.layout.RowScope
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.filled.DateRange
import androidx.compose.material.icons.filled.Edit
import androidx.compose.material.icons.filled.Home
import androidx.compose.material.icons.filled.Person
import androidx.compose.material.icons.filled.CheckCircle
import androidx.compose.material.icons.outlined.DateRange
import androidx.compose.material.icons.outlined.Edit
import androidx.compose.material.icons.outlined.Home
import androidx.compose.material.icons.outlined.Person
import androidx.compose.material.icons.outlined.CheckCircle
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.NavigationBar
import androidx.compose.material3.NavigationBarItem
import androidx.compose.material3.NavigationBarItemDefaults
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.text.style.TextOverflow
import org.rapport.presentation.Route

/** The bar at the foot. */
@Composable
fun Tabs(here: Route, onGo: (Route) -> Unit) {
    val words = LocalWords.current
    // With very large letters the names have no room: the icons say it, and TalkBack still has the names.
    val named = LocalDensity.current.fontScale < 1.6f
    NavigationBar(containerColor = MaterialTheme.colorScheme.surfaceContainer) {
        for (route in Route.tabs) {
            val (name, icons) = when (route) {
                Route.Today -> words.navToday to (Icons.Filled.Home to Icons.Outlined.Home)
                Route.Goals -> words.navGoals to (Icons.Filled.CheckCircle to Icons.Outlined.CheckCircle)
                Route.Meetings -> words.navMeetings to (Icons.Filled.DateRange to Icons.Outlined.DateRange)
                Route.Notes -> words.navNotes to (Icons.Filled.Edit to Icons.Outlined.Edit)
                else -> words.navPeople to (Icons.Filled.Person to Icons.Outlined.Person)
            }
            Tab(name, if (route == here) icons.first else icons.second, route == here, named) { onGo(route) }
        }
    }
}

@Composable
private fun RowScope.Tab(name: String, icon: ImageVector, here: Boolean, named: Boolean, onGo: () -> Unit) =
    NavigationBarItem(
        selected = here,
        onClick = onGo,
        icon = { Icon(icon, contentDescription = if (named) null else name) },
        label = if (named) ({ Text(name, maxLines = 1, overflow = TextOverflow.Ellipsis) }) else null,
        colors = NavigationBarItemDefaults.colors(
            indicatorColor = MaterialTheme.colorScheme.primaryContainer,
            selectedIconColor = MaterialTheme.colorScheme.onPrimaryContainer,
            selectedTextColor = MaterialTheme.colorScheme.onSurface,
        ),
    )
