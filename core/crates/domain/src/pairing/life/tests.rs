use super::*;
use crate::life::By;
use crate::members::Members;
use crate::pairing::turns::turned;
use crate::rules::{Field, Problem, Rule, RuleBroken, Stage, Who};
use crate::testing::{ANN, BEN, CLEO, EVE, NOON, PEOPLE, any_events, pair, refusal, told};
use crate::time::tests::day;
use PairingTurn::*;
use proptest::prelude::*;

fn begin(kind: PairingKind, end: Option<Day>) -> PairingTurn {
    Begin { kind, mentor: BEN, mentee: ANN, end }
}

fn own() -> PairingTurn {
    begin(PairingKind::Own, None)
}

fn in_cycle() -> PairingTurn {
    begin(PairingKind::InCycle, Some(day("2026-12-31")))
}

fn turns() -> Vec<PairingTurn> {
    vec![
        own(),
        in_cycle(),
        Publish,
        Accept,
        Decline,
        Outcome { go: true },
        Outcome { go: false },
        Agreed { version: 1 },
        Agreed { version: 0 },
        Hold { until: day("2026-06-10") },
        Resume,
        Close { reason: EndReason::GoalsMet },
        ClosureLogged,
        OptIn,
        Renew { end: day("2027-05-01") },
        Newer,
    ]
}

/// A new turn does not compile until it is named here, and then fails until it
/// stands in [`turns`].
#[test]
fn no_turn_is_forgotten() {
    let number = |turn: &PairingTurn| match turn {
        Begin { .. } => 0,
        Publish => 1,
        Accept => 2,
        Decline => 3,
        Outcome { .. } => 4,
        Agreed { .. } => 5,
        Hold { .. } => 6,
        Resume => 7,
        Close { .. } => 8,
        ClosureLogged => 9,
        OptIn => 10,
        Renew { .. } => 11,
        Newer => 12,
    };
    assert_eq!(turns().iter().map(number).collect::<BTreeSet<_>>(), (0..13).collect());
}

fn by(person: PersonId) -> By {
    By { person, seat: pair().seat(person).unwrap(), at: NOON }
}

fn lives() -> Vec<(&'static str, PairingLife)> {
    let offered = vec![(CLEO, in_cycle()), (CLEO, Publish)];
    let then = |base: &[(PersonId, PairingTurn)], more: &[(PersonId, PairingTurn)]| [base, more].concat();
    let trial = then(&offered, &[(ANN, Accept), (BEN, Accept)]);
    let active = then(&trial, &[(CLEO, Outcome { go: true }), (ANN, Agreed { version: 1 })]);
    let own = vec![(BEN, own())];
    let close = (ANN, Close { reason: EndReason::GoalsMet });
    let ended = then(&own, &[close, (BEN, ClosureLogged)]);
    [
        ("nothing", vec![]),
        ("draft", offered[..1].to_vec()),
        ("offered", offered.clone()),
        ("accepted by ann", then(&offered, &[(ANN, Accept)])),
        ("declined", then(&offered, &[(BEN, Decline)])),
        ("trial", trial.clone()),
        ("trial, both go", then(&trial, &[(CLEO, Outcome { go: true })])),
        ("trial, agreed", then(&trial, &[(BEN, Agreed { version: 1 })])),
        ("no fit", then(&trial, &[(CLEO, Outcome { go: false })])),
        ("active", active.clone()),
        ("own", own.clone()),
        ("own, ann renews", then(&own, &[(ANN, Renew { end: day("2027-05-01") })])),
        ("on hold", then(&own, &[(ANN, Hold { until: day("2026-06-10") })])),
        ("closing", then(&own, &[close])),
        ("ended", ended.clone()),
        ("ended, ann opts in", then(&ended, &[(ANN, OptIn)])),
        ("connected", then(&ended, &[(ANN, OptIn), (BEN, OptIn)])),
    ]
    .into_iter()
    .map(|(name, turns)| {
        let life = PairingLife::replay(&pair(), told(&turns));
        assert!(life.history.iter().all(|entry| entry.stands()), "{name} {:?}", life.history);
        (name, life.state)
    })
    .collect()
}

