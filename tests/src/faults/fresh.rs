//! Making a profile and opening one on a disk that fails.

use super::base::{ANN, Stage, every};
use super::facts::assert_whole;
use crate::vfs::{Fault, FaultyFs, Op};
use crate::world::World;
use rapport_node::{Node, NodeError, Secret};

const OPS: [(Op, Fault); 5] = [
    (Op::Write, Fault::Full),
    (Op::Write, Fault::Io),
    (Op::Sync, Fault::Io),
    (Op::Truncate, Fault::Io),
    (Op::Open, Fault::Io),
];

#[test]
fn a_profile_is_made_whole_or_can_be_made_again() {
    for (op, fault) in OPS {
        for n in 1.. {
            assert!(n < 3_000, "never passes");
            let world = World::new(n);
            let (fs, folder, key) = (FaultyFs::new(), world.folder.path().join("Mia"), [9; 32]);
            let create = |name: &str| Node::create(&folder, Secret::new(key), name, world.ports(), Some(fs.name()));
            fs.fail_at(Some(op), n, fault);
            let made = create("Mia");
            let struck = fs.heal() > 0;
            let why = format!("{op:?} {fault:?} at {n}");
            let first = match made {
                Ok(node) => {
                    fs.die();
                    drop(node);
                    fs.heal();
                    true
                }
                Err(error) => {
                    assert!(matches!(error, NodeError::Store(_)), "{why}: {error:?}");
                    false
                }
            };
            if !first {
                drop(create("Mia Moser").unwrap_or_else(|error| panic!("{why}: made again: {error:?}")));
            }
            let node = Node::open(&folder, Secret::new(key), world.ports(), Some(fs.name())).expect("it opens");
            let reader = node.reader().expect("a reader");
            let (space, me) = (node.personal_space(), node.person());
            let row = rapport_store::projections::people::get(reader.conn(), &space, &me).expect("read");
            let name = if first { "Mia" } else { "Mia Moser" };
            assert_eq!(row.map(|row| row.name).as_deref(), Some(name), "{why}");
            if !struck {
                break;
            }
        }
    }
}

#[test]
fn opening_fails_without_changing_anything() {
    for (op, fault) in OPS.into_iter().chain([(Op::Read, Fault::Io)]) {
        for n in 1.. {
            assert!(n < 3_000, "never passes");
            let mut stage = Stage::new(n);
            // Something to take up: typing that a crash cut off.
            let mut ann = stage.open_ann().expect("a healthy disk");
            let screen = ann.open_screen(stage.base.note, stage.base.section).expect("a screen");
            super::base::append(&screen, "Cut off. ");
            ann.journal().expect("a healthy disk");
            stage.facts.text("Cut off. ");
            drop(screen);
            stage.kill(ann);
            stage.fs.fail_at(Some(op), n, fault);
            let opened = stage.open_ann();
            let struck = stage.fs.heal() > 0;
            let why = format!("{op:?} {fault:?} at {n}");
            match opened {
                Ok(ann) => stage.kill(ann),
                Err(error) => assert!(matches!(error, NodeError::Store(_)), "{why}: {error:?}"),
            }
            assert_whole(&stage.profile(ANN), &why);
            let ann = stage.open_ann().unwrap_or_else(|error| panic!("{why}: {error:?}"));
            stage.facts.assert(&stage, &ann, "", &why);
            if !struck {
                break;
            }
        }
    }
}

#[test]
fn a_file_of_an_older_version_is_brought_up_to_date_whole_or_left_as_it_is() {
    for (op, fault) in OPS {
        for n in (1..).step_by(every(3)) {
            assert!(n < 3_000, "never passes");
            let stage = Stage::new(n);
            drop(stage.open_ann().expect("a healthy disk"));
            let file = stage.profile(ANN).join("rapport.db");
            let version = || -> u32 {
                let conn = rusqlite::Connection::open(&file).expect("the file");
                conn.query_row("PRAGMA user_version", [], |row| row.get(0)).expect("a version")
            };
            let conn = rusqlite::Connection::open(&file).expect("the file");
            conn.execute_batch(&super::damage::as_version_2()).expect("as it was");
            drop(conn);
            stage.fs.fail_at(Some(op), n, fault);
            let opened = stage.open_ann();
            let struck = stage.fs.heal() > 0;
            let why = format!("{op:?} {fault:?} at {n}");
            match opened {
                Ok(ann) => stage.kill(ann),
                Err(error) => assert!(matches!(error, NodeError::Store(_)), "{why}: {error:?}"),
            }
            assert_whole(&stage.profile(ANN), &why);
            let found = version();
            assert!(found == 2 || found == rapport_store::SCHEMA_VERSION, "{why}: half way, at {found}");
            let ann = stage.open_ann().unwrap_or_else(|error| panic!("{why}: {error:?}"));
            assert_eq!(version(), rapport_store::SCHEMA_VERSION, "{why}");
            stage.facts.assert(&stage, &ann, "", &why);
            if !struck {
                break;
            }
        }
    }
}
