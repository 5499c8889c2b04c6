use super::*;
use crate::reason::{Fault, Wait};
use crate::testing::{Phone, Shelf, pair};
use proptest::prelude::*;
use rapport_seal::Kind;
use sha2::Digest;

fn verdicts(plan: &Plan) -> Vec<(RecordId, String)> {
    let mut all: Vec<_> = plan.items.iter().map(|item| (item.record, format!("{:?}", item.verdict()))).collect();
    all.sort();
    all
}

#[test]
fn a_joiner_reads_everything_from_the_first_frame() {
    let (ann, ben, log) = pair(1);
    let plan = receive(&Shelf::default(), &Membership::new(log.space), &ben.keys, log.all(), &OneHand).unwrap();
    assert!(plan.items.iter().all(|i| !matches!(i.verdict(), Verdict::Held(_))), "{:?}", verdicts(&plan));
    let membership = plan.membership.unwrap();
    assert_eq!(membership.standing().unwrap().members().count(), 2);
    assert_eq!(plan.keys.len(), 1);
    drop(ann);
}

#[test]
fn after_a_rotation_the_newest_key_opens_all() {
    let (mut ann, ben, mut log) = pair(2);
    ann.write(&mut log, Kind::CHANGES, b"before");
    ann.rotate(&mut log);
    ann.write(&mut log, Kind::CHANGES, b"after");
    let plan = receive(&Shelf::default(), &Membership::new(log.space), &ben.keys, log.all(), &OneHand).unwrap();
    let changes = plan.items.iter().filter(|i| matches!(i.verdict(), Verdict::Changes(_))).count();
    assert_eq!(changes, 2, "{:?}", verdicts(&plan));
    assert_eq!(plan.keys.len(), 2);
}

/// As with a device that has the newest key from its siblings: before the last operation nothing can be opened, and
/// that one brings a key and cannot be used yet.
#[test]
fn a_key_that_only_leads_to_older_ones_opens_all_too() {
    let (mut ann, _, mut log) = pair(22);
    ann.rotate(&mut log);
    let newest = log.epoch.duplicate();
    let known = Shelf { keys: vec![(newest.tag(&log.space), newest)], ..Shelf::default() };
    let stranger = Phone::new(99);
    let plan = receive(&known, &Membership::new(log.space), &stranger.keys, log.all(), &OneHand).unwrap();
    assert!(plan.items.iter().all(|i| !matches!(i.verdict(), Verdict::Held(_))), "{:?}", verdicts(&plan));
    assert_eq!(plan.membership.unwrap().standing().unwrap().members().count(), 2);
}

#[test]
fn one_bad_record_among_many_stops_none() {
    let (mut ann, ben, mut log) = pair(3);
    for n in 0..50u8 {
        ann.write(&mut log, Kind::CHANGES, &[n]);
    }
    let mut items = log.all();
    let at = items.len() - 20;
    let len = items[at].bytes.len();
    items[at].bytes[len - 1] ^= 1;
    let plan = receive(&Shelf::default(), &Membership::new(log.space), &ben.keys, items, &OneHand).unwrap();
    let used = plan.items.iter().filter(|i| matches!(i.verdict(), Verdict::Changes(_))).count();
    assert_eq!(used, 49);
    let held: Vec<_> = plan.items.iter().filter(|i| matches!(i.verdict(), Verdict::Held(_))).collect();
    assert_eq!(held.len(), 1);
    assert_eq!(held[0].verdict(), &Verdict::Held(Hold::Fault(Fault::Seal)));
}

#[test]
fn what_came_twice_is_used_once() {
    let (mut ann, ben, mut log) = pair(4);
    ann.write(&mut log, Kind::CHANGES, b"x");
    let mut items = log.all();
    let last = items.last().unwrap().clone();
    items.push(last);
    // The same entry sealed once more is another record of the same thing.
    items.push(Incoming { bytes: ann.seal_again(&log), seq: None, held: false });
    let plan = receive(&Shelf::default(), &Membership::new(log.space), &ben.keys, items, &OneHand).unwrap();
    let used = plan.items.iter().filter(|i| matches!(i.verdict(), Verdict::Changes(_))).count();
    let twice = plan.items.iter().filter(|i| *i.verdict() == Verdict::Duplicate).count();
    assert_eq!((used, twice), (1, 2));
}

