//! What the log tells of sync: when trouble with a relay begins and ends, and
//! what could not be used. Relays are numbered: an address can be a name.

use crate::log::Level;
use crate::shared::Shared;
use crate::sync::{HeldKind, Origin, Trouble};
use rapport_node::Code;
use rapport_node::ids::RecordId;
use rapport_node::view::sync;
use std::collections::{BTreeMap, BTreeSet};

/// Records that are named in the log at most; after that they are counted.
const NAMED: usize = 100;

#[derive(Default)]
pub(super) struct Told {
    troubles: BTreeMap<Origin, Option<Trouble>>,
    quarantined: BTreeSet<RecordId>,
}

impl Told {
    /// Compares with what was told before.
    pub(super) fn look(&mut self, shared: &Shared) {
        let statuses = shared.with(|node| Ok(node.relay_statuses())).unwrap_or_default();
        for (number, status) in statuses.into_iter().enumerate() {
            let before = self.troubles.insert(status.origin, status.trouble).flatten();
            if before != status.trouble {
                let what = word(status.trouble);
                let values = [("relay", number.into()), ("is", what.into())];
                shared.log.line(Level::Info, shared.now_ms(), "sync", "relay", &values);
            }
        }
        let held = shared.look(sync::held).unwrap_or_default();
        for row in held.into_iter().filter(|row| row.kind == HeldKind::Quarantined) {
            if self.quarantined.len() < NAMED && self.quarantined.insert(row.record) {
                let values = [("space", (&row.space).into()), ("record", (&row.record).into())];
                shared.log.line(Level::Warn, shared.now_ms(), "sync", "quarantined", &values);
                // A code of ours, and nothing else even if the file says so.
                let code = |c: &char| c.is_ascii_lowercase() || matches!(c, '_' | '.' | '-');
                let reason: String = row.reason.chars().filter(code).take(40).collect();
                shared.log.reason(Level::Warn, shared.now_ms(), "sync", &reason);
            }
        }
    }
}

/// Trouble in one word.
pub(crate) const fn word(trouble: Option<Trouble>) -> &'static str {
    match trouble {
        None => "good",
        Some(Trouble::Offline) => "offline",
        Some(Trouble::NotTrusted) => "not_trusted",
        Some(Trouble::NotARelay) => "not_a_relay",
        Some(Trouble::Refused(code)) => match code {
            Code::Malformed => "malformed",
            Code::TooLarge => "too_large",
            Code::SessionNeeded => "session_needed",
            Code::NotAllowed => "not_allowed",
            Code::NotFound => "not_found",
            Code::TokenNeeded => "token_needed",
            Code::BadSignature => "bad_signature",
            Code::ControlConflict => "control_conflict",
            Code::Conflict => "conflict",
            Code::Gone => "gone",
            Code::TooMany => "too_many",
            Code::OverQuota => "over_quota",
            Code::NeedsNewerRelay => "needs_newer_relay",
            Code::Unavailable => "unavailable",
            Code::Other => "other",
        },
    }
}
