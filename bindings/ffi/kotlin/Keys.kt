package org.rapport.id

// Names of things, as the core makes them. In the core's own package each is
// called `…Id`: `GoalId` is a `GoalKey`.

@JvmInline value class AgendaItemKey(val text: String)
@JvmInline value class BoxKey(val text: String)
@JvmInline value class CheckInKey(val text: String)
@JvmInline value class CommentKey(val text: String)
@JvmInline value class DeviceKey(val text: String)
@JvmInline value class GoalKey(val text: String)
@JvmInline value class MeetingKey(val text: String)
@JvmInline value class MilestoneKey(val text: String)
@JvmInline value class NoteKey(val text: String)
@JvmInline value class OccurrenceKey(val text: String)
@JvmInline value class PairingKey(val text: String)
@JvmInline value class PersonKey(val text: String)
@JvmInline value class ProgressKey(val text: String)
@JvmInline value class PushKey(val text: String)
@JvmInline value class RecordKey(val text: String)
@JvmInline value class RevisionKey(val text: String)
@JvmInline value class SectionKey(val text: String)
@JvmInline value class SeriesKey(val text: String)
@JvmInline value class SpaceKey(val text: String)
@JvmInline value class StepKey(val text: String)
@JvmInline value class VersionKey(val text: String)
