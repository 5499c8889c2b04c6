//! Text that several people write: styled pieces, and differences between two
//! versions of a text that can be put one after another, turned round and
//! moved over one another. All positions are UTF-16 code units.
//!
//! Nothing here knows Automerge, a screen or a document.

pub mod change;
pub mod delta;
pub mod line;
pub mod marks;
pub mod runs;
pub mod sheet;
pub mod style;
pub mod whole;

mod compose;
mod transform;
mod units;
mod walk;

pub use change::Change;
pub use delta::{Delta, Op};
pub use line::{Line, LineKind};
pub use marks::{Href, Mark, MarkSpan, Marks};
pub use runs::{Run, Runs};
pub use sheet::Sheet;
pub use style::{Restyle, Style};
pub use transform::{Wins, transform};
pub use units::{ends_in_pair, skip_units, units};
pub use whole::NoteText;

#[cfg(test)]
pub(crate) mod tests;
