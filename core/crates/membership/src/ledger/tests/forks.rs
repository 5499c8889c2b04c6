//! Two valid operations on one tip: which branch stands.

use super::*;
use crate::op::{AddMember, Remove, SetOwner, SetRole};
use rapport_seal::Frontier;

fn add(who: &Person, role: Role) -> Act {
    Act::AddMember(AddMember { account: who.id(), role, certificates: who.bundle.clone() })
}

fn remove(who: &Person) -> Act {
    let (account, frontier) = (who.id(), Frontier::default());
    Act::Remove(Box::new(Remove { account, device: None, frontier, request: None, revocation: None }))
}

struct Quarrel {
    ada: Person,
    ben: Person,
    cleo: Person,
    dan: Person,
    world: World,
    tip: EntryId,
}

/// Ada owns, Ben and Cleo are admins in this order, Dan writes.
fn quarrel() -> Quarrel {
    let [ada, ben, cleo, dan] = [1, 2, 3, 4].map(|i| Person::new(i, 2));
    let world = world_of(
        SpaceKind::Circle,
        &[(&ada, Role::Owner), (&ben, Role::Admin), (&cleo, Role::Admin), (&dan, Role::Writer)],
    );
    let tip = world.membership.standing().unwrap().tip();
    Quarrel { ada, ben, cleo, dan, world, tip }
}

fn tip_of(q: &Quarrel, ops: &[&SignedEntry]) -> EntryId {
    let mut there = q.world.membership.clone();
    let mut back = q.world.membership.clone();
    there.insert_all(ops.iter().map(|op| (*op, Trust::Check)));
    for op in ops.iter().rev() {
        back.insert(op, Trust::Check).unwrap();
    }
    let tip = there.standing().unwrap().tip();
    assert_eq!(tip, back.standing().unwrap().tip());
    tip
}

/// An op whose id is larger or smaller than another's, so that luck decides nothing.
fn beating(other: &SignedEntry, larger: bool, make: impl Fn(u8) -> SignedEntry) -> SignedEntry {
    (0..=255).map(make).find(|op| (op.id() > other.id()) == larger).unwrap()
}

#[test]
fn the_strongest_author_stands() {
    let q = quarrel();
    let weak = op_on(&q.world, q.cleo.key(), q.tip, &Act::Rotate, 1);
    let strong = beating(&weak, true, |i| op_on(&q.world, q.ben.key(), q.tip, &Act::Rotate, i));
    assert_eq!(tip_of(&q, &[&weak, &strong]), strong.id());
}

#[test]
fn a_stronger_author_anywhere_in_the_branch_counts() {
    let q = quarrel();
    let ben = op_on(&q.world, q.ben.key(), q.tip, &Act::Rotate, 1);
    let cleo = op_on(&q.world, q.cleo.key(), q.tip, &Act::Rotate, 2);
    let ada = raw_op(&q.world.space(), q.ada.key(), cleo.id(), &after(EpochId::new([3; 32]), [3; 32]), &Act::Rotate);
    assert_eq!(tip_of(&q, &[&ben, &cleo]), ben.id());
    assert_eq!(tip_of(&q, &[&ben, &cleo, &ada]), ada.id());
}

#[test]
fn rank_is_taken_where_the_branches_part() {
    let q = quarrel();
    // Cleo demotes nobody above her; Ben demotes Cleo while she makes Dan an admin.
    let lower = Act::SetRole(SetRole { account: q.cleo.id(), role: Role::Reader, frontier: Frontier::default() });
    let raise = Act::SetRole(SetRole { account: q.dan.id(), role: Role::Admin, frontier: Frontier::default() });
    let ben = op_on(&q.world, q.ben.key(), q.tip, &lower, 1);
    let cleo = op_on(&q.world, q.cleo.key(), q.tip, &raise, 2);
    let dan = raw_op(&q.world.space(), q.dan.key(), cleo.id(), &after(EpochId::new([3; 32]), [3; 32]), &Act::Rotate);
    assert_eq!(tip_of(&q, &[&ben, &cleo, &dan]), ben.id());
}

