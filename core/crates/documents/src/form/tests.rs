//! What is written is read, and anything that cannot be read is newer.

use super::*;
use proptest::prelude::*;
use rapport_domain::Millis;
use rapport_domain::calendar::{DaySpan, Ends, MonthDay, Nth, Pattern, Quiet, Repeat, Stretch};
use rapport_domain::checkin::{Answer, Answers, CheckInTurn, Given, Key};
use rapport_domain::goal::GoalTurn;
use rapport_domain::measure::{Measure, MeasureKind, Reading};
use rapport_domain::meeting::series::{Plan, SeriesTurn};
use rapport_domain::meeting::{CancelReason, MeetingTurn, Minutes, Proposal};
use rapport_domain::pairing::{EndReason, PairingKind, PairingTurn};
use rapport_domain::person::{ContactHours, Language};
use rapport_domain::time::{Day, TimeOfDay, Weekday};
use rapport_domain::{GasLevel, PerMille, Quantity};
use rapport_ids::{AgendaItemId, CheckInId, GoalId, MeetingId, MilestoneId, PersonId, RevisionId, StepId};

fn person(number: u8) -> PersonId {
    PersonId::new([number; 32])
}

#[test]
fn turns_of_goals() {
    let turns = [
        GoalTurn::Begin { owner: person(3) },
        GoalTurn::Propose,
        GoalTurn::Nod,
        GoalTurn::Start,
        GoalTurn::Pause,
        GoalTurn::Resume,
        GoalTurn::Achieve,
        GoalTurn::PartlyAchieve,
        GoalTurn::Drop { reason: "too much\nfor now".into() },
        GoalTurn::Carry { to: None },
        GoalTurn::Carry { to: Some(GoalId::new([1; 16])) },
        GoalTurn::Revise { revision: RevisionId::new([2; 16]) },
        GoalTurn::Newer,
    ];
    for turn in turns {
        assert_eq!(read_goal_turn(&write_goal_turn(&turn)), turn);
    }
    for odd in ["", "celebrate", "nod twice", "begin", "begin me", "carry on", "revise"] {
        assert_eq!(read_goal_turn(odd), GoalTurn::Newer, "{odd}");
    }
}

#[test]
fn turns_of_meetings() {
    let slot = "2026-03-29T02:30[Europe/Zurich]".parse().unwrap();
    let proposal = Proposal { slot, minutes: Minutes::new(45).unwrap(), from: None };
    let moved = Proposal { from: Some(MeetingId::new([4; 16])), ..proposal.clone() };
    let turns = [
        MeetingTurn::Propose(proposal),
        MeetingTurn::Propose(moved),
        MeetingTurn::Confirm,
        MeetingTurn::Hold,
        MeetingTurn::Miss { who: [person(1), person(2)].into() },
        MeetingTurn::Cancel { reason: CancelReason::Ill, note: String::new() },
        MeetingTurn::Cancel { reason: CancelReason::Clash, note: "a visit, sorry".into() },
        MeetingTurn::Move { to: MeetingId::new([5; 16]) },
        MeetingTurn::Log,
    ];
    for turn in turns {
        assert_eq!(read_meeting_turn(&write_meeting_turn(&turn)), turn);
    }
    for odd in [
        "",
        "propose",
        "propose tomorrow 45",
        "propose 2026-03-29T02:30[Europe/Zurich] 0",
        "miss you",
        "cancel just",
        "log it",
    ] {
        assert_eq!(read_meeting_turn(odd), MeetingTurn::Newer, "{odd}");
    }
}