#[test]
fn without_a_key_a_record_waits_for_it_by_name() {
    let (mut ann, _, mut log) = pair(5);
    ann.write(&mut log, Kind::CHANGES, b"x");
    let stranger = Phone::new(99);
    let plan = receive(&Shelf::default(), &Membership::new(log.space), &stranger.keys, log.all(), &OneHand).unwrap();
    assert!(plan.items.iter().all(|i| matches!(i.verdict(), Verdict::Held(Hold::Wait(Wait::Key(_))))));
    assert!(plan.membership.is_none() && plan.keys.is_empty());
}

#[test]
fn a_signature_by_somebody_else_is_a_fault() {
    let (ann, mut ben, mut log) = pair(6);
    // Ben has the key and writes in Ann's name.
    ben.write_as(&mut log, ann.keys.id(), b"forged");
    let plan = receive(&Shelf::default(), &Membership::new(log.space), &ann.keys, log.all(), &OneHand).unwrap();
    let faults = plan.items.iter().filter(|i| *i.verdict() == Verdict::Held(Hold::Fault(Fault::Signature)));
    assert_eq!(faults.count(), 1, "{:?}", verdicts(&plan));
}

#[test]
fn two_entries_for_one_place_are_a_copied_phone() {
    let (mut ann, ben, mut log) = pair(7);
    let place = ann.dseq;
    ann.write(&mut log, Kind::CHANGES, b"one");
    ann.dseq = place;
    ann.prev = ann.before_last;
    ann.write(&mut log, Kind::CHANGES, b"two");
    let plan = receive(&Shelf::default(), &Membership::new(log.space), &ben.keys, log.all(), &OneHand).unwrap();
    let copied = plan.items.iter().filter(|i| *i.verdict() == Verdict::Held(Hold::Fault(Fault::Copied))).count();
    let used = plan.items.iter().filter(|i| matches!(i.verdict(), Verdict::Changes(_))).count();
    assert_eq!((copied, used), (1, 1));
}

#[test]
fn a_gap_stops_nothing() {
    let (mut ann, ben, mut log) = pair(8);
    for n in 0..5u8 {
        ann.write(&mut log, Kind::CHANGES, &[n]);
    }
    let mut items = log.all();
    let missing = items.len() - 3;
    items.remove(missing);
    let plan = receive(&Shelf::default(), &Membership::new(log.space), &ben.keys, items, &OneHand).unwrap();
    assert_eq!(plan.items.iter().filter(|i| matches!(i.verdict(), Verdict::Changes(_))).count(), 4);
}

#[test]
fn a_large_change_arrives_in_pieces() {
    let (mut ann, ben, mut log) = pair(9);
    ann.write_large(&mut log, 600_000);
    let mut items = log.all();
    items.reverse();
    let plan = receive(&Shelf::default(), &Membership::new(log.space), &ben.keys, items, &OneHand).unwrap();
    let whole: Vec<_> = plan
        .items
        .iter()
        .filter_map(|i| match i.verdict() {
            Verdict::Changes(raw) => Some(raw[0].len()),
            _ => None,
        })
        .collect();
    assert_eq!(whole, vec![600_000]);
}