#[test]
fn two_people_remove_each_other_and_the_stronger_stays() {
    let q = quarrel();
    let by_ben = op_on(&q.world, q.ben.key(), q.tip, &remove(&q.cleo), 1);
    let by_cleo = op_on(&q.world, q.cleo.key(), q.tip, &remove(&q.ben), 2);
    let mut m = q.world.membership.clone();
    m.insert_all([(&by_cleo, Trust::Check), (&by_ben, Trust::Check)]);
    assert_eq!(m.void_ops().map(|(id, why)| (*id, *why)).collect::<Vec<_>>(), [(by_cleo.id(), Void::Rank)]);
    let s = m.standing().unwrap();
    assert!(s.role(&q.ben.id()).is_some() && s.role(&q.cleo.id()).is_none());
}

#[test]
fn of_one_account_the_branch_that_gives_up_rank_stands() {
    let q = quarrel();
    let hand = Act::SetOwner(SetOwner { account: q.ben.id(), owner_key: [8; 32], frontier: Frontier::default() });
    let keeps = op_on(&q.world, q.ada.key(), q.tip, &Act::Rotate, 1);
    let gives = beating(&keeps, true, |i| op_on(&q.world, &q.ada.devices[1], q.tip, &hand, i));
    assert_eq!(tip_of(&q, &[&keeps, &gives]), gives.id());
}

#[test]
fn of_one_account_the_senior_device_then_the_smaller_id() {
    let q = quarrel();
    let junior = op_on(&q.world, &q.ada.devices[1], q.tip, &Act::Rotate, 1);
    let senior = beating(&junior, true, |i| op_on(&q.world, q.ada.key(), q.tip, &Act::Rotate, i));
    assert_eq!(tip_of(&q, &[&junior, &senior]), senior.id());
    let one = op_on(&q.world, q.ada.key(), q.tip, &Act::Rotate, 1);
    let two = op_on(&q.world, q.ada.key(), q.tip, &Act::Rotate, 2);
    assert_eq!(tip_of(&q, &[&one, &two]), one.id().min(two.id()));
    let mut m = q.world.membership.clone();
    m.insert_all([(&one, Trust::Check), (&two, Trust::Check)]);
    let alarms = m.standing().unwrap().alarms();
    assert!(alarms.len() == 1 && alarms[0].device == q.ada.key().id() && alarms[0].ops.len() == 2);
}

#[test]
fn a_demoted_admin_cannot_come_back_with_an_old_tip() {
    let q = quarrel();
    let demote = Act::SetRole(SetRole { account: q.ben.id(), role: Role::Reader, frontier: Frontier::default() });
    let by_ada = op_on(&q.world, q.ada.key(), q.tip, &demote, 1);
    let eve = Person::new(9, 1);
    let by_ben = op_on(&q.world, q.ben.key(), q.tip, &add(&eve, Role::Admin), 2);
    let mut m = q.world.membership.clone();
    m.insert_all([(&by_ada, Trust::Check), (&by_ben, Trust::Check)]);
    let s = m.standing().unwrap();
    assert_eq!((s.tip(), s.role(&eve.id()), s.role(&q.ben.id())), (by_ada.id(), None, Some(Role::Reader)));
    assert_eq!(m.replaced_ops().collect::<Vec<_>>(), [by_ben.id()]);
}

#[test]
fn a_tip_beside_the_chain_counts_where_it_was_replaced_or_where_it_left() {
    let q = quarrel();
    let (fork, place) = (q.tip, 3);
    let lost = op_on(&q.world, q.ben.key(), fork, &Act::Rotate, 1);
    let lost_two =
        raw_op(&q.world.space(), q.ben.key(), lost.id(), &after(EpochId::new([4; 32]), [4; 32]), &Act::Rotate);
    let won = op_on(&q.world, q.ada.key(), fork, &Act::Rotate, 2);
    let mut m = q.world.membership.clone();
    m.insert_all([(&lost, Trust::Check), (&lost_two, Trust::Check), (&won, Trust::Check)]);
    assert_eq!(m.place(&won.id()), Some(place + 1));
    assert_eq!(m.place(&lost_two.id()), Some(place), "the last that both have");
    let again = replacing(lost.id(), after(EpochId::new([5; 32]), [5; 32]));
    let repeated = raw_op(&q.world.space(), q.ben.key(), won.id(), &again, &Act::Rotate);
    m.insert(&repeated, Trust::Check).unwrap();
    assert_eq!(m.place(&lost.id()), Some(place + 2));
    assert_eq!(m.place(&lost_two.id()), Some(place + 2), "its nearest ancestor that is named");
    assert_eq!(m.place(&EntryId::new([1; 32])), None);
    assert_eq!(m.stray_epochs().count(), 2);
}

