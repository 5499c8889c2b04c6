//! A bit that flips on its way from or to the disk: everything acknowledged is
//! there afterwards, or can be put right, or somebody is told that it is gone.

use super::base::{ANN, Stage, append, begin, every};
use super::carry::{assert_in_step, sync};
use super::facts::Facts;
use crate::vfs::{Fault, Op};
use crate::world::look;
use rapport_domain::goal::GoalAct;
use rapport_domain::step::StepAct;
use rapport_node::view::sync::losses;
use rapport_node::{Node, NodeError, NodeResult, StoreError};
use std::collections::BTreeMap;
use std::path::Path;

/// What came of one flip.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    /// Everything is there, and nobody had to do anything.
    Whole,
    /// After the repair everything is there.
    Mended,
    /// Something is missing, and it was told.
    Lost,
    /// The profile does not open any more, and it was told.
    Shut,
}

/// Some of everything that a day asks of the disk. What is acknowledged stands in the facts.
fn live(stage: &mut Stage, ann: &mut Node) -> NodeResult<()> {
    let base = stage.base;
    begin(ann, base.space, "Ask three people", &mut stage.facts)?;
    let screen = ann.open_screen(base.note, base.section)?;
    append(&screen, "Flipped. ");
    ann.journal()?;
    stage.facts.text("Flipped. ");
    let step = base.steps[1];
    ann.act_on_goal(base.goal, GoalAct::Step(StepAct::Tick { id: step, done: true }))?;
    stage.facts.ticked(step);
    ann.end_burst(&base.note.doc())?;
    let mut facts = stage.facts.clone();
    let synced = sync(&stage.world.relay, ann, &mut facts);
    stage.facts = facts;
    synced?;
    append(&screen, "And on. ");
    ann.journal()?;
    stage.facts.text("And on. ");
    ann.fold_all()?;
    ann.rest()?;
    begin(ann, base.space, "Learn to swim", &mut stage.facts).map(drop)
}

fn assert_typed(error: &NodeError, why: &str) {
    let typed = matches!(
        error,
        NodeError::Store(StoreError::Damaged { .. } | StoreError::BadRow { .. }) | NodeError::DamagedDocument(_)
    );
    assert!(typed, "{why}: {error:?}");
}

/// What is wrong, if anything.
fn wrong(stage: &Stage, ann: &Node) -> NodeResult<Option<String>> {
    let (_folder, conn) = look::snapshot(&stage.profile(ANN));
    match conn.query_row("PRAGMA integrity_check(1)", [], |row| row.get::<_, String>(0)) {
        Ok(line) if line == "ok" => stage.facts.missing(stage, ann, ""),
        other => Ok(Some(format!("{other:?}"))),
    }
}

/// One flip; nothing when there was none.
fn flip(op: Op, n: u64) -> Option<Outcome> {
    let mut stage = Stage::new(30_000 + n);
    let why = format!("{op:?} {n}");
    // Another place each time.
    stage.fs.fail_at(Some(op), n, Fault::Flip(n.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 20));
    let (mut told, mut struck) = (Vec::new(), 0);
    match stage.open_ann() {
        Ok(mut ann) => {
            told.extend(live(&mut stage, &mut ann).err());
            struck += stage.fs.heal();
            stage.kill(ann);
        }
        Err(error) => told.push(error),
    }
    struck += stage.fs.heal();
    told.iter().for_each(|error| assert_typed(error, &why));
    if struck == 0 {
        assert!(told.is_empty(), "{why}: nothing flipped: {told:?}");
        return None;
    }
    let mut ann = match stage.open_ann() {
        Ok(ann) => ann,
        Err(error) => {
            assert_typed(&error, &why);
            return Some(Outcome::Shut);
        }
    };
    let seen = wrong(&stage, &ann);
    if seen == Ok(None) {
        // What waits to be sent may be damaged all the same.
        if let Err(error) = sync(&stage.world.relay, &mut ann, &mut Facts::default()) {
            assert_typed(&error, &why);
            return Some(Outcome::Lost);
        }
        if n % 4 == 1 {
            assert_in_step(&mut stage, &mut ann, &why);
        }
        return Some(Outcome::Whole);
    }
    // As whoever looks does, or runs `rapport doctor`.
    told.extend(seen.clone().err());
    told.extend(ann.repair().err());
    told.extend(sync(&stage.world.relay, &mut ann, &mut Facts::default()).err());
    told.iter().for_each(|error| assert_typed(error, &why));
    let after = wrong(&stage, &ann);
    if after == Ok(None) {
        return Some(Outcome::Mended);
    }
    let lost = look::through(&ann, stage.now(), losses).expect("what was lost");
    assert!(!told.is_empty() || !lost.is_empty(), "{why}: lost without a word: {seen:?}, after the repair {after:?}");
    println!("{why}: {after:?}, told: {told:?} {lost:?}");
    Some(Outcome::Lost)
}

