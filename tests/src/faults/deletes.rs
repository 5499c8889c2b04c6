//! A file that cannot be deleted: SQLite wants its log away when the last one
//! closes, and its journal when a profile is made.

use super::base::{ANN, Stage, append};
use super::carry::assert_in_step;
use super::facts::assert_whole;
use crate::vfs::{Fault, FaultyFs, Op};
use crate::world::World;
use rapport_node::{Node, NodeError, Secret};

/// More deletions than a profile ever asks for at once.
const MOST: u64 = 50;

#[test]
fn closing_keeps_everything_when_the_log_cannot_be_deleted() {
    let mut struck = 0;
    for n in 1..MOST {
        let mut stage = Stage::new(n);
        let why = format!("the {n}th deletion fails");
        let mut ann = stage.open_ann().expect("a healthy disk");
        let screen = ann.open_screen(stage.base.note, stage.base.section).expect("a screen");
        append(&screen, "Closed in a hurry. ");
        stage.facts.text("Closed in a hurry. ");
        stage.fs.fail_at(Some(Op::Delete), n, Fault::Io);
        ann.rest().unwrap_or_else(|error| panic!("{why}: {error:?}"));
        drop(screen);
        drop(ann);
        let met = stage.fs.heal();
        struck += met;
        assert_whole(&stage.profile(ANN), &why);
        let mut ann = stage.open_ann().unwrap_or_else(|error| panic!("{why}: opens no more: {error:?}"));
        stage.facts.assert(&stage, &ann, "", &why);
        assert_in_step(&mut stage, &mut ann, &why);
        if met == 0 {
            break;
        }
    }
    assert!(struck > 0, "no deletion was ever asked for");
}

#[test]
fn closing_keeps_everything_while_nothing_can_be_deleted_and_the_power_goes() {
    let mut stage = Stage::new(99);
    for round in 0..3 {
        let why = format!("round {round}");
        stage.fs.fail_from(Some(Op::Delete), 1, Fault::Io);
        let mut ann = stage.open_ann().unwrap_or_else(|error| panic!("{why}: {error:?}"));
        let screen = ann.open_screen(stage.base.note, stage.base.section).expect("a screen");
        let words = format!("Round {round}. ");
        append(&screen, &words);
        ann.journal().expect("journalled");
        ann.harden().expect("synced");
        stage.facts.text(&words);
        drop(screen);
        drop(ann);
        stage.fs.heal();
        stage.fs.power_cut();
        assert_whole(&stage.profile(ANN), &why);
        let ann = stage.open_ann().unwrap_or_else(|error| panic!("{why}: {error:?}"));
        stage.facts.assert(&stage, &ann, "", &why);
        drop(ann);
    }
}

#[test]
fn a_profile_is_made_whole_or_can_be_made_again_when_a_deletion_fails() {
    let mut struck = 0;
    for n in 1..MOST {
        let world = World::new(n);
        let (fs, folder, key) = (FaultyFs::new(), world.folder.path().join("Mia"), [9; 32]);
        let create = |name: &str| Node::create(&folder, Secret::new(key), name, world.ports(), Some(fs.name()));
        fs.fail_at(Some(Op::Delete), n, Fault::Io);
        let made = create("Mia");
        let first = match made {
            Ok(node) => {
                // Closing asks for deletions, too.
                drop(node);
                true
            }
            Err(error) => {
                assert!(matches!(error, NodeError::Store(_)), "the {n}th: {error:?}");
                false
            }
        };
        let met = fs.heal();
        struck += met;
        if !first {
            drop(create("Mia").unwrap_or_else(|error| panic!("the {n}th: made again: {error:?}")));
        }
        let node = Node::open(&folder, Secret::new(key), world.ports(), Some(fs.name()));
        drop(node.unwrap_or_else(|error| panic!("the {n}th: {error:?}")));
        if met == 0 {
            break;
        }
    }
    assert!(struck > 0, "no deletion was ever asked for");
}
