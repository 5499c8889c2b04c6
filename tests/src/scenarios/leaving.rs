//! One of a pair leaves: the other one gives themselves a new key, and whoever
//! left neither reads on nor writes on.

mod anytime;

use crate::world::acts::{into_the_void, thursday, write};
use crate::world::carry::Carrier;
use crate::world::notes::{look, shared_note, shared_space, stored, type_at};
use crate::world::{Phone, World, look as files};
use rapport_domain::meeting::MeetingTurn;
use rapport_domain::reminder::OsBudget;
use rapport_domain::time::{Due, Zone};
use rapport_ids::SpaceId;
use rapport_node::view::goals::{GoalFilter, goals};
use rapport_node::view::home::home;
use rapport_node::view::people::{self, LeftBy};
use rapport_node::{Call, NewGoal, NodeError, Place, StepDraft, view};
use rapport_wire::Frame;

/// Who has left the only pair of a phone.
fn left(world: &World, phone: &Phone) -> Option<LeftBy> {
    let rows = look(phone, world.clock.now(), people::left);
    assert!(rows.len() < 2 && rows.iter().all(|row| !row.partner_name.is_empty()), "{rows:?}");
    rows.first().map(|row| row.by)
}

/// Tables in which something of a space still stands on a phone.
fn of_space(phone: &Phone, space: SpaceId) -> Vec<String> {
    let (_folder, db) = files::snapshot(&phone.folder);
    let names = "SELECT m.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c ON c.name = 'space'
                 WHERE m.type = 'table' ORDER BY m.name";
    let names: Vec<String> = db
        .prepare(names)
        .expect("a query")
        .query_map([], |row| row.get(0))
        .expect("rows")
        .map(Result::unwrap)
        .collect();
    let mut found = Vec::new();
    for name in names {
        let count: i64 = db
            .query_row(&format!("SELECT count(*) FROM {name} WHERE space = ?1"), [space.as_bytes()], |row| row.get(0))
            .expect("a count");
        if count > 0 {
            found.push(name);
        }
    }
    let secrets: i64 = db
        .query_row("SELECT count(*) FROM secrets WHERE name LIKE '%' || ?1", [space.to_string()], |row| row.get(0))
        .expect("a count");
    if secrets > 0 {
        found.push("secrets".to_owned());
    }
    let facts: i64 = db
        .query_row("SELECT count(*) FROM meta WHERE key LIKE '%' || ?1", [space.to_string()], |row| row.get(0))
        .expect("a count");
    if facts > 0 {
        found.push("meta".to_owned());
    }
    found
}

fn both(world: &World, ann: &mut Phone, ben: &mut Phone) {
    for _ in 0..2 {
        world.sync(ann);
        world.sync(ben);
    }
}

fn zone() -> Zone {
    Zone::new("Europe/Zurich").expect("a zone")
}

/// What is due in the pair: a step of Ben's today, and a meeting that both agreed on.
fn due_things(world: &World, ann: &mut Phone, ben: &mut Phone) {
    let space = shared_space(ann);
    let new = NewGoal {
        place: Place::In(space),
        title: "Speak at the conference".to_owned(),
        why: String::new(),
        due: None,
        for_partner: false,
    };
    let goal = ann.node.begin_goal(new).expect("a goal");
    let today = look(ann, world.clock.now(), home).today;
    let step = StepDraft { text: "Ask".to_owned(), milestone: None, assignee: None, due: Some(Due::On(today)) };
    ann.node.add_step(goal, step).expect("a step");
    let meeting = ann.node.propose_meeting(thursday(space)).expect("proposed");
    both(world, ann, ben);
    ben.node.turn_meeting(meeting, MeetingTurn::Confirm).expect("confirmed");
    both(world, ann, ben);
}

fn reminders(phone: &mut Phone) -> usize {
    phone.node.plan_reminders(&zone(), OsBudget::Ios).expect("a plan").occurrences().count()
}

