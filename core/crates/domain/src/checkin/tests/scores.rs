//! Scores, bands, alerts, trends, and when something is due.

use super::*;
use crate::time::Day;
use proptest::prelude::*;

fn day(n: i64) -> Day {
    Day::from_epoch_days(20_000 + n).unwrap()
}

fn total(of: &Instrument, values: &[Option<i64>]) -> Option<i64> {
    of.score(&answers(of, values))[0].thousandths
}

#[test]
fn a_missing_item_leaves_no_score_unless_the_instrument_says_what_to_do() {
    let who5 = shipped("who5");
    assert_eq!(total(&who5, &[Some(3), Some(3), None, Some(3), Some(3)]), None);
    let gse = shipped("gse");
    let seven: Vec<_> = (0..10).map(|n| (n < 7).then_some(3)).collect();
    let six: Vec<_> = (0..10).map(|n| (n < 6).then_some(3)).collect();
    assert_eq!((total(&gse, &seven), total(&gse, &six)), (Some(30_000), None));
    // Of seven answers of 2 and 3 the other three are as the mean of them.
    let mixed: Vec<_> = (0..10).map(|n| (n < 7).then_some(2 + n % 2)).collect();
    assert_eq!(total(&gse, &mixed), Some(24_286));
    let ons4 = shipped("ons4");
    let scores = ons4.score(&answers(&ons4, &[Some(7), None, Some(4), Some(2)]));
    let found: Vec<_> = scores.iter().map(|score| (score.thousandths, score.band)).collect();
    let wanted = [
        (Some(7_000), Some(Band::High)),
        (None, None),
        (Some(4_000), Some(Band::Low)),
        (Some(8_000), Some(Band::High)),
    ];
    assert_eq!(found, wanted);
}

#[test]
fn bands_end_where_the_instrument_says() {
    let who5 = shipped("who5");
    let band = |sum: i64| {
        let values: Vec<_> = (0..5).map(|n| Some((sum - n * 5).clamp(0, 5))).collect();
        who5.score(&answers(&who5, &values))[0].band.unwrap()
    };
    let found: Vec<_> = [0, 7, 8, 12, 13, 25].map(band).into();
    assert_eq!(found, [Band::VeryLow, Band::VeryLow, Band::Low, Band::Low, Band::High, Band::High]);
}

#[test]
fn the_pulse_alerts_when_low_twice_running_or_when_it_falls() {
    let rule = shipped("pulse").alert.unwrap();
    let alert = |values: &[i64]| rule.alert(&values.iter().map(|v| Some(v * THOUSAND)).collect::<Vec<_>>());
    assert_eq!(alert(&[2, 2]), Some(Alert::Running));
    assert_eq!(alert(&[3, 2, 1]), Some(Alert::Running));
    assert_eq!(alert(&[4, 2]), Some(Alert::Drop));
    assert_eq!(alert(&[5, 3]), Some(Alert::Drop));
    for calm in [&[][..], &[1], &[2, 3], &[3, 2], &[5, 4], &[4, 2, 4]] {
        assert_eq!(alert(calm), None, "{calm:?}");
    }
    // What could not be scored is no result.
    assert_eq!(rule.alert(&[Some(1_000), Some(1_000), None]), None);
    assert_eq!(rule.alert(&[Some(1_000), None, Some(1_000)]), Some(Alert::Running));
}

