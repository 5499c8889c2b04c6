//! When two people could meet, what a partner learns of a calendar, and what
//! other calendars learn of meetings.

use crate::world::notes::{look, shared_space};
use crate::world::{Phone, World};
use rapport_domain::calendar::{DaySpan, Ends, Quiet, SlotCost};
use rapport_domain::goal::GoalAct;
use rapport_domain::meeting::series::SeriesTurn;
use rapport_domain::meeting::{CancelReason, MeetingAct, MeetingTurn, Minutes, Mode};
use rapport_domain::person::{ContactHours, FreeAct};
use rapport_domain::step::{StepAct, StepState};
use rapport_domain::time::{Civil, Day, Weekday, Zone};
use rapport_domain::{Field, Problem, RuleBroken};
use rapport_node::view::free::{self, SlotsView, Whose};
use rapport_node::view::ics;
use rapport_node::view::meetings::brief;
use rapport_node::{NewGoal, NewMeeting, NewSeries, NodeError, Place, PlanDays, SeriesPlan, StepDraft};

const DAY_MS: i64 = 86_400_000;

fn both_ways(world: &World, ann: &mut Phone, ben: &mut Phone) {
    for _ in 0..2 {
        world.sync(ann);
        world.sync(ben);
    }
}

fn every_day(from: &str, to: &str) -> FreeAct {
    let on = |day: Weekday| ContactHours::new(day, from.parse().expect("a time"), to.parse().expect("a time"));
    FreeAct::Weekly(Weekday::ALL.iter().map(|day| on(*day).expect("hours")).collect())
}

fn zone(name: &str) -> FreeAct {
    FreeAct::Zone(Some(Zone::new(name).expect("a zone")))
}

fn minutes(minutes: i64) -> Minutes {
    Minutes::new(minutes).expect("minutes")
}

fn slots(world: &World, phone: &Phone, days: u32) -> SlotsView {
    let space = shared_space(phone);
    look(phone, world.clock.now(), |lens| free::slots(lens, space, days, minutes(45), 20))
}

#[test]
fn times_for_two_across_an_ocean_are_the_same_on_both_phones() {
    let world = World::new(80);
    let (mut ann, mut ben) = (world.phone("Ann Anderson"), world.phone("Ben Bernhardt"));
    // Said before they met, and shown to whomever she meets.
    ann.node.act_on_free_times(every_day("14:00", "20:00")).expect("said");
    ann.node.act_on_free_times(zone("Europe/Zurich")).expect("said");
    world.bring_together(&mut ann, &mut ben);
    both_ways(&world, &mut ann, &mut ben);
    let seen = slots(&world, &ben, 7);
    assert_eq!((seen.with.as_str(), seen.i_said, seen.they_said, seen.slots.len()), ("Ann Anderson", false, true, 0));
    for act in [zone("America/New_York"), every_day("09:00", "12:00")] {
        ben.node.act_on_free_times(act).expect("said");
    }
    both_ways(&world, &mut ann, &mut ben);
    let (a, b) = (slots(&world, &ann, 7), slots(&world, &ben, 7));
    assert!(a.slots.len() >= 6, "{}", a.slots.len());
    assert_eq!(a.slots.len(), b.slots.len());
    for (one, other) in a.slots.iter().zip(&b.slots) {
        assert_eq!((one.begins, &one.mine, &one.theirs), (other.begins, &other.theirs, &other.mine));
        assert_eq!(one.points, one.reasons.iter().map(|reason| reason.points).sum::<u32>());
        let (mine, theirs) = (one.mine.time.minutes(), one.theirs.time.minutes());
        assert!((14 * 60..=19 * 60 + 15).contains(&mine) && (9 * 60..=11 * 60 + 15).contains(&theirs));
    }
    assert!(a.slots.windows(2).all(|two| two[0].points <= two[1].points));
    let later = a.slots.last().expect("a slot").reasons.iter().find(|reason| reason.cost == SlotCost::Later);
    assert_eq!(later.map(|reason| reason.whose), Some(Whose::Both));
    // Away for three days, and quiet in the afternoon of hers.
    let first = a.slots[0].theirs.day;
    let away = DaySpan::new(first, first.plus_days(2).expect("a day"), Field::Absence).expect("days");
    ben.node.add_absence(away).expect("away");
    let quiet = Quiet { from: "16:00".parse().expect("a time"), to: "13:00".parse().expect("a time") };
    ann.node.act_on_free_times(FreeAct::Quiet(Some(quiet))).expect("said");
    both_ways(&world, &mut ann, &mut ben);
    let fewer = slots(&world, &ann, 7);
    assert!(!fewer.slots.is_empty());
    assert!(fewer.slots.iter().all(|slot| !away.holds(slot.theirs.day) && slot.mine.time.minutes() < 16 * 60));
    ben.node.remove_absence(away).expect("back");
    assert_eq!(look(&ben, world.clock.now(), free::mine).away, []);
    // Nothing is said twice, also when lists are made anew.
    let before = slots(&world, &ann, 7);
    ann.node.repair().expect("made anew");
    assert_eq!(slots(&world, &ann, 7), before);
}

