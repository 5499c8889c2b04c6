//! Series in a document: that phones agree (I14, I15); times of people: that
//! they are theirs.

use super::*;
use proptest::prelude::*;
use rapport_domain::calendar::{DaySpan, Quiet, Repeat};
use rapport_domain::meeting::series::{Plan, Series, SeriesAct, SeriesTurn};
use rapport_domain::meeting::{CancelReason, Minutes};
use rapport_domain::person::FreeAct;
use rapport_domain::time::{Civil, Day};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn to(text: &str) -> Civil {
    format!("{text}[Europe/Zurich]").parse().unwrap()
}

fn plan(start: &str) -> Plan {
    let start = to(start);
    let repeat = Repeat::weekly(start.day);
    Plan::new(start, repeat, Minutes::new(45).unwrap()).unwrap()
}

fn seen(doc: &Doc) -> Series {
    let read = series(doc, &around(&pair())).unwrap();
    assert_eq!(read.troubles, []);
    read.value
}

/// Writes a turn whether it would be allowed or not: that is what arrives.
fn write(doc: &Doc, number: u8, turn: SeriesTurn, by: Ctx) -> Doc {
    intent::series(doc, &SeriesAct::Turn { id: event(number), turn }, by.now).unwrap().doc
}

#[test]
fn a_series_is_read_as_it_was_agreed() {
    let ann = write(&phone(DocKind::Series, ANN), 1, SeriesTurn::Propose(plan("2026-05-05T17:30")), at(ANN, 0));
    let ann = intent::series(&ann, &SeriesAct::Title("Our hour".into()), at(ANN, 0).now).unwrap().doc;
    let ben = hand_over(&ann, &phone(DocKind::Series, BEN));
    let ben = write(&ben, 2, SeriesTurn::Confirm, at(BEN, 1));
    let ann = hand_over(&ben, &ann);
    assert_eq!(seen(&ann), seen(&ben));
    let read = seen(&ann);
    assert_eq!((read.title.as_str(), read.history.len()), ("Our hour", 2));
    assert_eq!(read.life.time_of(day("2026-05-12")), Some((to("2026-05-12T17:30"), Minutes::new(45).unwrap())));
    let again = intent::series(&ann, &SeriesAct::Turn { id: event(1), turn: SeriesTurn::Confirm }, at(ANN, 2).now);
    assert_eq!(again.unwrap_err(), crate::WriteProblem::Taken);
    let other = intent::series(&phone(DocKind::Goal, ANN), &SeriesAct::Title(String::new()), Millis(0));
    assert_eq!(other.unwrap_err(), crate::WriteProblem::Missing("series"));
}

fn any_turn() -> impl Strategy<Value = SeriesTurn> {
    let of = || prop_oneof![Just("2026-05-05"), Just("2026-05-12"), Just("2026-05-19")].prop_map(day);
    let slot = || prop_oneof![Just("2026-05-13T18:00"), Just("2026-05-14T08:00")].prop_map(to);
    let rest = || prop_oneof![Just("2026-06-02T08:00"), Just("2026-06-03T09:00")].prop_map(plan);
    prop_oneof![
        Just(SeriesTurn::Confirm),
        (of(), slot()).prop_map(|(of, to)| SeriesTurn::MoveOne { of, to }),
        (of(), slot()).prop_map(|(of, to)| SeriesTurn::AgreeOne { of, to }),
        rest().prop_map(SeriesTurn::MoveRest),
        rest().prop_map(SeriesTurn::AgreeRest),
        of().prop_map(|of| SeriesTurn::Skip { of, reason: CancelReason::Clash, note: String::new() }),
        of().prop_map(|of| SeriesTurn::Pause(DaySpan::day(of))),
        of().prop_map(|from| SeriesTurn::Resume { from }),
        Just(SeriesTurn::Cancel { reason: CancelReason::Unsaid, note: "enough".into() }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn both_offline_at_once_come_to_the_same(
        turns in proptest::collection::vec((any_turn(), any::<bool>(), any::<bool>()), 1..12),
    ) {
        let begun = write(&phone(DocKind::Series, ANN), 1, SeriesTurn::Propose(plan("2026-05-05T17:30")), at(ANN, 0));
        let mut phones = [begun.clone(), hand_over(&begun, &phone(DocKind::Series, BEN))];
        for (number, (turn, of_ben, meet_then)) in (2u8..).zip(turns) {
            let by = if of_ben { at(BEN, i64::from(number)) } else { at(ANN, i64::from(number)) };
            phones[usize::from(of_ben)] = write(&phones[usize::from(of_ben)], number, turn, by);
            if meet_then {
                let (a, b) = meet(&phones[0], &phones[1]);
                phones = [a, b];
            }
        }
        let (a, b) = meet(&phones[0], &phones[1]);
        prop_assert_eq!(seen(&a), seen(&b));
    }
}

#[test]
fn somebodys_times_are_written_by_nobody_else() {
    let quiet = Quiet { from: "21:00".parse().unwrap(), to: "08:00".parse().unwrap() };
    let away = DaySpan::new(day("2026-05-01"), day("2026-05-03"), rapport_domain::Field::Absence).unwrap();
    let ann = phone(DocKind::FreeTimes, ANN);
    let ann = intent::free(&ann, &FreeAct::Away(vec![away]), Millis(1)).unwrap().doc;
    let ann = intent::free(&ann, &FreeAct::Quiet(Some(quiet)), Millis(2)).unwrap().doc;
    let read = free(&ann, ANN, &around(&pair())).unwrap();
    assert_eq!((read.value.away, read.value.quiet, read.troubles), (vec![away], Some(quiet), vec![]));
    let ben = hand_over(&ann, &phone(DocKind::FreeTimes, BEN));
    let ben = intent::free(&ben, &FreeAct::Away(vec![]), Millis(3)).unwrap().doc;
    let read = free(&ben, ANN, &around(&pair())).unwrap();
    assert_eq!((read.value.away, read.value.quiet), (vec![], Some(quiet)));
    assert_eq!(read.troubles, [Trouble { field: "away", what: What::NotTheirs }]);
}