#[test]
fn what_was_written_before_arrives_and_the_one_who_stays_has_a_new_key() {
    let world = World::new(201);
    let (mut ann, mut ben) = world.pair();
    let space = shared_space(&ann);
    let (note, section) = shared_note(&world, &mut ann, &mut ben);
    due_things(&world, &mut ann, &mut ben);
    let private = NewGoal {
        place: Place::Private,
        title: "Mine alone".to_owned(),
        why: String::new(),
        due: None,
        for_partner: false,
    };
    ann.node.begin_goal(private).expect("a private goal");
    let first = ben.node.key_of(space).expect("a key");
    for phone in [&mut ann, &mut ben] {
        let shown = look(phone, world.clock.now(), home);
        assert!(shown.next_meeting.is_some() && shown.steps.len() == 1, "{shown:?}");
        assert!(reminders(phone) > 0);
        assert_eq!(left(&world, phone), None);
    }

    // Without a network, in the middle of a word.
    let screen = ann.node.open_screen(note, section).expect("a screen");
    type_at(&screen, 0, "Thank you. ");
    ann.node.leave_pair(space).expect("left");
    ann.node.leave_pair(space).expect("leaving twice is leaving once");
    assert_eq!(left(&world, &ann), Some(LeftBy::Me { told: false }));
    let gone = |phone: &mut Phone| {
        let now = world.clock.now();
        let shown = look(phone, now, home);
        assert!(shown.next_meeting.is_none() && shown.steps.is_empty() && shown.check_ins.is_empty(), "{shown:?}");
        assert_eq!(reminders(phone), 0);
        assert!(look(phone, now, |lens| view::notes::notes(lens, None, 0, 10)).is_empty());
        let all = look(phone, now, |lens| goals(lens, GoalFilter { space: None, with_past: true }, 0, 10));
        assert_eq!(all.iter().map(|row| row.title.as_str()).collect::<Vec<_>>(), ["Mine alone"]);
    };
    gone(&mut ann);
    let new = NewGoal {
        place: Place::In(space),
        title: "Too late".to_owned(),
        why: String::new(),
        due: None,
        for_partner: false,
    };
    assert_eq!(ann.node.begin_goal(new).err(), Some(NodeError::NotFound("space")));
    // What is typed into a screen that is still there goes nowhere and hinders nothing.
    type_at(&screen, 0, "never sent");
    ann.node.tick().expect("a tick");
    let mut ann = world.restart(ann);
    gone(&mut ann);
    ann.node.repair().expect("lists made anew");
    gone(&mut ann);

    world.sync(&mut ann);
    assert_eq!(left(&world, &ann), Some(LeftBy::Me { told: true }));
    assert_eq!(of_space(&ann, space), ["invites", "left_pairs"]);
    assert!(ann.node.keyring().expect("a keyring").spaces.iter().all(|kept| kept.left));

    world.sync(&mut ben);
    assert_eq!(left(&world, &ben), Some(LeftBy::Partner));
    let second = ben.node.key_of(space).expect("a key");
    assert_eq!((second.number, second.rotating), (first.number + 1, false));
    assert_eq!(stored(&world, &ben, note, section), "Thank you. ");
    let shown = look(&ben, world.clock.now(), home);
    assert!(shown.next_meeting.is_none() && shown.steps.is_empty(), "nothing of it is due any more: {shown:?}");
    assert_eq!(reminders(&mut ben), 0);
    let line = look(&ben, world.clock.now(), view::sync::line);
    assert_eq!((line.waiting, line.deferred, line.quarantined), (0, 0, 0));

    // Ben goes on by himself, also after a restart; Ann's phone has nothing to do with it.
    let mut ben = world.restart(ben);
    let screen = ben.node.open_screen(note, section).expect("a screen");
    type_at(&screen, 0, "Alone: ");
    world.sync(&mut ben);
    for _ in 0..2 {
        world.sync(&mut ann);
        ann = world.restart(ann);
    }
    assert_eq!(of_space(&ann, space), ["invites", "left_pairs"]);
    assert_eq!(stored(&world, &ben, note, section), "Alone: Thank you. ");
    // Who is alone in a space leaves it without asking anybody.
    ben.node.leave_pair(space).expect("left");
    world.sync(&mut ben);
    assert_eq!(left(&world, &ben), Some(LeftBy::Me { told: true }));
    assert_eq!(of_space(&ben, space), ["invites", "left_pairs"]);
    // And both can come together anew.
    world.bring_together(&mut ann, &mut ben);
    both(&world, &mut ann, &mut ben);
    for phone in [&ann, &ben] {
        let now = world.clock.now();
        assert_eq!((look(phone, now, people::pairings).len(), look(phone, now, people::left).len()), (1, 1));
    }
}

