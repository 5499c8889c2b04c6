//! A copied phone, as others meet it: two branches of one chain, in any order
//! and in any batches, and everybody keeps the same one.

use super::*;
use crate::reason::Fault;
use crate::testing::{Log, Phone, Shelf, pair};
use proptest::prelude::*;
use rapport_ids::EntryId;
use rapport_seal::Kind;

/// Ann's phone and its copy write apart from the same place on; Ben writes too.
fn two_branches(seed: u64, common: u8, one: u8, other: u8) -> (Phone, Log) {
    let (mut ann, mut ben, mut log) = pair(seed);
    for n in 0..common {
        ann.write(&mut log, Kind::CHANGES, &[0, n]);
    }
    let (dseq, prev) = (ann.dseq, ann.prev);
    for n in 0..one {
        ann.write(&mut log, Kind::CHANGES, &[1, n]);
    }
    (ann.dseq, ann.prev) = (dseq, prev);
    for n in 0..other {
        ann.write(&mut log, Kind::CHANGES, &[2, n]);
    }
    ben.write(&mut log, Kind::CHANGES, b"ben");
    (ben, log)
}

/// Takes everything in, in pieces as they come; what is held is looked at again.
fn take(log: &Log, ben: &Phone, batches: Vec<Vec<Incoming>>) -> Shelf {
    let (mut shelf, mut membership) = (Shelf::default(), Membership::new(log.space));
    let mut held: Vec<Incoming> = Vec::new();
    // Once more at the end: what was held may be of use by now.
    for batch in batches.into_iter().chain([Vec::new(), Vec::new()]) {
        let mut all = batch;
        all.extend(held.drain(..).map(|incoming| Incoming { held: true, ..incoming }));
        let plan = receive(&shelf, &membership, &ben.keys, all, &OneHand).unwrap();
        held.extend(plan.items.iter().filter(|item| matches!(item.verdict(), Verdict::Held(_))).map(again));
        let fell: Vec<_> = plan.displaced.clone();
        shelf.keep(&plan, &log.space);
        if let Some(changed) = plan.membership {
            membership = changed;
        }
        // What was displaced is held from now on, as storage would.
        held.extend(log.all().into_iter().filter(|incoming| entry(log, incoming).is_some_and(|id| fell.contains(&id))));
    }
    shelf
}

fn again(item: &Item) -> Incoming {
    Incoming { bytes: item.bytes.clone(), seq: item.seq, held: true }
}

fn entry(log: &Log, incoming: &Incoming) -> Option<EntryId> {
    let frame = rapport_wire::Frame::parse(incoming.bytes.clone()).unwrap();
    rapport_seal::frame::open(&frame, &log.epoch).ok().map(|entry| entry.id())
}

#[test]
fn the_branch_with_the_smaller_entry_stands_also_when_it_comes_later() {
    for seed in 0..8 {
        let (ben, log) = two_branches(seed, 1, 1, 1);
        let all = log.all();
        let (first, second) = (all.len() - 3, all.len() - 2);
        let smaller = entry(&log, &all[first]).min(entry(&log, &all[second])).unwrap();
        for turned in [false, true] {
            let mut order = all.clone();
            if turned {
                order.swap(first, second);
            }
            let shelf = take(&log, &ben, order.into_iter().map(|one| vec![one]).collect());
            assert!(shelf.stand().contains(&smaller), "seed {seed}, turned {turned}");
        }
    }
}

#[test]
fn what_is_given_up_is_held_and_named() {
    let (ben, log) = two_branches(3, 2, 3, 2);
    let plan = receive(&Shelf::default(), &Membership::new(log.space), &ben.keys, log.all(), &OneHand).unwrap();
    let copied = plan.items.iter().filter(|i| *i.verdict() == Verdict::Held(Hold::Fault(Fault::Copied))).count();
    let used = plan.items.iter().filter(|i| matches!(i.verdict(), Verdict::Changes(_))).count();
    assert!(copied == 2 || copied == 3, "{plan:?}", plan = plan.items);
    assert_eq!(used + copied, 2 + 3 + 2 + 1);
    assert!(plan.displaced.is_empty(), "nothing stood before");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever the order and the batches, the same entries stand in the end.
    #[test]
    fn any_order_of_arrival_keeps_the_same_branch(
        seed in 0u64..1_000, common in 0u8..3, one in 1u8..4, other in 1u8..4,
        order in any::<u64>(), size in 1usize..6,
    ) {
        let (ben, log) = two_branches(seed, common, one, other);
        let straight = take(&log, &ben, vec![log.all()]).stand();
        prop_assert!(straight.len() > usize::from(common), "one branch stands");
        let mut items = log.all();
        let mut chance = order;
        for i in (1..items.len()).rev() {
            chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let j = usize::try_from(chance >> 33).unwrap() % (i + 1);
            items.swap(i, j);
        }
        let batches = items.chunks(size).map(<[Incoming]>::to_vec).collect();
        prop_assert_eq!(straight, take(&log, &ben, batches).stand());
    }
}
