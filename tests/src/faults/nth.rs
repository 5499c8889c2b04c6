//! Every act, with the n-th thing that it asks of the disk failing, for every n.

use super::acts::Act;
use super::base::{ANN, Stage, every};
use super::carry::assert_in_step;
use super::facts::assert_whole;
use crate::vfs::{Fault, Op};
use crate::world::look;
use rapport_node::{NodeError, StoreError};

/// More than this in one act is an act that never passes.
const MOST: u64 = 3_000;
/// Meeting the other phone is the dear part: not for every n.
const MEET: u64 = 5;

/// What is written down for the file's own sake.
const BESIDES: [&str; 2] = ["trials", "meta"];

#[derive(Debug, Clone, Copy)]
struct Case {
    op: Op,
    fault: Fault,
    /// It goes on failing, as a full disk does.
    sticky: bool,
    /// The power goes afterwards, not only the process.
    cut: bool,
}

const fn case(op: Op, fault: Fault, sticky: bool, cut: bool) -> Case {
    Case { op, fault, sticky, cut }
}

fn every_n(case: Case) {
    for act in Act::ALL {
        let began = std::time::Instant::now();
        let step = every(act.thin());
        for n in (1..).step_by(step) {
            assert!(n < MOST, "{act:?} never passes with {case:?}");
            if !fails_at(act, case, n) {
                println!("{act:?}, {:?}: passes when the {n}th fails, {:?}", case.op, began.elapsed());
                break;
            }
        }
    }
}

/// One act with one fault. Whether the fault was met.
fn fails_at(act: Act, case: Case, n: u64) -> bool {
    let why = format!("{act:?} with {case:?} at {n}");
    let mut stage = Stage::new(n);
    let mut ann = stage.open_ann().expect("a healthy disk");
    let mut ready = act.prepare(&mut stage, &mut ann);
    if case.cut {
        ann.harden().expect("a healthy disk");
    }
    let before = look::dump(ann.reader().expect("a reader").conn(), &BESIDES);
    match case.sticky {
        true => stage.fs.fail_from(Some(case.op), n, case.fault),
        false => stage.fs.fail_at(Some(case.op), n, case.fault),
    }
    let done = act.run(&mut stage, &mut ann, &mut ready);
    let struck = stage.fs.heal() > 0;
    if let Err(error) = &done {
        assert!(struck, "{why}: failed by itself: {error:?}");
        assert_typed(error, case.fault, &why);
        if act.is_one() {
            let after = look::dump(ann.reader().expect("a reader").conn(), &BESIDES);
            assert_eq!(before, after, "{why}: something changed");
        }
    }
    if done.is_err() && n.is_multiple_of(2) {
        // The same process goes on and tries again.
        stage.world.clock.advance(20 * 60 * 1000);
        act.run(&mut stage, &mut ann, &mut ready).unwrap_or_else(|error| panic!("{why}: again: {error:?}"));
    } else if case.cut && done.is_ok() {
        ann.harden().unwrap_or_else(|error| panic!("{why}: harden: {error:?}"));
    }
    if case.cut {
        let _ = ann.harden();
    }
    stage.kill(ann);
    if case.cut {
        stage.fs.power_cut();
    }
    assert_whole(&stage.profile(ANN), &why);
    let mut ann = stage.open_ann().unwrap_or_else(|error| panic!("{why}: opens no more: {error:?}"));
    if act.mends() {
        ann.repair().unwrap_or_else(|error| panic!("{why}: repaired: {error:?}"));
    }
    stage.facts.assert(&stage, &ann, &ready.typed, &why);
    stage.facts.assert_own(&stage, &ann, &why);
    stage.facts.assert_key(&stage, &mut ann, &why);
    if n % MEET == 1 {
        let mut facts = std::mem::take(&mut stage.facts);
        facts.settle(&stage, &ann);
        stage.facts = facts;
        assert_in_step(&mut stage, &mut ann, &why);
        ready.assert_met(&stage, &mut ann, &why);
    }
    struck
}

fn assert_typed(error: &NodeError, fault: Fault, why: &str) {
    let expected = matches!(
        (fault, error),
        (Fault::Full, NodeError::Store(StoreError::Full)) | (Fault::Io, NodeError::Store(StoreError::Damaged { .. }))
    );
    assert!(expected, "{why}: {error:?}");
}

#[test]
fn a_full_disk_stays_full_for_a_while() {
    every_n(case(Op::Write, Fault::Full, true, false));
}

#[test]
fn one_write_fails() {
    every_n(case(Op::Write, Fault::Io, false, false));
}

#[test]
fn one_write_fails_and_the_power_goes() {
    every_n(case(Op::Write, Fault::Full, false, true));
}

#[test]
fn one_sync_fails_and_the_power_goes() {
    every_n(case(Op::Sync, Fault::Io, false, true));
}

#[test]
fn one_truncate_or_open_fails() {
    every_n(case(Op::Truncate, Fault::Io, false, false));
    every_n(case(Op::Open, Fault::Io, false, false));
}