#[test]
fn a_phone_that_did_not_stop_reads_nothing_more_and_what_it_writes_is_held() {
    let world = World::new(202);
    let (mut ann, mut ben) = world.pair();
    let space = shared_space(&ann);
    let (note, section) = shared_note(&world, &mut ann, &mut ben);
    // A copy of Ann's phone, with all of her keys, goes on writing in a tunnel.
    let (mut ann, mut copy) = world.copied(ann);
    world.sync(&mut copy);
    ann.node.leave_pair(space).expect("left");
    write(&mut copy, note, section, "after leaving. ");
    let late = into_the_void(&mut copy);
    assert!(!late.is_empty());
    world.sync(&mut ann);
    world.sync(&mut ben);
    assert_eq!(left(&world, &ben), Some(LeftBy::Partner));
    // Whoever is in hands the relay what the copy has sealed: a member may be fooled, or the relay lie.
    let session = ben.node.watch_session(&world.origin).expect("a session");
    let batch = rapport_wire::relay::write_batch(late.iter().map(Vec::as_slice)).expect("a batch");
    world.relay.push(&session, &space, true, &batch).expect("taken");
    write(&mut ben, note, section, "for nobody else. ");
    world.sync(&mut ben);
    world.sync(&mut ben);
    assert_eq!(stored(&world, &ben, note, section), "for nobody else. ", "held, and never applied silently");
    let held = look(&ben, world.clock.now(), view::sync::held);
    assert!(held.iter().any(|row| row.space == space && row.reason == "fault.beyond_frontier"), "{held:?}");
    // What Ben has written is sealed with a key that the copy never had, nor will get.
    let tags = |phone: &Phone, query: &str| -> Vec<Vec<u8>> {
        let (_folder, db) = files::snapshot(&phone.folder);
        let mut query = db.prepare(query).expect("a query");
        query.query_map([space.as_bytes()], |row| row.get(0)).expect("rows").map(Result::unwrap).collect()
    };
    let last = tags(&ben, "SELECT frame FROM records WHERE space = ?1 AND class = 1 ORDER BY seq DESC LIMIT 1");
    let last = Frame::parse(last[0].clone()).expect("a frame").header().tag;
    let had = tags(&copy, "SELECT tag FROM epochs WHERE space = ?1");
    assert!(!had.is_empty() && !had.contains(&last.as_bytes().to_vec()));
    // It hears that its person is out, and lets go of everything.
    for _ in 0..3 {
        world.sync(&mut copy);
    }
    assert_eq!(left(&world, &copy), Some(LeftBy::Me { told: true }));
    assert_eq!(of_space(&copy, space), ["invites", "left_pairs"]);
}

#[test]
fn both_may_leave_at_once() {
    for order in [[0, 1], [1, 0]] {
        let world = World::new(203);
        let (mut ann, mut ben) = world.pair();
        let space = shared_space(&ann);
        ann.node.leave_pair(space).expect("left");
        ben.node.leave_pair(space).expect("left");
        let mut phones = [ann, ben];
        for _ in 0..2 {
            for who in order {
                world.sync(&mut phones[who]);
            }
        }
        for phone in &phones {
            assert_eq!(left(&world, phone), Some(LeftBy::Me { told: true }));
            assert_eq!(of_space(phone, space), ["invites", "left_pairs"]);
            let line = look(phone, world.clock.now(), view::sync::line);
            assert_eq!((line.waiting, line.deferred, line.quarantined), (0, 0, 0));
        }
    }
}

