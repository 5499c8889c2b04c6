//! What is written is read, and anything that cannot be read is newer.

use super::*;
use proptest::prelude::*;
use rapport_domain::Millis;
use rapport_domain::checkin::{Answer, Answers, CheckInTurn, Given, Key};
use rapport_domain::goal::GoalTurn;
use rapport_domain::measure::{Measure, MeasureKind, Reading};
use rapport_domain::meeting::{CancelReason, MeetingTurn, Minutes, Proposal};
use rapport_domain::pairing::{EndReason, PairingKind, PairingTurn};
use rapport_domain::person::{ContactHours, Language};
use rapport_domain::time::{TimeOfDay, Weekday};
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