/// What may happen, written down a second time.
fn allowed(name: &str) -> Vec<(&'static [PersonId], PairingTurn, PairingStage)> {
    use PairingStage as S;
    const BOTH: &[PersonId] = &[ANN, BEN];
    const CO: &[PersonId] = &[CLEO];
    const ALL: &[PersonId] = &[ANN, BEN, CLEO];
    let close = Close { reason: EndReason::GoalsMet };
    let hold = Hold { until: day("2026-06-10") };
    let renew = Renew { end: day("2027-05-01") };
    let running = vec![
        (BOTH, hold, S::OnHold),
        (ALL, close, S::Closing),
        (BOTH, renew, S::Active),
        (BOTH, Agreed { version: 1 }, S::Active),
    ];
    match name {
        "nothing" => vec![(BOTH, own(), S::Active), (CO, in_cycle(), S::Draft)],
        "draft" => vec![(CO, Publish, S::Proposed)],
        "offered" => vec![(BOTH, Accept, S::Proposed), (BOTH, Decline, S::Declined)],
        "accepted by ann" => vec![(&[BEN], Accept, S::Trial), (BOTH, Decline, S::Declined)],
        "trial" => vec![
            (CO, Outcome { go: true }, S::Trial),
            (CO, Outcome { go: false }, S::Ended),
            (BOTH, Agreed { version: 1 }, S::Trial),
        ],
        "trial, both go" => vec![
            (CO, Outcome { go: true }, S::Trial),
            (CO, Outcome { go: false }, S::Ended),
            (BOTH, Agreed { version: 1 }, S::Active),
        ],
        "trial, agreed" => vec![
            (CO, Outcome { go: true }, S::Active),
            (CO, Outcome { go: false }, S::Ended),
            (BOTH, Agreed { version: 1 }, S::Trial),
        ],
        // An end in sight: its last day may have passed, so these fit what can be seen.
        "active" => [running, vec![(BOTH, ClosureLogged, S::Ended), (BOTH, OptIn, S::Active)]].concat(),
        "own" | "own, ann renews" => running,
        "on hold" => vec![(BOTH, Resume, S::Active), (BOTH, Agreed { version: 1 }, S::OnHold)],
        "closing" => vec![(BOTH, ClosureLogged, S::Ended), (BOTH, OptIn, S::Closing)],
        "ended" => vec![(BOTH, OptIn, S::Ended)],
        "no fit" => vec![(BOTH, OptIn, S::Ended)],
        "ended, ann opts in" => vec![(&[BEN], OptIn, S::Connected)],
        _ => vec![],
    }
}

#[test]
fn every_turn_in_every_state_by_everybody() {
    let mut tried = 0;
    for (name, life) in lives() {
        let allowed = allowed(name);
        for turn in turns() {
            for person in [ANN, BEN, CLEO] {
                let next = turned(&life, &pair(), &turn, &by(person));
                match allowed.iter().find(|(people, t, _)| people.contains(&person) && *t == turn) {
                    Some((.., stage)) => assert_eq!(next.unwrap().state.stage(), *stage, "{name} {turn:?}"),
                    None => assert_eq!(refusal(next).field(), Field::State, "{name} {turn:?} {person}"),
                }
                tried += 1;
            }
        }
    }
    assert_eq!(tried, 17 * 16 * 3);
}

#[test]
fn i1_nobody_is_their_own_mentor() {
    assert_eq!(Members::pair(ANN, ANN), Err(Problem::Same.of(Field::Mentee)));
    let same = Begin { kind: PairingKind::Own, mentor: ANN, mentee: ANN, end: None };
    let nothing = PairingLife::default();
    assert_eq!(turned(&nothing, &pair(), &same, &by(ANN)), Err(Problem::Same.of(Field::Mentee)));
    for (mentor, mentee, field) in [(EVE, ANN, Field::Mentor), (ANN, BEN, Field::Mentor), (BEN, CLEO, Field::Mentee)] {
        let odd = Begin { kind: PairingKind::Own, mentor, mentee, end: None };
        assert_eq!(turned(&nothing, &pair(), &odd, &by(ANN)), Err(Problem::NotOneOfUs.of(field)));
    }
}