/// One operation after the other.
fn all(op: Op, thin: usize) -> BTreeMap<Outcome, u32> {
    let mut all = BTreeMap::new();
    let began = std::time::Instant::now();
    for n in (1..).step_by(every(thin)) {
        assert!(n < 3_000, "never passes");
        let Some(outcome) = flip(op, n) else { break };
        *all.entry(outcome).or_insert(0) += 1;
    }
    println!("{op:?}: {all:?} in {:?}", began.elapsed());
    assert!(all.get(&Outcome::Whole).is_some_and(|n| *n > 5), "most flips do no harm: {all:?}");
    all
}

#[test]
fn a_bit_that_flips_in_what_is_read_is_told_or_mended() {
    let all = all(Op::Read, 1);
    let harm: u32 = all.iter().filter(|(outcome, _)| **outcome != Outcome::Whole).map(|(_, n)| n).sum();
    assert!(harm > 3, "nothing was ever damaged: {all:?}");
    assert!(all.contains_key(&Outcome::Mended), "nothing was ever mended: {all:?}");
}

#[test]
fn a_bit_that_flips_in_what_is_written_is_told_or_mended() {
    let all = all(Op::Write, 7);
    assert!(all.contains_key(&Outcome::Lost), "nothing was ever lost: {all:?}");
}

/// A profile as a killed process leaves it, with so many steps in its log.
fn killed(steps: &[rapport_ids::StepId], stage: &Stage) -> tempfile::TempDir {
    let mut ann = stage.open_ann().expect("it opens");
    ann.rest().expect("at rest");
    for step in steps {
        ann.act_on_goal(stage.base.goal, GoalAct::Step(StepAct::Tick { id: *step, done: true })).expect("ticked");
    }
    let folder = tempfile::tempdir().expect("a folder");
    look::copy(&stage.profile(ANN), folder.path());
    folder
}

fn log_of(folder: &Path) -> std::path::PathBuf {
    folder.join("rapport.db-wal")
}