#[test]
fn a_trend_says_which_change_matters_and_does_not_guess() {
    let trend = |id: &str, days: &[&[i64]]| {
        let of = shipped(id);
        let one = |(n, values): (usize, &&[i64])| Answered {
            day: day(i64::try_from(n).unwrap()),
            answers: answers(&of, &all(values)),
        };
        of.trend(&days.iter().enumerate().map(one).collect::<Vec<_>>())
    };
    let steps = |id: &str, days: &[&[i64]]| {
        let trend = trend(id, days);
        (trend.parts[0].step, trend.parts[0].whole)
    };
    assert_eq!(steps("who5", &[&[3, 3, 3, 3, 3]]), (Movement::Nothing, Movement::Nothing));
    assert_eq!(steps("who5", &[&[3; 5], &[3, 3, 3, 3, 5]]), (Movement::Steady, Movement::Steady));
    assert_eq!(steps("who5", &[&[3; 5], &[4, 4, 4, 3, 3], &[4, 3, 3, 3, 3]]), (Movement::Steady, Movement::Steady));
    assert_eq!(steps("who5", &[&[3; 5], &[5; 5], &[2; 5]]), (Movement::Worse, Movement::Worse));
    assert_eq!(steps("gse", &[&[2; 10], &[3; 10]]), (Movement::Unclear, Movement::Unclear));
    assert_eq!(steps("domains", &[&[5; 7], &[1; 7]]), (Movement::Better, Movement::Better));
    assert_eq!(trend("pulse", &[&[4], &[2]]).alert, Some(Alert::Drop));
    let seen = trend("who5", &[&[3; 5]]);
    assert_eq!((seen.lowest, seen.highest, seen.change_that_matters), (0, 100_000, Some(10)));
}

#[test]
fn a_low_result_is_one_in_a_low_band_or_one_that_alerts() {
    let pulse = shipped("pulse");
    let low = |value: i64, alert| Instrument::is_low(&pulse.score(&answers(&pulse, &[Some(value)])), alert);
    assert_eq!([low(1, None), low(2, None), low(3, None), low(5, None)], [true, true, false, false]);
    assert!(low(3, Some(Alert::Drop)));
}

#[test]
fn too_soon_is_told_with_the_day_and_a_wrong_clock_blocks_nobody() {
    let who5 = shipped("who5");
    let too_soon = |day: Day| Err(RuleBroken::not_allowed(Field::Instrument, Rule::TooSoon { day }));
    assert_eq!(who5.may_answer(day(0), &[]), Ok(()));
    assert_eq!(who5.may_answer(day(13), &[day(-20), day(0)]), too_soon(day(14)));
    assert_eq!(who5.may_answer(day(14), &[day(0)]), Ok(()));
    // Answered on a phone that thought it was 2099, or 1970.
    assert_eq!(who5.may_answer(day(0), &[Day::new(2099, 1, 1).unwrap(), Day::FIRST]), Ok(()));
    assert_eq!(who5.may_answer(day(0), &[day(2)]), too_soon(day(16)));
    assert_eq!((who5.rhythm(14), who5.rhythm(13).is_err(), who5.rhythm(0).is_err()), (Ok(14), true, true));
    assert!(who5.rhythm(u32::MAX).is_err());
}

#[test]
fn due_on_its_day_once_more_two_days_later_and_then_not_again() {
    let rhythm =
        |answered, every_days| Rhythm { instrument: key("pulse"), about: None, from: day(0), answered, every_days };
    let found = |rhythm: &Rhythm, first: i64, last: i64| {
        let due = rhythm.due(day(first), day(last));
        due.into_iter().map(|one| (one.due, one.again)).collect::<Vec<_>>()
    };
    assert_eq!(found(&rhythm(false, 7), 0, 6), [(day(0), Some(day(2)))]);
    assert_eq!(found(&rhythm(true, 7), 0, 13), [(day(7), Some(day(9)))]);
    assert_eq!(found(&rhythm(true, 7), 9, 9), [(day(7), Some(day(9)))]);
    assert_eq!(found(&rhythm(true, 7), 10, 13), []);
    assert_eq!(found(&rhythm(true, 7), 10, 16), [(day(14), Some(day(16)))]);
    assert_eq!(found(&rhythm(true, 2), 0, 5), [(day(2), None), (day(4), None)]);
    // No long way through the years, whatever a clock says.
    assert_eq!(rhythm(true, 0).due(Day::LAST, Day::LAST).len(), 1);
    assert_eq!(rhythm(true, 1).due(Day::LAST, Day::FIRST), []);
}

fn any_instrument() -> impl Strategy<Value = Instrument> {
    let whole: Vec<Instrument> = shipped::instruments()
        .into_iter()
        .map(|one| if one.is_whole() { one } else { one.with_texts(&invented_texts(&one)).unwrap().0 })
        .collect();
    prop::sample::select(whole)
}

