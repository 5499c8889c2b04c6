//! The devices of accounts as certificates and revocations make them. The
//! answer depends on the sets alone, never on the order in which they came.

use crate::certificate::{Bundle, Certificate};
use crate::device::DeviceCard;
use crate::frontier::Mark;
use crate::limits;
use crate::revocation::Revocation;
use rapport_ids::{AccountId, DeviceId, EntryId, SpaceId};
use std::collections::{BTreeMap, BTreeSet};

/// The way from the root to a device. Ordered: a lesser path is senior, and a
/// path is senior to all that continue it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Path(Vec<(u32, [u8; 32])>);

/// What is known of one device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kin {
    pub card: DeviceCard,
    pub path: Path,
    /// None while it stands.
    pub revoked: Option<Revoked>,
}

/// How far a revoked device still counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Revoked {
    /// Its ops count that are this one or lie before it.
    pub last_op: EntryId,
    /// Its log entries count up to here.
    pub last: Mark,
}

/// Certificates and revocations of one space, and what follows from them.
#[derive(Debug, Clone)]
pub struct Devices {
    space: SpaceId,
    certificates: BTreeMap<DeviceId, BTreeMap<[u8; 32], Certificate>>,
    accounts: BTreeMap<AccountId, BTreeSet<DeviceId>>,
    /// Signatures fit; by account, in the order of their bytes.
    revocations: BTreeMap<AccountId, BTreeMap<Vec<u8>, Revocation>>,
    /// By revokers whose certificates have not come yet.
    waiting: Vec<Revocation>,
    kin: BTreeMap<DeviceId, Kin>,
}

impl Devices {
    pub const fn new(space: SpaceId) -> Self {
        Self {
            space,
            certificates: BTreeMap::new(),
            accounts: BTreeMap::new(),
            revocations: BTreeMap::new(),
            waiting: Vec::new(),
            kin: BTreeMap::new(),
        }
    }

    /// Takes up certificates whose signatures have been checked. True when
    /// something was new.
    pub fn add(&mut self, bundle: &Bundle) -> bool {
        let mut new = false;
        for certificate in bundle.certificates() {
            let device = certificate.card.id;
            // No cap here: which ones it kept out would depend on their order.
            self.accounts.entry(certificate.card.account).or_default().insert(device);
            new |= self.certificates.entry(device).or_default().insert(certificate.hash(), *certificate).is_none();
        }
        if let (true, Some(account)) = (new, bundle.account()) {
            self.settle(&account);
            for revocation in std::mem::take(&mut self.waiting) {
                self.revoke(&revocation);
            }
        }
        new
    }

    /// Takes up a revocation. False when it is not by its revoker; that it
    /// counts is another matter. One whose revoker is not known yet waits.
    pub fn revoke(&mut self, revocation: &Revocation) -> bool {
        let key = match revocation.revoker {
            None => *revocation.account.as_bytes(),
            Some(by) => match self.kin.get(&by) {
                Some(kin) if kin.card.account == revocation.account => kin.card.sign,
                Some(_) => return false,
                None => {
                    if !self.waiting.contains(revocation) {
                        self.waiting.push(revocation.clone());
                    }
                    return true;
                }
            },
        };
        let Ok(bytes) = revocation.write() else { return false };
        if !revocation.is_by(&key, &self.space) {
            return false;
        }
        self.revocations.entry(revocation.account).or_default().insert(bytes, revocation.clone());
        self.settle(&revocation.account);
        true
    }

    /// Whether a revocation is by somebody who may speak of its device: the
    /// root or a senior. What happened to the speaker later does not matter
    /// here; whether it counts now is said by [`Kin::revoked`].
    pub fn is_well_spoken(&self, revocation: &Revocation) -> bool {
        let Some(device) = self.kin.get(&revocation.device) else { return false };
        if device.card.account != revocation.account {
            return false;
        }
        match revocation.revoker.map(|by| self.kin.get(&by)) {
            None => revocation.is_by(revocation.account.as_bytes(), &self.space),
            Some(Some(by)) => {
                by.card.account == revocation.account
                    && by.path < device.path
                    && revocation.is_by(&by.card.sign, &self.space)
            }
            Some(None) => false,
        }
    }

