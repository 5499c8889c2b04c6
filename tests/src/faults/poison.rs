//! A member whose phone writes what no document takes: it is set apart, and
//! all else goes on.

use super::base::{ANN, BEN, Stage, append, begin};
use super::facts::Facts;
use crate::hostile::forger::{Forger, hollow, payload};
use crate::world::look;
use crate::world::zones::Zones;
use automerge::transaction::Transactable;
use automerge::{ActorId, ROOT};
use rapport_core::ports::{KeyVault, SystemClock, VaultProblem};
use rapport_core::{Config, Failure, Platform, Rapport};
use rapport_documents::WriteProblem;
use rapport_domain::note::NoteAct;
use rapport_node::{NodeError, view};
use std::sync::Arc;

/// Ben's device.
fn forger(stage: &Stage) -> Forger {
    Forger::open(&stage.profile(BEN), stage.base.ben(), stage.base.space)
}

/// Both sync until nothing is left.
fn both(stage: &Stage, ann: &mut rapport_node::Node, ben: &mut rapport_node::Node) {
    for _ in 0..3 {
        stage.world.clock.advance(20 * 60 * 1000);
        for node in [&mut *ann, &mut *ben] {
            super::carry::sync(&stage.world.relay, node, &mut Facts::default()).expect("a healthy disk");
        }
    }
}

#[test]
fn poisoned_changes_are_set_apart_and_all_else_goes_on() {
    let mut stage = Stage::new(1);
    // Folded, so that the forger has the whole.
    let mut ben = stage.open_ben();
    ben.fold_all().expect("folded");
    drop(ben);
    let mut forger = forger(&stage);
    let (goal, note) = (stage.base.goal.doc(), stage.base.note.doc());
    let stranger = ActorId::from([7u8; 20].as_slice());
    let by_another = forger.change(&goal, stranger, |am| am.put(ROOT, "title", "not mine").expect("put"));
    let mut cut_off = forger.change(&goal, forger.actor(77), |am| am.put(ROOT, "x", 1).expect("put"));
    cut_off.truncate(cut_off.len() - 3);
    for raw in [hollow(), by_another, cut_off] {
        forger.write(goal, payload(raw.clone()));
        forger.write(note, payload(raw));
    }
    forger.write(goal, b"no changes at all".to_vec());
    forger.write(note, Vec::new());
    drop(forger);
    let mut ben = stage.open_ben();
    begin(&mut ben, stage.base.space, "After the poison", &mut stage.facts).expect("a goal");
    let mut ann = stage.open_ann().expect("it opens");
    both(&stage, &mut ann, &mut ben);
    let line = look::line(&ann, stage.now());
    assert_eq!((line.quarantined, line.deferred), (8, 0), "{line:?}");
    let held = look::through(&ann, stage.now(), view::sync::held).expect("the held");
    assert!(held.iter().all(|row| row.kind == view::sync::HeldKind::Quarantined), "{held:?}");
    // What came after it has arrived, and both write on in the same documents.
    let screen = ben.open_screen(stage.base.note, stage.base.section).expect("a screen");
    append(&screen, "On we go. ");
    ben.end_burst(&note).expect("written");
    stage.facts.text("On we go. ");
    both(&stage, &mut ann, &mut ben);
    stage.facts.assert(&stage, &ann, "", "after the poison");
    stage.facts.assert(&stage, &ben, "", "after the poison");
    // It stays set apart when the documents are put together again.
    ann.mend(&note).expect("mended");
    ann.mend(&goal).expect("mended");
    stage.facts.assert(&stage, &ann, "", "mended");
}

#[test]
fn a_document_of_a_newer_schema_is_shown_and_not_written() {
    let mut stage = Stage::new(2);
    let mut ben = stage.open_ben();
    ben.fold_all().expect("folded");
    drop(ben);
    let mut forger = forger(&stage);
    let note = stage.base.note.doc();
    let newer = forger.change(&note, forger.actor(78), |am| am.put(ROOT, "min_reader", 9u64).expect("put"));
    forger.write(note, payload(newer));
    drop(forger);
    let mut ann = stage.open_ann().expect("it opens");
    let screen = ann.open_screen(stage.base.note, stage.base.section).expect("a screen");
    append(&screen, "While it came. ");
    ann.journal().expect("journalled");
    stage.facts.text("While it came. ");
    let mut ben = stage.open_ben();
    both(&stage, &mut ann, &mut ben);
    let seen = look::through(&ann, stage.now(), |lens| view::notes::note(lens, stage.base.note)).expect("shown");
    assert!(seen.needs_update);
    stage.facts.assert(&stage, &ann, "", "what was typed before it came");
    // The shape of the note is refused, and nothing changes.
    let before = look::dump(ann.reader().expect("a reader").conn(), &[]);
    let refused = ann.act_on_note(stage.base.note, NoteAct::Delete);
    assert_eq!(refused, Err(NodeError::Write(WriteProblem::NeedsUpdate(9))));
    assert_eq!(before, look::dump(ann.reader().expect("a reader").conn(), &[]));
    // Typing waits in the journal for the version that can write it; all else
    // goes on meanwhile, also after a new start.
    append(&screen, "Later. ");
    for _ in 0..10 {
        stage.world.clock.advance(5_000);
        ann.tick().expect("a turn");
    }
    assert_eq!(ann.end_burst(&note), Err(NodeError::Write(WriteProblem::NeedsUpdate(9))));
    ann.settle(&note).expect("it can be read all the same");
    begin(&mut ann, stage.base.space, "Meanwhile", &mut stage.facts).expect("a goal");
    both(&stage, &mut ann, &mut ben);
    drop(screen);
    stage.kill(ann);
    let mut ann = stage.open_ann().expect("it opens");
    ann.tick().expect("a turn");
    both(&stage, &mut ann, &mut ben);
    stage.facts.assert(&stage, &ann, "", "after a new start");
    stage.facts.assert(&stage, &ben, "", "the other");
    let waiting = rapport_store::tables::journal::of_doc(ann.reader().expect("a reader").conn(), &note).expect("read");
    assert_eq!(waiting.len(), 1, "the typing waits");
    stage.kill(ann);
    // A shell hears the same: it is no fault of ours, and there is something to do.
    let ann = Rapport::open(Config::new(stage.profile(ANN)), platform(stage.base.ann())).expect("it opens");
    let newer = || Failure::NeedsUpdate { minimum: 9 };
    assert_eq!(ann.notes().open(stage.base.note, stage.base.section).map(|_| ()), Err(newer()));
    assert_eq!(ann.notes().act(stage.base.note, NoteAct::Delete), Err(newer()));
    let shown = ann.notes().view(stage.base.note).expect("it is shown");
    assert!(shown.needs_update && shown.sections[0].text.text.contains("While it came. "));
    ann.shutdown().expect("shut down");
}

struct Kept([u8; 32]);

impl KeyVault for Kept {
    fn load(&self) -> Result<Option<[u8; 32]>, VaultProblem> {
        Ok(Some(self.0))
    }

    fn store(&self, _: &[u8; 32]) -> Result<(), VaultProblem> {
        Err(VaultProblem::Locked)
    }
}

fn platform(key: [u8; 32]) -> Platform {
    Platform { clock: Arc::new(SystemClock), zones: Arc::new(Zones), vault: Arc::new(Kept(key)), log: None }
}
