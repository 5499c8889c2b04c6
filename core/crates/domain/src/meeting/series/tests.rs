use super::*;
use crate::calendar::{DaySpan, Ends, Repeat};
use crate::meeting::{CancelReason, Minutes};
use crate::rules::Problem;
use crate::testing::{ANN, BEN, EVE, by, event, pair};
use crate::time::tests::{Tz, civil, day, utc};
use crate::time::{Civil, Here};

fn to(text: &str) -> Civil {
    civil(&format!("{text}[Europe/Zurich]"))
}

fn plan(start: &str, repeat: Option<Repeat>) -> Plan {
    let start = to(start);
    let repeat = repeat.unwrap_or(Repeat::weekly(start.day));
    Plan::new(start, repeat, Minutes::new(45).unwrap()).unwrap()
}

fn series(turns: &[(rapport_ids::PersonId, SeriesTurn)]) -> Series {
    turns.iter().zip(1u8..).fold(Series::new(pair()), |series, ((person, turn), number)| {
        series.take(event(number), turn.clone(), &by(*person)).unwrap_or_else(|why| panic!("{turn:?}: {why}"))
    })
}

fn begun(more: &[(rapport_ids::PersonId, SeriesTurn)]) -> Series {
    let start = [(BEN, SeriesTurn::Propose(plan("2026-05-05T17:30", None))), (ANN, SeriesTurn::Confirm)];
    series(&[&start[..], more].concat())
}

fn times(series: &Series, from: &str, to: &str) -> Vec<(String, bool)> {
    let found = series.life.between(utc(&format!("{from}T00:00")), utc(&format!("{to}T00:00")), &Tz).unwrap();
    found
        .iter()
        .map(|time| (format!("{}T{}", time.met.occurrence.slot.day, time.met.occurrence.slot.time), time.agreed))
        .collect()
}

#[test]
fn times_with_what_was_said_about_them() {
    use SeriesTurn::*;
    let all = begun(&[
        (ANN, MoveOne { of: day("2026-05-12"), to: to("2026-05-13T18:00") }),
        (BEN, Skip { of: day("2026-05-19"), reason: CancelReason::Clash, note: String::new() }),
        (ANN, Pause(DaySpan::new(day("2026-06-01"), day("2026-06-10"), Field::Exceptions).unwrap())),
        (ANN, MoveRest(plan("2026-06-17T08:00", None))),
    ]);
    let at = |text: &str, agreed| (text.to_owned(), agreed);
    assert_eq!(
        times(&all, "2026-05-01", "2026-06-25"),
        [
            at("2026-05-05T17:30", true),
            at("2026-05-13T18:00", false),
            at("2026-05-26T17:30", true),
            at("2026-06-16T17:30", true),
            at("2026-06-23T17:30", true),
        ]
    );
    let all = all.take(event(20), AgreeOne { of: day("2026-05-12"), to: to("2026-05-13T18:00") }, &by(BEN)).unwrap();
    let all = all.take(event(21), AgreeRest(plan("2026-06-17T08:00", None)), &by(BEN)).unwrap();
    assert_eq!(
        times(&all, "2026-05-10", "2026-06-25"),
        [
            at("2026-05-13T18:00", true),
            at("2026-05-26T17:30", true),
            at("2026-06-16T17:30", true),
            at("2026-06-17T08:00", true),
            at("2026-06-24T08:00", true),
        ]
    );
    assert_eq!(all.life.next_after(utc("2026-06-16T16:00"), &Tz).unwrap().unwrap().met.at, utc("2026-06-17T06:00"));
    assert_eq!(all.sequence(), 7);
    let over = all.take(event(22), Cancel { reason: CancelReason::NoTime, note: " so ".to_owned() }, &by(ANN)).unwrap();
    assert_eq!(times(&over, "2026-05-01", "2026-06-25"), []);
    assert_eq!(
        over.life.state,
        SeriesState::Cancelled { by: ANN, reason: CancelReason::NoTime, note: "so".to_owned() }
    );
    assert_eq!(serde_json::from_str::<Series>(&serde_json::to_string(&over).unwrap()).unwrap(), over);
}

#[test]
fn a_count_that_another_plan_cuts_short() {
    let ten = Repeat::weekly(day("2026-05-05")).ending(Ends::After(3)).unwrap();
    let counted = plan("2026-05-05T17:30", Some(ten));
    for (rest, ends) in [("2026-05-12T08:00", Ends::On(day("2026-05-11"))), ("2026-06-30T08:00", Ends::After(3))] {
        let rest = plan(rest, None);
        let all = series(&[
            (BEN, SeriesTurn::Propose(counted.clone())),
            (ANN, SeriesTurn::Confirm),
            (ANN, SeriesTurn::MoveRest(rest.clone())),
            (BEN, SeriesTurn::AgreeRest(rest)),
        ]);
        assert_eq!(all.life.plans[0].repeat().ends(), ends);
    }
}

