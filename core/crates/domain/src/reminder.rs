//! Reminders: what is to be shown when, worked out anew from what is due,
//! what the person wants and what was shown already. The same input gives the
//! same plan on every phone; nothing here asks a clock or knows another area.
//!
//! - [`DueItem`] is what is due, given by whoever knows it; what is done is no
//!   longer given.
//! - [`State::plan`] places it: wall times keep their meaning, nothing comes in
//!   quiet hours or in a pause, few come in a day and in a week, those close by
//!   come together. Later plans of an unchanged state agree with earlier ones
//!   about all that is still to come.
//! - [`State::may_show`] is asked just before something is shown, since a phone
//!   may be late, and since the world may have changed meanwhile.
//! - [`History`] keeps what became of each, and [`State::why`] tells it.

mod board;
mod due;
mod held;
mod history;
mod hours;
mod item;
mod kind;
mod ladder;
mod local;
mod occurrence;
mod os;
mod plan;
mod ring;
mod settings;
mod show;
mod snooze;
mod state;
mod text;
mod when;
mod why;

pub use board::{MOST_A_DAY, MOST_A_WEEK, TOGETHER_MS};
pub use held::Held;
pub use history::{Acted, Fired, Habit, History, Mark, OccurrenceAct, OccurrenceState, PutOff, Record};
pub use item::{DueItem, Rung, Series, Weekly};
pub use kind::Kind;
pub use occurrence::{OccurrenceId, PushId};
pub use os::{Alarm, Handed, OsBudget, Request};
pub use plan::{LeftOut, Part, Plan, Push};
pub use ring::{Ringing, Used};
pub use settings::{QuietHours, Settings, SettingsAct};
pub use show::Verdict;
pub use snooze::Snooze;
pub use state::State;
pub use text::{Because, ReminderText};
pub use when::When;
pub use why::{Fate, Why};

#[cfg(test)]
mod tests;