#[test]
fn a_week_said_without_a_clock_is_by_the_clock_of_the_device() {
    let world = World::new(81);
    let (mut ann, mut ben) = (world.phone("Ann Anderson"), world.phone("Ben Bernhardt"));
    world.bring_together(&mut ann, &mut ben);
    let FreeAct::Weekly(hours) = every_day("09:00", "17:00") else { panic!("a week") };
    let zone_of = |name: &str| Zone::new(name).expect("a zone");
    ann.node.say_week(hours.clone(), &zone_of("Asia/Tokyo")).expect("said");
    both_ways(&world, &mut ann, &mut ben);
    assert!(slots(&world, &ben, 7).they_said);
    // What was said once stays, wherever the device is by then.
    ann.node.say_week(hours.clone(), &zone_of("Europe/Paris")).expect("said");
    ben.node.say_week(hours, &zone_of("Asia/Seoul")).expect("said");
    both_ways(&world, &mut ann, &mut ben);
    let seen = slots(&world, &ben, 7).slots;
    assert!(!seen.is_empty());
    assert!(seen.iter().all(|slot| slot.theirs.zone == zone_of("Asia/Tokyo")), "{seen:?}");
}

#[test]
fn questions_that_cannot_be_asked_are_refused() {
    let world = World::new(81);
    let (ann, _ben) = world.pair();
    let space = shared_space(&ann);
    let ask = |days| {
        let reader = ann.node.reader().expect("a reader");
        let zone = Zone::new("Europe/Zurich").expect("a zone");
        let zones = crate::world::zones::Zones;
        let lens = rapport_node::view::Lens::new(&reader, ann.node.viewer(), world.clock.now(), &zone, &zones);
        free::slots(&lens, space, days, minutes(45), 5).map(drop)
    };
    let range = Problem::OutOfRange { min: 1, max: 182 }.of(Field::Date);
    for days in [0, 183, u32::MAX] {
        assert_eq!(ask(days), Err(NodeError::Rule(range.clone())));
    }
    assert_eq!(ask(182), Ok(()));
}

#[test]
fn of_a_calendar_only_times_are_kept_and_a_broken_one_changes_nothing() {
    let world = World::new(82);
    let (mut ann, mut ben) = world.pair();
    let tomorrow = Day::from_epoch_days(world.clock.now().div_euclid(DAY_MS) + 1).expect("a day");
    let stamp = tomorrow.to_string().replace('-', "");
    let file = format!(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Nobody//Nothing//EN\r\nBEGIN:VEVENT\r\nUID:1\r\n\
         DTSTAMP:20260101T000000Z\r\nDTSTART:{stamp}T100000Z\r\nDURATION:PT90M\r\nSUMMARY:Unspeakable\r\nEND:VEVENT\r\n\
         END:VCALENDAR\r\n"
    );
    let busy = look(&ann, world.clock.now(), |lens| free::read_calendar(lens, file.as_bytes()));
    assert_eq!((busy.times.len(), busy.days.len(), busy.left_out.len()), (1, 0, 0));
    ann.node.act_on_free_times(every_day("09:00", "17:00")).expect("said");
    ann.node.act_on_free_times(zone("UTC")).expect("said");
    ben.node.act_on_free_times(every_day("09:00", "17:00")).expect("said");
    ben.node.act_on_free_times(zone("UTC")).expect("said");
    ann.node.act_on_free_times(FreeAct::Busy { times: busy.times.clone(), days: busy.days }).expect("taken");
    both_ways(&world, &mut ann, &mut ben);
    let taken = busy.times[0];
    for phone in [&ann, &ben] {
        let seen = slots(&world, phone, 3);
        assert!(!seen.slots.is_empty());
        let free = |begins: i64| begins + 45 * 60_000 <= taken.from.0 || begins >= taken.to.0;
        assert!(seen.slots.iter().all(|slot| free(slot.begins.0)));
        let (_folder, db) = crate::world::look::snapshot(&phone.folder);
        let dump = crate::world::look::dump_one(&db, "free_times");
        assert!(!dump.contains("Unspeakable"));
    }
    let reader = ann.node.reader().expect("a reader");
    let (here, zones) = (Zone::utc(), crate::world::zones::Zones);
    let lens = rapport_node::view::Lens::new(&reader, ann.node.viewer(), world.clock.now(), &here, &zones);
    let broken = free::read_calendar(&lens, b"BEGIN:VCALENDAR\r\nEND:VEVENT\r\n").map(drop);
    assert_eq!(
        broken,
        Err(NodeError::Rule(RuleBroken::Invalid {
            field: Field::Calendar,
            problem: Problem::NotACalendar { line: 2 }
        }))
    );
    assert_eq!(look(&ann, world.clock.now(), free::mine).busy_times, 1);
}