#[test]
fn closing_a_meeting_proposes_the_next_time_of_its_series() {
    use crate::meeting::{Meeting, MeetingTurn, Proposal};
    let all = begun(&[(ANN, SeriesTurn::MoveOne { of: day("2026-05-12"), to: to("2026-05-13T18:00") })]);
    let propose = Proposal { slot: to("2026-05-05T17:30"), minutes: Minutes::new(60).unwrap(), from: None };
    let turns = [(BEN, MeetingTurn::Propose(propose)), (ANN, MeetingTurn::Confirm), (ANN, MeetingTurn::Hold)];
    let held = Meeting::new(rapport_ids::MeetingId::new([5; 16]), pair()).with_history(crate::testing::told(&turns));
    let zone = crate::time::tests::zurich();
    let here = Here { now: utc("2026-05-05T17:00"), zone: &zone, rules: &Tz };
    let next = held.next(Some(&all.life), None, &here).unwrap().unwrap();
    assert_eq!((next.slot, next.minutes.get()), (to("2026-05-13T18:00"), 45));
}

#[test]
fn odd_turns_are_refused() {
    let all = begun(&[]);
    let again = all.take(event(1), SeriesTurn::Newer, &by(ANN)).unwrap_err();
    assert_eq!(again, RuleBroken::not_allowed(Field::Event, Rule::Taken));
    let stranger = all.take(event(9), SeriesTurn::Confirm, &by(EVE)).unwrap_err();
    assert_eq!(stranger, RuleBroken::not_allowed(Field::State, Rule::NotAMember));
    let note = "x".repeat(100_000);
    let long = all.take(event(9), SeriesTurn::Cancel { reason: CancelReason::Ill, note }, &by(ANN)).unwrap_err();
    assert_eq!(long.field(), Field::Reason);
    let wrong = Plan::new(to("2026-05-06T17:30"), Repeat::weekly(day("2026-05-05")), Minutes::new(45).unwrap());
    assert_eq!(wrong, Err(Problem::DoesNotFit.of(Field::Repeat)));
    assert!(
        serde_json::from_str::<Plan>(
            r#"{"start":"2026-05-06T17:30[UTC]","repeat":{"every":0,"pattern":"daily","ends":"never"},"minutes":5}"#
        )
        .is_err()
    );
}

#[test]
fn one_time_is_found_by_its_day_and_waits_for_the_other() {
    let today = day("2026-05-01");
    let proposed = series(&[(BEN, SeriesTurn::Propose(plan("2026-05-05T17:30", None)))]);
    assert_eq!((proposed.life.waits_for(ANN, today), proposed.life.waits_for(BEN, today)), (true, false));
    assert_eq!(proposed.life.time_of(day("2026-05-05")), None, "nobody has agreed to it");
    let all = begun(&[
        (ANN, SeriesTurn::MoveOne { of: day("2026-05-12"), to: to("2026-05-13T18:00") }),
        (BEN, SeriesTurn::Skip { of: day("2026-05-19"), reason: CancelReason::Clash, note: String::new() }),
        (ANN, SeriesTurn::Pause(DaySpan::day(day("2026-05-26")))),
    ]);
    let found = |of: &str| all.life.time_of(day(of)).map(|(slot, minutes)| (slot, minutes.get()));
    assert_eq!(found("2026-05-05"), Some((to("2026-05-05T17:30"), 45)));
    assert_eq!(found("2026-05-12"), Some((to("2026-05-13T18:00"), 45)));
    assert_eq!((found("2026-05-19"), found("2026-05-26"), found("2026-05-06")), (None, None, None));
    assert_eq!((all.life.waits_for(BEN, today), all.life.waits_for(ANN, today)), (true, false));
    assert!(!all.life.waits_for(BEN, day("2026-05-14")), "that time lies behind");
}

#[test]
fn what_a_series_is_called_is_changed_by_both_and_by_nobody_else() {
    let all = begun(&[]);
    let title = SeriesAct::Title("  Our hour ".to_owned());
    assert_eq!(all.apply(&title, &by(ANN)).unwrap().title, "Our hour");
    assert_eq!(all.check(&title, &by(EVE)).unwrap_err(), RuleBroken::not_allowed(Field::Title, Rule::NotAMember));
    let over = SeriesAct::Turn {
        id: event(20),
        turn: SeriesTurn::Cancel { reason: CancelReason::Unsaid, note: String::new() },
    };
    let over = all.apply(&over, &by(BEN)).unwrap();
    let late = over.check(&title, &by(ANN)).unwrap_err();
    assert!(matches!(late, RuleBroken::NotAllowed { field: Field::Title, rule: Rule::WrongState { .. } }), "{late}");
    let long = SeriesAct::Place("x".repeat(100_000));
    assert_eq!(all.check(&long, &by(ANN)).unwrap_err().field(), Field::Place);
}