    pub fn get(&self, device: &DeviceId) -> Option<&Kin> {
        self.kin.get(device)
    }

    /// Devices of an account that are certified and not revoked.
    pub fn current(&self, account: &AccountId) -> impl Iterator<Item = &Kin> {
        self.all(account).filter(|kin| kin.revoked.is_none())
    }

    /// All devices of an account that were ever certified.
    pub fn all(&self, account: &AccountId) -> impl Iterator<Item = &Kin> {
        self.accounts.get(account).into_iter().flatten().filter_map(|id| self.kin.get(id))
    }

    /// Everything that shows an account's current devices to somebody who
    /// knows only the account. None when they are more than a list holds.
    pub fn bundle(&self, account: &AccountId) -> Option<Bundle> {
        let lines = self.current(account).filter_map(|kin| self.line(&kin.card.id));
        // Checked when they came in.
        Bundle::new(lines.flat_map(|line| line.certificates().to_vec())).ok()
    }

    /// The line from the root to one device, the most senior one.
    pub fn line(&self, device: &DeviceId) -> Option<Bundle> {
        let mut line = Vec::new();
        for (_, hash) in &self.kin.get(device)?.path.0 {
            let found = self.certificates.values().find_map(|all| all.get(hash));
            line.push(*found?);
        }
        Bundle::new(line).ok()
    }

    /// The number that the next certificate by this device, or by the root, carries.
    pub fn next_n(&self, account: &AccountId, certifier: Option<DeviceId>) -> u32 {
        let of = self.accounts.get(account).into_iter().flatten();
        let by = of.filter_map(|id| self.certificates.get(id)).flat_map(BTreeMap::values);
        by.filter(|c| c.certifier == certifier).map(|c| c.n.saturating_add(1)).max().unwrap_or(0)
    }

    /// Current devices that this one has taken in itself.
    pub fn certified_by(&self, device: &DeviceId) -> BTreeSet<DeviceId> {
        let by = |id: &DeviceId| {
            let certificates = self.certificates.get(id).into_iter().flat_map(BTreeMap::values);
            certificates.into_iter().any(|c| c.certifier == Some(*device))
        };
        let account = self.kin.get(device).map(|kin| kin.card.account);
        let current = account.iter().flat_map(|account| self.current(account));
        current.map(|kin| kin.card.id).filter(by).collect()
    }

    /// Revocations that are known, counting or not.
    pub fn revocations(&self) -> impl Iterator<Item = &Revocation> {
        self.revocations.values().flat_map(BTreeMap::values)
    }

    /// Works out paths and standing of one account anew.
    fn settle(&mut self, account: &AccountId) {
        let Some(ids) = self.accounts.get(account) else { return };
        let certificates: Vec<&Certificate> =
            ids.iter().filter_map(|id| self.certificates.get(id)).flat_map(BTreeMap::values).collect();
        let paths = paths(&certificates);
        let none = BTreeMap::new();
        let revocations: Vec<&Revocation> = self.revocations.get(account).unwrap_or(&none).values().collect();
        let verdicts = standing(&paths, &certificates, &revocations);
        for (path, card) in paths {
            let revoked = verdicts.get(&card.id).copied().flatten();
            self.kin.insert(card.id, Kin { card, path, revoked });
        }
    }
}

/// The most senior path of every device that has one, senior first.
fn paths(certificates: &[&Certificate]) -> BTreeMap<Path, DeviceCard> {
    let mut open: BTreeMap<Path, DeviceCard> = BTreeMap::new();
    let (mut done, mut known) = (BTreeMap::new(), BTreeSet::new());
    let step = |path: &Path, by: Option<DeviceId>, open: &mut BTreeMap<Path, DeviceCard>| {
        for c in certificates.iter().filter(|c| c.certifier == by) {
            let mut next = path.clone();
            next.0.push((c.n, c.hash()));
            if next.0.len() <= limits::PATH {
                open.insert(next, c.card);
            }
        }
    };
    step(&Path::default(), None, &mut open);
    // A path is senior to what continues it, so the first arrival is the best.
    while let Some((path, card)) = open.pop_first() {
        if known.insert(card.id) {
            step(&path, Some(card.id), &mut open);
            done.insert(path, card);
        }
    }
    done
}

