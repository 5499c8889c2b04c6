//! People and settings from a file, read strictly: docs/matching-file.md says
//! what may stand there. Whatever is wrong is told by its line and column, and
//! by the way that leads to it.

mod locks;
mod object;
mod people;

use crate::pool::{Draft, Pool};
use crate::refused::{Barred, Part, Place, Refused};
use crate::run::Run;
pub use locks::{with_lock, without_lock};
use object::At;
use rapport_domain::json::{self, Fault, FileFault, Limits, Node, Spot, Value};
use std::fmt;

/// The version of such files that is read.
pub const VERSION: u32 = 1;
/// Some editors begin a file with this, which nobody sees.
const MARK: char = '\u{feff}';
/// How large one may be.
pub const LIMITS: Limits = Limits { bytes: 64 * 1024 * 1024, things: Pool::PEOPLE };

/// Why a file is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileRefused {
    /// The way to it, empty where the file cannot be read at all.
    pub place: Place,
    pub at: Spot,
    pub fault: FileFault,
    /// For a lock on a pair that cannot be: what stands in the way.
    pub barred: Option<Barred>,
}

impl FileRefused {
    pub(crate) fn new(place: Place, at: Spot, fault: FileFault) -> Self {
        Self { place, at, fault, barred: None }
    }
}

impl fmt::Display for FileRefused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{} {} {}", self.at.line, self.at.column, self.place, self.fault.name())
    }
}

impl From<Fault> for FileRefused {
    fn from(fault: Fault) -> Self {
        Self::new(Place::default(), fault.at, fault.fault)
    }
}

/// What a file brings, with what is needed to say where something stands.
#[derive(Debug)]
pub struct Read {
    pub draft: Draft,
    node: Node,
}

/// Reads a file.
///
/// # Errors
/// The first fault.
pub fn read(text: &str) -> Result<Read, FileRefused> {
    let node = json::read_within(text.strip_prefix(MARK).unwrap_or(text), LIMITS)?;
    let draft = people::draft(&At { node: &node, place: Place::default() })?;
    Ok(Read { draft, node })
}

impl Read {
    /// Makes the plan for the people of the file.
    ///
    /// # Errors
    /// What does not belong together, and where it stands.
    pub fn run(self) -> Result<Run, FileRefused> {
        let Self { draft, node } = self;
        let refused = |Refused { place, fault, barred }: Refused| {
            let at = spot(&node, &place);
            FileRefused { place, at, fault, barred }
        };
        Pool::new(draft).and_then(Run::of).map_err(refused)
    }
}

/// Where something stands; what is not there, at the nearest thing around it.
fn spot(node: &Node, place: &Place) -> Spot {
    let mut node = node;
    for part in &place.0 {
        let next = match (&node.value, part) {
            (Value::Object(fields), Part::Name(name)) => {
                fields.iter().find(|(_, known, _)| known == name).map(|(_, _, node)| node)
            }
            (Value::List(all), Part::Nth(nth)) => all.get(*nth),
            _ => None,
        };
        match next {
            Some(next) => node = next,
            None => break,
        }
    }
    node.at
}
