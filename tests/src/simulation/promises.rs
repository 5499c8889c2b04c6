//! What must hold when the line is good again and everybody has synced.

use super::relay;
use super::shelf::Shelf;
use super::town::{Pair, Resident, Town};
use crate::world::{Phone, look};
use rapport_domain::step::StepState;
use rapport_ids::{MeetingId, NoteId, SpaceId};
use rapport_node::{Node, view};
use rusqlite::Connection;
use std::path::Path;

pub(super) fn check(town: &Town) {
    for (n, pair) in town.pairs.iter().enumerate().filter(|(_, pair)| !pair.torn) {
        let stay: Vec<&Resident> =
            pair.people.iter().filter(|who| pair.has(**who)).map(|who| &town.people[*who]).collect();
        for who in &pair.left {
            let here = left_over(&town.people[*who].phone().node, &pair.space);
            assert_eq!(here, 0, "pair {n}: p{who} has left, and it is still there");
        }
        let copied = pair.people.iter().any(|who| town.people[*who].twin.is_some());
        // Of a copy one branch is given up.
        if !copied && !may_have_lost(town, pair) {
            for person in &stay {
                acknowledged(town, person, &pair.shelf, &format!("pair {n}"));
            }
        }
        let phones: Vec<&Phone> = stay.iter().flat_map(|person| person.phones()).collect();
        for two in phones.windows(2) {
            let [one, other] = [two[0], two[1]].map(|phone| lists(&phone.node, &pair.space));
            assert_eq!(one, other, "pair {n}: their lists differ");
            same(town, n, [&two[0].node, &two[1].node]);
        }
    }
    for (who, person) in town.people.iter().enumerate() {
        if person.twin.is_none() {
            acknowledged(town, person, &person.own, &format!("p{who}'s own"));
        }
        let node = &person.phone().node;
        let line = look::line(node, town.world.clock.now());
        assert_eq!(deferred(town, node), 0, "p{who}: something waits for what never comes: {line:?}");
        assert!(town.forged || town.lies || line.quarantined == 0, "p{who}: {:?}", held(node, town));
        let reader = node.reader().expect("a reader");
        let whole: String = reader.conn().query_row("PRAGMA integrity_check", [], |row| row.get(0)).expect("a check");
        assert_eq!(whole, "ok", "p{who}'s database");
        let broken = if town.people.iter().any(|person| person.twin.is_some()) {
            twice_on_a_branch(reader.conn())
        } else {
            look::broken_chain(reader.conn())
        };
        assert_eq!(broken, None, "p{who}'s chains");
    }
    secrets(town);
}

/// Two entries at one place that both count: of a copied phone only one branch does.
fn twice_on_a_branch(conn: &Connection) -> Option<String> {
    const TWICE: &str = "SELECT hex(device) || ' ' || dseq FROM entries WHERE state IN (1, 4)
        GROUP BY space, device, dseq HAVING count(*) > 1";
    let mut query = conn.prepare(TWICE).expect("a query");
    let twice = query.query_map([], |row| row.get(0)).expect("rows").next();
    twice.map(|place| place.expect("a row"))
}

/// What a relay has lost, or kept back, nobody brings back who has left.
fn may_have_lost(town: &Town, pair: &Pair) -> bool {
    !pair.left.is_empty() && (town.forgetful || town.lies)
}

/// How much waits for the relay, but for what nobody can open a space there for any more: it was
/// emptied, and who opened it has left.
pub(super) fn waiting(town: &Town, node: &Node) -> usize {
    let gone = |pair: &&Pair| pair.left.contains(&pair.people[0]) && !relay::has(town, &pair.space);
    let gone = town.pairs.iter().filter(gone);
    count(node, "SELECT space FROM outbox", &gone.collect::<Vec<_>>())
}

