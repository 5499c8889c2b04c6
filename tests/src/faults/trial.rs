//! A disk that is full while others' changes are taken in says nothing about
//! those changes.

use super::base::Stage;
use super::carry::{assert_in_step, sync};
use super::facts::Facts;
use crate::vfs::{Fault, Op};
use crate::world::carry::Carrier;
use crate::world::look;

#[test]
fn a_full_disk_puts_nobody_in_quarantine() {
    for n in 1..60 {
        let mut stage = Stage::new(80_000 + n);
        let mut ann = stage.open_ann().expect("a healthy disk");
        for _ in 0..6 {
            stage.world.clock.advance(20 * 60 * 1000);
            stage.fs.fail_from(Some(Op::Write), n, Fault::Full);
            let _ = sync(&stage.world.relay, &mut ann, &mut Facts::default());
            stage.fs.heal();
        }
        let line = look::line(&ann, stage.now());
        assert_eq!((line.deferred, line.quarantined), (0, 0), "full at write {n}: {line:?}");
        assert_in_step(&mut stage, &mut ann, &format!("full at write {n}"));
    }
}

/// What cannot be stored would be answered again as fast as the relay can.
#[test]
fn a_full_disk_does_not_ask_a_relay_for_the_same_again_and_again() {
    let mut stage = Stage::new(81_000);
    let mut ann = stage.open_ann().expect("a healthy disk");
    let carrier = Carrier::new(&stage.world.relay);
    stage.fs.fail_from(Some(Op::Write), 1, Fault::Full);
    ann.sync_now().expect("begun");
    let (mut asked, mut failed) = (0, 0);
    // Ten seconds, in which the worker looks every quarter of one.
    for _ in 0..40 {
        let mut waiting = ann.requests().unwrap_or_default();
        while let Some(rapport_node::Request { id, call, .. }) = waiting.pop() {
            asked += 1;
            match ann.answer(id, carrier.ask(&call)) {
                Ok(next) => waiting.extend(next),
                Err(_) => failed += 1,
            }
        }
        stage.world.clock.advance(250);
    }
    assert!(failed > 2, "the disk was never full: {failed}");
    assert!(asked < 25, "{asked} calls");
    stage.fs.heal();
    assert_in_step(&mut stage, &mut ann, "when there is room again");
}
