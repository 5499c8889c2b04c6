package org.rapport.probe.id

/** A row's id: a type of its own, so that no other text can stand in for it. */
@JvmInline
value class RowKey(val text: String)
