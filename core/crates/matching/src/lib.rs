//! Who could mentor whom. Pure: the same people give the same plan to the
//! byte, whatever order they come in.
//!
//! [`Draft`] is what a programme brings, [`Pool`] the same once it is checked,
//! [`Run`] the plan with all that was weighed for it, [`Outcome`] what is kept
//! of it. Rules and figures: decision record 0020.

mod audit;
mod change;
mod explain;
pub mod file;
mod fix;
mod grid;
mod left;
mod obstacle;
mod outcome;
mod parts;
mod person;
mod pool;
mod refused;
mod run;
mod settings;
pub mod solve;
#[cfg(test)]
mod tests;
mod traits;
mod week;
mod why_not;

pub use audit::{Group, Told};
pub use change::{Change, Figures};
pub use explain::{Caution, Reason};
pub use fix::Fix;
pub use left::{Left, Stands};
pub use obstacle::{Obstacle, Obstacles};
pub use outcome::{ENGINE, Must, Open, Outcome, Pair, Totals, Unmatched};
pub use parts::Bar;
pub use person::{Apart, AsMentee, AsMentor, Lock, Mode, Person, Separated};
pub use pool::{Draft, Pool};
pub use refused::{Barred, Part, Place, Refused};
pub use run::Run;
pub use settings::{COMPONENTS, Component, Settings};
pub use week::{Hours, QUARTER};
pub use why_not::{Move, WhyNot};
