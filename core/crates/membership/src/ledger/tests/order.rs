//! The same set, any order of arrival: the same answer.

use super::*;
use crate::op::{AddMember, Remove, SetOwner, SetRole};
use proptest::prelude::*;
use rapport_seal::revocation::Revoke;
use rapport_seal::{Bundle, Frontier, Mark};
use std::sync::LazyLock;

static PEOPLE: LazyLock<Vec<Person>> = LazyLock::new(|| (0..5).map(|i| Person::new(i, 2)).collect());

/// One thing that happens in a quarrel: who, with which device, on which
/// replica, does what to whom, and who hears of it.
#[derive(Debug, Clone)]
struct Step {
    who: usize,
    device: usize,
    replica: usize,
    what: u8,
    whom: usize,
    heard: Option<usize>,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = (0usize..5, 0usize..2, 0usize..5, 0u8..18, 0usize..5, proptest::option::weighted(0.25, 0usize..5));
    let step =
        step.prop_map(|(who, device, replica, what, whom, heard)| Step { who, device, replica, what, whom, heard });
    proptest::collection::vec(step, 8..30)
}

struct Story {
    space: SpaceId,
    ops: Vec<SignedEntry>,
    revocations: Vec<Revocation>,
    notices: Vec<Bundle>,
    /// What each of the five who quarrel has heard of in the end.
    replicas: Vec<(Membership, Vec<SignedEntry>)>,
}

/// The first device's certificate; the second one's becomes known by a notice.
fn first_only(person: &Person) -> Bundle {
    let by_root = person.bundle.certificates().iter().find(|c| c.certifier.is_none());
    Bundle::new(by_root.copied()).unwrap()
}

/// Five replicas that hear of each other now and then.
fn play(steps: &[Step]) -> Story {
    let people = &*PEOPLE;
    let world =
        world_of(SpaceKind::Circle, &[(&people[0], Role::Owner), (&people[1], Role::Admin), (&people[2], Role::Admin)]);
    let mut replicas = vec![world.membership.clone(); 5];
    let mut known: Vec<Vec<SignedEntry>> = vec![world.entries.clone(); 5];
    let (mut ops, mut revocations, mut notices) = (world.entries.clone(), Vec::new(), Vec::new());
    let mut requests: Vec<(AccountId, SignedEntry)> = Vec::new();
    for (n, step) in (0u32..).zip(steps) {
        if let Some(from) = step.heard {
            for op in known[from].clone() {
                replicas[step.replica].insert(&op, Trust::Verified).unwrap();
                known[step.replica].push(op);
            }
            for revocation in &revocations {
                replicas[step.replica].revoke(revocation);
            }
            for notice in &notices {
                replicas[step.replica].certify(notice, Trust::Verified).unwrap();
            }
        }
        let m = &mut replicas[step.replica];
        let keys = &people[step.who].devices[step.device];
        let whom = &people[step.whom];
        let s = m.standing().unwrap();
        let frontier = Frontier::default();
        let act = match step.what {
            0..3 => Act::Rotate,
            3 | 4 => {
                Act::AddMember(AddMember { account: whom.id(), role: Role::Admin, certificates: first_only(whom) })
            }
            5 => Act::AddMember(AddMember { account: whom.id(), role: Role::Writer, certificates: first_only(whom) }),
            6 => Act::SetRole(SetRole { account: whom.id(), role: Role::Writer, frontier }),
            7 => Act::SetRole(SetRole { account: whom.id(), role: Role::Admin, frontier }),
            8 | 9 => Act::Remove(Box::new(Remove {
                account: whom.id(),
                device: None,
                frontier,
                request: None,
                revocation: None,
            })),
            10 => Act::SetOwner(SetOwner { account: whom.id(), owner_key: [n.to_be_bytes()[3]; 32], frontier }),
            11 => Act::SetRelays(BTreeSet::new()),
            12 => {
                let last = Mark::START;
                let what = Revoke { device: whom.devices[1].id(), last_op: s.tip(), last, standing: BTreeSet::new() };
                let revocation = Revocation::by_root(&whom.root, &world.space(), what).unwrap();
                m.revoke(&revocation);
                revocations.push(revocation);
                continue;
            }
            13 => {
                requests.push((whom.id(), m.leave_request(whom.key(), frontier, 0).unwrap()));
                continue;
            }
            14 => {
                let Some((account, request)) = requests.last().cloned() else { continue };
                let request = Some(request.to_bytes().unwrap());
                Act::Remove(Box::new(Remove { account, device: None, frontier, request, revocation: None }))
            }
            15 | 16 => {
                m.certify(&whom.bundle, Trust::Verified).unwrap();
                notices.push(whom.bundle.clone());
                continue;
            }
            _ => Act::Unknown { kind: rapport_seal::Kind(40), fields: vec![1] },
        };
        let mut fresh = [0; 32];
        fresh[..4].copy_from_slice(&n.to_be_bytes());
        let epoch = if act.renews_key() == Some(true) { EpochId::new(fresh) } else { s.epoch() };
        let control = if changes_holders(s.state(), &act) { fresh } else { *s.control_key() };
        let op = raw_op(&world.space(), keys, s.tip(), &after(epoch, control), &act);
        // Some of these are void; nobody is kept from making them.
        let _ = m.insert(&op, Trust::Verified);
        known[step.replica].push(op.clone());
        ops.push(op);
    }
    let replicas = replicas.into_iter().zip(known).collect();
    Story { space: world.space(), ops, revocations, notices, replicas }
}

