//! What is typed: recorded people where the recordings are at hand, else the
//! seeded typist.

use rapport_people::trace::{Limits, Trace};
use rapport_people::{Screen, Splice, typist};
use std::path::{Path, PathBuf};

/// The seed of everything that is invented here.
pub const SEED: u64 = 1;

/// Two people's recorded text, in one order.
const TRACE: &str = "friendsforever_flat.json.gz";

pub struct Input {
    traces: Option<PathBuf>,
}

/// Edits in the order of typing, each in UTF-16 units of its moment.
pub struct Typed {
    pub edits: Vec<Splice>,
    pub source: String,
}

impl Input {
    /// Looks where the environment says, then beside the project.
    pub fn find() -> Self {
        let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/traces");
        let folder = std::env::var_os("RAPPORT_TRACES").map_or(beside, PathBuf::from);
        Self { traces: folder.join(TRACE).is_file().then_some(folder) }
    }

    /// The first `count` edits of the recording, or as many of the typist's.
    pub fn edits(&self, count: usize) -> Typed {
        match self.recorded() {
            Some(edits) if edits.len() >= count => {
                Typed { edits: edits.into_iter().take(count).collect(), source: format!("trace {TRACE}") }
            }
            _ => Self::typist(count),
        }
    }

    /// Edits of the typist, as many as one likes.
    pub fn typist(count: usize) -> Typed {
        let edits = typist::alone(SEED, count).acts().map(|act| act.splice.clone()).collect();
        Typed { edits, source: format!("typist, seed {SEED}") }
    }

    fn recorded(&self) -> Option<Vec<Splice>> {
        let bytes = std::fs::read(self.traces.as_ref()?.join(TRACE)).expect("the recording can be read");
        let trace = Trace::read(&bytes, &Limits::default()).expect("a recording in the known format");
        let mut screen = Screen::new(&trace.start);
        let typed = |txn| trace.type_txn(txn, &mut screen).expect("it fits the text");
        Some((0..trace.txns.len()).flat_map(typed).collect())
    }
}
