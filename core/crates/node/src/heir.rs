//! A node after one that panicked, in the same process. What is stored it reads;
//! what only memory has, and people would miss, is handed on.

use crate::Node;
use crate::typing::Screen;
use rapport_domain::sort;
use rapport_ids::DocId;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What one node leaves to the next.
pub struct Legacy {
    /// Notes that are open: whoever types goes on typing.
    screens: Vec<Arc<Screen>>,
    watching: bool,
    /// Answers to the requests of the first may still come: no number is given twice.
    last_request: u64,
}

impl Node {
    /// Ends this node and lets go of its file. [`journal`](Self::journal) first:
    /// what it cannot write any more is gone.
    pub fn bequeath(mut self) -> Legacy {
        self.typing.let_go();
        Legacy {
            screens: self.typing.take_screens(),
            watching: self.sync.watching,
            last_request: self.sync.last_request(),
        }
    }

    /// Takes over from the node before. A screen that cannot be brought in step
    /// now keeps what it shows, and what was typed on it.
    pub fn inherit(&mut self, legacy: Legacy) {
        self.sync.follow_request(legacy.last_request);
        self.set_watching(legacy.watching);
        let docs: BTreeSet<DocId> = sort::set(legacy.screens.iter().map(|screen| screen.note().doc()));
        for screen in legacy.screens {
            let _ = self.adopt_screen(screen);
        }
        for doc in docs {
            // A text is read anew only when everything typed on it is in it.
            if self.end_burst(&doc).is_ok() {
                let _ = self.show_anew(&doc);
            }
        }
        if legacy.watching {
            let _ = self.sync_now();
        }
    }
}
