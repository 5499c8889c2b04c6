//! Which entries count.

use super::*;
use crate::document::Writers;
use crate::op::{Remove, SetRole};
use crate::standing::{Admission, Opening, Why};
use rapport_ids::DocId;
use rapport_seal::{DeviceKeys, Entry, Frontier, Kind, Mark};

fn write(world: &World, keys: &DeviceKeys, dseq: u64, tip: EntryId) -> SignedEntry {
    let prev = if dseq == 1 { EntryId::NONE } else { EntryId::new([7; 32]) };
    let (kind, doc) = (Kind::CHANGES, DocId::new([1; 16]));
    Entry { kind, device: keys.id(), dseq, prev, doc, tip, created_ms: 0, payload: vec![] }
        .sign(&world.space(), keys)
        .unwrap()
}

fn upto(keys: &DeviceKeys, entry: &SignedEntry) -> Frontier {
    [(keys.id(), Mark { dseq: entry.entry().dseq, entry: entry.id() })].into_iter().collect()
}

const WRITERS: Writers = Writers::AtLeast(Role::Writer);

fn ask(m: &Membership, entry: &SignedEntry) -> Admission {
    m.admits(entry, Opening::Document(&WRITERS), None)
}

fn out(account: AccountId, device: Option<DeviceId>, frontier: Frontier) -> Act {
    Act::Remove(Box::new(Remove { account, device, frontier, request: None, revocation: None }))
}

#[test]
fn the_role_at_the_tip_decides() {
    let (ada, ben, eve) = (Person::new(1, 1), Person::new(2, 1), Person::new(3, 1));
    let world = world_of(SpaceKind::Circle, &[(&ada, Role::Owner), (&ben, Role::Reader)]);
    let m = &world.membership;
    let (first, tip) = (world.entries[0].id(), world.entries[1].id());
    assert_eq!(ask(m, &write(&world, ada.key(), 1, first)), Admission::Admissible);
    assert_eq!(ask(m, &write(&world, ben.key(), 1, tip)), Admission::Inadmissible(Why::Role));
    assert_eq!(ask(m, &write(&world, ben.key(), 1, first)), Admission::Inadmissible(Why::NotMember));
    assert_eq!(ask(m, &write(&world, eve.key(), 1, tip)), Admission::UnknownDevice);
    assert_eq!(ask(m, &write(&world, ada.key(), 1, EntryId::new([9; 32]))), Admission::UnknownTip);
}

#[test]
fn of_somebody_removed_only_what_the_frontier_names_counts() {
    let (ada, ben) = (Person::new(1, 1), Person::new(2, 1));
    let mut world = world_of(SpaceKind::Circle, &[(&ada, Role::Owner), (&ben, Role::Writer)]);
    let tip = world.entries[1].id();
    let one = write(&world, ben.key(), 1, tip);
    let two = write(&world, ben.key(), 2, tip);
    let three = write(&world, ben.key(), 3, tip);
    world.act(ada.key(), out(ben.id(), None, upto(ben.key(), &two)));
    let m = &world.membership;
    assert_eq!((ask(m, &one), ask(m, &two)), (Admission::Admissible, Admission::Admissible));
    assert_eq!(ask(m, &three), Admission::Inadmissible(Why::BeyondFrontier));
    let mut other = two.clone().into_entry();
    other.payload = vec![1];
    let other = other.sign(&world.space(), ben.key()).unwrap();
    assert_eq!(ask(m, &other), Admission::Inadmissible(Why::BeyondFrontier), "a copy's other branch");
    let after = write(&world, ben.key(), 2, m.standing().unwrap().tip());
    assert_eq!(ask(m, &after), Admission::Inadmissible(Why::NotMember));
    // Not on one's own devices.
    assert_eq!(m.admits(&three, Opening::Document(&WRITERS), Some(&ben.id())), Admission::Admissible);
}

#[test]
fn whoever_comes_back_writes_again_and_what_was_cut_stays_cut() {
    let (ada, ben) = (Person::new(1, 1), Person::new(2, 1));
    let mut world = world_of(SpaceKind::Circle, &[(&ada, Role::Owner), (&ben, Role::Writer)]);
    let late = write(&world, ben.key(), 1, world.entries[1].id());
    world.act(ada.key(), out(ben.id(), None, Frontier::default()));
    world.add(ada.key(), &ben, Role::Writer);
    let m = &world.membership;
    assert_eq!(ask(m, &late), Admission::Inadmissible(Why::BeyondFrontier));
    assert_eq!(ask(m, &write(&world, ben.key(), 2, m.standing().unwrap().tip())), Admission::Admissible);
}

#[test]
fn a_demotion_takes_only_what_the_lower_role_may_not_write() {
    let (ada, ben) = (Person::new(1, 1), Person::new(2, 1));
    let mut world = world_of(SpaceKind::Circle, &[(&ada, Role::Owner), (&ben, Role::Admin)]);
    let old = write(&world, ben.key(), 1, world.entries[1].id());
    let lower = |role| Act::SetRole(SetRole { account: ben.id(), role, frontier: Frontier::default() });
    world.act(ada.key(), lower(Role::Writer));
    let m = &world.membership;
    assert_eq!(ask(m, &old), Admission::Admissible);
    let admins = Writers::AtLeast(Role::Admin);
    let asked = m.admits(&old, Opening::Document(&admins), None);
    assert_eq!(asked, Admission::Inadmissible(Why::BeyondFrontier), "an admin's document with an old tip");
    world.act(ada.key(), lower(Role::Reader));
    assert_eq!(ask(&world.membership, &old), Admission::Inadmissible(Why::BeyondFrontier));
}

#[test]
fn a_removed_or_revoked_device_is_cut_by_itself() {
    let ada = Person::new(1, 3);
    let mut world = World::open(SpaceKind::Circle, &ada);
    let first = world.entries[0].id();
    let (lost, kept) = (&ada.devices[1], &ada.devices[2]);
    let one = write(&world, lost, 1, first);
    let two = write(&world, lost, 2, first);
    let fine = write(&world, kept, 5, first);
    world.act(ada.key(), out(ada.id(), Some(lost.id()), upto(lost, &one)));
    let m = &world.membership;
    assert_eq!((ask(m, &one), ask(m, &fine)), (Admission::Admissible, Admission::Admissible));
    assert_eq!(ask(m, &two), Admission::Inadmissible(Why::BeyondFrontier));
    let later = write(&world, lost, 2, m.standing().unwrap().tip());
    assert_eq!(ask(m, &later), Admission::Inadmissible(Why::DeviceRemoved));
    let what = rapport_seal::revocation::Revoke {
        device: kept.id(),
        last_op: first,
        last: Mark { dseq: 5, entry: fine.id() },
        standing: BTreeSet::new(),
    };
    let mut m = m.clone();
    m.revoke(&Revocation::by_root(&ada.root, &world.space(), what).unwrap());
    assert_eq!(ask(&m, &fine), Admission::Admissible);
    assert_eq!(ask(&m, &write(&world, kept, 6, first)), Admission::Inadmissible(Why::DeviceRevoked));
}
