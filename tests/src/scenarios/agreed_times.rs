//! A series that both agreed to is kept without anybody opening its meetings:
//! each time stands on Today, is announced, and is asked about when it is over.

use crate::world::notes::{look, shared_space};
use crate::world::{Phone, START_MS, World};
use rapport_domain::Field;
use rapport_domain::calendar::{DaySpan, Ends};
use rapport_domain::checkin::Key;
use rapport_domain::meeting::series::SeriesTurn;
use rapport_domain::meeting::{CancelReason, MeetingStage, MeetingTurn, Minutes};
use rapport_domain::reminder::{OsBudget, Plan, PushId};
use rapport_domain::rules::{Rule, RuleBroken};
use rapport_domain::time::{Civil, Day, Zone};
use rapport_ids::{MeetingId, SeriesId};
use rapport_node::view::home::home;
use rapport_node::view::meetings;
use rapport_node::{About, NewMeeting, NewSeries, NodeError, PlanDays, SeriesPlan};

const DAY: i64 = 86_400_000;

fn both(world: &World, ann: &mut Phone, ben: &mut Phone) {
    for _ in 0..2 {
        world.sync(ann);
        world.sync(ben);
    }
}

fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

fn slot(text: &str) -> Civil {
    format!("{text}[Europe/Zurich]").parse().expect("a time")
}

/// Two people who are asked for nothing, and an hour every Thursday at two that Ann proposed.
fn proposed(world: &World) -> (Phone, Phone, SeriesId) {
    let (mut ann, mut ben) = world.pair();
    for phone in [&mut ann, &mut ben] {
        phone.node.set_check_in_rhythm(&Key::new("pulse").expect("a name"), None).expect("not asked");
    }
    let (start, minutes) = (slot("2026-03-05T14:00"), Minutes::new(60).expect("an hour"));
    let plan = SeriesPlan { on: PlanDays::weekly(start.day), start, minutes, every: 1, ends: Ends::Never };
    let (space, plan) = (shared_space(&ann), plan.plan().expect("a plan"));
    let new = NewSeries { space, plan, title: "Our hour".to_owned(), mode: None, place: String::new() };
    let id = ann.node.propose_series(new).expect("proposed");
    both(world, &mut ann, &mut ben);
    (ann, ben, id)
}

fn plan(phone: &mut Phone) -> Plan {
    phone.node.plan_reminders(&Zone::new("Europe/Zurich").expect("a zone"), OsBudget::Ios).expect("a plan")
}

fn told(phone: &mut Phone) -> Vec<String> {
    let line = |push: &rapport_domain::reminder::Push| {
        let kinds: Vec<_> = push.parts.iter().map(|part| part.id.kind.name()).collect();
        format!("{} {} {}", push.wall.day, push.wall.time, kinds.join(" "))
    };
    plan(phone).pushes.iter().filter(|push| push.id != PushId::Refresh).map(line).collect()
}

/// The meeting that the first reminder leads to.
fn leads_to(phone: &mut Phone) -> MeetingId {
    let ids: Vec<_> = plan(phone).occurrences().collect();
    let row = phone.node.reminder_rows(&ids[..1], &Zone::utc()).expect("rows").remove(0);
    assert!(!row.with.is_empty() && row.title == "Our hour", "{row:?}");
    let Some(About::Meeting { meeting, space }) = row.about else { panic!("{row:?}") };
    assert_eq!(space, shared_space(phone));
    meeting
}

const FIRST: [&str; 4] =
    ["2026-03-04 14:00 meeting", "2026-03-05 13:00 meeting", "2026-03-05 17:00 log", "2026-03-06 18:00 log"];
const SECOND: [&str; 4] =
    ["2026-03-11 14:00 meeting", "2026-03-12 13:00 meeting", "2026-03-12 17:00 log", "2026-03-13 18:00 log"];