#[test]
fn other_calendars_hear_of_moves_and_cancellations_under_one_name() {
    let world = World::new(83);
    let (mut ann, mut ben) = world.pair();
    let space = shared_space(&ann);
    let day = |n: i64| Day::from_epoch_days(world.clock.now().div_euclid(DAY_MS) + n).expect("a day");
    let at = |n: i64, time: &str| format!("{}T{time}[Europe/Zurich]", day(n)).parse::<Civil>().expect("a time");
    let new = NewMeeting {
        space,
        slot: at(3, "17:30"),
        minutes: minutes(45),
        title: "One, two; three".to_owned(),
        mode: None,
        place: String::new(),
    };
    let id = ann.node.propose_meeting(new).expect("proposed");
    let file = |phone: &Phone| look(phone, world.clock.now(), |lens| ics::calendar(lens, Some(space)));
    let lines = |file: &str, name: &str| -> Vec<String> {
        let found = file.lines().filter_map(|line| line.strip_prefix(&format!("{name}:")));
        found.map(str::to_owned).collect()
    };
    let first = file(&ann);
    assert_eq!(lines(&first, "STATUS"), ["TENTATIVE"]);
    assert_eq!(lines(&first, "SUMMARY"), ["One\\, two\\; three"]);
    both_ways(&world, &mut ann, &mut ben);
    ben.node.turn_meeting(id, MeetingTurn::Confirm).expect("confirmed");
    let moved = ben.node.move_meeting(id, at(4, "08:00"), minutes(30)).expect("moved");
    both_ways(&world, &mut ann, &mut ben);
    let second = file(&ann);
    assert_eq!(lines(&second, "UID"), lines(&first, "UID"));
    let sequence = |file: &str| lines(file, "SEQUENCE")[0].parse::<u32>().expect("a number");
    assert!(sequence(&second) > sequence(&first));
    assert_eq!(lines(&second, "DURATION"), ["PT30M"]);
    let off = MeetingTurn::Cancel { reason: CancelReason::Ill, note: String::new() };
    ann.node.turn_meeting(moved, off).expect("called off");
    let third = file(&ann);
    assert_eq!((lines(&third, "UID"), lines(&third, "STATUS")), (lines(&first, "UID"), vec!["CANCELLED".to_owned()]));
    assert!(sequence(&third) > sequence(&second));
    // A series, whose opened time stands there as its own meeting, not twice.
    let plan = SeriesPlan {
        start: at(5, "17:30"),
        minutes: minutes(45),
        every: 1,
        on: PlanDays::weekly(day(5)),
        ends: Ends::Never,
    };
    let plan = plan.plan().expect("a plan");
    let new = NewSeries { space, plan, title: "Our hour".to_owned(), mode: None, place: String::new() };
    let series = ann.node.propose_series(new).expect("proposed");
    both_ways(&world, &mut ann, &mut ben);
    ben.node.turn_series(series, SeriesTurn::Confirm).expect("confirmed");
    both_ways(&world, &mut ann, &mut ben);
    assert_eq!(file(&ann).matches("RRULE:FREQ=WEEKLY").count(), 1);
    assert!(!file(&ann).contains("EXDATE"));
    ann.node.open_series_time(series, day(5)).expect("opened");
    let fourth = file(&ann);
    assert!(fourth.contains("EXDATE"), "{fourth}");
    assert_eq!(lines(&fourth, "SUMMARY").iter().filter(|title| *title == "Our hour").count(), 2);
}