#[test]
fn turns_of_series() {
    let day = |text: &str| text.parse::<Day>().unwrap();
    let plan = |every, pattern, ends| {
        let start = "2026-05-05T17:30[Europe/Zurich]".parse().unwrap();
        Plan::new(start, Repeat::new(every, pattern, ends).unwrap(), Minutes::new(45).unwrap()).unwrap()
    };
    let tuesday = day("2026-05-05");
    let weekly = Pattern::Weekly { days: [Weekday::Tuesday, Weekday::Friday].into(), begins: Weekday::Sunday };
    let plans = [
        plan(1, Pattern::weekly(tuesday), Ends::Never),
        plan(2, weekly, Ends::On(day("2027-01-31"))),
        plan(3, Pattern::Daily, Ends::After(12)),
        plan(1, Pattern::MonthDay(MonthDay::Date(5)), Ends::Never),
        plan(1, Pattern::MonthWeekday { nth: Nth::First, day: Weekday::Tuesday }, Ends::Never),
    ];
    let to = || "2026-05-06T18:00[Europe/Zurich]".parse().unwrap();
    let mut turns = vec![
        SeriesTurn::Confirm,
        SeriesTurn::MoveOne { of: tuesday, to: to() },
        SeriesTurn::AgreeOne { of: tuesday, to: to() },
        SeriesTurn::Skip { of: tuesday, reason: CancelReason::Clash, note: "a visit,\nsorry".into() },
        SeriesTurn::Skip { of: tuesday, reason: CancelReason::Ill, note: String::new() },
        SeriesTurn::Pause(DaySpan::new(tuesday, day("2026-06-01"), rapport_domain::Field::Until).unwrap()),
        SeriesTurn::Resume { from: tuesday },
        SeriesTurn::Cancel { reason: CancelReason::NotNeeded, note: "enough".into() },
    ];
    for plan in plans {
        turns.push(SeriesTurn::Propose(plan.clone()));
        turns.push(SeriesTurn::MoveRest(plan.clone()));
        turns.push(SeriesTurn::AgreeRest(plan));
    }
    for turn in turns {
        assert_eq!(read_series_turn(&write_series_turn(&turn)), turn);
    }
    let start = "2026-05-05T17:30[Europe/Zurich]";
    for odd in [
        String::new(),
        "confirm twice".to_owned(),
        "propose".to_owned(),
        format!("propose {start} 45 0 daily never"),
        format!("propose {start} 45 1 weekly:monday:monday never"),
        format!("propose {start} 45 1 weekly::monday never"),
        format!("propose {start} 45 1 date:32 never"),
        format!("propose {start} 45 1 daily count:0"),
        format!("propose {start} 45 1 daily until:2026-05-04"),
        format!("propose {start} 45 1 daily never more"),
        "pause 2026-05-05 2026-05-04".to_owned(),
        "skip 2026-05-05 just".to_owned(),
    ] {
        assert_eq!(read_series_turn(&odd), SeriesTurn::Newer, "{odd}");
    }
}

#[test]
fn times_of_people() {
    let span = |a: &str, b: &str| {
        DaySpan::new(a.parse().unwrap(), b.parse().unwrap(), rapport_domain::Field::Absence).unwrap()
    };
    for days in [vec![], vec![span("2026-05-05", "2026-05-05"), span("2026-06-01", "2026-06-14")]] {
        assert_eq!(read_days(&write_days(&days)), Some(days));
    }
    let minute = |from: i64, to: i64| Stretch { from: Millis(from * 60_000), to: Millis(to * 60_000) };
    for busy in [vec![], vec![minute(0, 90), minute(1_000_000, 1_000_001)]] {
        assert_eq!(read_busy(&write_busy(&busy)), Some(busy));
    }
    // Seconds are taken to the minutes around them; what lies before the calendar is left out.
    let odd = [Stretch { from: Millis(59_999), to: Millis(60_001) }, minute(-5, 5)];
    assert_eq!(read_busy(&write_busy(&odd)), Some(vec![minute(0, 2)]));
    let quiet = Quiet { from: "21:00".parse().unwrap(), to: "08:00".parse().unwrap() };
    assert_eq!(read_quiet(&write_quiet(&quiet)), Some(quiet));
    for odd in ["2026-05-05", "2026-05-05/2026-05-04", "x/y"] {
        assert_eq!(read_days(odd), None, "{odd}");
    }
    for odd in ["2026-05-05T09:00", "2026-05-05T09:00+-5", "2026-05-05T09:00+99999999", "T+1"] {
        assert_eq!(read_busy(odd), None, "{odd}");
    }
}

#[test]
fn turns_of_pairings() {
    let day = "2027-01-31".parse().unwrap();
    let begin = |end| PairingTurn::Begin { kind: PairingKind::Own, mentor: person(1), mentee: person(2), end };
    let turns = [
        begin(None),
        begin(Some(day)),
        PairingTurn::Publish,
        PairingTurn::Accept,
        PairingTurn::Decline,
        PairingTurn::Outcome { go: true },
        PairingTurn::Outcome { go: false },
        PairingTurn::Agreed { version: 7 },
        PairingTurn::Hold { until: day },
        PairingTurn::Resume,
        PairingTurn::Close { reason: EndReason::GoalsMet },
        PairingTurn::ClosureLogged,
        PairingTurn::OptIn,
        PairingTurn::Renew { end: day },
    ];
    for turn in turns {
        assert_eq!(read_pairing_turn(&write_pairing_turn(&turn)), turn);
    }
    assert_eq!(read_pairing_turn("begin own"), PairingTurn::Newer);
}