#[test]
fn each_time_is_announced_whether_or_not_somebody_opened_its_meeting() {
    let world = World::new(110);
    let (mut ann, mut ben, id) = proposed(&world);
    assert_eq!(told(&mut ann), [""; 0], "nobody is reminded of what is not agreed");
    ben.node.turn_series(id, SeriesTurn::Confirm).expect("agreed");
    both(&world, &mut ann, &mut ben);
    let all = [FIRST, SECOND].concat();
    assert_eq!((told(&mut ann), told(&mut ben)), (all.iter().map(|one| (*one).to_owned()).collect(), told(&mut ann)));
    let meeting = leads_to(&mut ann);
    assert_eq!(leads_to(&mut ben), meeting, "both are led to one meeting that is not there yet");
    // Whoever looks at it opens it: the same reminders, and the same names of them.
    let names: Vec<_> = plan(&mut ann).occurrences().collect();
    ann.node.open_agreed_time(meeting).expect("opened");
    both(&world, &mut ann, &mut ben);
    for phone in [&mut ann, &mut ben] {
        assert_eq!(told(phone), all);
        assert_eq!(plan(phone).occurrences().collect::<Vec<_>>(), names);
        assert_eq!(leads_to(phone), meeting);
        let seen = look(phone, START_MS, |lens| meetings::meeting(lens, meeting));
        assert_eq!((seen.row.stage, seen.can.confirm, seen.wants_log), (MeetingStage::Confirmed, false, false));
        let late = look(phone, START_MS + 4 * DAY, |lens| meetings::meeting(lens, meeting));
        assert!(late.wants_log, "it is over, and nobody has written it down");
        assert_eq!((seen.row.slot, seen.row.title.as_str()), (slot("2026-03-05T14:00"), "Our hour"));
    }
    // What is moved waits for a yes, what is left out is over.
    let to = slot("2026-03-06T10:00");
    let one = SeriesTurn::MoveOne { of: day("2026-03-05"), to: to.clone() };
    ben.node.turn_series(id, one).expect("moved");
    let skip = SeriesTurn::Skip { of: day("2026-03-12"), reason: CancelReason::Clash, note: String::new() };
    ben.node.turn_series(id, skip).expect("left out");
    both(&world, &mut ann, &mut ben);
    assert_eq!((told(&mut ann), told(&mut ben)), (Vec::new(), Vec::new()));
    ann.node.turn_series(id, SeriesTurn::AgreeOne { of: day("2026-03-05"), to }).expect("agreed");
    both(&world, &mut ann, &mut ben);
    let moved =
        ["2026-03-05 10:00 meeting", "2026-03-06 09:00 meeting", "2026-03-06 13:00 log", "2026-03-07 18:00 log"];
    assert_eq!((told(&mut ann), told(&mut ben)), (moved.map(str::to_owned).to_vec(), told(&mut ann)));
}

#[test]
fn what_is_over_is_asked_about_until_one_of_the_two_writes_it_down() {
    let world = World::new(111);
    let (mut ann, mut ben, id) = proposed(&world);
    ben.node.turn_series(id, SeriesTurn::Confirm).expect("agreed");
    both(&world, &mut ann, &mut ben);
    world.clock.advance(3 * DAY + 7 * 3_600_000);
    assert_eq!(told(&mut ann)[0], FIRST[2]);
    let meeting = leads_to(&mut ben);
    ben.node.open_agreed_time(meeting).expect("opened");
    ben.node.turn_meeting(meeting, MeetingTurn::Hold).expect("held");
    ben.node.log_meeting(meeting, Minutes::new(50).expect("minutes"), Default::default()).expect("written down");
    both(&world, &mut ann, &mut ben);
    assert_eq!((told(&mut ann)[0].as_str(), told(&mut ben)[0].as_str()), (SECOND[0], SECOND[0]));
    // Ended, it reminds of nothing, and after two weeks the pair is asked to meet again.
    let end = SeriesTurn::Cancel { reason: CancelReason::NoTime, note: String::new() };
    ann.node.turn_series(id, end).expect("ended");
    assert_eq!(told(&mut ann), [""; 0]);
    world.clock.advance(11 * DAY);
    assert_eq!(told(&mut ann), ["2026-03-19 09:00 idle"]);
}