fn any_answers() -> impl Strategy<Value = (Instrument, Vec<Option<i64>>)> {
    any_instrument().prop_flat_map(|one| {
        let (from, to) = (one.scale.from, one.scale.to);
        let count = one.scaled().count();
        (Just(one), prop::collection::vec(prop::option::weighted(0.9, from..=to), count))
    })
}

proptest! {
    #[test]
    fn every_score_is_within_its_range((of, values) in any_answers()) {
        let (lowest, highest) = of.score_range();
        let scores = of.score(&answers(&of, &values));
        prop_assert_eq!(scores.len(), of.part_ids().len());
        for score in scores {
            prop_assert!(score.thousandths.is_none_or(|score| (lowest..=highest).contains(&score)));
            prop_assert_eq!(score.band.is_some(), score.thousandths.is_some() && !of.bands.is_empty());
        }
    }

    #[test]
    fn reversing_twice_is_nothing(from in -10i64..50, wide in 1i64..50, at in 0i64..50) {
        let scale = Scale { from, to: from + wide };
        let answer = from + at % (wide + 1);
        prop_assert_eq!(scale.reverse(scale.reverse(answer)), answer);
        prop_assert!(scale.holds(scale.reverse(answer)));
    }

    #[test]
    fn reversing_every_item_turns_a_score_round((of, values) in any_answers()) {
        let mut turned = of.clone();
        for item in turned.items.iter_mut().filter(|item| item.kind == ItemKind::Scale) {
            item.reversed = !item.reversed;
        }
        let (lowest, highest) = of.score_range();
        let given = answers(&of, &values);
        for (a, b) in of.score(&given).into_iter().zip(turned.score(&given)) {
            let sum = a.thousandths.zip(b.thousandths).map(|(a, b)| a + b);
            // A half is rounded away from zero on both sides.
            prop_assert!(sum.is_none_or(|sum| (sum - lowest - highest).abs() <= 1));
            prop_assert_eq!(a.thousandths.is_some(), b.thousandths.is_some());
        }
    }

    #[test]
    fn the_order_of_answers_does_not_matter((of, values) in any_answers(), by in 0usize..20) {
        let given = answers(&of, &values);
        let mut pairs: Vec<_> = given.0.clone().into_iter().collect();
        let by = by % pairs.len().max(1);
        pairs.rotate_left(by);
        prop_assert_eq!(of.score(&Answers(pairs.into_iter().collect())), of.score(&given));
    }

    #[test]
    fn what_is_missing_decides_whether_there_is_a_score((of, values) in any_answers()) {
        let given = answers(&of, &values);
        let answered = u32::try_from(values.iter().flatten().count()).unwrap();
        let everything = values.iter().all(Option::is_some);
        for score in of.score(&given) {
            let wanted = match (&of.scoring, of.missing) {
                (Scoring::Each, _) => given.number(&score.part).is_some(),
                (Scoring::Parts(parts), _) => {
                    let items = parts.iter().find(|part| part.id == score.part).map(|part| part.items.clone());
                    items.map_or(everything, |items| items.iter().all(|i| given.number(&of.items[*i].id).is_some()))
                }
                (_, Missing::NoScore) => everything,
                (_, Missing::Prorate { at_least }) => answered >= at_least,
            };
            prop_assert_eq!(score.thousandths.is_some(), wanted);
        }
    }

    #[test]
    fn nothing_is_due_twice_and_nothing_outside_of_the_days(
        from in 0i64..400, answered: bool, every_days in 0u32..60, first in 0i64..800, long in 0i64..60
    ) {
        let rhythm = Rhythm { instrument: key("pulse"), about: None, from: day(from), answered, every_days };
        let (first, last) = (day(first), day(first + long));
        let due = rhythm.due(first, last);
        for pair in due.windows(2) {
            prop_assert!(pair[0].due < pair[1].due);
            prop_assert!(pair[0].again.is_none_or(|again| again < pair[1].due));
        }
        for one in &due {
            let within = |day: &Day| (first..=last).contains(day);
            prop_assert!(within(&one.due) || one.again.is_some_and(|again| within(&again)));
            prop_assert!(one.due >= rhythm.from);
        }
    }
}