#[test]
fn values() {
    let measure = |kind, baseline, target, unit: &str| Measure {
        kind,
        baseline: Quantity::thousandths(baseline).unwrap(),
        target: Quantity::thousandths(target).unwrap(),
        unit: unit.to_owned(),
    };
    let measures = [
        measure(MeasureKind::Amount, -500, 12_500, "km a week"),
        measure(MeasureKind::Amount, 0, 3_000, ""),
        measure(MeasureKind::Percent, 0, 80_000, ""),
        measure(MeasureKind::Rating, 10_000, 0, ""),
        Measure::yes_no(),
        Measure::levels(),
    ];
    for measure in measures {
        assert_eq!(read_measure(&write_measure(&measure)), Some(measure));
    }
    assert_eq!(read_measure("mood 1 2").unwrap().kind, MeasureKind::Newer);
    assert_eq!(read_measure("percent 0 200"), None, "out of range");
    let readings = [
        Reading::Amount(Quantity::thousandths(-1).unwrap()),
        Reading::Reached(true),
        Reading::Reached(false),
        Reading::Level(GasLevel::MuchLess),
        Reading::Share(PerMille::new(333).unwrap()),
    ];
    for reading in readings {
        assert_eq!(read_reading(&write_reading(&reading)), Some(reading));
    }
    for on in [On::Milestone(MilestoneId::new([1; 16])), On::Step(StepId::new([2; 16]))] {
        assert_eq!(read_on(&write_on(&on).unwrap()), Some(on));
    }
    let carried = Carried { meeting: MeetingId::new([1; 16]), item: AgendaItemId::new([2; 16]) };
    assert_eq!(read_carried(&write_carried(&carried)), Some(carried));
    let time = |hour| TimeOfDay::new(hour, 30).unwrap();
    let hours = [
        ContactHours::new(Weekday::Monday, time(9), time(12)).unwrap(),
        ContactHours::new(Weekday::Sunday, time(20), TimeOfDay::MIDNIGHT).unwrap(),
    ];
    assert_eq!(read_hours(&write_hours(&hours)).unwrap(), hours);
    let languages = ["de", "pt-BR"].map(|tag| Language::new(tag).unwrap());
    assert_eq!(read_languages(&write_languages(&languages)).unwrap(), languages);
    assert_eq!((read_hours(""), read_languages("")), (Some(Vec::new()), Some(Vec::new())));
}

proptest! {
    #[test]
    fn any_text_is_read_or_newer(text in ".{0,60}", name in "(begin|propose|miss|cancel|close|amount|level|monday) ?") {
        for text in [text.clone(), format!("{name}{text}")] {
            let _ = (read_goal_turn(&text), read_meeting_turn(&text), read_pairing_turn(&text));
            let _ = (read_measure(&text), read_reading(&text), read_on(&text), read_carried(&text));
            let _ = (read_hours(&text), read_languages(&text));
        }
    }
}

fn given(answers: &[(&str, Answer)], about: Option<rapport_ids::SpaceId>) -> CheckInTurn {
    CheckInTurn::Answer(Box::new(Given {
        checkin: CheckInId::new([4; 16]),
        instrument: Key::new("pulse").unwrap(),
        version: 1,
        language: "de-CH".parse().unwrap(),
        about,
        day: "2026-11-29".parse().unwrap(),
        at: Millis(-5),
        answers: Answers(answers.iter().map(|(id, one)| (Key::new(id).unwrap(), one.clone())).collect()),
    }))
}

#[test]
fn acts_on_check_ins() {
    let mood = ("mood", Answer::Number(-2));
    let note = ("note", Answer::Text("Back\\slash\nand = a line\\n".into()));
    let all = [mood.clone(), note];
    let checkin = CheckInId::new([4; 16]);
    for turn in [
        given(&all, None),
        given(&[mood], Some(rapport_ids::SpaceId::new([7; 16]))),
        CheckInTurn::Correct {
            checkin,
            answers: Answers(all.into_iter().map(|(id, one)| (Key::new(id).unwrap(), one)).collect()),
        },
        CheckInTurn::Offer { checkin },
        CheckInTurn::Newer,
    ] {
        assert_eq!(read_checkin_turn(&write_checkin_turn(&turn)), turn);
    }
    let plain = format!("correct {checkin}");
    assert_eq!(
        write_checkin_turn(&given(&[("mood", Answer::Number(3))], None)),
        format!("answer {checkin} pulse 1 de-CH - 2026-11-29 -5\nmood 3")
    );
    for odd in ["", "answer", "correct", "share", "correct me\nmood 3"] {
        assert_eq!(read_checkin_turn(odd), CheckInTurn::Newer, "{odd}");
    }
    for odd in ["mood", "mood x", "Mood 3", "mood 3\nmood 4", "note =a\\b", "note =\\"] {
        assert_eq!(read_checkin_turn(&format!("{plain}\n{odd}")), CheckInTurn::Newer, "{odd}");
    }
    assert_eq!(read_checkin_turn(&format!("share {checkin} everybody")), CheckInTurn::Newer);
}

proptest! {
    #[test]
    fn any_words_of_an_answer_are_read_as_they_were_written(words in "\\PC*[\\n\\\\]{0,4}\\PC*") {
        let turn = given(&[("note", Answer::Text(words))], None);
        prop_assert_eq!(read_checkin_turn(&write_checkin_turn(&turn)), turn);
    }
}
