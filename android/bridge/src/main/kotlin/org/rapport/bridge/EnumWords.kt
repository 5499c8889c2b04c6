package org.rapport.bridge

import org.rapport.core.*
import org.rapport.words.Words

// Names of what the core has one of several for. An enum's value and its key differ only in case, so the key is made of
// it; the strings test of the core holds both together.

private fun key(value: Enum<*>): String = value.name.lowercase()

fun Words.name(stage: GoalStage): String = say("goal.state.${key(stage)}")
fun Words.name(state: StepState): String = say("step.state.${key(state)}")
fun Words.name(stage: MeetingStage): String = say("meeting.state.${key(stage)}")
fun Words.name(stage: PairingStage): String = say("pairing.state.${key(stage)}")
fun Words.name(horizon: Horizon): String = say("horizon.${key(horizon)}")
fun Words.name(confidence: Confidence): String = say("confidence.${key(confidence)}")
fun Words.name(mode: Mode): String = say("mode.${key(mode)}")
fun Words.name(attendance: Attendance): String = say("attendance.${key(attendance)}")
fun Words.name(reason: CancelReason): String = say("cancel_reason.${key(reason)}")
fun Words.name(reason: EndReason): String = say("end_reason.${key(reason)}")
fun Words.name(day: Weekday): String = say("weekday.${key(day)}")
fun Words.name(cost: SlotCost): String = say("slot_cost.${key(cost)}")
fun Words.name(basis: Basis): String = say("progress.basis.${key(basis)}")
fun Words.name(who: Who): String = say("who.${key(who)}")
fun Words.name(`field`: Field): String = say("field.${key(`field`)}")
fun Words.name(about: InstrumentAbout): String = say("instrument_about.${key(about)}")
fun Words.name(band: ScoreBand): String = say("band.${key(band)}")
fun Words.name(movement: ScoreMovement): String = say("movement.${key(movement)}")
fun Words.name(alert: CheckInAlert): String = say("check_in_alert.${key(alert)}")
fun Words.name(kind: ReminderKind): String = say("reminder.kind.${key(kind)}")
fun Words.name(state: ReminderState): String = say("reminder.state.${key(state)}")
fun Words.name(held: ReminderHeld): String = say("reminder.held.${key(held)}")
fun Words.name(snooze: ReminderSnooze): String = say("reminder.snooze.${key(snooze)}")

/** What something is that came too late, or was mended; a file when nobody knows. */
fun Words.name(kind: LateKind): String = when (kind) {
    LateKind.OTHER -> thingFile
    else -> say("thing.${key(kind)}")
}

/** What a lock screen may say. */
fun Words.name(text: ReminderText): String = when (text) {
    is ReminderText.Meeting -> reminderTextMeeting
    is ReminderText.Log -> reminderTextLog
    is ReminderText.Step -> reminderTextStep
    is ReminderText.CheckIn -> reminderTextCheckIn
    is ReminderText.Idle -> reminderTextIdle
    is ReminderText.Watch -> reminderTextWatch
    is ReminderText.Concern -> reminderTextConcern
    is ReminderText.Several -> reminderTextSeveral(text.n.toInt())
    is ReminderText.Refresh -> reminderTextRefresh
    is ReminderText.Rarer -> reminderTextRarer(name(text.kind))
}
fun Words.name(fault: FileFault): String = say("file_fault.${key(fault)}")

fun Words.name(stage: Stage): String = when (stage) {
    is Stage.Goal -> name(stage.v1)
    is Stage.Step -> name(stage.v1)
    is Stage.Meeting -> name(stage.v1)
    is Stage.Pairing -> name(stage.v1)
}

fun Words.name(code: RelayCode): String = when (code) {
    RelayCode.GONE -> relayCodeNotFound
    RelayCode.OTHER -> relayCodeUnknown
    else -> say("relay_code.${key(code)}")
}

/** A code of the core for a sort of thing, as in `NotFound`. */
fun Words.thing(code: String): String = if (code in THINGS) say("thing.$code") else thingFile

private val THINGS = setOf(
    "goal", "milestone", "step", "progress", "comment", "revision", "meeting", "agenda_item", "note", "section",
    "pairing", "person", "device", "event", "invite", "relay", "space", "file", "version",
    "instrument", "check_in", "reminder", "series",
)

/** What could be made clearer in a goal. */
fun Words.hint(hint: Hint): String = when (hint) {
    is Hint.SayMore -> hintSayMore
    is Hint.VagueWord -> hintVagueWord(hint.word)
    is Hint.NoMeasure -> hintNoMeasure
    is Hint.NoUnit -> hintNoUnit
    is Hint.LevelsMissing -> hintLevelsMissing(hint.missing)
    is Hint.NoWhy -> hintNoWhy
    is Hint.NoMeans -> hintNoMeans
    is Hint.LowConfidence -> hintLowConfidence
    is Hint.NoDue -> hintNoDue
    is Hint.DuePassed -> hintDuePassed(hint.due)
    is Hint.DueBeyondHorizon -> hintDueBeyondHorizon
    is Hint.NoMilestone -> hintNoMilestone
    is Hint.NoReview -> hintNoReview
}