#[test]
fn what_a_damaged_log_has_lost_is_told_wherever_the_bit_flipped() {
    let stage = Stage::new(60_001);
    let steps = &stage.base.steps[1..5];
    let folder = killed(steps, &stage);
    let whole = std::fs::read(log_of(folder.path())).expect("a log");
    let open = |log: &[u8]| {
        let copy = tempfile::tempdir().expect("a folder");
        look::copy(folder.path(), copy.path());
        let _ = std::fs::remove_file(copy.path().join("rapport.db-shm"));
        std::fs::write(log_of(copy.path()), log).expect("written");
        let key = rapport_node::Secret::new(stage.base.ann());
        let ann = Node::open(copy.path(), key, stage.world.ports(), None).expect("it opens");
        let goal = look::through(&ann, stage.now(), |lens| rapport_node::view::goals::goal(lens, stage.base.goal));
        let done = |row: &&rapport_node::view::goals::StepView| row.state == rapport_domain::step::StepState::Done;
        let there = goal.expect("the goal").steps.iter().filter(done).count();
        let lost = look::through(&ann, stage.now(), losses).expect("what was lost");
        (there, lost.first().map_or(0, |loss| loss.changes), ann, copy)
    };
    let (all, lost, ..) = open(&whole);
    assert_eq!((all, lost), (steps.len(), 0));
    let step = whole.len() * 8 / 120 + 1;
    let mut met = 0;
    for bit in (0..whole.len() * 8).step_by(step).chain((0..(32 + 24) * 8).step_by(9)) {
        let mut flipped = whole.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        let (there, lost, ann, copy) = open(&flipped);
        assert_eq!(there < all, lost > 0, "bit {bit}: {there} of {all} are there, {lost} were told");
        met += usize::from(lost > 0);
        if lost > 0 && met % 10 == 1 {
            drop(ann);
            let key = rapport_node::Secret::new(stage.base.ann());
            let mut ann = Node::open(copy.path(), key, stage.world.ports(), None).expect("it opens");
            let told = look::through(&ann, stage.now(), losses).expect("what was lost");
            assert_eq!(told.first().map(|loss| loss.changes), Some(lost), "told once and kept");
            ann.losses_seen().expect("seen");
            assert_eq!(look::through(&ann, stage.now(), losses), Ok(vec![]));
        }
    }
    assert!(met > 50, "{met}");
    // What a kill cuts off at the end was not acknowledged: no damage.
    for end in (0..whole.len()).step_by(whole.len() / 40) {
        assert_eq!(open(&whole[..end]).1, 0, "cut at {end}");
    }
}

/// SQLite does not see it, and no record holds it yet.
#[test]
fn a_bit_that_flips_in_a_row_of_typing_is_told() {
    let stage = Stage::new(60_002);
    let mut ann = stage.open_ann().expect("it opens");
    let screen = ann.open_screen(stage.base.note, stage.base.section).expect("a screen");
    append(&screen, "Cut off here. ");
    ann.journal().expect("journalled");
    let folder = tempfile::tempdir().expect("a folder");
    look::copy(&stage.profile(ANN), folder.path());
    drop(ann);
    let open = |column: &str, bit: usize| {
        let copy = tempfile::tempdir().expect("a folder");
        look::copy(folder.path(), copy.path());
        let conn = rapport_store::Connection::open(copy.path().join("rapport.db")).expect("the file");
        let read = format!("SELECT {column} FROM journal WHERE n = (SELECT min(n) FROM journal)");
        let mut bytes: Vec<u8> = conn.query_row(&read, [], |row| row.get(0)).expect("a row");
        let there = bytes.get_mut(bit / 8).map(|byte| *byte ^= 1 << (bit % 8)).is_some();
        let write = format!("UPDATE journal SET {column} = ?1 WHERE n = (SELECT min(n) FROM journal)");
        conn.execute(&write, [&bytes]).expect("written");
        drop(conn);
        let key = rapport_node::Secret::new(stage.base.ann());
        let ann = Node::open(copy.path(), key, stage.world.ports(), None).expect("it opens");
        (there, look::through(&ann, stage.now(), losses).expect("what was lost").len(), stage.text(&ann))
    };
    let (_, told, text) = open("row", usize::MAX);
    assert!(told == 0 && text.contains("Cut off here. "), "{text:?}");
    for column in ["doc", "part", "base", "row", "sum"] {
        let bits = (0..).step_by(3).map(|bit| (bit, open(column, bit))).take_while(|(_, (there, ..))| *there);
        let mut met = 0;
        for (bit, (_, told, text)) in bits {
            assert!(told > 0, "{column}, bit {bit}: nobody is told; the text is {text:?}");
            met += 1;
        }
        assert!(met > 10, "{column}: {met}");
    }
}