#[test]
fn a_frame_of_another_space_is_a_fault() {
    let (mut ann, ben, mut log) = pair(10);
    ann.write(&mut log, Kind::CHANGES, b"x");
    let (_, _, other) = pair(11);
    let plan = receive(&Shelf::default(), &Membership::new(other.space), &ben.keys, log.all(), &OneHand).unwrap();
    assert!(plan.items.iter().all(|i| *i.verdict() == Verdict::Held(Hold::Fault(Fault::Form))));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// The order of arrival changes nothing about what is used.
    #[test]
    fn any_order_gives_the_same(seed in 0u64..1_000, order in any::<u64>()) {
        let (mut ann, mut ben, mut log) = pair(seed);
        ann.write(&mut log, Kind::CHANGES, b"a1");
        ben.write(&mut log, Kind::CHANGES, b"b1");
        ann.rotate(&mut log);
        ben.learn(&log);
        ben.write(&mut log, Kind::CHANGES, b"b2");
        ann.write(&mut log, Kind::CHANGES, b"a2");
        let straight = receive(&Shelf::default(), &Membership::new(log.space), &ben.keys, log.all(), &OneHand).unwrap();
        let mut items = log.all();
        let mut chance = order;
        for i in (1..items.len()).rev() {
            chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let j = usize::try_from(chance >> 33).unwrap() % (i + 1);
            items.swap(i, j);
        }
        let mixed = receive(&Shelf::default(), &Membership::new(log.space), &ben.keys, items, &OneHand).unwrap();
        prop_assert_eq!(verdicts(&straight), verdicts(&mixed));
        prop_assert_eq!(straight.keys.len(), mixed.keys.len());
    }

    /// Cut, changed, repeated: every record gets an answer and nothing panics.
    #[test]
    fn damage_is_an_answer(seed in 0u64..1_000, at in any::<prop::sample::Index>(), byte in any::<prop::sample::Index>(), value in any::<u8>(), cut in 0usize..2_000) {
        let (mut ann, ben, mut log) = pair(seed);
        ann.write(&mut log, Kind::CHANGES, b"x");
        let mut items = log.all();
        let n = items.len();
        let item = &mut items[at.index(n)];
        let len = item.bytes.len();
        item.bytes[byte.index(len)] ^= value;
        let keep = len.saturating_sub(cut.saturating_sub(1_000));
        item.bytes.truncate(keep);
        let plan = receive(&Shelf::default(), &Membership::new(log.space), &ben.keys, items, &OneHand).unwrap();
        prop_assert_eq!(plan.items.len(), n);
    }
}

#[test]
fn a_request_to_leave_is_ones_own_and_waits_for_what_its_author_knew() {
    let (mut ann, mut ben, mut log) = pair(40);
    let before = log.membership.standing().unwrap().tip();
    let early = log.all();
    ann.rotate(&mut log);
    let tip = log.membership.standing().unwrap().tip();
    let rotated = log.all();
    ben.leave(&mut log, ben.keys.account(), tip);
    ben.leave(&mut log, ann.keys.account(), before);
    let all = log.all();
    let (own, others) = (all[all.len() - 2].clone(), all[all.len() - 1].clone());
    let verdict = |items: Vec<Incoming>, of: &Incoming| {
        let plan = receive(&Shelf::default(), &Membership::new(log.space), &ann.keys, items, &OneHand).unwrap();
        let record = RecordId::new(sha2::Sha256::digest(&of.bytes).into());
        plan.items.iter().find(|item| item.record == record).unwrap().verdict().clone()
    };
    let with = |some: &[Incoming], more: &Incoming| some.iter().chain([more]).cloned().collect::<Vec<_>>();
    assert_eq!(verdict(with(&rotated, &own), &own), Verdict::Membership);
    assert_eq!(verdict(with(&rotated, &others), &others), Verdict::Held(Hold::Fault(Fault::Payload)));
    // Without the operation that it names: its key came with that one too.
    let wait = verdict(with(&early, &own), &own);
    assert!(matches!(wait, Verdict::Held(Hold::Wait(Wait::Key(_) | Wait::Tip(_)))), "{wait:?}");
}

#[test]
fn what_came_too_late_counts_once_somebody_has_built_on_it_and_stands_in_no_chain() {
    let (mut ann, mut ben, mut log) = pair(41);
    ben.write(&mut log, Kind::CHANGES, b"late");
    let late = Phone::last(&log);
    let place = log.all().len() - 1;
    ann.let_go(&mut log, &ben);
    // It comes after the operation that let its author go.
    let mut items = log.all();
    let came = items.remove(place);
    items.push(came);
    let verdict = |shelf: &Shelf| {
        let plan = receive(shelf, &Membership::new(log.space), &ann.keys, items.clone(), &OneHand).unwrap();
        let of = |item: &&crate::Item| item.entry().is_some_and(|entry| entry.id() == late);
        let item = plan.items.iter().find(of).unwrap();
        (item.verdict().clone(), plan.displaced.len())
    };
    let (held, _) = verdict(&Shelf::default());
    let Verdict::Held(Hold::Fault(fault @ Fault::Inadmissible(_))) = held else { panic!("{held:?}") };
    assert!(Fault::TO_DECIDE.contains(&fault.code()));
    let built_on = Shelf { built_on: [late].into(), ..Shelf::default() };
    let (used, displaced) = verdict(&built_on);
    assert!(matches!(used, Verdict::Changes(_)), "{used:?}");
    assert_eq!(displaced, 0);
}