/// The rows of a query, but for those in the spaces of these pairs.
fn count(node: &Node, spaces: &str, without: &[&Pair]) -> usize {
    let reader = node.reader().expect("a reader");
    let mut query = reader.conn().prepare(spaces).expect("a query");
    let rows = query.query_map([], |row| row.get::<_, Vec<u8>>(0)).expect("rows").map(|row| row.expect("a row"));
    rows.filter(|space| !without.iter().any(|pair| pair.space.as_bytes().as_slice() == space.as_slice())).count()
}

/// How much waits for something else in all spaces where that can still come.
fn deferred(town: &Town, node: &Node) -> usize {
    let lost = town.pairs.iter().filter(|pair| pair.torn || may_have_lost(town, pair));
    count(node, "SELECT space FROM held WHERE state = 0", &lost.collect::<Vec<_>>())
}

fn held(node: &Node, town: &Town) -> Vec<view::sync::HeldRow> {
    look::through(node, town.world.clock.now(), view::sync::held).expect("what is held")
}

/// Both of a pair show the same.
fn same(town: &Town, n: usize, [a, b]: [&Node; 2]) {
    let (pair, now) = (&town.pairs[n], town.world.clock.now());
    for id in pair.shelf.notes.keys() {
        let text = |node| texts(node, now, *id);
        assert!(text(a) == text(b), "pair {n}: a note differs");
    }
    for id in pair.shelf.goals.keys() {
        let shown = |node| look::through(node, now, |lens| view::goals::goal(lens, *id)).is_ok();
        assert_eq!(shown(a), shown(b), "pair {n}: a goal is with one of them");
        assert!(!shown(a) || look::goal(a, now, *id) == look::goal(b, now, *id), "pair {n}: a goal differs");
    }
    for id in &pair.shelf.meetings {
        assert!(meeting(a, now, *id) == meeting(b, now, *id), "pair {n}: a meeting differs");
    }
}

/// What stands in all sections of a note, if it is here.
fn texts(node: &Node, now_ms: i64, id: NoteId) -> Option<Vec<String>> {
    let shown = look::through(node, now_ms, |lens| view::notes::note(lens, id)).ok()?;
    Some(shown.sections.into_iter().map(|section| section.text.text).collect())
}

/// How many documents of a space are here.
fn left_over(node: &Node, space: &SpaceId) -> u32 {
    let reader = node.reader().expect("a reader");
    let count = "SELECT count(*) FROM docs WHERE space = ?1";
    reader.conn().query_row(count, [space.as_bytes()], |row| row.get(0)).expect("a count")
}

/// A meeting as its screen shows it, without what differs between the two who look.
fn meeting(node: &Node, now_ms: i64, id: MeetingId) -> Option<String> {
    let shown = look::through(node, now_ms, |lens| view::meetings::meeting(lens, id)).ok()?;
    let (actions, took, points) = (shown.actions, shown.took, shown.agenda);
    let points: Vec<_> = points.into_iter().map(|point| (point.id, point.text, point.covered)).collect();
    Some(format!("{:?}\n{:?}\n{points:?}\n{took:?}\n{actions:?}", shown.state, shown.moved_from))
}

/// The ordered rows of a space that lists are made of.
fn lists(node: &Node, space: &SpaceId) -> String {
    const LISTS: [&str; 5] = [
        "SELECT hex(goal), state, title, open_steps, all_steps, next_step, deleted FROM goals WHERE space = ?1 ORDER BY 1",
        "SELECT hex(step), hex(doc), state, text, '', '', '' FROM steps WHERE space = ?1 ORDER BY 1",
        "SELECT hex(meeting), state, title, day, minute, agenda, deleted FROM meetings WHERE space = ?1 ORDER BY 1",
        "SELECT hex(note), title, snippet, sections, deleted, '', '' FROM notes WHERE space = ?1 ORDER BY 1",
        "SELECT hex(person), role, '', '', '', '', '' FROM members WHERE space = ?1 ORDER BY 1",
    ];
    let reader = node.reader().expect("a reader");
    LISTS.map(|query| rows(reader.conn(), query, space)).join("\n")
}

