//! Which of several valid branches stands.

use super::Leave;
use crate::op::{Act, Op};
use crate::role::Rank;
use rapport_ids::{AccountId, EntryId};
use rapport_seal::{Devices, Path};
use std::collections::{BTreeMap, BTreeSet};

/// What a branch says about those who made it.
#[derive(Debug, Default)]
pub(super) struct Branch(BTreeMap<AccountId, Part>);

#[derive(Debug, Default)]
struct Part {
    /// The most senior device that authored in it; none: the account only left.
    device: Option<Path>,
    /// It hands over or leaves in this branch.
    gives_up: bool,
    /// It leaves in this branch, by its own request.
    leaves: bool,
}

/// How strong a branch is at a fork; the least one stands.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Strength {
    /// The strongest account that authored in it, by its rank at the fork.
    /// Whoever had none there comes last.
    unranked: bool,
    rank: Option<Rank>,
    account: Option<AccountId>,
    keeps: bool,
    device: Option<Path>,
    first: EntryId,
}

impl Branch {
    pub(super) fn add(&mut self, op: &Op, devices: &Devices, leave: Option<&Leave>) {
        if let Some(kin) = devices.get(&op.device) {
            let part = self.0.entry(kin.card.account).or_default();
            if part.device.as_ref().is_none_or(|best| kin.path < *best) {
                part.device = Some(kin.path.clone());
            }
            part.gives_up |= matches!(op.act, Act::SetOwner(_));
        }
        if let Some(leave) = leave {
            let part = self.0.entry(leave.account).or_default();
            (part.gives_up, part.leaves) = (true, true);
        }
    }

    /// The accounts that leave in it by their own request.
    pub(super) fn leaving(&self) -> impl Iterator<Item = AccountId> {
        self.0.iter().filter(|(_, part)| part.leaves).map(|(account, _)| *account)
    }

    /// Takes over what another branch says; the smaller is poured into the larger.
    pub(super) fn join(&mut self, mut other: Self) {
        if other.0.len() > self.0.len() {
            std::mem::swap(self, &mut other);
        }
        for (account, part) in other.0 {
            let mine = self.0.entry(account).or_default();
            mine.gives_up |= part.gives_up;
            mine.leaves |= part.leaves;
            mine.device = match (mine.device.take(), part.device) {
                (Some(a), Some(b)) => Some(a.min(b)),
                (a, b) => a.or(b),
            };
        }
    }

    /// Compared at a fork where these ranks were in force. Whoever leaves in one
    /// of its branches counts only where they do: an old key that stays behind
    /// takes nothing back.
    pub(super) fn strength(
        &self,
        ranks: &BTreeMap<AccountId, Rank>,
        left: &BTreeSet<AccountId>,
        first: EntryId,
    ) -> Strength {
        let counts = |(account, part): &(&AccountId, &Part)| part.leaves || !left.contains(*account);
        let authors = self.0.iter().filter(|(_, part)| part.device.is_some()).filter(counts);
        let best = authors.min_by_key(|(account, _)| {
            let rank = ranks.get(account).copied();
            (rank.is_none(), rank, **account)
        });
        let rank = best.and_then(|(account, _)| ranks.get(account)).copied();
        Strength {
            unranked: rank.is_none(),
            rank,
            account: best.map(|(account, _)| *account),
            keeps: !best.is_some_and(|(_, part)| part.gives_up),
            device: best.and_then(|(_, part)| part.device.clone()),
            first,
        }
    }
}
