//! How sync stands, as screens show it.

use crate::failure::RelayCode;
use crate::ids::{PersonId, RecordId, RelayAddress, SpaceId};
use crate::time::Moment;
pub use rapport_core::sync::{HeldKind, HeldRow, LossRow, RelayStatus, SyncLine, SyncReport, SyncView, Trouble};
pub use rapport_core::sync::{LateEdit, LateKind};

/// How sync stands, in full.
#[uniffi::remote(Record)]
pub struct SyncView {
    /// When it last went well and how much waits.
    pub line: SyncLine,
    /// Every relay that was agreed to, and how it is with it.
    pub relays: Vec<RelayStatus>,
    /// Records that are held, the oldest first.
    pub held: Vec<HeldRow>,
    /// What was damaged and came back without some of it, until `losses_seen`; the oldest first.
    #[uniffi(default = [])]
    pub losses: Vec<LossRow>,
}

/// Something that was damaged, and came back without some of it.
///
/// Show it to the person: they, or the other one of the pair, can look through it and write again what is missing.
#[uniffi::remote(Record)]
pub struct LossRow {
    /// What it is; `Other` also when nobody knows what the changes were about.
    pub kind: LateKind,
    /// What it is called; empty for what has no name.
    pub title: String,
    /// How many changes could not be brought back. A change is about what was typed in one go.
    pub changes: u32,
    /// Whether words whose place in the text was lost stand at its end now.
    pub moved: bool,
    /// When it was mended.
    pub at: Moment,
}

/// What became of a run.
#[uniffi::remote(Record)]
pub struct SyncReport {
    /// Whether everything was sent and fetched. Otherwise the rest is tried
    /// again by itself.
    pub settled: bool,
    /// Why not, of the first relay with trouble.
    pub trouble: Option<Trouble>,
    /// Changes that still wait.
    pub waiting: u32,
}

/// The line that always says when last synced and how many changes wait.
#[uniffi::remote(Record)]
pub struct SyncLine {
    /// Whether a relay was agreed to at all.
    pub has_relay: bool,
    /// The oldest last time of all shared spaces; none when there never was one.
    pub last: Option<Moment>,
    /// Changes that no relay has yet.
    pub waiting: u32,
    /// Since when the oldest of them waits.
    pub waiting_since: Option<Moment>,
    /// Records that wait for something that may still come.
    pub deferred: u32,
    /// Records that a newer app is needed for.
    pub needs_update: u32,
    /// Records that could not be used.
    pub quarantined: u32,
}

/// One record that is held.
#[uniffi::remote(Record)]
pub struct HeldRow {
    /// The space that it came with.
    pub space: SpaceId,
    /// Names the record, to be told to whoever helps.
    pub record: RecordId,
    /// Why, as a code that shells have words for.
    pub reason: String,
    /// Since when.
    pub since: Moment,
    /// Whether it waits, is too new, or cannot be used.
    pub kind: HeldKind,
}

/// Why a record is held.
#[uniffi::remote(Enum)]
pub enum HeldKind {
    /// It waits for something that may still come.
    Deferred,
    /// A newer app is needed for it.
    NeedsUpdate,
    /// It could not be used.
    Quarantined,
}

/// An edit that came too late to count, and is held until somebody decides about it.
#[uniffi::remote(Record)]
pub struct LateEdit {
    /// The space that it came with.
    pub space: SpaceId,
    /// Names it.
    pub record: RecordId,
    /// Who wrote it; none while that cannot be known.
    pub by: Option<PersonId>,
    /// What they are called, as far as that is known.
    pub by_name: String,
    /// Why it does not count, as a code: `fault.beyond_frontier` for what came after its author had left.
    pub reason: String,
    /// Since when it is held.
    pub since: Moment,
    /// What it was written in.
    pub kind: LateKind,
    /// What that is called here; empty when it is not here, or has no name.
    pub title: String,
    /// What it would add that can be read, each place by itself.
    pub words: Vec<String>,
    /// Whether it can be taken in. What began something after its author had left cannot, nor what builds on
    /// something that is not here.
    pub can_include: bool,
    /// Whether it was put aside.
    pub discarded: bool,
}

/// What a late edit was written in.
#[uniffi::remote(Enum)]
pub enum LateKind {
    /// A goal, its steps and comments.
    Goal,
    /// A meeting.
    Meeting,
    /// A series of meetings.
    Series,
    /// A note.
    Note,
    /// A profile, the times when somebody is free, or the pair itself.
    Person,
    /// Something else, or what is not known here.
    Other,
}

/// Is told all edits that came too late, each time they change.
#[uniffi::export(foreign)]
pub trait LateEditsObserver: Send + Sync {
    /// The list as it is now.
    fn on_late_edits(&self, edits: Vec<LateEdit>);
}

/// One relay as people see it.
#[uniffi::remote(Record)]
pub struct RelayStatus {
    /// Its address.
    pub origin: RelayAddress,
    /// What stands in the way, when something does.
    pub trouble: Option<Trouble>,
    /// When it last answered.
    pub last_good: Option<Moment>,
    /// Whether everything wanted has been sent and fetched.
    pub settled: bool,
    /// When it was last found not to hold what was read from it before: emptied, set back to an older copy, or
    /// showing one phone what it does not show another. Everything is then read again, and what it lacks is sent
    /// again. None when that never happened.
    #[uniffi(default = None)]
    pub set_back: Option<Moment>,
}

/// Why a relay is not heard from.
#[uniffi::remote(Enum)]
pub enum Trouble {
    /// No connection.
    Offline,
    /// The certificate is not the expected one.
    NotTrusted,
    /// It refused, and says why.
    Refused(RelayCode),
    /// What answers there is not a relay.
    NotARelay,
}

/// Is told how sync stands each time that changes.
#[uniffi::export(foreign)]
pub trait SyncObserver: Send + Sync {
    /// How it stands now.
    fn on_sync(&self, sync: SyncView);
}
