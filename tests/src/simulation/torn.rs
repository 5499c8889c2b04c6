//! Pairs with two operations on one tip of which the relay has the one that does not stand, and cannot
//! take the one that does. The core has no way yet to tell it to whoever lacks it: `docs/simulation.md`.

use super::town::{Pair, Town};
use crate::world::Phone;
use rapport_ids::EntryId;
use rapport_membership::{Membership, Trust};
use rapport_seal::SignedEntry;
use rapport_store::tables::{ops, records};
use rapport_wire::Class;
use std::collections::{BTreeMap, BTreeSet};

/// Whether somebody in a pair goes by an operation that the relay cannot take any more.
pub(super) fn is_torn(town: &Town, pair: &Pair) -> bool {
    let phones = pair.people.iter().filter(|who| pair.has(**who)).flat_map(|who| town.people[*who].phones());
    let known: Vec<Known> = phones.map(|phone| Known::of(phone, pair)).collect();
    let mut on_tip: BTreeMap<EntryId, BTreeSet<EntryId>> = BTreeMap::new();
    for (entry, tip) in known.iter().flat_map(|known| &known.ops) {
        on_tip.entry(*tip).or_default().insert(*entry);
    }
    on_tip.values().any(|ops| ops.len() > 1) && known.iter().any(|known| known.stuck)
}

/// What one phone knows of who is in.
struct Known {
    /// Each operation with the one that it was made on.
    ops: Vec<(EntryId, EntryId)>,
    /// One that stands is not at the relay.
    stuck: bool,
}

impl Known {
    fn of(phone: &Phone, pair: &Pair) -> Self {
        let reader = phone.node.reader().expect("a reader");
        let rows = ops::of_space(reader.conn(), &pair.space).expect("operations");
        let signed = |row: &ops::OpRow| SignedEntry::from_bytes(&pair.space, &row.signed).expect("an operation");
        let decides = |entry: &SignedEntry| entry.entry().kind.class() == Some(Class::Control);
        let all: Vec<SignedEntry> = rows.iter().map(signed).filter(decides).collect();
        let mut membership = Membership::new(pair.space);
        membership.insert_all(all.iter().map(|entry| (entry, Trust::Verified)));
        let unsent = records::unsent_whole(reader.conn(), &pair.space, Class::Control.byte()).expect("records");
        let stands = |id: &EntryId| membership.standing().is_some_and(|standing| standing.place_of(id).is_some());
        let unsent = unsent.into_iter().filter_map(|one| one.entry);
        Self {
            ops: all.iter().map(|entry| (entry.id(), entry.entry().tip)).collect(),
            stuck: unsent.into_iter().any(|op| stands(&op)),
        }
    }
}
