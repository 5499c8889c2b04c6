//! A disk that is full while others' changes are taken in says nothing about
//! those changes.

use super::base::Stage;
use super::carry::{assert_in_step, sync};
use super::facts::Facts;
use crate::vfs::{Fault, Op};
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