#[test]
fn refusals_say_which_rule() {
    let lives = lives();
    let refused = |name, person, turn| {
        let life = &lives.iter().find(|(n, _)| *n == name).unwrap().1;
        turned(life, &pair(), &turn, &by(person)).unwrap_err()
    };
    let state = |rule| RuleBroken::not_allowed(Field::State, rule);
    assert_eq!(refused("own", ANN, Accept), state(Rule::OnlyInProgramme));
    for (person, turn) in [(CLEO, Publish), (ANN, Decline), (CLEO, Outcome { go: true }), (CLEO, Outcome { go: false })]
    {
        assert_eq!(refused("own", person, turn), state(Rule::OnlyInProgramme));
    }
    assert_eq!(refused("draft", ANN, Publish), state(Rule::OnlyFor { who: Who::Coordinator }));
    assert_eq!(refused("offered", CLEO, Accept), state(Rule::OnlyFor { who: Who::Pair }));
    assert_eq!(refused("accepted by ann", ANN, Accept), state(Rule::AgreedAlready));
    assert_eq!(refused("nothing", ANN, Resume), state(Rule::NotBegun));
    assert_eq!(refused("own", ANN, own()), state(Rule::BegunAlready));
    let none = Problem::OutOfRange { min: 1, max: i64::from(u32::MAX) };
    assert_eq!(refused("trial", ANN, Agreed { version: 0 }), none.of(Field::State));
    let (is, allowed) = (PairingStage::Draft, [PairingStage::Trial, PairingStage::Active, PairingStage::OnHold]);
    let allowed = allowed.map(Stage::Pairing).to_vec();
    let wrong = Rule::WrongState { is: Stage::Pairing(is), allowed };
    assert_eq!(refused("draft", ANN, Agreed { version: 1 }), state(wrong));
    assert_eq!(refused("own", ANN, Newer), state(Rule::NewerApp));
}

#[test]
fn a_rest_lasts_sixty_days_at_most() {
    let life = &lives().into_iter().find(|(name, _)| *name == "own").unwrap().1;
    let range = Problem::DateOutOfRange { first: day("2026-05-10"), last: day("2026-07-09") }.of(Field::Until);
    for (until, good) in [("2026-05-09", false), ("2026-05-10", true), ("2026-07-09", true), ("2026-07-10", false)] {
        let next = turned(life, &pair(), &Hold { until: day(until) }, &by(ANN));
        assert_eq!(next.clone().err(), (!good).then(|| range.clone()), "{until}");
    }
}

#[test]
fn renewing_takes_the_same_day_from_both() {
    let play = |turns: &[(PersonId, PairingTurn)]| {
        let all = [&[(CLEO, in_cycle()), (CLEO, Publish), (ANN, Accept), (BEN, Accept)][..], turns].concat();
        PairingLife::replay(&pair(), told(&all))
    };
    let go = [(CLEO, Outcome { go: true }), (BEN, Agreed { version: 1 })];
    let (may, june) = (Renew { end: day("2027-05-01") }, Renew { end: day("2027-06-01") });
    let renewed = play(&[&go[..], &[(ANN, may), (BEN, may)]].concat()).state;
    assert_eq!((renewed.end, renewed.renewals, renewed.renewal), (Some(day("2027-05-01")), 1, None));
    let apart = play(&[&go[..], &[(ANN, may), (BEN, june)]].concat()).state;
    assert_eq!((apart.end, apart.renewal), (Some(day("2026-12-31")), Some((BEN, day("2027-06-01")))));
    let twice = play(&[&go[..], &[(ANN, may), (ANN, may)]].concat()).state;
    assert_eq!(twice.renewals, 0);
    let back = play(&[&go[..], &[(ANN, Renew { end: day("2026-12-31") })]].concat());
    assert!(!back.history.last().unwrap().stands());
}

