//! Times that go wrong: zones that nobody has, the hour that clocks skip, and
//! phones that believe it is 1970 or 2099.

use crate::world::notes::{look, shared_space};
use crate::world::{Phone, START_MS, World};
use rapport_domain::calendar::Ends;
use rapport_domain::meeting::series::SeriesTurn;
use rapport_domain::meeting::{MeetingStage, MeetingTurn, Minutes};
use rapport_domain::person::FreeAct;
use rapport_domain::reminder::{OsBudget, Plan, SettingsAct};
use rapport_domain::time::{Civil, Day, Zone};
use rapport_domain::{Field, Millis, Problem, RuleBroken};
use rapport_ids::{MeetingId, SeriesId};
use rapport_node::view::{Lens, checkins, free, home, ics, meetings, series};
use rapport_node::{NewMeeting, NewSeries, NodeError, NodeResult, PlanDays, SeriesPlan};

fn slot(text: &str) -> Civil {
    text.parse().expect("a time")
}

fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

fn hour() -> Minutes {
    Minutes::new(60).expect("an hour")
}

fn new_meeting(phone: &Phone, begins: &str) -> NewMeeting {
    let space = shared_space(phone);
    NewMeeting { space, slot: slot(begins), minutes: hour(), title: String::new(), mode: None, place: String::new() }
}

fn weekly(begins: &str) -> SeriesPlan {
    let start = slot(begins);
    let on = PlanDays::weekly(start.day);
    SeriesPlan { start, minutes: hour(), every: 1, on, ends: Ends::Never }
}

fn new_series(phone: &Phone, begins: &str) -> NewSeries {
    let plan = weekly(begins).plan().expect("a plan");
    NewSeries { space: shared_space(phone), plan, title: String::new(), mode: None, place: String::new() }
}

fn both(world: &World, ann: &mut Phone, ben: &mut Phone) {
    for _ in 0..2 {
        world.sync(ann);
        world.sync(ben);
    }
}

fn plan(phone: &mut Phone) -> Plan {
    phone.node.plan_reminders(&Zone::new("Europe/Zurich").expect("a zone"), OsBudget::Ios).expect("a plan")
}

/// A meeting and a series that both agreed to.
fn agreed(world: &World, meeting: &str, weekly: &str) -> (Phone, Phone, MeetingId, SeriesId) {
    let (mut ann, mut ben) = world.pair();
    let one = ann.node.propose_meeting(new_meeting(&ann, meeting)).expect("proposed");
    let all = ann.node.propose_series(new_series(&ann, weekly)).expect("proposed");
    both(world, &mut ann, &mut ben);
    ben.node.turn_meeting(one, MeetingTurn::Confirm).expect("agreed");
    ben.node.turn_series(all, SeriesTurn::Confirm).expect("agreed");
    both(world, &mut ann, &mut ben);
    (ann, ben, one, all)
}

/// All that lists and pages say of times.
fn seen(lens: &Lens<'_>, one: MeetingId, all: SeriesId) -> NodeResult<String> {
    let view = series::series(lens, all)?;
    let row = meetings::meeting(lens, one)?.row;
    Ok(format!("{row:?} {:?} {:?} {:?}", view.plans, view.moved, view.history))
}

#[test]
fn a_zone_that_nobody_has_is_refused_and_nothing_has_changed() {
    let world = World::new(90);
    let (mut ann, _ben, one, all) =
        agreed(&world, "2026-03-05T14:00[Europe/Zurich]", "2026-03-06T17:30[Europe/Zurich]");
    let state = |phone: &Phone| {
        look(phone, world.clock.now(), |lens| {
            let lists = (meetings::coming(lens, None, 9)?, series::all(lens, None, true)?, free::mine(lens)?);
            Ok(format!("{lists:?} {}", seen(lens, one, all)?))
        })
    };
    let before = state(&ann);
    let lost = "2026-03-12T14:00[Mars/Olympus]";
    let no = || Some(NodeError::Rule(Problem::UnknownZone.of(Field::Zone)));
    assert_eq!(ann.node.propose_meeting(new_meeting(&ann, lost)).err(), no());
    assert_eq!(ann.node.move_meeting(one, slot(lost), hour()).err(), no());
    let proposed = new_series(&ann, lost);
    assert_eq!(ann.node.propose_series(proposed).err(), no());
    let elsewhere = SeriesTurn::MoveOne { of: day("2026-03-13"), to: slot(lost) };
    assert_eq!(ann.node.turn_series(all, elsewhere).err(), no());
    let other = SeriesTurn::MoveRest(weekly(lost).plan().expect("a plan"));
    assert_eq!(ann.node.turn_series(all, other).err(), no());
    let wall = FreeAct::Zone(Some(Zone::new("Mars/Olympus").expect("a name")));
    assert_eq!(ann.node.act_on_free_times(wall).err(), no());
    assert_eq!(state(&ann), before);
}

