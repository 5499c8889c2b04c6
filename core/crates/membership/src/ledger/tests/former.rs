//! Whoever was removed or demoted, or has left, and still has their keys.

use super::*;
use crate::op::{AddMember, Remove, SetOwner, SetRole};
use proptest::prelude::*;
use rapport_seal::{DeviceKeys, Frontier};
use std::sync::LazyLock;

/// An owner, three admins, and one who writes.
static PEOPLE: LazyLock<Vec<Person>> = LazyLock::new(|| (20..25).map(|i| Person::new(i, 2)).collect());
static STRANGER: LazyLock<Person> = LazyLock::new(|| Person::new(30, 1));

#[derive(Debug, Clone, Copy)]
enum End {
    Removed,
    Demoted,
    /// By their own request, taken out by this admin.
    Left(usize),
}

/// What somebody signs with an old key: with which device, on which operation, what.
type Late = (usize, proptest::sample::Index, u8, usize);

fn ends() -> impl Strategy<Value = (usize, End)> {
    prop_oneof![
        (1usize..4, prop_oneof![Just(End::Removed), Just(End::Demoted)]),
        (0usize..4, 1usize..4).prop_map(|(who, by)| (who, End::Left(if by == who { by % 3 + 1 } else { by }))),
    ]
}

fn unique(n: u32) -> [u8; 32] {
    let mut bytes = [0xEE; 32];
    bytes[..4].copy_from_slice(&n.to_be_bytes());
    bytes
}

fn act_of(what: u8, whom: &Person, n: u32) -> Act {
    let frontier = Frontier::default();
    match what {
        0 | 1 => Act::Rotate,
        2 => Act::AddMember(AddMember {
            account: STRANGER.id(),
            role: Role::Admin,
            certificates: STRANGER.bundle.clone(),
        }),
        3 => Act::SetRole(SetRole { account: whom.id(), role: Role::Reader, frontier }),
        4 => Act::SetRole(SetRole { account: whom.id(), role: Role::Admin, frontier }),
        5 => Act::SetOwner(SetOwner { account: whom.id(), owner_key: unique(n), frontier }),
        6 => Act::SetRelays(BTreeSet::new()),
        _ => Act::Remove(Box::new(Remove {
            account: whom.id(),
            device: None,
            frontier,
            request: None,
            revocation: None,
        })),
    }
}

/// Any operation on any tip, with the keys that a valid one would bring.
fn sign(m: &Membership, by: &DeviceKeys, tip: &EntryId, act: &Act, n: u32) -> SignedEntry {
    let at = m.op(tip).unwrap();
    let epoch = if act.renews_key() == Some(true) { EpochId::new(unique(n)) } else { at.after.epoch };
    let changes = matches!(act, Act::AddMember(_) | Act::SetRole(_) | Act::SetOwner(_) | Act::Remove(_));
    let control = if changes { unique(n) } else { at.after.control };
    raw_op(&m.space(), by, *tip, &after(epoch, control), act)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn gains_nothing_with_old_keys(
        (who, end) in ends(),
        before in proptest::collection::vec(0usize..4, 0..4),
        then in proptest::collection::vec(0usize..4, 0..3),
        late in proptest::collection::vec((0usize..2, any::<proptest::sample::Index>(), 0u8..9, 0usize..5), 1..6) ,
        late_first in any::<bool>(),
    ) {
        let people = &*PEOPLE;
        let roles = [Role::Owner, Role::Admin, Role::Admin, Role::Admin, Role::Writer];
        let members: Vec<_> = people.iter().zip(roles).collect();
        let mut world = world_of(SpaceKind::Circle, &members);
        let mut n = 0;
        let mut go_on = |m: &mut Membership, by: &DeviceKeys, act: Act| {
            n += 1;
            let tip = m.standing().unwrap().tip();
            let op = sign(m, by, &tip, &act, n);
            m.insert(&op, Trust::Check).unwrap();
            assert_eq!(m.standing().unwrap().tip(), op.id(), "{act:?}");
            op
        };
        let m = &mut world.membership;
        let mut known: Vec<SignedEntry> = world.entries.clone();
        for by in before {
            known.push(go_on(m, people[by].key(), Act::Rotate));
        }
        let loser = &people[who];
        let frontier = Frontier::default();
        let out = |request| Act::Remove(Box::new(Remove {
            account: loser.id(), device: None, frontier: Frontier::default(), request, revocation: None,
        }));
        let (by, act) = match end {
            End::Removed => (0, out(None)),
            End::Demoted => (0, Act::SetRole(SetRole { account: loser.id(), role: Role::Writer, frontier })),
            End::Left(by) => {
                let request = m.leave_request(&loser.devices[1], frontier, 5).unwrap();
                (by, out(Some(request.to_bytes().unwrap())))
            }
        };
        known.push(go_on(m, people[by].key(), act));
        for by in then {
            let governs = m.standing().unwrap().role(&people[by].id()).is_some_and(Role::governs);
            if by != who && governs {
                known.push(go_on(m, people[by].key(), Act::Rotate));
            }
        }
        let without = m.clone();
        // The loser signs on every operation they may know of, and on their own.
        let mut all = without.clone();
        let mut theirs: Vec<SignedEntry> = Vec::new();
        for (i, (device, on, what, whom)) in (1_000u32..).zip::<Vec<Late>>(late) {
            let tips: Vec<EntryId> = known.iter().chain(&theirs).map(SignedEntry::id).collect();
            let op = sign(&all, &loser.devices[device], on.get(&tips), &act_of(what, &people[whom], i), i);
            all.insert(&op, Trust::Check).unwrap();
            theirs.push(op);
        }
        if late_first {
            all = Membership::new(without.space());
            all.insert_all(theirs.iter().chain(&known).map(|op| (op, Trust::Check)));
        }
        let (now, then) = (all.standing().unwrap(), without.standing().unwrap());
        prop_assert_eq!(now.path(), then.path());
        prop_assert_eq!(now.members().collect::<Vec<_>>(), then.members().collect::<Vec<_>>());
        prop_assert_eq!((now.owner(), now.epoch(), now.control_key()), (then.owner(), then.epoch(), then.control_key()));
        prop_assert!(theirs.iter().all(|op| now.place_of(&op.id()).is_none()));
    }
}