#[test]
fn what_time_alone_does() {
    let lives = lives();
    let seen = |name: &str, on: &str| {
        let life = &lives.iter().find(|(n, _)| *n == name).unwrap().1;
        life.as_of(day(on)).state.stage()
    };
    use PairingStage as S;
    for (name, on, stage) in [
        ("offered", "2026-05-17", S::Proposed),
        ("offered", "2026-05-18", S::Expired),
        ("active", "2026-12-31", S::Active),
        // I22: the end of a cycle leads to a closing, never straight to the end.
        ("active", "2027-01-01", S::Closing),
        ("active", "2027-01-14", S::Closing),
        ("active", "2027-01-15", S::Ended),
        ("own", "2100-01-01", S::Active),
        ("closing", "2026-05-24", S::Closing),
        ("closing", "2026-05-25", S::Ended),
        ("on hold", "2030-01-01", S::OnHold),
        ("declined", "2030-01-01", S::Declined),
        ("connected", "2030-01-01", S::Connected),
    ] {
        assert_eq!(seen(name, on), stage, "{name} {on}");
    }
    let hold = &lives.iter().find(|(name, _)| *name == "on hold").unwrap().1;
    assert_eq!([hold.hold_is_over(day("2026-06-10")), hold.hold_is_over(day("2026-06-11"))], [false, true]);
    assert!(!hold.is_in_cycle());
}

#[test]
fn staying_in_touch_also_after_a_closing_that_time_ended() {
    let close = Close { reason: EndReason::Completed };
    let turns = [(BEN, own()), (ANN, close), (ANN, OptIn), (BEN, OptIn)];
    let life = PairingLife::replay(&pair(), told(&turns)).state;
    assert_eq!(life.state.stage(), PairingStage::Closing);
    assert_eq!(life.as_of(day("2026-05-25")).state.stage(), PairingStage::Connected);
    let turns = [&turns[..], &[(BEN, ClosureLogged)]].concat();
    assert_eq!(PairingLife::replay(&pair(), told(&turns)).state.state.stage(), PairingStage::Connected);
}

proptest! {
    #[test]
    fn i14_i15_phones_agree(events in any_events(prop::sample::select(turns())), cut in 0usize..24) {
        let here = PairingLife::replay(&pair(), events.clone());
        let cut = cut.min(events.len());
        let mut there = [&events[cut..], &events[..]].concat();
        there.reverse();
        prop_assert_eq!(&here, &PairingLife::replay(&pair(), there));
        prop_assert_eq!(here.history.len(), events.len());
        let standing: Vec<_> = here.history.iter().filter(|e| e.stands()).map(|e| e.event.clone()).collect();
        prop_assert!(standing.iter().all(|event| PEOPLE[..3].contains(&event.by)));
        prop_assert_eq!(PairingLife::replay(&pair(), standing).state, here.state);
    }

    /// I1, I5, I22 as far as one pairing can know them.
    #[test]
    fn a_pairing_keeps_its_promises(events in any_events(prop::sample::select(turns())), on in 0i64..1000) {
        let life = PairingLife::replay(&pair(), events);
        let in_cycle = life.state.kind == Some(PairingKind::InCycle);
        if in_cycle && matches!(life.state.state, PairingState::Active | PairingState::OnHold { .. }) {
            let go = |turn: &PairingTurn| *turn == Outcome { go: true };
            prop_assert!(life.state.agreement >= 1);
            prop_assert!(life.history.iter().any(|entry| entry.stands() && go(&entry.event.turn)));
        }
        if life.state.kind.is_some() {
            prop_assert!(life.state.mentor != life.state.mentee);
        }
        let seen = life.state.as_of(Day::FIRST.plus_days(20_583 + on).unwrap());
        prop_assert_eq!(seen.as_of(Day::FIRST.plus_days(20_583 + on).unwrap()), seen);
    }
}
