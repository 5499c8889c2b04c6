//! Chains, forks, revocations and admission.

mod admission;
mod forks;
mod former;
mod order;

use super::*;
use crate::op::After;
use crate::role::Role;
use crate::space::SpaceKind;
use crate::testing::{Person, World, after, raw_op};

fn world_of(kind: SpaceKind, people: &[(&Person, Role)]) -> World {
    let mut world = World::open(kind, people[0].0);
    for (person, role) in &people[1..] {
        world.add(people[0].0.key(), person, *role);
    }
    world
}

/// An op on any tip, with the keys that a valid one would bring.
fn op_on(world: &World, by: &rapport_seal::DeviceKeys, tip: EntryId, act: &Act, chance: u8) -> SignedEntry {
    let at = world.membership.op(&tip).unwrap();
    let renews = act.renews_key() == Some(true);
    let epoch = if renews { EpochId::new([chance; 32]) } else { at.after.epoch };
    raw_op(&world.space(), by, tip, &after(epoch, [chance; 32]), act)
}

#[test]
fn operations_wait_for_their_place_and_their_author() {
    let (ada, ben) = (Person::new(1, 1), Person::new(2, 1));
    let mut world = world_of(SpaceKind::Circle, &[(&ada, Role::Owner), (&ben, Role::Admin)]);
    let rotate = op_on(&world, ben.key(), world.membership.standing().unwrap().tip(), &Act::Rotate, 7);
    world.entries.push(rotate);
    let mut late = Membership::new(world.space());
    assert_eq!(late.insert(&world.entries[2], Trust::Check), Ok(Inserted::Waiting), "author unknown");
    assert_eq!(late.insert(&world.entries[1], Trust::Check), Ok(Inserted::Waiting));
    assert!(late.standing().is_none());
    assert_eq!(late.waiting_ops().count(), 2);
    assert_eq!(late.insert(&world.entries[0], Trust::Check), Ok(Inserted::New));
    assert_eq!(late.standing().unwrap().tip(), world.entries[2].id());
    assert_eq!(late.insert(&world.entries[0], Trust::Check), Ok(Inserted::Known));
    assert_eq!(late.waiting_ops().count(), 0);
}

#[test]
fn an_operation_that_waits_may_bring_the_certificate_another_waits_for() {
    let [ada, ben, cleo] = [1, 2, 3].map(|i| Person::new(i, 1));
    let world = World::open(SpaceKind::Circle, &ada);
    let tip = world.membership.standing().unwrap().tip();
    let by_ben = op_on(&world, ben.key(), tip, &Act::Rotate, 7);
    let add = crate::op::AddMember { account: ben.id(), role: Role::Writer, certificates: ben.bundle.clone() };
    let by_cleo = op_on(&world, cleo.key(), tip, &Act::AddMember(add), 8);
    for order in [[&by_ben, &by_cleo], [&by_cleo, &by_ben]] {
        let mut m = world.membership.clone();
        let _ = order.map(|op| m.insert(op, Trust::Check).unwrap());
        assert_eq!(m.void_ops().collect::<Vec<_>>(), [(&by_ben.id(), &Void::NotMember)]);
        assert_eq!(m.waiting_ops().collect::<Vec<_>>(), [by_cleo.id()]);
    }
}

#[test]
fn what_is_not_signed_by_its_author_is_refused() {
    let (ada, ben) = (Person::new(1, 1), Person::new(2, 1));
    let mut world = world_of(SpaceKind::Circle, &[(&ada, Role::Owner), (&ben, Role::Admin)]);
    let tip = world.membership.standing().unwrap().tip();
    let good = op_on(&world, ben.key(), tip, &Act::Rotate, 7);
    let mut bytes = good.to_bytes().unwrap();
    let n = bytes.len();
    bytes[n - 1] ^= 1;
    let forged = SignedEntry::from_bytes(&world.space(), &bytes).unwrap();
    assert_eq!(world.membership.insert(&forged, Trust::Check), Err(OpProblem::Signature));
    let other = SignedEntry::from_bytes(&SpaceId::new([9; 16]), &good.to_bytes().unwrap()).unwrap();
    assert_eq!(world.membership.insert(&other, Trust::Check), Err(OpProblem::Space));
    assert_eq!(world.membership.standing().unwrap().tip(), tip);
}

#[test]
fn nobody_can_give_a_space_another_genesis() {
    let (ada, eve) = (Person::new(1, 1), Person::new(2, 1));
    let mut world = World::open(SpaceKind::Circle, &ada);
    let theirs = World::open(SpaceKind::Circle, &eve);
    let mut payload = theirs.entries[0].entry().clone();
    payload.device = eve.key().id();
    let moved = payload.sign(&world.space(), eve.key()).unwrap();
    assert_eq!(world.membership.insert(&moved, Trust::Check), Err(OpProblem::Genesis));
}