#[test]
fn what_is_agreed_in_the_hour_that_is_skipped_begins_after_it_on_both_phones() {
    let world = World::new(91);
    let gap = "2026-03-29T02:30[Europe/Zurich]";
    let (mut ann, mut ben, one, all) = agreed(&world, gap, "2026-03-22T02:30[Europe/Zurich]");
    // Half past one in UTC: half past three on that wall.
    let begins = 1_774_747_800_000;
    for phone in [&ann, &ben] {
        let row = look(phone, world.clock.now(), |lens| meetings::meeting(lens, one)).row;
        assert_eq!((row.slot, row.begins), (slot(gap), Some(Millis(begins))), "kept as it was meant");
        let times = look(phone, world.clock.now(), |lens| series::series(lens, all)).times;
        assert_eq!((times[1].of, times[1].begins), (day("2026-03-29"), Millis(begins)));
        let (first, last) = (day("2026-03-29"), day("2026-03-29"));
        let days = look(phone, world.clock.now(), |lens| meetings::days(lens, None, first, last));
        let shown: Vec<_> = days[0].entries.iter().map(|entry| (entry.time.to_string(), entry.meeting)).collect();
        assert_eq!(shown, [("03:30".to_owned(), None), ("03:30".to_owned(), Some(one))]);
        let file = look(phone, world.clock.now(), |lens| ics::calendar(lens, None));
        assert!(file.contains("DTSTART;TZID=Europe/Zurich:20260329T0"), "{file}");
    }
    // An hour before it, by the clock that has jumped.
    world.clock.advance(begins - 3 * 3_600_000 - START_MS);
    for phone in [&mut ann, &mut ben] {
        phone.node.set_reminders(&SettingsAct::Quiet(None)).expect("set");
        let rings = plan(phone).pushes.iter().filter(|push| push.at.0 == begins - 3_600_000).count();
        assert_eq!(rings, 1, "{:?}", plan(phone).pushes);
    }
}

#[test]
fn clocks_at_1970_and_2099_answer_every_question_and_leave_no_trace() {
    let world = World::new(92);
    let (mut ann, mut ben, one, all) =
        agreed(&world, "2026-03-05T14:00[Europe/Zurich]", "2026-03-06T17:30[Europe/Zurich]");
    let told = |plan: &Plan| plan.pushes.iter().map(|push| format!("{} {}", push.wall.day, push.wall.time)).collect();
    let before: Vec<String> = told(&plan(&mut ann));
    let state = |phone: &Phone| look(phone, world.clock.now(), |lens| seen(lens, one, all));
    let stood = state(&ann);
    let space = shared_space(&ann);
    for at in [0, 4_070_908_800_000, 4_102_444_799_000] {
        world.clock.advance(at - world.clock.now());
        look(&ann, at, |lens| {
            home::home(lens)?;
            meetings::coming(lens, None, 50)?;
            meetings::past(lens, None, 0, 50)?;
            meetings::brief(lens, one)?;
            for (first, last) in
                [("2026-03-01", "2026-03-31"), ("1970-01-01", "1970-01-01"), ("2200-12-01", "2200-12-31")]
            {
                meetings::days(lens, None, day(first), day(last))?;
            }
            series::all(lens, None, true)?;
            series::following(lens, one)?;
            ics::calendar(lens, None)?;
            free::slots(lens, space, 56, hour(), 10)?;
            checkins::today(lens)?;
            Ok(())
        });
        let zone = Zone::new("Europe/Zurich").expect("a zone");
        match ann.node.plan_reminders(&zone, OsBudget::Ios) {
            Ok(plan) => assert!(plan.pushes.len() <= 40),
            // In the first hours of the calendar there is no day before.
            Err(NodeError::Rule(RuleBroken::Invalid { field: Field::Reminder, problem })) => {
                assert!(at == 0 && matches!(problem, Problem::DateOutOfRange { .. }), "{at} {problem:?}");
            }
            Err(other) => panic!("{other:?}"),
        }
        let today = Day::from_epoch_days(at.div_euclid(86_400_000)).expect("a day");
        let last = today.plus_days(30).expect("a day");
        ann.node.check_ins_due(today, last).expect("told");
        // A meeting of that clock, called off again: it is one of many, and no harm.
        let far = ann.node.propose_meeting(new_meeting(&ann, &format!("{last}T10:00[Europe/Zurich]")));
        let far = far.expect("proposed");
        assert_eq!(look(&ann, at, |lens| meetings::meeting(lens, far)).row.stage, MeetingStage::Proposed);
        ann.node.act_on_meeting(far, rapport_domain::meeting::MeetingAct::Delete).expect("deleted");
    }
    world.clock.advance(START_MS - world.clock.now());
    assert_eq!(state(&ann), stood);
    assert_eq!(told(&plan(&mut ann)), before);
    both(&world, &mut ann, &mut ben);
    let none = look(&ann, START_MS, |lens| meetings::coming(lens, None, 9));
    assert_eq!(none.iter().map(|row| row.id).collect::<Vec<_>>(), [one]);
    let wrong = |first: &str, last: &str| {
        let reader = ann.node.reader().expect("a reader");
        let zone = Zone::utc();
        let lens = Lens::new(&reader, ann.node.viewer(), START_MS, &zone, &crate::world::zones::Zones);
        meetings::days(&lens, None, day(first), day(last)).map(drop)
    };
    for (first, last) in [("2026-03-02", "2026-03-01"), ("2026-03-01", "2027-03-02")] {
        let refused = wrong(first, last).expect_err("refused");
        assert!(matches!(&refused, NodeError::Rule(RuleBroken::Invalid { field: Field::Until, .. })), "{refused:?}");
    }
    assert_eq!(wrong("2026-03-01", "2027-03-01"), Ok(()));
}
