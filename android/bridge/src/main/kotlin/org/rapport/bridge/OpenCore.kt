package org.rapport.bridge

import org.rapport.core.AvailabilityInterface
import org.rapport.core.CheckInsInterface
import org.rapport.core.DevicesInterface
import org.rapport.core.GoalsInterface
import org.rapport.core.MeetingsInterface
import org.rapport.core.NotesInterface
import org.rapport.core.PeopleInterface
import org.rapport.core.Rapport
import org.rapport.core.RapportInterface
import org.rapport.core.RemindersInterface
import org.rapport.core.SyncInterface

/** An open profile with its areas, each fetched once and kept as long as the process lives. Tests give fakes. */
class OpenCore(
    val rapport: RapportInterface,
    val goals: GoalsInterface,
    val meetings: MeetingsInterface,
    val notes: NotesInterface,
    val people: PeopleInterface,
    val sync: SyncInterface,
    val devices: DevicesInterface,
    val checkins: CheckInsInterface,
    val reminders: RemindersInterface,
    val availability: AvailabilityInterface,
    /** Whether this device belonged to nobody when it was opened: another one has to take it in. */
    val guest: Boolean = false,
    /** Whether somebody was coming back on it with their words then. */
    val recovering: Boolean = false,
) {
    constructor(rapport: Rapport, guest: Boolean = false, recovering: Boolean = false) : this(
        rapport,
        rapport.goals(),
        rapport.meetings(),
        rapport.notes(),
        rapport.people(),
        rapport.sync(),
        rapport.devices(),
        rapport.checkins(),
        rapport.reminders(),
        rapport.availability(),
        guest,
        recovering,
    )
}
