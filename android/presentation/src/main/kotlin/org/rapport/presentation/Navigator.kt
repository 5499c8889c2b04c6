package org.rapport.presentation

import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow

/** Where a person is, and the way back. Today is always at the bottom. */
class Navigator(first: List<Route> = emptyList()) {
    private val places = MutableStateFlow(first.ifEmpty { listOf(Route.Today) })

    /** The way here, the present place last. */
    val way: StateFlow<List<Route>> = places.asStateFlow()

    val here: Route get() = way.value.last()
    val canGoBack: Boolean get() = way.value.size > 1

    /** One of the bar begins anew above Today; another place comes on top. */
    fun go(route: Route) {
        places.value = when {
            route == Route.Today -> listOf(Route.Today)
            route in Route.tabs -> listOf(Route.Today, route)
            route == here -> way.value
            else -> way.value + route
        }
    }

    /** In the place of the present one. */
    fun replace(route: Route) {
        places.value = way.value.dropLast(1).ifEmpty { listOf(Route.Today) } + route
    }

    /** False when this was the last place. */
    fun back(): Boolean {
        if (!canGoBack) return false
        places.value = way.value.dropLast(1)
        return true
    }

    fun save(): String = way.value.joinToString("\n") { Route.write(it) }

    companion object {
        fun restore(text: String): Navigator = Navigator(text.lines().mapNotNull { Route.read(it) })
    }
}