#[test]
fn more_on_the_losing_side_by_the_weaker_changes_nothing() {
    let q = quarrel();
    let won = op_on(&q.world, q.ben.key(), q.tip, &Act::Rotate, 1);
    let mut m = q.world.membership.clone();
    m.insert(&won, Trust::Check).unwrap();
    let mut tip = q.tip;
    for i in 0..20 {
        let op = raw_op(
            &q.world.space(),
            q.cleo.key(),
            tip,
            &after(EpochId::new([100 + i; 32]), [100 + i; 32]),
            &Act::Rotate,
        );
        m.insert(&op, Trust::Check).unwrap();
        tip = op.id();
    }
    assert_eq!(m.standing().unwrap().tip(), won.id());
    assert_eq!(m.replaced_ops().count(), 20);
}

#[test]
fn whoever_has_left_does_not_come_back_with_an_old_tip() {
    // The owner leaves, and the weakest admin takes them out.
    let q = quarrel();
    let m = &q.world.membership;
    let request = m.leave_request(&q.ada.devices[1], Frontier::default(), 1).unwrap();
    let leaves = |by: &Person, chance| {
        let request = Some(request.to_bytes().unwrap());
        let (account, frontier) = (q.ada.id(), Frontier::default());
        let remove = Remove { account, device: None, frontier, request, revocation: None };
        op_on(&q.world, by.key(), q.tip, &Act::Remove(Box::new(remove)), chance)
    };
    let out = leaves(&q.cleo, 1);
    let hand = Act::SetOwner(SetOwner { account: q.dan.id(), owner_key: [8; 32], frontier: Frontier::default() });
    for act in [Act::Rotate, remove(&q.cleo), hand] {
        for larger in [true, false] {
            let back = beating(&out, larger, |i| op_on(&q.world, q.ada.key(), q.tip, &act, i));
            assert_eq!(tip_of(&q, &[&out, &back]), out.id(), "{act:?}");
        }
    }
    // Nobody borrows the strength of the one who leaves: what Ben decided at the same time stands.
    let demote = Act::SetRole(SetRole { account: q.cleo.id(), role: Role::Reader, frontier: Frontier::default() });
    let by_ben = op_on(&q.world, q.ben.key(), q.tip, &demote, 3);
    assert_eq!(tip_of(&q, &[&out, &by_ben]), by_ben.id());
    // Of two who take the owner out, the stronger one's branch stands.
    let also = leaves(&q.ben, 2);
    assert_eq!(tip_of(&q, &[&out, &also]), also.id());
    // What the owner decided before leaving stays decided.
    let mut m = q.world.membership.clone();
    let demoted = Act::SetRole(SetRole { account: q.ben.id(), role: Role::Reader, frontier: Frontier::default() });
    let before = op_on(&q.world, q.ada.key(), q.tip, &demoted, 4);
    m.insert(&before, Trust::Check).unwrap();
    let request = m.leave_request(q.ada.key(), Frontier::default(), 1).unwrap().to_bytes().unwrap();
    let (account, frontier) = (q.ada.id(), Frontier::default());
    let gone = Remove { account, device: None, frontier, request: Some(request), revocation: None };
    let gone = raw_op(
        &m.space(),
        q.cleo.key(),
        before.id(),
        &after(EpochId::new([5; 32]), [5; 32]),
        &Act::Remove(Box::new(gone)),
    );
    let by_ben = op_on(&q.world, q.ben.key(), q.tip, &Act::Rotate, 6);
    m.insert_all([(&gone, Trust::Check), (&by_ben, Trust::Check)]);
    let s = m.standing().unwrap();
    assert_eq!((s.tip(), s.role(&q.ben.id()), s.owner()), (gone.id(), Some(Role::Reader), q.cleo.id()));
}
