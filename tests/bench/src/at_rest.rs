//! What two years of a pair take on a phone, a day after it was idle.

use crate::floor;
use crate::input::{Input, SEED};
use crate::lived::Pair;
use crate::row::Row;
use crate::stats::Bound;
use crate::world::World;
use crate::world::notes::shared_space;
use rapport_documents::DocKind;
use rapport_people::life::{self, Size};
use rusqlite::Connection;

const HOUR_MS: i64 = 3_600_000;

pub fn rows(_: &Input) -> Vec<Row> {
    let world = World::new(SEED);
    let (mut ann, mut ben) = world.pair();
    let space = shared_space(&ann);
    let life = life::pair(SEED, &Size::default());
    let mut pair = Pair::new(&world, &mut ann, &mut ben, space);
    pair.live(&life, i64::MAX);
    let source = format!("life, seed {SEED}: {} events, {} refused", life.events.len(), pair.refused);
    ben.node.fold_all().expect("folded");
    world.clock.advance(25 * HOUR_MS);
    ben.node.tick().expect("what is due");
    ben.node.rest().expect("at rest");
    let db = Connection::open(ben.folder.join("rapport.db")).expect("the file");
    let saves = saves(&db);
    let kib = |bytes: u64| f64::from(u32::try_from(bytes).expect("small")) / 1024.0;
    let row = |name: &str, bytes: u64, floor: Option<u64>, bound| Row {
        name: name.to_owned(),
        unit: "KiB",
        ours: kib(bytes),
        floor: floor.map(kib),
        bound,
        source: source.clone(),
    };
    vec![
        row("history of a pair at rest", documents(&db), Some(saves), Some(Bound::TimesPlus(1.3, 64.0))),
        row("sealed records kept beside it", of_tables(&db, &["records"]), None, None),
    ]
}

/// What Automerge makes of every document by itself. The keyring is sealed in
/// the file, which makes a save no shorter: it counts as it lies there.
fn saves(db: &Connection) -> u64 {
    let mut query = db.prepare("SELECT kind, save FROM docs WHERE save IS NOT NULL").expect("a statement");
    let rows = query.query_map([], |row| Ok((row.get(0)?, row.get::<_, Vec<u8>>(1)?))).expect("documents");
    let length = |kind: u16, save: &[u8]| match DocKind::numbered(kind) {
        Some(DocKind::Keyring) => save.len(),
        _ => floor::load(save).save().len(),
    };
    rows.map(|row| row.expect("a row")).map(|(kind, save)| u64::try_from(length(kind, &save)).expect("small")).sum()
}

/// All rows of the documents with their keys, in whole pages.
fn documents(db: &Connection) -> u64 {
    let left: i64 = db.query_row("SELECT count(*) FROM changes", [], |row| row.get(0)).expect("a count");
    assert_eq!(left, 0, "everything is folded");
    of_tables(db, &["docs", "changes", "parts", "journal"])
}

/// Bytes of the pages of tables and their indexes.
fn of_tables(db: &Connection, tables: &[&str]) -> u64 {
    let mut query = db
        .prepare(
            "SELECT coalesce(sum(d.pgsize), 0) FROM dbstat d JOIN sqlite_schema s ON s.name = d.name
             WHERE s.tbl_name = ?1",
        )
        .expect("a statement");
    let size = |table: &&str| query.query_row([table], |row| row.get::<_, i64>(0)).expect("a size");
    tables.iter().map(size).map(|size| u64::try_from(size).expect("a size")).sum()
}
