//! What mentoring is made of, and the rules it keeps: people, pairings, goals,
//! meetings and notes as plain values, what a person can do to each of them,
//! and every refusal a person can see.
//!
//! Pure: no clock, no chance, no storage, no words. Time comes in as
//! [`Millis`], zones through [`ZoneRules`], identifiers from whoever acts.
//!
//! How the parts work together:
//! - An *act* is one thing a person can do (`GoalAct`, `MeetingAct`, …).
//!   `tidy` checks what can be checked of the act alone and returns it as it
//!   will be written; `check` also asks whether it is allowed here and now;
//!   `apply` returns what the thing is afterwards. A refusal changes nothing.
//! - A *turn* is an act that moves something from one state to the next.
//!   Turns are kept in a log and replayed in one order on every phone, so that
//!   all phones agree on the state and on what was refused ([`life`]).
//! - What merges by itself (a title, a due date) is a field; what merges by a
//!   rule of ours (a tick) has its rule here ([`tick`]).

pub mod access;
pub mod calendar;
pub mod checkin;
pub mod comment;
pub mod device;
pub mod gas;
pub mod goal;
pub mod json;
pub mod life;
pub mod made;
pub mod measure;
pub mod meeting;
pub mod members;
pub mod milestone;
pub mod note;
pub mod number;
pub mod order;
pub mod pairing;
pub mod person;
pub mod progress;
pub mod reminder;
pub mod revision;
pub mod rules;
pub mod sort;
pub mod step;
pub mod text;
pub mod tick;
pub mod time;
pub mod words;

pub use access::{Relation, Tier};
pub use checkin::{CheckIn, CheckInTurn, CheckIns, Instrument};
pub use comment::{Comment, CommentAct};
pub use device::{Device, DeviceAct, Devices};
pub use gas::GasLevel;
pub use goal::{Goal, GoalAct, GoalState, GoalTurn};
pub use life::{Entry, Lamport, Life, Stamped, Verdict};
pub use made::{Gone, ItemId, Made};
pub use measure::{Measure, MeasureKind, Reading};
pub use meeting::{Meeting, MeetingAct, MeetingState, MeetingTurn};
pub use members::{Ctx, Members, Seat};
pub use milestone::{Milestone, MilestoneAct};
pub use note::{Note, NoteAct};
pub use number::{DecimalMark, PerMille, Quantity};
pub use order::Order;
pub use pairing::{Pairing, PairingAct, PairingState, PairingTurn};
pub use person::{PersonAct, Profile};
pub use progress::{ProgressAct, ProgressEntry};
pub use revision::Revision;
pub use rules::{Advice, Field, Problem, Rule, RuleBroken, Stage, Thing, Who};
pub use step::{Step, StepAct, StepState};
pub use tick::Tick;
pub use time::{Civil, Day, Due, Here, Millis, TimeOfDay, Transition, UnknownZone, Zone, ZoneRules};
pub use words::{Arg, Spoken, Word};

#[cfg(test)]
mod testing;