#[test]
fn keys_change_with_the_kinds_that_renew_them_only() {
    let ada = Person::new(1, 1);
    let ben = Person::new(2, 1);
    let world = World::open(SpaceKind::Circle, &ada);
    let s = world.membership.standing().unwrap();
    let (tip, epoch, control) = (s.tip(), s.epoch(), *s.control_key());
    let add = crate::op::AddMember { account: ben.id(), role: Role::Admin, certificates: ben.bundle.clone() };
    let fresh = EpochId::new([5; 32]);
    for (act, after, why) in [
        (Act::Rotate, after(epoch, control), Void::KeyNotRenewed),
        (Act::SetRelays(BTreeSet::new()), after(fresh, control), Void::KeyChanged),
        (Act::AddMember(add), after(epoch, control), Void::ControlKeyNotRenewed),
    ] {
        let mut m = world.membership.clone();
        let op = raw_op(&world.space(), ada.key(), tip, &after, &act);
        m.insert(&op, Trust::Check).unwrap();
        assert_eq!(m.void_ops().collect::<Vec<_>>(), [(&op.id(), &why)]);
        assert_eq!((m.standing().unwrap().tip(), m.void_by(&ada.key().id())), (tip, 1));
    }
    let mut m = world.membership.clone();
    let one = raw_op(&world.space(), ada.key(), tip, &after(fresh, control), &Act::Rotate);
    let back = raw_op(&world.space(), ada.key(), one.id(), &after(epoch, control), &Act::Rotate);
    m.insert_all([(&one, Trust::Check), (&back, Trust::Check)]);
    assert_eq!(m.void_ops().map(|(_, why)| *why).collect::<Vec<_>>(), [Void::KeyNotRenewed], "an old key again");
}

#[test]
fn a_pair_cannot_push_each_other_out() {
    let (ada, ben, cleo) = (Person::new(1, 2), Person::new(2, 1), Person::new(3, 1));
    let world = world_of(SpaceKind::Pair, &[(&ada, Role::Owner), (&ben, Role::Admin)]);
    let tip = world.membership.standing().unwrap().tip();
    let remove = |account: AccountId, device| {
        Act::Remove(Box::new(crate::op::Remove {
            account,
            device,
            frontier: rapport_seal::Frontier::default(),
            request: None,
            revocation: None,
        }))
    };
    let add = crate::op::AddMember { account: cleo.id(), role: Role::Admin, certificates: cleo.bundle.clone() };
    let lower = crate::op::SetRole { account: ben.id(), role: Role::Reader, frontier: Default::default() };
    for (by, act, why) in [
        (ada.key(), remove(ben.id(), None), Some(Void::Rank)),
        (ben.key(), remove(ada.id(), None), Some(Void::Rank)),
        (ada.key(), remove(ben.id(), Some(ben.key().id())), Some(Void::Rank)),
        (ada.key(), Act::AddMember(add), Some(Void::SpaceKind)),
        (ada.key(), Act::SetRole(lower), Some(Void::SpaceKind)),
        (ada.key(), remove(ada.id(), Some(ada.devices[1].id())), None),
        (&ada.devices[1], remove(ada.id(), Some(ada.key().id())), Some(Void::Rank)),
        (ada.key(), remove(ada.id(), Some(ada.key().id())), Some(Void::NoSuchDevice)),
    ] {
        let mut m = world.membership.clone();
        m.insert(&op_on(&world, by, tip, &act, 7), Trust::Check).unwrap();
        assert_eq!(m.void_ops().map(|(_, why)| *why).next(), why, "{act:?}");
    }
}

#[test]
fn a_removed_device_authors_nothing_and_gets_no_key() {
    let ada = Person::new(1, 2);
    let mut world = World::open(SpaceKind::Circle, &ada);
    assert_eq!(world.membership.key_recipients().len(), 2);
    let what = rapport_seal::revocation::Revoke {
        device: ada.devices[1].id(),
        last_op: world.entries[0].id(),
        last: rapport_seal::Mark::START,
        standing: BTreeSet::new(),
    };
    let revocation = Revocation::by_device(ada.key(), &world.space(), what).unwrap();
    assert!(world.membership.revoke(&revocation));
    assert_eq!(world.membership.key_recipients().len(), 1, "no key for a revoked device");
    let remove = crate::op::Remove {
        account: ada.id(),
        device: Some(ada.devices[1].id()),
        frontier: Default::default(),
        request: None,
        revocation: Some(revocation),
    };
    world.act(ada.key(), Act::Remove(Box::new(remove)));
    assert!(world.membership.member_of(&ada.devices[1].id()).is_none());
    assert_eq!(world.membership.member_of(&ada.key().id()), Some(ada.id()));
    let tip = world.membership.standing().unwrap().tip();
    let op = op_on(&world, &ada.devices[1], tip, &Act::Rotate, 7);
    world.membership.insert(&op, Trust::Check).unwrap();
    assert_eq!(world.membership.void_ops().map(|(_, w)| *w).next(), Some(Void::DeviceRemoved));
}

