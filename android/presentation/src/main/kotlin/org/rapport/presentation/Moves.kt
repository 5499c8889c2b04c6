package org.rapport.presentation

/** Behind which one something goes; `after` is nothing for the first place. */
internal class PlaceAfter<Id>(val after: Id?)

/** Where one of `all` goes that is moved one place up (-1) or down (1); nothing when it is at that end already. */
internal fun <Id> placeAfter(all: List<Id>, one: Id, by: Int): PlaceAfter<Id>? {
    val at = all.indexOf(one)
    val to = at + by
    if (at < 0 || to !in all.indices) return null
    return PlaceAfter(if (by > 0) all[to] else all.getOrNull(to - 1))
}
