//! Records that are kept aside: what ends a process is found out, what waits
//! for ever is shown.

use crate::world::{Phone, World, look};
use rapport_ids::{GoalId, RecordId, SpaceId};
use rapport_node::domain::goal::{GoalAct, GoalEdit};
use rapport_node::view::sync::{HeldKind, HeldRow, held};
use rapport_node::{NewGoal, Place};
use rapport_store::tables::records;
use rapport_wire::Class;
use rusqlite::Connection;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// Where the tag of the key stands in a frame: docs/protocol.md, frames.
const TAG: usize = 20;
const DAY_MS: i64 = 24 * 3600 * 1000;

fn file(phone: &Phone) -> Connection {
    Connection::open(phone.folder.join("rapport.db")).expect("the file")
}

fn sent(phone: &Phone, space: &SpaceId) -> BTreeSet<Vec<u8>> {
    let reader = phone.node.reader().expect("a reader");
    records::of_class(reader.conn(), space, Class::Log.byte()).expect("read").into_iter().collect()
}

fn record(frame: &[u8]) -> RecordId {
    RecordId::new(Sha256::digest(frame).into())
}

fn titles(phone: &Phone, space: &SpaceId) -> Vec<String> {
    let reader = phone.node.reader().expect("a reader");
    let rows = rapport_store::projections::goals::list(reader.conn(), Some(space), true, 0, 100).expect("read");
    let mut titles: Vec<String> = rows.into_iter().map(|row| row.title).collect();
    titles.sort();
    titles
}

fn aside(world: &World, phone: &Phone) -> Vec<HeldRow> {
    look::through(&phone.node, world.clock.now(), held).expect("the held")
}

fn begin(phone: &mut Phone, space: SpaceId, title: &str) -> GoalId {
    let place = Place::In(space);
    let new = NewGoal { place, title: title.to_owned(), why: String::new(), due: None, for_partner: false };
    phone.node.begin_goal(new).expect("a goal")
}

/// Two people, three goals that both have, and the record of a new title of
/// each that only the relay has.
fn three_titles(world: &World) -> (Phone, Phone, SpaceId, Vec<RecordId>) {
    let (mut ann, mut ben) = world.pair();
    let space = ann.node.invites().expect("invites")[0].space.expect("joined");
    let goals = ["one", "two", "three"].map(|title| begin(&mut ann, space, title));
    world.sync(&mut ann);
    world.sync(&mut ben);
    let new = goals.map(|goal| {
        let before = sent(&ann, &space);
        let title = format!("{} anew", GoalId::from(goal.doc()));
        ann.node.act_on_goal(goal, GoalAct::Set(GoalEdit::Title(title))).expect("renamed");
        world.sync(&mut ann);
        let after = sent(&ann, &space);
        let mut fresh = after.difference(&before);
        let only = record(fresh.next().expect("a record"));
        assert!(fresh.next().is_none(), "one act is one record");
        only
    });
    (ann, ben, space, new.to_vec())
}

/// As a process leaves it that died while it tried these records.
fn died_trying(world: &World, phone: Phone, space: &SpaceId, records: &[RecordId], times: u32) -> Phone {
    let conn = file(&phone);
    for record in records {
        let mut query =
            conn.prepare("INSERT INTO trials (space, record, tries) VALUES (?1, ?2, ?3)").expect("a statement");
        query.execute(rusqlite::params![space.as_bytes(), record.as_bytes(), times]).expect("written");
    }
    drop(conn);
    world.restart(phone)
}