/// Who is revoked. The root speaks first, then devices from senior to junior;
/// one that does not stand does not speak, and nobody speaks of a senior. What
/// the most senior speaker says of a device holds. A device falls with its
/// certifiers unless a revocation lets it stand.
fn standing(
    paths: &BTreeMap<Path, DeviceCard>,
    certificates: &[&Certificate],
    revocations: &[&Revocation],
) -> BTreeMap<DeviceId, Option<Revoked>> {
    if revocations.is_empty() {
        return BTreeMap::new();
    }
    let path_of: BTreeMap<DeviceId, &Path> = paths.iter().map(|(path, card)| (card.id, path)).collect();
    let mut said = BTreeMap::new();
    speak(None, revocations, &path_of, &mut said);
    for card in paths.values() {
        if reached(certificates, &said).contains(&card.id) {
            speak(Some(card.id), revocations, &path_of, &mut said);
        }
    }
    let stand = reached(certificates, &said);
    let by_hash: BTreeMap<[u8; 32], DeviceId> = certificates.iter().map(|c| (c.hash(), c.card.id)).collect();
    let fell = paths.iter().filter(|(_, card)| !stand.contains(&card.id)).map(|(path, card)| {
        let nearest = path.0.iter().rev().filter_map(|(_, hash)| by_hash.get(hash));
        let cut = nearest.filter_map(|id| said.get(id).copied().flatten().map(|cut| (*id == card.id, cut))).next();
        let cut = match cut {
            Some((true, cut)) => cut,
            // What was made after the fall of its certifier may be anybody's.
            Some((false, cut)) => Revoked { last_op: cut.last_op, last: Mark::START },
            None => Revoked { last_op: EntryId::NONE, last: Mark::START },
        };
        (card.id, Some(cut))
    });
    fell.collect()
}

/// Adds what one speaker says to what its seniors said. Of two sayings about
/// one device the first by its bytes counts; a revocation outdoes a mention.
fn speak(
    by: Option<DeviceId>,
    revocations: &[&Revocation],
    path_of: &BTreeMap<DeviceId, &Path>,
    said: &mut BTreeMap<DeviceId, Option<Revoked>>,
) {
    let junior = |device: &DeviceId| match by {
        None => true,
        Some(by) => path_of.get(&by) < path_of.get(device),
    };
    let mut new = BTreeMap::new();
    for r in revocations.iter().filter(|r| r.revoker == by && junior(&r.device)) {
        new.entry(r.device).or_insert(Some(Revoked { last_op: r.last_op, last: r.last }));
    }
    for r in revocations.iter().filter(|r| r.revoker == by && junior(&r.device)) {
        for device in r.standing.iter().filter(|d| junior(d)) {
            new.entry(*device).or_insert(None);
        }
    }
    for (device, verdict) in new {
        said.entry(device).or_insert(verdict);
    }
}

/// Devices to which certificates lead from the root over devices that stand.
fn reached(certificates: &[&Certificate], said: &BTreeMap<DeviceId, Option<Revoked>>) -> BTreeSet<DeviceId> {
    let known: BTreeSet<DeviceId> = certificates.iter().map(|c| c.card.id).collect();
    let mut stand: BTreeSet<DeviceId> =
        said.iter().filter(|(id, verdict)| verdict.is_none() && known.contains(id)).map(|(id, _)| *id).collect();
    loop {
        let before = stand.len();
        for c in certificates {
            let led = c.certifier.is_none_or(|by| stand.contains(&by));
            if led && !matches!(said.get(&c.card.id), Some(Some(_))) {
                stand.insert(c.card.id);
            }
        }
        if stand.len() == before {
            return stand;
        }
    }
}

#[cfg(test)]
mod tests;
