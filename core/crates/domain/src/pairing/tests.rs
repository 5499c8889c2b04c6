use super::*;
use crate::members::Ctx;
use crate::rules::{Field, Problem, Rule, RuleBroken, Stage, Who};
use crate::testing::{ANN, BEN, CLEO, EVE, NOON, by, event, pair};
use crate::time::Millis;
use crate::time::tests::day;

fn turn(number: u8, turn: PairingTurn) -> PairingAct {
    PairingAct::Turn { id: event(number), turn }
}

fn pairing(acts: &[(PersonId, PairingAct)]) -> Pairing {
    let mut pairing = Pairing::new(PairingId::new([5; 16]), pair());
    for (person, act) in acts {
        pairing = pairing.apply(act, &by(*person)).unwrap_or_else(|broken| panic!("{act:?}: {broken}"));
    }
    pairing
}

fn offered() -> Pairing {
    let (mentor, mentee, end) = (BEN, ANN, Some(day("2026-12-31")));
    let begin = PairingTurn::Begin { kind: PairingKind::InCycle, mentor, mentee, end };
    pairing(&[(CLEO, turn(1, begin)), (CLEO, turn(2, PairingTurn::Publish))])
}

fn own() -> Pairing {
    let begin = PairingTurn::Begin { kind: PairingKind::Own, mentor: BEN, mentee: ANN, end: None };
    pairing(&[(BEN, turn(1, begin))])
}

fn later(person: PersonId, days: i64) -> Ctx {
    Ctx::new(person, NOON.plus(days * Millis::HOURS_24))
}

fn wrong(is: PairingStage, allowed: PairingStage) -> Result<(), RuleBroken> {
    let (is, allowed) = (Stage::Pairing(is), vec![Stage::Pairing(allowed)]);
    Err(RuleBroken::not_allowed(Field::State, Rule::WrongState { is, allowed }))
}

#[test]
fn what_time_has_closed_stays_closed_to_whoever_acts_now() {
    let accept = turn(3, PairingTurn::Accept);
    assert_eq!(offered().check(&accept, &later(ANN, 7)), Ok(()));
    let expired = wrong(PairingStage::Expired, PairingStage::Proposed);
    assert_eq!(offered().check(&accept, &later(ANN, 8)), expired);

    let opt_in = turn(4, PairingTurn::OptIn);
    let closing = own().apply(&turn(3, PairingTurn::Close { reason: EndReason::Time }), &by(ANN)).unwrap();
    assert_eq!(closing.check(&opt_in, &later(BEN, 14)), wrong(PairingStage::Closing, PairingStage::Ended));
    assert_eq!(closing.check(&opt_in, &later(BEN, 15)), Ok(()));
    let logged = turn(4, PairingTurn::ClosureLogged);
    assert_eq!(closing.check(&logged, &later(BEN, 15)), wrong(PairingStage::Ended, PairingStage::Closing));

    // An acceptance that was in time and arrives late still counts.
    let mut events: Vec<_> = offered().history.iter().map(|entry| entry.event.clone()).collect();
    for (number, person) in [(3, ANN), (4, BEN)] {
        let mut event = events[1].clone();
        (event.id, event.by, event.turn) = (self::event(number), person, PairingTurn::Accept);
        event.order.counter = u64::from(number);
        events.push(event);
    }
    let trial = offered().with_history(events);
    assert_eq!(trial.life.as_of(day("2026-06-30")).state.stage(), PairingStage::Trial);
}

#[test]
fn cadence_is_the_pairs_and_supervision_the_coordinators() {
    let weekly = PairingAct::Cadence(Some(Cadence::Weekly));
    assert_eq!(own().apply(&weekly, &by(ANN)).unwrap().cadence, Some(Cadence::Weekly));
    assert_eq!(
        own().check(&weekly, &by(CLEO)),
        Err(RuleBroken::not_allowed(Field::Cadence, Rule::OnlyFor { who: Who::Pair }))
    );
    assert_eq!(own().check(&weekly, &by(EVE)), Err(RuleBroken::not_allowed(Field::Cadence, Rule::NotAMember)));
    let nothing = Pairing::new(PairingId::new([5; 16]), pair());
    assert_eq!(nothing.check(&weekly, &by(ANN)), Err(RuleBroken::not_allowed(Field::Cadence, Rule::NotBegun)));

    let eve = PairingAct::Supervisor(Some(EVE));
    assert_eq!(offered().apply(&eve, &by(CLEO)).unwrap().supervisor, Some(EVE));
    assert_eq!(
        offered().check(&eve, &by(BEN)),
        Err(RuleBroken::not_allowed(Field::Pairing, Rule::OnlyFor { who: Who::Coordinator }))
    );
    let ben = PairingAct::Supervisor(Some(BEN));
    assert_eq!(offered().check(&ben, &by(CLEO)), Err(Problem::Same.of(Field::Pairing)));
    let declined = offered().apply(&turn(3, PairingTurn::Decline), &by(BEN)).unwrap();
    assert!(declined.check(&eve, &by(CLEO)).is_err());
}

#[test]
fn an_event_counts_once_and_a_mad_clock_is_refused() {
    let hold = turn(1, PairingTurn::Hold { until: day("2026-06-01") });
    assert_eq!(own().check(&hold, &by(ANN)), Err(RuleBroken::not_allowed(Field::Event, Rule::Taken)));
    let close = turn(2, PairingTurn::Close { reason: EndReason::Time });
    let refused = own().check(&close, &Ctx::new(ANN, Millis(i64::MAX))).unwrap_err();
    assert!(matches!(refused, RuleBroken::Invalid { field: Field::Date, problem: Problem::DateOutOfRange { .. } }));
}

#[test]
fn json_and_back() {
    for pairing in [own(), offered()] {
        let json = serde_json::to_string(&pairing).unwrap();
        assert_eq!(serde_json::from_str::<Pairing>(&json).unwrap(), pairing);
    }
}

#[test]
fn what_the_state_machine_refuses_is_refused() {
    let resume = turn(5, PairingTurn::Resume);
    assert_eq!(own().check(&resume, &by(ANN)), wrong(PairingStage::Active, PairingStage::OnHold));
    assert_eq!(
        offered().check(&turn(5, PairingTurn::Accept), &by(CLEO)),
        Err(RuleBroken::not_allowed(Field::State, Rule::OnlyFor { who: Who::Pair }))
    );
    let hold = turn(5, PairingTurn::Hold { until: day("2026-05-20") });
    let held = own().apply(&hold, &by(ANN)).unwrap();
    assert_eq!(held.apply(&turn(6, PairingTurn::Resume), &by(BEN)).unwrap().stage(), PairingStage::Active);
}
