use super::*;
use crate::reason::{Fault, Hold};
use crate::receive::{Verdict, receive};
use crate::testing::{Shelf, pair};
use rapport_membership::Membership;
use rapport_seal::Kind;
use std::cell::Cell;

/// Backwards, and counts what it was given.
#[derive(Default)]
struct Backwards(Cell<usize>);

impl Hands for Backwards {
    fn share(&self, work: Vec<Work<'_>>) {
        self.0.set(work.len());
        work.into_iter().rev().for_each(|one| one());
    }
}

struct AtOnce;

impl Hands for AtOnce {
    fn share(&self, work: Vec<Work<'_>>) {
        std::thread::scope(|scope| {
            for one in work {
                scope.spawn(one);
            }
        });
    }
}

/// Takes every second piece, and lets the others lie.
struct Lazy;

impl Hands for Lazy {
    fn share(&self, work: Vec<Work<'_>>) {
        work.into_iter().step_by(2).for_each(|one| one());
    }
}

#[test]
fn the_plan_is_the_same_whoever_opens() {
    let (mut ann, mut ben, mut log) = pair(11);
    let opening = log.all();
    let first = receive(&Shelf::default(), &Membership::new(log.space), &ben.keys, opening.clone(), &OneHand).unwrap();
    let mut shelf = Shelf::default();
    shelf.keep(&first, &log.space);
    let membership = first.membership.expect("both are members");
    for n in 0..70u8 {
        ann.write(&mut log, Kind::CHANGES, &[n]);
    }
    ben.write_as(&mut log, ann.keys.id(), b"forged");
    ann.write_large(&mut log, 600_000);
    let mut came = log.all().split_off(opening.len());
    let last = came[40].bytes.len() - 1;
    came[40].bytes[last] ^= 1;
    let told = |hands: &dyn Hands| {
        let plan = receive(&shelf, &membership, &ben.keys, came.clone(), hands).unwrap();
        plan.items.iter().map(|item| (item.record, item.verdict().clone(), item.stands)).collect::<Vec<_>>()
    };
    let straight = told(&OneHand);
    let held = |fault| straight.iter().filter(|(_, v, _)| *v == Verdict::Held(Hold::Fault(fault))).count();
    assert_eq!((held(Fault::Seal), held(Fault::Signature)), (1, 1));
    let used = straight.iter().filter(|(_, v, _)| matches!(v, Verdict::Changes(_))).count();
    assert_eq!(used, 70, "69 small ones and the large one");
    let backwards = Backwards::default();
    assert_eq!(told(&backwards), straight);
    assert_eq!(backwards.0.get(), LOTS, "it was shared out");
    assert_eq!(told(&AtOnce), straight);
    assert_eq!(told(&Lazy), straight);
}