#[test]
fn a_brief_says_what_happened_since_the_two_last_met() {
    let world = World::new(84);
    let (mut ann, mut ben) = world.pair();
    let space = shared_space(&ann);
    let place = Place::In(space);
    let goal = NewGoal { place, title: "Speak up".into(), why: String::new(), due: None, for_partner: false };
    let goal = ann.node.begin_goal(goal).expect("a goal");
    let draft = |text: &str| StepDraft { text: text.to_owned(), milestone: None, assignee: None, due: None };
    let (done, _open) = (
        ann.node.add_step(goal, draft("Ask one question")).expect("a step"),
        ann.node.add_step(goal, draft("Write a talk")).expect("a step"),
    );
    let held = |world: &World, ann: &mut Phone, title: &str| {
        let day = Day::from_epoch_days(world.clock.now().div_euclid(DAY_MS)).expect("a day");
        let slot: Civil = format!("{day}T00:01[UTC]").parse().expect("a time");
        let new =
            NewMeeting { space, slot, minutes: minutes(30), title: title.into(), mode: None, place: String::new() };
        ann.node.propose_meeting(new).expect("proposed")
    };
    let first = held(&world, &mut ann, "First");
    ann.node.add_agenda_item(first, "Left over".to_owned()).expect("a point");
    ann.node.add_action(first, draft("Bring the letters")).expect("an action");
    ann.node.turn_meeting(first, MeetingTurn::Hold).expect("held");
    world.clock.advance(7 * DAY_MS);
    let act = GoalAct::Step(StepAct::Tick { id: done, done: true });
    ann.node.act_on_goal(goal, act).expect("ticked");
    let second = held(&world, &mut ann, "Second");
    both_ways(&world, &mut ann, &mut ben);
    for phone in [&ann, &ben] {
        let seen = look(phone, world.clock.now(), |lens| brief(lens, second));
        assert_eq!(seen.last.map(|row| row.id), Some(first));
        assert_eq!(seen.left_over.iter().map(|point| point.text.as_str()).collect::<Vec<_>>(), ["Left over"]);
        assert_eq!(seen.actions.iter().map(|step| step.text.as_str()).collect::<Vec<_>>(), ["Bring the letters"]);
        let open: Vec<_> = seen.steps.iter().map(|one| (one.goal_title.as_str(), one.step.text.as_str())).collect();
        assert_eq!(open, [("Speak up", "Write a talk")]);
        assert!(seen.steps.iter().all(|one| one.step.state == StepState::Open));
        assert_eq!(seen.goals.iter().map(|goal| (goal.goal, goal.steps_done)).collect::<Vec<_>>(), [(goal, 1)]);
        assert_eq!((seen.counts.held, seen.counts.activities, seen.counts.missed), (1, 0, 0));
    }
    // A walk is counted apart; what did not take place is no meeting.
    let walk = held(&world, &mut ann, "A walk");
    ann.node.act_on_meeting(walk, MeetingAct::Mode(Some(Mode::Activity))).expect("a walk");
    ann.node.turn_meeting(walk, MeetingTurn::Hold).expect("taken");
    let missed = held(&world, &mut ann, "Missed");
    both_ways(&world, &mut ann, &mut ben);
    ben.node.turn_meeting(missed, MeetingTurn::Confirm).expect("agreed");
    ben.node.turn_meeting(missed, MeetingTurn::Miss { who: [ann.node.person()].into() }).expect("said");
    both_ways(&world, &mut ann, &mut ben);
    for phone in [&ann, &ben] {
        let counts = look(phone, world.clock.now(), |lens| brief(lens, second)).counts;
        assert_eq!((counts.held, counts.activities, counts.missed), (1, 1, 1));
    }
    // Before the first meeting nothing is left over.
    let seen = look(&ann, world.clock.now(), |lens| brief(lens, first));
    assert_eq!((seen.last, seen.left_over.len()), (None, 0));
}