#[test]
fn the_one_who_opened_the_space_may_leave_too() {
    let world = World::new(204);
    let (mut ann, mut ben) = world.pair();
    let space = shared_space(&ann);
    let (note, section) = shared_note(&world, &mut ann, &mut ben);
    write(&mut ben, note, section, "Go on. ");
    ben.node.leave_pair(space).expect("left");
    both(&world, &mut ben, &mut ann);
    assert_eq!(left(&world, &ann), Some(LeftBy::Partner));
    assert_eq!(ann.node.key_of(space).expect("a key").number, 2);
    write(&mut ann, note, section, "I do. ");
    both(&world, &mut ben, &mut ann);
    assert_eq!(stored(&world, &ann, note, section), "I do. Go on. ");
    assert_eq!(of_space(&ben, space), ["invites", "left_pairs"]);
    // Ann decides about the space now.
    ann.node.rotate_key(space).expect("asked for");
    world.sync(&mut ann);
    assert_eq!(ann.node.key_of(space).expect("a key").number, 3);
}

#[test]
fn a_new_key_that_the_leaver_has_not_heard_of_loses_nothing() {
    let world = World::new(205);
    let (mut ann, mut ben) = world.pair();
    let space = shared_space(&ann);
    let (note, section) = shared_note(&world, &mut ann, &mut ben);
    write(&mut ann, note, section, "sealed in a tunnel. ");
    into_the_void(&mut ann);
    ann.node.leave_pair(space).expect("left");
    ben.node.rotate_key(space).expect("asked for");
    world.sync(&mut ben);
    write(&mut ben, note, section, "meanwhile. ");
    world.sync(&mut ben);
    both(&world, &mut ann, &mut ben);
    let text = stored(&world, &ben, note, section);
    assert!(text.contains("sealed in a tunnel. ") && text.contains("meanwhile. "), "{text}");
    assert_eq!(left(&world, &ann), Some(LeftBy::Me { told: true }));
    assert_eq!(left(&world, &ben), Some(LeftBy::Partner));
    assert_eq!(ben.node.key_of(space).expect("a key").number, 3);
}

#[test]
fn whoever_is_overtaken_at_the_relay_lets_go_on_top() {
    let world = World::new(206);
    let (mut ann, ben) = world.pair();
    let space = shared_space(&ann);
    // The same phone twice, so that there is somebody who can be faster.
    let (mut ben, mut other) = world.copied(ben);
    ann.node.leave_pair(space).expect("left");
    world.sync(&mut ann);
    ben.node.sync_now().expect("sync begins");
    let (mut conflicts, mut faster) = (0, false);
    let mut waiting = ben.node.requests().expect("requests");
    while let Some(request) = waiting.pop() {
        if matches!(request.call, Call::Control { .. }) && !faster {
            // Ben's operation is made and on its way.
            faster = true;
            other.node.rotate_key(space).expect("asked for");
            other.node.push_now().expect("begun");
            Carrier::new(&world.relay).run(&mut other.node);
            assert_eq!(other.node.key_of(space).expect("a key").number, 2);
        }
        let answer = Carrier::new(&world.relay).ask(&request.call);
        conflicts += usize::from(matches!(answer, Ok(rapport_node::Answer::ControlConflict(_))));
        waiting.extend(ben.node.answer(request.id, answer).expect("taken"));
        if waiting.is_empty() {
            waiting = ben.node.requests().expect("requests");
        }
    }
    assert_eq!(conflicts, 1, "it met another head, and was made anew on top of it");
    world.sync(&mut ben);
    world.sync(&mut other);
    for phone in [&mut ben, &mut other] {
        assert_eq!(left(&world, phone), Some(LeftBy::Partner));
        assert_eq!(phone.node.key_of(space).expect("a key").number, 3);
    }
}