type Seen =
    (Vec<EntryId>, Vec<(AccountId, Role)>, EpochId, AccountId, Vec<(EntryId, Void)>, Vec<EntryId>, Vec<EntryId>);

fn seen(m: &Membership) -> Seen {
    let s = m.standing().unwrap();
    (
        s.path().to_vec(),
        s.members().map(|member| (member.account, member.role)).collect(),
        s.epoch(),
        s.owner(),
        m.void_ops().map(|(id, why)| (*id, *why)).collect(),
        m.replaced_ops().collect(),
        m.waiting_ops().collect(),
    )
}

fn all_at_once(story: &Story) -> Membership {
    let mut m = Membership::new(story.space);
    m.insert_all(story.ops.iter().map(|op| (op, Trust::Verified)));
    for revocation in &story.revocations {
        m.revoke(revocation);
    }
    for notice in &story.notices {
        m.certify(notice, Trust::Verified).unwrap();
    }
    m
}

/// Few by default, since every one signs and judges a whole story; as many as
/// `PROPTEST_CASES` says when somebody wants to know.
fn cases() -> ProptestConfig {
    match std::env::var_os("PROPTEST_CASES") {
        Some(_) => ProptestConfig::default(),
        None => ProptestConfig::with_cases(24),
    }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn any_order_of_arrival(steps in steps(), seed in any::<u64>()) {
        let story = play(&steps);
        let once = seen(&all_at_once(&story));
        let (ops, revocations) = (story.ops.len(), story.revocations.len());
        let n = ops + revocations + story.notices.len();
        for round in 0..3u64 {
            // A shuffle by hashing: every order can come up.
            let mut order: Vec<usize> = (0..n).collect();
            order.sort_by_key(|i| {
                use std::hash::{DefaultHasher, Hash, Hasher};
                let mut hasher = DefaultHasher::new();
                (seed, round, i).hash(&mut hasher);
                hasher.finish()
            });
            let mut m = Membership::new(story.space);
            for i in order {
                if let Some(op) = story.ops.get(i) {
                    let _ = m.insert(op, Trust::Verified);
                } else if let Some(revocation) = story.revocations.get(i - ops) {
                    m.revoke(revocation);
                } else {
                    m.certify(&story.notices[i - ops - revocations], Trust::Verified).unwrap();
                }
            }
            prop_assert_eq!(seen(&m), once.clone());
        }
    }

    #[test]
    fn one_by_one_in_the_order_of_making_is_the_same_as_all_at_once(steps in steps()) {
        let story = play(&steps);
        let mut m = Membership::new(story.space);
        for op in &story.ops {
            let _ = m.insert(op, Trust::Verified);
        }
        for revocation in &story.revocations {
            m.revoke(revocation);
        }
        for notice in &story.notices {
            m.certify(notice, Trust::Verified).unwrap();
        }
        prop_assert_eq!(seen(&m), seen(&all_at_once(&story)));
    }

    #[test]
    fn however_five_were_parted_they_end_with_the_same_answer(
        steps in steps(),
        meetings in proptest::collection::vec((0usize..5, 0usize..5), 0..8),
    ) {
        let story = play(&steps);
        let mut replicas = story.replicas.clone();
        // First some meet, in groups; then each hears everything of everybody.
        let everybody = (0..5).flat_map(|to| (0..5).map(move |from| (to, from)));
        for (to, from) in meetings.into_iter().chain(everybody.clone()).chain(everybody) {
            let heard = replicas[from].1.clone();
            let (membership, known) = &mut replicas[to];
            for op in heard {
                let _ = membership.insert(&op, Trust::Verified);
                known.push(op);
            }
            known.sort_by_key(SignedEntry::id);
            known.dedup_by_key(|op| op.id());
        }
        let once = seen(&all_at_once(&story));
        for (membership, _) in &mut replicas {
            for revocation in &story.revocations {
                membership.revoke(revocation);
            }
            for notice in &story.notices {
                membership.certify(notice, Trust::Verified).unwrap();
            }
            prop_assert_eq!(seen(membership), once.clone());
        }
    }

    #[test]
    fn there_is_always_one_owner_and_every_admin_came_in_by_rank(steps in steps()) {
        let m = all_at_once(&play(&steps));
        let s = m.standing().unwrap();
        let owners: Vec<_> = s.members().filter(|member| member.role == Role::Owner).collect();
        prop_assert_eq!(owners.len(), 1);
        prop_assert_eq!(owners[0].account, s.owner());
        for id in s.path() {
            prop_assert!(m.op(id).is_some());
        }
    }
}

#[test]
fn a_long_chain_stands_whole() {
    let ada = &PEOPLE[0];
    let world = World::open(SpaceKind::Circle, ada);
    let s = world.membership.standing().unwrap();
    let (mut tip, control) = (s.tip(), *s.control_key());
    let mut ops = world.entries.clone();
    for n in 0u32..300 {
        let mut epoch = [1; 32];
        epoch[..4].copy_from_slice(&n.to_be_bytes());
        let op = raw_op(&world.space(), ada.key(), tip, &after(EpochId::new(epoch), control), &Act::Rotate);
        tip = op.id();
        ops.push(op);
    }
    let mut m = Membership::new(world.space());
    assert!(m.insert_all(ops.iter().map(|op| (op, Trust::Verified))).is_empty());
    assert_eq!(m.standing().unwrap().path().len(), 301);
    assert_eq!(m.epochs().count(), 301);
}