#[test]
fn what_was_agreed_in_its_series_can_be_missed_and_a_wish_of_one_cannot() {
    let world = World::new(114);
    let (mut ann, mut ben, id) = proposed(&world);
    ben.node.turn_series(id, SeriesTurn::Confirm).expect("agreed");
    both(&world, &mut ann, &mut ben);
    let new = NewMeeting {
        space: shared_space(&ann),
        slot: slot("2026-03-05T10:00"),
        minutes: Minutes::new(60).expect("an hour"),
        title: String::new(),
        mode: None,
        place: String::new(),
    };
    let wish = ann.node.propose_meeting(new).expect("proposed");
    let meeting = leads_to(&mut ann);
    ann.node.open_agreed_time(meeting).expect("opened");
    both(&world, &mut ann, &mut ben);
    world.clock.advance(4 * DAY);
    let now = START_MS + 4 * DAY;
    let can = |phone: &Phone, id| look(phone, now, |lens| meetings::meeting(lens, id)).can.miss;
    assert_eq!((can(&ann, meeting), can(&ben, meeting), can(&ann, wish), can(&ben, wish)), (true, true, false, false));
    let who = [ben.node.person()].into();
    let refused = ben.node.turn_meeting(wish, MeetingTurn::Miss { who });
    let Err(NodeError::Rule(RuleBroken::NotAllowed { rule: Rule::WrongState { .. }, .. })) = refused else {
        panic!("{refused:?}")
    };
    // Also the one who opened it, and whose yes stands in the series alone.
    let who = [ben.node.person()].into();
    ann.node.turn_meeting(meeting, MeetingTurn::Miss { who }).expect("missed");
    both(&world, &mut ann, &mut ben);
    for phone in [&ann, &ben] {
        let seen = look(phone, now, |lens| meetings::meeting(lens, meeting));
        assert_eq!((seen.row.stage, seen.can.miss, seen.wants_log), (MeetingStage::Missed, false, false));
    }
}

#[test]
fn who_has_a_series_ahead_is_not_told_that_they_do_not_meet() {
    let world = World::new(112);
    let (mut ann, mut ben, id) = proposed(&world);
    world.clock.advance(10 * DAY);
    let idle = |phone: &mut Phone| told(phone).into_iter().filter(|one| one.ends_with("idle")).count();
    assert_eq!(idle(&mut ann), 1);
    ben.node.turn_series(id, SeriesTurn::Confirm).expect("agreed");
    both(&world, &mut ann, &mut ben);
    assert_eq!((idle(&mut ann), idle(&mut ben)), (0, 0));
    let month = DaySpan::new(day("2026-03-10"), day("2026-04-05"), Field::Until).expect("days");
    ben.node.turn_series(id, SeriesTurn::Pause(month)).expect("paused");
    assert_eq!(idle(&mut ben), 0, "four weeks without one are no silence");
    // Pausing it for months is another matter.
    let pause = DaySpan::new(day("2026-03-10"), day("2026-09-01"), Field::Until);
    ann.node.turn_series(id, SeriesTurn::Pause(pause.expect("days"))).expect("paused");
    assert_eq!(idle(&mut ann), 1);
}

#[test]
fn today_knows_the_next_time_and_opens_its_meeting_once() {
    let world = World::new(113);
    let (mut ann, mut ben, id) = proposed(&world);
    let next = |phone: &Phone, now: i64| look(phone, now, home).next_meeting;
    assert_eq!(next(&ann, START_MS), None, "a wish of one is no meeting");
    ben.node.turn_series(id, SeriesTurn::Confirm).expect("agreed");
    both(&world, &mut ann, &mut ben);
    let (a, b) = (next(&ann, START_MS).expect("a meeting"), next(&ben, START_MS).expect("a meeting"));
    assert_eq!((a.id, &a.slot, a.stage), (b.id, &slot("2026-03-05T14:00"), MeetingStage::Confirmed));
    assert_eq!((a.with.as_str(), b.with.as_str(), a.title.as_str()), ("Ben Bernhardt", "Ann Anderson", "Our hour"));
    // Until its end it is the next one; then the week after is.
    let begins = a.begins.expect("known").0;
    let of = |at: i64| next(&ann, at).expect("a meeting").slot.day;
    let (first, second) = (day("2026-03-05"), day("2026-03-12"));
    assert_eq!([of(begins), of(begins + 3_599_999), of(begins + 3_600_000)], [first, first, second]);
    ann.node.open_agreed_time(a.id).expect("opened");
    ben.node.open_agreed_time(a.id).expect("opened");
    both(&world, &mut ann, &mut ben);
    for phone in [&ann, &ben] {
        let listed = look(phone, START_MS, |lens| meetings::coming(lens, None, 9));
        assert_eq!(listed.iter().map(|row| row.id).collect::<Vec<_>>(), [a.id], "one, though both opened it");
        assert_eq!(next(phone, START_MS).map(|row| row.id), Some(a.id));
    }
    // A name that nobody has opens nothing.
    ann.node.open_agreed_time(MeetingId::new([9; 16])).expect("nothing");
    assert_eq!(look(&ann, START_MS, |lens| meetings::coming(lens, None, 9)).len(), 1);
}
