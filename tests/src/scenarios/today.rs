//! What stands on Today says where it is ticked, or what opens it.

use crate::world::notes::{look as on, shared_space};
use crate::world::{World, look};
use rapport_domain::checkin::{Answer, Answers, Key};
use rapport_domain::meeting::Minutes;
use rapport_domain::person::Language;
use rapport_domain::time::{Civil, Day, Due, TimeOfDay, Zone};
use rapport_ids::SpaceId;
use rapport_node::view::home::home;
use rapport_node::{Asked, NewGoal, NewMeeting, Node, Place, StepDraft};

#[test]
fn a_step_on_today_names_its_goal_or_its_meeting() {
    let world = World::new(62);
    let (mut ann, _ben) = world.pair();
    let space = shared_space(&ann);
    let today = on(&ann, world.clock.now(), home).today;
    let due =
        |text: &str| StepDraft { text: text.to_owned(), milestone: None, assignee: None, due: Some(Due::On(today)) };
    let new = NewGoal {
        place: Place::In(space),
        title: "Speak up".into(),
        why: String::new(),
        due: None,
        for_partner: false,
    };
    let goal = ann.node.begin_goal(new).expect("a goal");
    let slot = Civil {
        day: today,
        time: TimeOfDay::new(17, 30).expect("a time"),
        zone: Zone::new("Europe/Zurich").expect("a zone"),
    };
    let minutes = Minutes::new(45).expect("minutes");
    let new = NewMeeting { space, slot, minutes, title: "March".to_owned(), mode: None, place: String::new() };
    let meeting = ann.node.propose_meeting(new).expect("a meeting");
    let asked = ann.node.add_step(goal, due("Ask one question")).expect("a step");
    let sent = ann.node.add_action(meeting, due("Send the advert")).expect("an action");

    let shown = on(&ann, world.clock.now(), home);
    let mut steps: Vec<_> = shown.steps.iter().map(|step| (step.step, step.goal, step.meeting)).collect();
    let mut expected = vec![(asked, Some(goal), None), (sent, None, Some(meeting))];
    steps.sort();
    expected.sort();
    assert_eq!(steps, expected);
    let titles: Vec<_> = shown.steps.iter().map(|step| (step.step, step.goal_title.as_str())).collect();
    assert!(titles.contains(&(asked, "Speak up")) && titles.contains(&(sent, "")), "{titles:?}");
}

const DAY_MS: i64 = 86_400_000;

fn answer(node: &mut Node, day: Day, instrument: &str, about: Option<SpaceId>, item: &str) {
    let asked = Asked { instrument: Key::new(instrument).expect("a name"), about };
    let answers = Answers([(Key::new(item).expect("a name"), Answer::Number(2))].into());
    node.answer_check_in(&asked, &Language::english(), day, &answers).expect("answered");
}

#[test]
fn a_check_in_stands_on_today_from_its_day_until_it_is_answered() {
    let world = World::new(63);
    let (mut ann, mut ben) = world.pair();
    let space = shared_space(&ann);
    let seen = |node: &Node| {
        let home = look::through(node, world.clock.now(), home).expect("Today");
        let due = home.check_ins.into_iter().map(|one| (one.instrument, one.about, one.partner_name, one.since));
        (home.today, due.collect::<Vec<_>>())
    };
    let first = seen(&ann.node).0;
    let day = |n: i64| first.plus_days(n).expect("a day");
    let pulse = |since: i64| ("pulse".to_owned(), None, String::new(), day(since));
    let working = |name: &str, since: i64| ("match".to_owned(), Some(space), name.to_owned(), day(since));
    assert_eq!(seen(&ann.node).1, [pulse(0)]);
    assert_eq!(seen(&world.phone("Alone").node).1, []);
    answer(&mut ann.node, first, "pulse", None, "mood");
    assert_eq!(seen(&ann.node).1, []);
    world.clock.advance(6 * DAY_MS);
    assert_eq!(seen(&ann.node).1, []);
    // Whoever has not answered sees the last day on which it was due.
    world.clock.advance(2 * DAY_MS);
    assert_eq!((seen(&ann.node).1, seen(&ben.node).1), (vec![pulse(7)], vec![pulse(7)]));
    // What was chosen counts, also after a restart and when lists are made anew.
    let mut ann = ann;
    ann.node.set_check_in_rhythm(&Key::new("pulse").expect("a name"), Some(8)).expect("chosen");
    assert_eq!(seen(&ann.node).1, [pulse(8)]);
    let mut ann = world.restart(ann);
    ann.node.repair().expect("made anew");
    assert_eq!(seen(&ann.node).1, [pulse(8)]);
    ann.node.set_check_in_rhythm(&Key::new("pulse").expect("a name"), None).expect("chosen");
    assert_eq!(seen(&ann.node).1, []);
    // About the pair, with who it is.
    world.clock.advance(23 * DAY_MS);
    assert_eq!(seen(&ann.node).1, [working("Ben Bernhardt", 30)]);
    assert_eq!(seen(&ben.node).1, [pulse(28), working("Ann Anderson", 30)]);
    answer(&mut ben.node, day(31), "match", Some(space), "content");
    assert_eq!(seen(&ben.node).1, [pulse(28)]);
    assert_eq!(ann.node.check_ins_due(day(30), day(30)).expect("due").len(), 1);
}

#[test]
fn what_a_partner_writes_as_settings_changes_nothing_here() {
    let world = World::new(64);
    let (ann, _ben) = world.pair();
    let seen = |node: &Node| look::through(node, world.clock.now(), home).expect("Today").check_ins.len();
    assert_eq!(seen(&ann.node), 1);
    let file = ann.folder.join("rapport.db");
    let db = rusqlite::Connection::open(file).expect("the file");
    db.execute("INSERT INTO choices (doc, name, number) VALUES (?1, 'checkin.every.pulse', 0)", [[7u8; 16]])
        .expect("a row of another document");
    assert_eq!(seen(&ann.node), 1);
}
