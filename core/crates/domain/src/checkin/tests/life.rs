//! How long an answer can be put right, whatever clocks say (I11, I15).

use super::*;
use crate::life::{Lamport, Stamped};
use crate::members::Ctx;
use crate::testing::{ANN, BEN, NOON, event};
use crate::time::{Day, Millis};
use proptest::prelude::*;
use rapport_ids::{CheckInId, PersonId};

const HOUR: i64 = 3_600_000;

fn checkin(n: u8) -> CheckInId {
    CheckInId::new([n; 16])
}

fn mood(value: i64) -> Answers {
    answers(&shipped("pulse"), &[Some(value)])
}

fn given(n: u8, instrument: &str, value: i64) -> CheckInTurn {
    CheckInTurn::Answer(Box::new(Given {
        checkin: checkin(n),
        instrument: key(instrument),
        version: 1,
        language: "en".parse().unwrap(),
        about: None,
        day: Day::new(2026, 5, 10).unwrap(),
        at: NOON,
        answers: mood(value),
    }))
}

fn correct(n: u8, value: i64) -> CheckInTurn {
    CheckInTurn::Correct { checkin: checkin(n), answers: mood(value) }
}

/// Acts one after the other: who, how many hours after noon by their clock, what.
fn played(acts: &[(PersonId, i64, CheckInTurn)]) -> CheckIns {
    let stamped = acts.iter().enumerate().map(|(n, (by, hours, turn))| Stamped {
        id: event(u8::try_from(n + 1).unwrap()),
        order: Lamport { counter: u64::try_from(n).unwrap(), actor: [0; 20] },
        by: *by,
        at: NOON.plus(hours * HOUR),
        turn: turn.clone(),
    });
    CheckIns::new(ANN).with_history(stamped)
}

fn stands(all: &CheckIns) -> Vec<bool> {
    all.history.iter().map(|entry| entry.stands()).collect()
}

#[test]
fn an_answer_can_be_put_right_for_a_day_and_then_stands() {
    let all = played(&[
        (ANN, 0, given(1, "pulse", 2)),
        (ANN, 24, correct(1, 3)),
        (ANN, 25, correct(1, 5)),
        (ANN, 2, correct(1, 4)),
    ]);
    // The last one comes from a clock that was set back: an act of hour 25 is known already.
    assert_eq!(stands(&all), [true, true, false, false]);
    let one = all.get(checkin(1)).unwrap();
    assert_eq!((one.given.answers.clone(), one.corrected), (mood(3), true));
}

#[test]
fn a_wrong_clock_opens_no_door() {
    // Answered by a clock that is years ahead: it cannot be put right by a right one.
    let ahead = played(&[(ANN, 24 * 365 * 70, given(1, "pulse", 2)), (ANN, 0, correct(1, 5))]);
    assert_eq!(stands(&ahead), [true, false]);
    // A clock that is set back before the answer.
    let back = played(&[(ANN, 0, given(1, "pulse", 2)), (ANN, -1, correct(1, 5))]);
    assert_eq!(stands(&back), [true, false]);
    // Somebody else's act is a witness of no time: it does not count at all.
    let other = played(&[(ANN, 0, given(1, "pulse", 2)), (BEN, 99, correct(1, 5)), (ANN, 1, correct(1, 3))]);
    assert_eq!(stands(&other), [true, false, true]);
}

#[test]
fn once_asked_again_the_one_before_stands() {
    let all = played(&[(ANN, 0, given(1, "pulse", 2)), (ANN, 1, given(2, "pulse", 4)), (ANN, 2, correct(1, 5))]);
    assert_eq!(stands(&all), [true, true, false]);
    let apart = played(&[(ANN, 0, given(1, "pulse", 2)), (ANN, 1, given(2, "gas", 1)), (ANN, 2, correct(1, 5))]);
    assert_eq!(stands(&apart), [true, true, true]);
}

#[test]
fn what_else_is_known_on_a_phone_is_a_witness_there() {
    let all = played(&[(ANN, 0, given(1, "pulse", 2))]);
    let at = |hours: i64| Ctx::new(ANN, NOON.plus(hours * HOUR));
    let known = |hours: i64| NOON.plus(hours * HOUR);
    assert!(all.apply(event(9), &correct(1, 4), &at(2), known(1)).is_ok());
    let settled = Err(RuleBroken::not_allowed(Field::Answer, Rule::Settled));
    assert_eq!(all.apply(event(9), &correct(1, 4), &at(2), known(30)), settled);
    assert_eq!(all.apply(event(9), &correct(1, 4), &at(-2), known(0)), settled);
    assert_eq!(all.apply(event(9), &correct(1, 4), &Ctx::new(ANN, Millis(i64::MAX)), known(0)), settled);
    assert_eq!(all.apply(event(9), &correct(1, 4), &Ctx::new(ANN, Millis(i64::MIN)), known(0)), settled);
}