#[test]
fn ops_after_the_last_that_counts_are_void_with_all_on_them() {
    let (ada, ben) = (Person::new(1, 2), Person::new(2, 1));
    let world = world_of(SpaceKind::Circle, &[(&ada, Role::Owner), (&ben, Role::Admin)]);
    let last = world.entries[1].id();
    let stolen = op_on(&world, &ada.devices[1], last, &Act::Rotate, 5);
    let mut m = world.membership.clone();
    m.insert(&stolen, Trust::Check).unwrap();
    let s = m.standing().unwrap();
    let on_it =
        raw_op(&world.space(), ben.key(), stolen.id(), &after(EpochId::new([6; 32]), *s.control_key()), &Act::Rotate);
    m.insert(&on_it, Trust::Check).unwrap();
    assert_eq!(m.standing().unwrap().tip(), on_it.id());
    let what = rapport_seal::revocation::Revoke {
        device: ada.devices[1].id(),
        last_op: last,
        last: rapport_seal::Mark::START,
        standing: BTreeSet::new(),
    };
    assert!(m.revoke(&Revocation::by_root(&ada.root, &world.space(), what).unwrap()));
    assert_eq!(m.standing().unwrap().tip(), last);
    let why: BTreeMap<_, _> = m.void_ops().collect();
    assert_eq!(why[&stolen.id()], &Void::DeviceRevoked);
    assert_eq!(why[&on_it.id()], &Void::Below);
    // A key that only a void op brought is linked when the key is renewed.
    assert_eq!(m.stray_epochs().count(), 2);
}

#[test]
fn a_revocation_that_knows_more_than_we_do_waits_for_it() {
    let (ada, ben) = (Person::new(1, 2), Person::new(2, 1));
    let mut world = world_of(SpaceKind::Circle, &[(&ada, Role::Owner), (&ben, Role::Admin)]);
    let tip = world.membership.standing().unwrap().tip();
    // Ben's fork loses to the stolen phone of the owner until the revocation counts.
    let stolen = op_on(&world, &ada.devices[1], tip, &Act::Rotate, 5);
    let last = op_on(&world, ben.key(), tip, &Act::Rotate, 6);
    let what = rapport_seal::revocation::Revoke {
        device: ada.devices[1].id(),
        last_op: last.id(),
        last: rapport_seal::Mark::START,
        standing: BTreeSet::new(),
    };
    let m = &mut world.membership;
    m.insert(&stolen, Trust::Check).unwrap();
    assert!(m.revoke(&Revocation::by_root(&ada.root, &m.space(), what).unwrap()));
    assert_eq!(m.standing().unwrap().tip(), stolen.id());
    m.insert(&last, Trust::Check).unwrap();
    assert_eq!(m.standing().unwrap().tip(), last.id());
    // The same where the operation that it waits for simply continues the chain.
    let on = op_on(&world, ben.key(), last.id(), &Act::Rotate, 7);
    let what = rapport_seal::revocation::Revoke {
        device: ada.key().id(),
        last_op: on.id(),
        last: rapport_seal::Mark::START,
        standing: BTreeSet::new(),
    };
    let m = &mut world.membership;
    m.revoke(&Revocation::by_root(&ada.root, &m.space(), what).unwrap());
    let late = raw_op(&m.space(), ada.key(), last.id(), &after(EpochId::new([8; 32]), [8; 32]), &Act::Rotate);
    m.insert(&late, Trust::Check).unwrap();
    assert_eq!(m.standing().unwrap().tip(), late.id(), "the owner's, as far as is known");
    m.insert(&on, Trust::Check).unwrap();
    assert_eq!(m.standing().unwrap().tip(), on.id());
}

#[test]
fn provisional_means_that_no_relay_has_shown_it() {
    let (ada, ben) = (Person::new(1, 1), Person::new(2, 1));
    let mut world = world_of(SpaceKind::Circle, &[(&ada, Role::Owner), (&ben, Role::Admin)]);
    assert_eq!(world.membership.provisional().count(), 2);
    world.membership.mark_at_relay(world.entries[0].id());
    assert_eq!(world.membership.provisional().collect::<Vec<_>>(), [world.entries[1].id()]);
    world.membership.clear_relay();
    assert_eq!(world.membership.provisional().count(), 2);
}

fn replacing(id: EntryId, base: After) -> After {
    After { replaces: [id].into(), ..base }
}