#[test]
fn what_ended_the_process_twice_is_set_apart_and_the_rest_is_taken() {
    let world = World::new(41);
    let (ann, ben, space, new) = three_titles(&world);
    // All three were in the batch; the process died of it twice.
    let mut ben = died_trying(&world, ben, &space, &new[1..2], 2);
    world.sync(&mut ben);
    let apart = aside(&world, &ben);
    assert_eq!(apart.len(), 1, "{apart:?}");
    assert_eq!((apart[0].record, apart[0].kind), (new[1], HeldKind::Quarantined));
    let (here, there) = (titles(&ben, &space), titles(&ann, &space));
    assert_eq!(here.iter().filter(|title| there.contains(title)).count(), 2, "{here:?} {there:?}");
    assert!(here.contains(&"two".to_owned()), "the one that is set apart changed nothing");
    // It stays apart, and what comes next is taken as ever.
    let mut ann = ann;
    begin(&mut ann, space, "four");
    world.sync(&mut ann);
    let mut ben = world.restart(ben);
    world.sync(&mut ben);
    assert!(titles(&ben, &space).contains(&"four".to_owned()));
    assert_eq!(aside(&world, &ben).len(), 1);
}

#[test]
fn one_death_proves_nothing() {
    let world = World::new(42);
    let (ann, ben, space, new) = three_titles(&world);
    let mut ben = died_trying(&world, ben, &space, &new, 1);
    world.sync(&mut ben);
    assert_eq!(aside(&world, &ben), []);
    assert_eq!(titles(&ben, &space), titles(&ann, &space));
    let left: u32 = file(&ben).query_row("SELECT count(*) FROM trials", [], |row| row.get(0)).expect("counted");
    assert_eq!(left, 0, "no trial is left open");
}

/// A record of the space that nobody made: its key is one that nobody has.
fn keyless(phone: &Phone, space: &SpaceId) -> (RecordId, Vec<u8>) {
    let mut frame = sent(phone, space).into_iter().next().expect("a record");
    frame[TAG] ^= 0x55;
    (record(&frame), frame)
}

fn write(phone: &Phone, sql: &str, values: &[&dyn rusqlite::ToSql]) {
    assert_eq!(file(phone).execute(sql, values).expect("written"), 1);
}

#[test]
fn what_waits_for_a_month_is_shown_and_what_needs_a_newer_app_waits_on() {
    let world = World::new(43);
    let (ann, mut ben) = world.pair();
    let space = ann.node.invites().expect("invites")[0].space.expect("joined");
    let (keyless, frame) = keyless(&ann, &space);
    let class = Class::Log.byte();
    // Ann's phone sends it as its own.
    let put = "INSERT INTO records (space, record, class, frame) VALUES (?1, ?2, ?3, ?4)";
    write(&ann, put, &[space.as_bytes(), keyless.as_bytes(), &class, &frame]);
    let mut ann = world.restart(ann);
    world.sync(&mut ann);
    world.sync(&mut ben);
    // Beside it one that this version of the app cannot read.
    let newer = record(b"newer");
    let put = "INSERT INTO records (space, record, class, seq, frame) VALUES (?1, ?2, ?3, 900, x'02')";
    write(&ben, put, &[space.as_bytes(), newer.as_bytes(), &class]);
    let put = "INSERT INTO held (space, record, state, reason, since_ms) VALUES (?1, ?2, 1, 'update', ?3)";
    write(&ben, put, &[space.as_bytes(), newer.as_bytes(), &world.clock.now()]);
    let mut ben = world.restart(ben);
    let kinds = |phone: &Phone| {
        let mut all: Vec<_> = aside(&world, phone).into_iter().map(|row| (row.record, row.kind)).collect();
        all.sort_by_key(|(record, _)| *record != keyless);
        all
    };
    assert_eq!(kinds(&ben), [(keyless, HeldKind::Deferred), (newer, HeldKind::NeedsUpdate)]);
    world.clock.advance(30 * DAY_MS - 60_000);
    ben.node.tick().expect("a turn");
    assert_eq!(kinds(&ben)[0].1, HeldKind::Deferred, "not a day too early");
    ben.node.take_changed();
    world.clock.advance(2 * 60_000);
    ben.node.tick().expect("a turn");
    assert_eq!(kinds(&ben), [(keyless, HeldKind::Quarantined), (newer, HeldKind::NeedsUpdate)]);
    assert!(ben.node.take_changed().touch(rapport_node::Topics::SYNC), "it is told");
    let why: Vec<_> = aside(&world, &ben).into_iter().filter(|row| row.record == keyless).collect();
    assert_eq!(why[0].reason, "fault.stale");
}