fn rows(conn: &Connection, query: &str, space: &SpaceId) -> String {
    let mut query = conn.prepare(query).expect("a list");
    let rows = query.query_map([space.as_bytes()], |row| {
        let columns: Result<Vec<_>, _> = (0..7).map(|n| row.get::<_, rusqlite::types::Value>(n)).collect();
        Ok(format!("{:?}", columns?))
    });
    rows.expect("rows").map(|row| row.expect("a row")).collect::<Vec<_>>().join("\n")
}

/// Everything that was acknowledged is there.
fn acknowledged(town: &Town, person: &Resident, shelf: &Shelf, why: &str) {
    let (node, now) = (&person.phone().node, town.world.clock.now());
    for (id, note) in &shelf.notes {
        let text = look::through(node, now, |lens| view::notes::note(lens, *id));
        let text = text.unwrap_or_else(|error| panic!("{why}: a note is missing: {error:?}"));
        for id in &note.sections {
            let section = text.sections.iter().find(|one| one.id == *id);
            let section = section.unwrap_or_else(|| panic!("{why}: a section is missing"));
            for word in note.wanted(*id) {
                assert!(section.text.text.contains(word), "{why}: a word is missing");
            }
            for word in note.unwanted(*id) {
                assert!(!section.text.text.contains(word), "{why}: a deleted word is there again");
            }
        }
    }
    for (id, goal) in &shelf.goals {
        let shown = look::through(node, now, |lens| view::goals::goal(lens, *id));
        let shown = shown.unwrap_or_else(|error| panic!("{why}: a goal is missing: {error:?}"));
        for (id, ticks) in &goal.steps {
            let step = shown.steps.iter().find(|step| step.id == *id);
            let step = step.unwrap_or_else(|| panic!("{why}: a step is missing"));
            let surely = ticks.done && !ticks.undone;
            assert!(!surely || step.state == StepState::Done, "{why}: a tick is missing");
        }
        for comment in &goal.comments {
            assert!(shown.comments.iter().any(|one| one.text == *comment), "{why}: a remark is missing");
        }
    }
    for id in &shelf.meetings {
        let shown = look::through(node, now, |lens| view::meetings::meeting(lens, *id));
        assert!(shown.is_ok(), "{why}: a meeting is missing");
    }
}

/// Nobody has what they may not read: no phone another space's words, no relay anybody's.
fn secrets(town: &Town) {
    for (who, person) in town.people.iter().enumerate() {
        let others = (0..town.people.len()).filter(|other| *other != who).map(|other| format!("zqown{other}w"));
        let pairs = town.pairs.iter().filter(|pair| !pair.people.contains(&who)).map(|pair| pair.shelf.mark.clone());
        let forbidden: Vec<String> = others.chain(pairs).collect();
        assert!(!stands_in(&person.phone().folder, &forbidden), "p{who} has what they may not read");
    }
    let all = ["zqown", "zqpair", "zqname"].map(str::to_owned);
    for entry in std::fs::read_dir(town.world.folder.path()).expect("the folder") {
        let path = entry.expect("an entry").path();
        if path.is_file() {
            assert!(!holds(&path, &all), "the relay has somebody's words");
        }
    }
}

fn stands_in(folder: &Path, words: &[String]) -> bool {
    let files = std::fs::read_dir(folder).expect("the profile");
    files.map(|file| file.expect("a file").path()).any(|path| path.is_file() && holds(&path, words))
}

fn holds(file: &Path, words: &[String]) -> bool {
    let bytes = std::fs::read(file).expect("its bytes");
    let begins = |at: &usize| bytes[*at] == b'z' && bytes.get(at + 1) == Some(&b'q');
    let mut places = (0..bytes.len()).filter(begins);
    places.any(|at| words.iter().any(|word| bytes[at..].starts_with(word.as_bytes())))
}