#[test]
fn i11_only_its_author_answers_corrects_and_offers() {
    let all = played(&[
        (BEN, 0, given(1, "pulse", 5)),
        (ANN, 0, given(2, "pulse", 2)),
        (BEN, 1, CheckInTurn::Offer { checkin: checkin(2) }),
        (ANN, 1, CheckInTurn::Offer { checkin: checkin(2) }),
        (ANN, 2, CheckInTurn::Offer { checkin: checkin(2) }),
        (ANN, 2, CheckInTurn::Offer { checkin: checkin(3) }),
        (ANN, 3, CheckInTurn::Newer),
    ]);
    assert_eq!(stands(&all), [false, true, false, true, false, false, false]);
    assert_eq!(all.all.len(), 1);
    assert!(all.all[0].offered);
}

#[test]
fn a_document_holds_so_many_and_an_id_is_used_once() {
    let mut acts = vec![(ANN, 0, given(1, "pulse", 2)), (ANN, 1, given(1, "pulse", 5))];
    assert_eq!(stands(&played(&acts)), [true, false]);
    acts.pop();
    let all = played(&acts);
    let again = all.apply(event(1), &given(2, "gas", 2), &Ctx::new(ANN, NOON), NOON);
    assert_eq!(again, Err(RuleBroken::not_allowed(Field::Event, Rule::Taken)));
}

fn any_turn() -> impl Strategy<Value = CheckInTurn> {
    let id = 1u8..4;
    prop_oneof![
        (id.clone(), prop::sample::select(&["pulse", "gas"][..]), 1i64..=2).prop_map(|(n, of, v)| given(n, of, v)),
        (id.clone(), 1i64..=5).prop_map(|(n, v)| correct(n, v)),
        id.prop_map(|n| CheckInTurn::Offer { checkin: checkin(n) }),
    ]
}

fn any_acts() -> impl Strategy<Value = Vec<Stamped<CheckInTurn>>> {
    let one = (0u64..8, 0u8..3, prop::sample::select(&[ANN, ANN, ANN, BEN][..]), -30i64..60, any_turn());
    prop::collection::vec(one, 0..24).prop_map(|all| {
        let stamp = |(i, (counter, actor, by, hours, turn))| Stamped {
            id: event(u8::try_from(i).unwrap_or(u8::MAX)),
            order: Lamport { counter, actor: [actor; 20] },
            by,
            at: NOON.plus(hours * HOUR),
            turn,
        };
        all.into_iter().enumerate().map(stamp).collect()
    })
}

proptest! {
    #[test]
    fn i15_only_which_acts_there_are_matters(acts in any_acts(), by in 0usize..24, twice in 0usize..24) {
        let straight = CheckIns::new(ANN).with_history(acts.clone());
        let mut other = acts.clone();
        if !other.is_empty() {
            let len = other.len();
            other.rotate_left(by % len);
            other.push(acts[twice % len].clone());
        }
        prop_assert_eq!(CheckIns::new(ANN).with_history(other), straight);
    }

    #[test]
    fn no_correction_stands_after_an_act_that_is_a_day_younger_than_the_answer(acts in any_acts()) {
        let all = CheckIns::new(ANN).with_history(acts);
        for (n, entry) in all.history.iter().enumerate().filter(|(_, entry)| entry.stands()) {
            let CheckInTurn::Correct { checkin, .. } = &entry.event.turn else { continue };
            let answers = |e: &crate::Entry<CheckInTurn>| {
                e.stands() && matches!(&e.event.turn, CheckInTurn::Answer(given) if given.checkin == *checkin)
            };
            let from = all.history.iter().position(answers).unwrap();
            let made = all.history[from].event.at;
            for between in all.history[from..=n].iter().filter(|e| e.event.by == ANN) {
                prop_assert!(between.event.at.0 - made.0 <= OPEN);
            }
            prop_assert!(entry.event.at >= made && entry.event.by == ANN);
        }
    }
}

#[test]
fn what_is_due_stands_since_the_last_of_its_days() {
    let rhythm = |from: i64, answered: bool, every_days: u32| Rhythm {
        instrument: Key::new("pulse").unwrap(),
        about: None,
        from: Day::from_epoch_days(from).unwrap(),
        answered,
        every_days,
    };
    let since =
        |rhythm: &Rhythm, day: i64| rhythm.since(Day::from_epoch_days(day).unwrap()).map(|day| day.epoch_days());
    let (new, done) = (rhythm(100, false, 7), rhythm(100, true, 7));
    assert_eq!(
        [99, 100, 106, 107, 121].map(|day| since(&new, day)),
        [None, Some(100), Some(100), Some(107), Some(121)]
    );
    assert_eq!([100, 106, 107, 113, 114].map(|day| since(&done, day)), [None, None, Some(107), Some(107), Some(114)]);
    // Whatever is due on a day stands there on that day.
    for (every, day) in (1..9u32).flat_map(|every| (95..130).map(move |day| (every, day))) {
        for one in [rhythm(100, false, every), rhythm(100, true, every)] {
            let today = Day::from_epoch_days(day).unwrap();
            assert_eq!(one.due(today, today).iter().any(|due| due.due == today), since(&one, day) == Some(day));
        }
    }
}
