//! What phones show and store, for comparing.

use super::zones::Zones;
use rapport_domain::time::Zone;
use rapport_ids::{GoalId, NoteId, SectionId};
use rapport_node::view::{self, Lens};
use rapport_node::{Node, NodeResult};
use rusqlite::types::Value;
use std::fmt::Write as _;
use std::path::Path;

/// Looks through a lens at what a node stores.
pub(crate) fn through<T>(node: &Node, now_ms: i64, look: impl FnOnce(&Lens<'_>) -> NodeResult<T>) -> NodeResult<T> {
    let reader = node.reader()?;
    let zone = Zone::new("Europe/Berlin").expect("a zone");
    look(&Lens::new(&reader, node.viewer(), now_ms, &zone, &Zones))
}

/// The text of a section as its document says it.
pub(crate) fn text(node: &Node, now_ms: i64, note: NoteId, section: SectionId) -> String {
    let shown = through(node, now_ms, |lens| view::notes::note(lens, note)).expect("the note");
    let section = shown.sections.into_iter().find(|one| one.id == section).expect("the section");
    section.text.text
}

/// A goal as its screen shows it, without what differs between the two who look.
pub(crate) fn goal(node: &Node, now_ms: i64, goal: GoalId) -> String {
    let shown = through(node, now_ms, |lens| view::goals::goal(lens, goal)).expect("the goal");
    let all = format!(
        "{:?}\n{:?}\n{:?}\n{:?}\n{:?}\n{:?}",
        shown.wording, shown.state, shown.steps, shown.entries, shown.comments, shown.history
    );
    all.replace("mine: true", "mine: _").replace("mine: false", "mine: _")
}

/// How sync stands.
pub(crate) fn line(node: &Node, now_ms: i64) -> view::sync::SyncLine {
    through(node, now_ms, view::sync::line).expect("the sync line")
}

/// Copies a folder of files.
pub(crate) fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("a file");
        let target = to.join(entry.file_name());
        if entry.file_type().expect("its type").is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("copied");
        }
    }
}

/// The database of a profile that is not open, as a copy: looking changes nothing.
pub(crate) fn snapshot(profile: &Path) -> (tempfile::TempDir, rusqlite::Connection) {
    let folder = tempfile::tempdir().expect("a folder");
    copy(profile, folder.path());
    let _ = std::fs::remove_file(folder.path().join("rapport.db-shm"));
    let conn = rusqlite::Connection::open(folder.path().join("rapport.db")).expect("the copy opens");
    (folder, conn)
}

/// All rows of all tables but those named, in a fixed order.
pub(crate) fn dump(conn: &rusqlite::Connection, without: &[&str]) -> String {
    let mut query = conn
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
        .expect("the schema");
    let names: Vec<String> =
        query.query_map([], |row| row.get(0)).expect("names").collect::<Result<_, _>>().expect("names");
    let mut all = String::new();
    // What full-text search keeps inside follows from its rows.
    for name in names.iter().filter(|name| !name.starts_with("search_") || *name == "search_rows") {
        if !without.contains(&name.as_str()) {
            dump_table(conn, name, &mut all);
        }
    }
    all
}

fn dump_table(conn: &rusqlite::Connection, name: &str, all: &mut String) {
    let mut query = conn.prepare(&format!("SELECT * FROM {name}")).expect("a table");
    let columns = query.column_count();
    let rows = query.query_map([], |row| {
        let mut line = String::new();
        for column in 0..columns {
            match row.get::<_, Value>(column)? {
                Value::Null => line.push_str("-|"),
                Value::Integer(n) => write!(line, "{n}|").expect("a string"),
                Value::Real(n) => write!(line, "{n}|").expect("a string"),
                Value::Text(text) => write!(line, "{text:?}|").expect("a string"),
                Value::Blob(bytes) => {
                    bytes.iter().for_each(|byte| write!(line, "{byte:02x}").expect("a string"));
                    line.push('|');
                }
            }
        }
        Ok(line)
    });
    let mut lines: Vec<String> = rows.expect("rows").collect::<Result<_, _>>().expect("rows");
    lines.sort();
    writeln!(all, "== {name}: {}", lines.len()).expect("a string");
    for line in lines {
        all.push_str(&line);
        all.push('\n');
    }
}

/// All rows of one table, in a fixed order.
pub(crate) fn dump_one(conn: &rusqlite::Connection, name: &str) -> String {
    let mut all = String::new();
    dump_table(conn, name, &mut all);
    all
}

/// Every device's entries stand one behind the other, none twice.
pub(crate) fn assert_chains(conn: &rusqlite::Connection, why: &str) {
    if let Some(what) = broken_chain(conn) {
        panic!("{why}: {what}");
    }
}

/// What is wrong with the chains of entries, if anything.
pub(crate) fn broken_chain(conn: &rusqlite::Connection) -> Option<String> {
    // What is set apart leaves a gap.
    let held: u32 = conn.query_row("SELECT count(*) FROM held", [], |row| row.get(0)).expect("a number");
    let mut query = conn
        .prepare("SELECT count(*), count(DISTINCT dseq), min(dseq), max(dseq) FROM entries GROUP BY space, device")
        .expect("a query");
    let rows = query.query_map([], |row| {
        Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?, row.get::<_, i64>(2)?, row.get::<_, i64>(3)?))
    });
    for row in rows.expect("rows") {
        let (all, places, first, last) = row.expect("a row");
        if all != places {
            return Some("a place twice".to_owned());
        }
        if held == 0 && (first, last) != (1, places) {
            return Some("a chain with gaps".to_owned());
        }
    }
    None
}
