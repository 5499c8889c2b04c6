//! Files that are damaged while nobody has them open: what lists show is made
//! anew, documents are put together from their changes.

use super::base::{ANN, Stage, append, begin};
use super::carry::assert_in_step;
use crate::world::look;
use rapport_domain::goal::GoalAct;
use rapport_domain::step::StepAct;
use rapport_node::view;
use rapport_node::{Node, NodeError, StoreError};
use rapport_store::tables::{docs, journal};

/// What later versions added to a file, taken out of it again.
const WITHOUT_WHAT_CAME_LATER: &str =
    "DROP TABLE checkins; DROP TABLE choices; DROP TABLE series; DROP TABLE free_times; DROP TABLE left_pairs;
    DROP TABLE checkin_drafts; DROP TABLE instrument_texts; DROP TABLE reminders; DROP TABLE reminder_pushes;
    DROP TABLE reminder_habits; DROP INDEX steps_by_step; DROP INDEX docs_with_old_save; DROP INDEX docs_by_kind;
    ALTER TABLE journal DROP COLUMN sum;";

/// What lists show.
const SHOWN: [&str; 9] =
    ["people", "members", "devices", "pairings", "goals", "steps", "meetings", "notes", "search_rows"];

/// Makes a file one of version 2, when nobody knew of copied phones.
pub(super) fn as_version_2() -> String {
    format!(
        "{WITHOUT_WHAT_CAME_LATER} DROP INDEX entries_copied; ALTER TABLE entries DROP COLUMN state; \
         PRAGMA user_version = 2"
    )
}

fn shown(node: &Node) -> String {
    let reader = node.reader().expect("a reader");
    let mut all = String::new();
    for table in SHOWN {
        // The number of a row of search says nothing.
        let columns = if table == "search_rows" { "doc, part, space, kind" } else { "*" };
        let query = format!("CREATE TEMP TABLE shown AS SELECT {columns} FROM {table}");
        let memory = rusqlite::Connection::open_in_memory().expect("memory");
        let path = reader.conn().path().expect("a file").to_owned();
        memory.execute("ATTACH ?1 AS other", [&path]).expect("attached");
        memory.execute_batch(&query).expect("copied");
        all.push_str(table);
        all.push_str(&look::dump_one(&memory, "shown"));
    }
    all
}

/// Damages Ann's file while she sleeps.
fn damage(stage: &Stage, sql: &str) {
    let conn = rusqlite::Connection::open(stage.profile(ANN).join("rapport.db")).expect("the file");
    let changed = conn.execute(sql, []).expect("a statement");
    assert!(changed > 0, "nothing was damaged by {sql}");
}

/// Everybody's note is folded, so that its save is all there is of it beside the records.
fn folded(stage: &Stage) -> String {
    let mut ann = stage.open_ann().expect("it opens");
    ann.fold_all().expect("folded");
    ann.rest().expect("at rest");
    shown(&ann)
}

#[test]
fn rows_that_are_missing_are_shown_again() {
    let stage = Stage::new(1);
    let before = folded(&stage);
    for table in SHOWN.into_iter().filter(|table| !matches!(*table, "meetings" | "steps" | "search_rows")) {
        for short in [false, true] {
            damage(&stage, &format!("DELETE FROM {table}"));
            let mut ann = stage.open_ann().unwrap_or_else(|error| panic!("{table}: {error:?}"));
            if short {
                ann.rest().expect("at rest");
            } else {
                stage.world.clock.advance(2_000);
                ann.tick().expect("what is due is done");
            }
            assert_eq!(before, shown(&ann), "{table}, a short run: {short}");
            stage.facts.assert(&stage, &ann, "", table);
        }
    }
}

#[test]
fn rows_that_are_damaged_are_made_anew_on_demand() {
    let stage = Stage::new(2);
    let before = folded(&stage);
    let garbled = [
        "UPDATE goals SET title = 'garbled', all_steps = 99",
        "UPDATE goals SET space = x'01'",
        "UPDATE steps SET doc = x'0102' WHERE text = 'Step 1'",
        "UPDATE notes SET snippet = 'garbled', sections = 7",
        "DELETE FROM steps",
        "DELETE FROM search_rows",
        "INSERT INTO goals SELECT x'00000000000000000000000000000001', space, shared, owner, 'nobody''s', state, horizon, \
         parent, share, confidence, due, review, open_steps, all_steps, next_step, changed_ms, deleted FROM goals LIMIT 1",
    ];
    for sql in garbled {
        damage(&stage, sql);
        let mut ann = stage.open_ann().unwrap_or_else(|error| panic!("{sql}: {error:?}"));
        ann.repair().unwrap_or_else(|error| panic!("{sql}: {error:?}"));
        assert_eq!(before, shown(&ann), "{sql}");
    }
}

