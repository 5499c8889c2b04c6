//! Names of things. Each language has a type of its own for each.

use crate::failure::Failure;
pub use rapport_core::ids::{
    AgendaItemId, BoxId, CheckInId, CommentId, DeviceId, GoalId, MeetingId, MilestoneId, NoteId, PairingId, PersonId,
    ProgressId, RecordId, RevisionId, SectionId, SeriesId, SpaceId, StepId,
};
pub use rapport_core::notes::VersionId;
pub use rapport_core::reminders::{OccurrenceId, PushId};
/// The address of a relay.
pub type RelayAddress = rapport_core::sync::Origin;

/// A text that is no id, such as one out of an old link, names nothing here.
fn nothing(what: &str) -> Failure {
    Failure::NotFound { what: what.to_owned() }
}

macro_rules! ids {
    ($($name:ident is $what:literal),* $(,)?) => {
        $(uniffi::custom_type!($name, String, {
            remote,
            try_lift: |text| text.parse::<$name>().map_err(|_| nothing($what).into()),
            lower: |id| id.to_string(),
        });)*
    };
}

ids!(
    AgendaItemId is "agenda_item",
    BoxId is "invite",
    CheckInId is "check_in",
    CommentId is "comment",
    DeviceId is "device",
    GoalId is "goal",
    MeetingId is "meeting",
    MilestoneId is "milestone",
    NoteId is "note",
    OccurrenceId is "reminder",
    PairingId is "pairing",
    PersonId is "person",
    ProgressId is "progress",
    PushId is "reminder",
    RecordId is "record",
    RevisionId is "revision",
    SectionId is "section",
    SeriesId is "series",
    SpaceId is "space",
    StepId is "step",
    VersionId is "version",
);

uniffi::custom_type!(RelayAddress, String, {
    remote,
    try_lift: |text| RelayAddress::parse(&text).map_err(|_| nothing("relay").into()),
    lower: |origin| origin.as_str().to_owned(),
});
