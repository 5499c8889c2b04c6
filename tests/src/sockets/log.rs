//! The log tells what the core did, and nothing that anybody wrote.

use super::desk::{Desk, PATIENCE, begin, platform, sync};
use super::gate::Line;
use rapport_core::editor::Edit;
use rapport_core::goals::{GoalEdit, Place, StepDraft};
use rapport_core::notes::NewNote;
use rapport_core::people::PersonAct;
use rapport_core::ports::{Level, LogSink};
use rapport_core::{Config, Failure, Platform, Rapport};
use rapport_node::ids::GoalId;
use std::sync::{Arc, Mutex};

/// Stands in every text that is typed here, and nowhere else.
const PLANTED: &str = "Zwetschgenkuchen";

#[derive(Default)]
struct Sink(Mutex<Vec<String>>);

impl LogSink for Sink {
    fn line(&self, _: Level, text: &str) {
        self.0.lock().expect("not poisoned").push(text.to_owned());
    }
}

fn planted(kind: &str) -> String {
    format!("{PLANTED} {kind}")
}

/// Whatever a call says, when it fails.
fn failures(ann: &Rapport, goal: GoalId) -> Vec<Failure> {
    let mut all = Vec::new();
    let too_long = planted("long ").repeat(4000);
    let step = |text: &str| StepDraft { text: text.to_owned(), milestone: None, assignee: None, due: None };
    for bad in [too_long.as_str(), "Zwetschgenkuchen\u{7}", "", "\u{202e}Zwetschgenkuchen", "\" OR Zwetschgenkuchen*"] {
        all.extend(ann.goals().edit(goal, GoalEdit::Title(bad.to_owned())).err());
        all.extend(ann.goals().edit(goal, GoalEdit::Why(bad.to_owned())).err());
        all.extend(ann.goals().add_step(goal, step(bad)).err());
        all.extend(ann.goals().add_milestone(goal, bad, None).err());
        all.extend(ann.people().edit_me(PersonAct::Name(bad.to_owned())).err());
        all.extend(ann.people().edit_me(PersonAct::AskMe(bad.to_owned())).err());
        all.extend(ann.people().join(bad, false).err());
        all.extend(ann.sync().agree_to_relay(bad, false).err());
        all.extend(ann.set_zone(bad).err());
        all.extend(ann.search(bad, 10).err());
        let new = NewNote { place: Place::Private, title: bad.to_owned(), meeting: None };
        all.extend(ann.notes().begin(new).err());
    }
    all
}

#[test]
fn nobodys_words_stand_in_the_log_or_in_a_failure() {
    let desk = Desk::behind_gate();
    let sink = Arc::new(Sink::default());
    let folder = desk.profile("Ann");
    let with_sink = Platform { log: Some(Arc::clone(&sink) as Arc<dyn LogSink>), ..platform(&folder) };
    let ann = Rapport::create(Config::new(&folder), with_sink, &planted("name")).expect("a profile");
    let ben = desk.phone("Ben Bernhardt");
    let space = desk.bring_together(&ann, &ben);
    let goal = begin(&ann, Place::In(space), &planted("goal"));
    let (note, section) =
        ann.notes().begin(NewNote { place: Place::In(space), title: planted("note"), meeting: None }).expect("a note");
    let editor = ann.notes().open(note, section).expect("an editor");
    editor.write(&[Edit::splice(0, 0, planted("text").as_str())]).expect("typed");
    let mut failed = failures(&ann, goal);
    failed.extend(editor.exchange(&[Edit::splice(1_000_000, 0, PLANTED)]).err());
    assert!(failed.len() > 20, "{failed:?}");
    desk.gate().set(Line::Else(Arc::new(|_| {})));
    ann.sync().run(PATIENCE).expect("a round");
    desk.gate().set(Line::Good);
    sync(&ann);
    sync(&ben);
    ann.suspend().expect("asleep");
    ann.resume().expect("awake");
    let watch = ann.goals().watch_rows(rapport_core::goals::GoalFilter::default(), 1, |rows| {
        assert_eq!(rows.len(), 0, "{PLANTED}");
    });
    failed.extend(watch.err());
    let log = ann.log_text();
    for said in failed.iter().map(|failure| format!("{failure} {failure:?}")).chain([log.clone()]) {
        assert!(!said.to_lowercase().contains(&PLANTED.to_lowercase()[..8]), "{said}");
    }
    let heard = sink.0.lock().expect("not poisoned").join("\n");
    assert!(!heard.contains(PLANTED), "{heard}");
    for told in ["core: opened", "sync: round is=", "is=offline", "is=good", "core: asleep", "core: awake"] {
        assert!(log.contains(told), "{told} is missing in\n{log}");
    }
    let Some(Failure::Bug { reference }) = failed.last() else { panic!("{:?}", failed.last()) };
    assert!(log.lines().any(|line| line.starts_with(&format!("{reference} "))), "{reference} in\n{log}");
}

#[test]
fn the_log_is_a_ring_of_512_kib_that_drops_the_oldest() {
    const ROOM: usize = 512 * 1024;
    let desk = Desk::new();
    let sink = Arc::new(Sink::default());
    let folder = desk.profile("Ann");
    let with_sink = Platform { log: Some(Arc::clone(&sink) as Arc<dyn LogSink>), ..platform(&folder) };
    let ann = Rapport::create(Config::new(&folder), with_sink, &planted("name")).expect("a profile");
    let said = || sink.0.lock().expect("not poisoned").iter().map(|line| line.len() + 1).sum::<usize>();
    // Rounds without a relay tell little and cost little.
    for round in 0.. {
        ann.sync().run(PATIENCE).expect("a round");
        if round % 500 == 0 {
            begin(&ann, Place::Private, &planted("goal"));
            ann.sync().agree_to_relay(&planted("link"), false).expect_err("no link");
            assert!(ann.log_text().len() <= ROOM, "after {round} rounds");
            if said() > ROOM + ROOM / 4 {
                break;
            }
        }
    }
    let log = ann.log_text();
    let all = sink.0.lock().expect("not poisoned");
    assert!((ROOM - 1024..=ROOM).contains(&log.len()), "{} bytes", log.len());
    let lines: Vec<_> = log.lines().collect();
    let number = |line: &str| line.strip_prefix('#')?.split_once(' ')?.0.parse::<usize>().ok();
    let numbers: Vec<_> = lines.iter().map(|line| number(line).expect("a number")).collect();
    assert!(numbers[0] > 1, "the oldest are gone");
    assert_eq!(numbers, (numbers[0]..=all.len()).collect::<Vec<_>>(), "all from there on are there");
    assert!(lines.iter().zip(&all[numbers[0] - 1..]).all(|(kept, told)| kept.ends_with(told.as_str())));
    assert!(!log.contains(PLANTED) && !all.iter().any(|line| line.contains(PLANTED)), "{log}");
}