#[test]
fn people_that_cannot_be_read_are_made_anew_at_the_start() {
    let mut stage = Stage::new(3);
    let before = folded(&stage);
    for sql in ["UPDATE OR REPLACE members SET person = x'01'", "UPDATE OR REPLACE devices SET device = x'01'"] {
        damage(&stage, sql);
        let mut ann = stage.open_ann().unwrap_or_else(|error| panic!("{sql}: {error:?}"));
        assert_eq!(before, shown(&ann), "{sql}");
        begin(&mut ann, stage.base.space, "Goes on", &mut super::facts::Facts::default()).expect("a goal");
        let step = stage.base.steps[3];
        ann.act_on_goal(stage.base.goal, GoalAct::Step(StepAct::Tick { id: step, done: true })).expect("ticked");
        stage.facts.ticked(step);
        stage.facts.assert(&stage, &ann, "", sql);
        drop(ann);
        stage = Stage::new(4);
        assert_eq!(before, folded(&stage));
    }
}

#[test]
fn a_document_that_cannot_be_read_is_put_together_from_its_changes() {
    let how = [
        "UPDATE docs SET save = x'00' WHERE save IS NOT NULL",
        "UPDATE docs SET save = substr(save, 1, length(save) / 2) WHERE save IS NOT NULL",
        "UPDATE docs SET save = x'00', old_save = x'00' WHERE save IS NOT NULL",
        "UPDATE docs SET save = NULL, old_save = NULL WHERE save IS NOT NULL",
    ];
    for (n, sql) in how.into_iter().enumerate() {
        let mut stage = Stage::new(10 + u64::try_from(n).expect("small"));
        let before = folded(&stage);
        damage(&stage, sql);
        let mut ann = stage.open_ann().unwrap_or_else(|error| panic!("{sql}: {error:?}"));
        // A view says what is wrong; the repair is one call.
        let id = stage.base.note.doc();
        let seen = look::through(&ann, stage.now(), |lens| view::notes::note(lens, stage.base.note));
        if n < 3 {
            assert_eq!(seen.map(|_| ()), Err(NodeError::DamagedDocument(id)), "{sql}");
            ann.mend(&id).expect("mended");
        } else {
            ann.mend(&id).expect("mended");
        }
        assert_eq!(stage.text(&ann), stage.facts.acknowledged_text(), "{sql}");
        // The goal is mended by itself when somebody does something to it.
        let step = stage.base.steps[2];
        if n == 3 {
            ann.mend(&stage.base.goal.doc()).expect("mended");
        }
        ann.act_on_goal(stage.base.goal, GoalAct::Step(StepAct::Tick { id: step, done: true })).expect("ticked");
        stage.facts.ticked(step);
        let screen = ann.open_screen(stage.base.note, stage.base.section).expect("a screen");
        append(&screen, "And on. ");
        ann.end_burst(&id).expect("written");
        stage.facts.text("And on. ");
        ann.repair().unwrap_or_else(|error| panic!("{sql}: {error:?}"));
        stage.facts.assert(&stage, &ann, "", sql);
        assert!(before.len() <= shown(&ann).len(), "{sql}");
        assert_in_step(&mut stage, &mut ann, sql);
    }
}

#[test]
fn changes_and_typing_that_cannot_be_read_do_not_keep_the_profile_shut() {
    let mut stage = Stage::new(20);
    let mut ann = stage.open_ann().expect("it opens");
    let screen = ann.open_screen(stage.base.note, stage.base.section).expect("a screen");
    append(&screen, "One. ");
    ann.end_burst(&stage.base.note.doc()).expect("written");
    append(&screen, "Two. ");
    ann.journal().expect("journalled");
    append(&screen, "Three. ");
    ann.journal().expect("journalled");
    drop(screen);
    stage.kill(ann);
    damage(&stage, "UPDATE changes SET bytes = x'0102' WHERE n = (SELECT max(n) FROM changes)");
    damage(&stage, "UPDATE journal SET row = x'ff' WHERE n = (SELECT min(n) FROM journal)");
    let ann = stage.open_ann().expect("it opens");
    stage.facts.text("One. ");
    // The damaged keystrokes are gone, those after them are not.
    stage.facts.assert(&stage, &ann, "Three. ", "after the damage");
    assert!(stage.text(&ann).ends_with("Three. "));
    assert!(journal::docs(ann.reader().expect("a reader").conn()).expect("read").is_empty());
}

