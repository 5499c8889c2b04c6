//! All that a plan is made from.

use super::{DueItem, History, Kind, OccurrenceId, Ringing, Settings};
use crate::rules::Problem;
use crate::sort;
use rapport_ids::DeviceId;
use std::collections::{BTreeMap, BTreeSet};

/// What is due, by the names of the first reminders.
pub(super) type ByName<'a> = BTreeMap<OccurrenceId, &'a DueItem>;

/// What is due on this device, what the person wants, and what was so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    pub here: DeviceId,
    pub ringing: Ringing,
    /// Whether the person lets this device show anything.
    pub allowed: bool,
    /// What they do not let it show, where they said so to its system.
    pub refused: BTreeSet<Kind>,
    pub settings: Settings,
    /// In any order; each thing once.
    pub items: Vec<DueItem>,
    pub history: History,
}

impl State {
    /// Things that can be due at once.
    pub const MOST_ITEMS: u32 = 10_000;

    /// Nothing is due, and everything is as it comes.
    pub fn new(here: DeviceId) -> Self {
        Self {
            here,
            ringing: Ringing::only(here),
            allowed: true,
            refused: BTreeSet::new(),
            settings: Settings::default(),
            items: Vec::new(),
            history: History::default(),
        }
    }

    /// What is due, by name.
    ///
    /// # Errors
    /// More than can be planned, or something given twice.
    pub(super) fn by_name(&self) -> Result<ByName<'_>, Problem> {
        let rungs = DueItem::MOST_RUNGS;
        if self.items.len() > Self::MOST_ITEMS as usize {
            return Err(Problem::TooMany { max: Self::MOST_ITEMS });
        }
        if self.items.iter().any(|item| item.rungs.len() > rungs) {
            return Err(Problem::TooMany { max: u32::try_from(rungs).unwrap_or(u32::MAX) });
        }
        let names: ByName<'_> = sort::map(self.items.iter().map(|item| (item.name(), item)));
        if names.len() < self.items.len() { Err(Problem::Twice) } else { Ok(names) }
    }

    pub(super) fn item(&self, id: OccurrenceId) -> Option<&DueItem> {
        self.items.iter().find(|item| item.name() == OccurrenceId { rung: 0, ..id })
    }

    pub(super) fn rings(&self) -> bool {
        self.ringing.device == self.here
    }
}

impl DueItem {
    /// The name of its first reminder.
    pub const fn name(&self) -> OccurrenceId {
        OccurrenceId { kind: self.kind, cause: self.cause, anchor: self.anchor, rung: 0 }
    }
}