#[test]
fn a_profile_of_a_newer_version_is_left_as_it_is() {
    let stage = Stage::new(40);
    drop(stage.open_ann().expect("it opens"));
    damage_version(&stage, 99);
    let before = std::fs::read(stage.profile(ANN).join("rapport.db")).expect("the file");
    let refused = stage.open_ann().map(drop);
    let known = rapport_store::SCHEMA_VERSION;
    assert_eq!(refused, Err(NodeError::Store(StoreError::Newer { found: 99, known })));
    assert_eq!(before, std::fs::read(stage.profile(ANN).join("rapport.db")).expect("the file"));
    damage_version(&stage, known);
    stage.facts.assert(&stage, &stage.open_ann().expect("it opens"), "", "with its own version");
}

#[test]
fn a_profile_of_the_schema_before_is_brought_up_to_date() {
    let stage = Stage::new(42);
    drop(stage.open_ann().expect("it opens"));
    let file = stage.profile(ANN).join("rapport.db");
    let conn = rusqlite::Connection::open(&file).expect("the file");
    let older = format!("{WITHOUT_WHAT_CAME_LATER} PRAGMA user_version = 3");
    conn.execute_batch(&older).expect("as it was");
    drop(conn);
    stage.facts.assert(&stage, &stage.open_ann().expect("it opens"), "", "from the schema before");
    let conn = rusqlite::Connection::open(&file).expect("the file");
    let version: u32 = conn.query_row("PRAGMA user_version", [], |row| row.get(0)).expect("a version");
    assert_eq!(version, rapport_store::SCHEMA_VERSION);
    let whole = "SELECT doc FROM docs WHERE old_until_ms IS NOT NULL AND old_until_ms <= 5";
    let all = "SELECT doc, kind, space FROM docs ORDER BY kind, doc";
    for (index, query) in [("docs_with_old_save", whole), ("COVERING INDEX docs_by_kind", all)] {
        let plan: String =
            conn.query_row(&format!("EXPLAIN QUERY PLAN {query}"), [], |row| row.get(3)).expect("a plan");
        assert!(plan.contains(index), "{plan}");
    }
}

fn damage_version(stage: &Stage, version: u32) {
    let conn = rusqlite::Connection::open(stage.profile(ANN).join("rapport.db")).expect("the file");
    conn.pragma_update(None, "user_version", version).expect("a version");
    conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).expect("written");
}

#[test]
fn a_file_that_is_no_database_is_told_as_damaged() {
    let stage = Stage::new(41);
    let file = stage.profile(ANN).join("rapport.db");
    let good = std::fs::read(&file).expect("the file");
    for bad in [b"not a database, but long enough to be taken for one".repeat(100), good[..good.len() / 3].to_vec()] {
        std::fs::write(&file, &bad).expect("damaged");
        let opened = stage.open_ann().map(drop);
        assert!(matches!(opened, Err(NodeError::Store(StoreError::Damaged { .. }))), "{opened:?}");
    }
    std::fs::write(&file, good).expect("as it was");
    let ann = stage.open_ann().expect("it opens");
    assert!(docs::opening(ann.reader().expect("a reader").conn(), &stage.base.note.doc()).expect("read").is_some());
}

#[test]
fn a_file_of_the_schema_before_is_brought_up_to_date() {
    let mut stage = Stage::new(31);
    let before = folded(&stage);
    let conn = rusqlite::Connection::open(stage.profile(ANN).join("rapport.db")).expect("the file");
    conn.execute_batch(&as_version_2()).expect("an older file");
    drop(conn);
    let mut ann = stage.open_ann().expect("it opens");
    assert_eq!(before, shown(&ann));
    stage.facts.assert(&stage, &ann, "", "after the migration");
    assert_in_step(&mut stage, &mut ann, "after the migration");
}
