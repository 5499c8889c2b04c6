//! The algebra of differences against a model that keeps every unit apart.

use super::*;
use proptest::prelude::*;

pub(crate) mod make;

use make::{delta_on, note, screen};

#[test]
fn units_of_every_width() {
    for text in ["", "a", "ä", "€", "👩‍🚀", "a\u{10FFFF}\u{FFFF}b", "שלום"] {
        assert_eq!(units(text) as usize, text.encode_utf16().count(), "{text}");
    }
    assert_eq!(skip_units("a👍b", 1), 1);
    assert_eq!(skip_units("a👍b", 2), 1, "never inside a pair");
    assert!(ends_in_pair("a👍b", 2));
    assert!(!ends_in_pair("a👍b", 3));
}

#[test]
fn a_tie_puts_what_others_typed_first() {
    let typed = |text: &str| Delta::splice(2, 0, [(text.to_owned(), Style::plain())]);
    let (ours, theirs) = transform(&typed("mine"), &typed("theirs"), Wins::Ours);
    let mut sheet = Sheet::new(&NoteText { text: "abcd".into(), ..NoteText::default() });
    sheet.apply(&typed("mine"));
    sheet.apply(&theirs);
    assert_eq!(sheet.whole().text, "abtheirsminecd");
    let mut other = Sheet::new(&NoteText { text: "abcd".into(), ..NoteText::default() });
    other.apply(&typed("theirs"));
    other.apply(&ours);
    assert_eq!(other.whole(), sheet.whole());
}

#[test]
fn bold_set_over_a_place_takes_in_what_was_typed_there() {
    let bold = Delta::restyle(0, 4, Restyle::mark(Mark::Bold, true));
    let typed = Delta::splice(2, 0, [("x".to_owned(), Style::plain())]);
    let (_, typed_after) = transform(&bold, &typed, Wins::Ours);
    assert!(matches!(&typed_after.ops()[1], Op::Insert { style, .. } if style.marks.bold));
    let at_edge = Delta::splice(4, 0, [("x".to_owned(), Style::plain())]);
    let (_, after) = transform(&bold, &at_edge, Wins::Ours);
    assert!(matches!(&after.ops()[1], Op::Insert { style, .. } if !style.marks.bold));
}

#[test]
fn a_tick_stands_against_an_untick_of_the_same_moment() {
    let tick = |done| Delta::restyle(0, 1, Restyle { done: Some(done), ..Restyle::default() });
    let (untick_after, tick_after) = transform(&tick(false), &tick(true), Wins::Ours);
    assert!(untick_after.is_empty());
    assert_eq!(tick_after, tick(true));
    let (tick_after, untick_after) = transform(&tick(true), &tick(false), Wins::Ours);
    assert!(untick_after.is_empty());
    assert_eq!(tick_after, tick(true));
}

#[test]
fn runs_stay_right_in_long_rows() {
    // More runs than fit one piece, edited everywhere.
    let mut runs = Runs::new(std::iter::empty());
    let mut model: Vec<bool> = Vec::new();
    let mut seed = 7u32;
    let mut next = |below: u32| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) % below
    };
    for _ in 0..4_000 {
        let len = model.len() as u32;
        let at = next(len + 1);
        match next(4) {
            0 | 1 => {
                let (count, bold) = (next(3) + 1, next(2) == 0);
                let style = Style::marked(Marks { bold, ..Marks::default() });
                runs.splice(at, 0, [Run { units: count, style }]);
                model.splice(at as usize..at as usize, (0..count).map(|_| bold));
            }
            2 => {
                let count = next(3).min(len - at);
                runs.splice(at, count, []);
                model.drain(at as usize..(at + count) as usize);
            }
            _ => {
                let count = next(6).min(len - at);
                runs.restyle(at, count, &Restyle::mark(Mark::Bold, true));
                model[at as usize..(at + count) as usize].fill(true);
            }
        }
        assert_eq!(runs.len(), model.len() as u32);
    }
    for (at, bold) in model.iter().enumerate() {
        assert_eq!(runs.at(at as u32).map(|style| style.marks.bold), Some(*bold));
    }
    assert!(runs.iter().zip(runs.iter().skip(1)).all(|(a, b)| a.style != b.style), "equal neighbours are one run");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn a_whole_text_as_runs_and_back(whole in note()) {
        let back = NoteText::from_runs(whole.text.clone(), whole.lead, &whole.runs());
        prop_assert_eq!(&back, &Sheet::new(&whole).whole());
        prop_assert_eq!(NoteText::from_runs(back.text.clone(), back.lead, &back.runs()), back);
    }

    #[test]
    fn a_sheet_does_what_the_model_does((whole, delta) in note().prop_flat_map(|n| { let d = delta_on(&n); (Just(n), d) })) {
        let mut sheet = Sheet::new(&whole);
        let before = sheet.whole();
        let back = sheet.inverse(&delta);
        sheet.apply(&delta);
        prop_assert_eq!(sheet.whole(), make::apply(&whole, &delta));
        prop_assert_eq!(i64::from(sheet.len()), i64::from(whole.len()) + delta.growth());
        prop_assert_eq!(units(&sheet.whole().text), sheet.len());
        // A screen that follows the changes shows the same.
        prop_assert_eq!(screen(&before, &delta.changes(&sheet)), sheet.whole());
        sheet.apply(&back);
        prop_assert_eq!(sheet.whole(), before);
    }

    #[test]
    fn one_after_another_as_one(
        (whole, first, second) in note().prop_flat_map(|n| { let d = delta_on(&n); (Just(n), d) })
            .prop_flat_map(|(n, d)| { let e = delta_on(&make::apply(&n, &d)); (Just(n), Just(d), e) })
    ) {
        let both = first.then(&second);
        prop_assert_eq!(make::apply(&whole, &both), make::apply(&make::apply(&whole, &first), &second));
    }

    #[test]
    fn both_orders_give_the_same(
        (whole, ours, theirs) in note().prop_flat_map(|n| { let (d, e) = (delta_on(&n), delta_on(&n)); (Just(n), d, e) }),
        mine in any::<bool>()
    ) {
        let wins = if mine { Wins::Ours } else { Wins::Theirs };
        let (ours_after, theirs_after) = transform(&ours, &theirs, wins);
        let left = make::apply(&make::apply(&whole, &ours), &theirs_after);
        let right = make::apply(&make::apply(&whole, &theirs), &ours_after);
        prop_assert_eq!(left, right);
    }

    #[test]
    fn a_place_is_carried_with_its_character((whole, delta) in note().prop_flat_map(|n| { let d = delta_on(&n); (Just(n), d) }), at in 0usize..80) {
        let places = make::boundaries(&whole.text);
        let place = places[at % places.len()];
        let (before, after) = (delta.carry(place, false), delta.carry(place, true));
        let (low, high) = make::carried(&whole, &delta, place);
        prop_assert_eq!((before, after), (low, high));
    }

    #[test]
    fn a_place_is_carried_back_to_where_it_came_from((whole, delta) in note().prop_flat_map(|n| { let d = delta_on(&n); (Just(n), d) }), at in 0usize..80) {
        let places = make::boundaries(&make::apply(&whole, &delta).text);
        let place = places[at % places.len()];
        let back = delta.carry_back(place);
        prop_assert!(make::boundaries(&whole.text).contains(&back));
        prop_assert!(delta.carry(back, false) <= place && place <= delta.carry(back, true));
    }

    #[test]
    fn the_difference_of_two_texts_makes_one_of_the_other(from in note(), to in note()) {
        let mut sheet = Sheet::new(&from);
        let delta = sheet.difference(&to);
        sheet.apply(&delta);
        prop_assert_eq!(sheet.whole(), Sheet::new(&to).whole());
        prop_assert!(sheet.difference(&sheet.whole()).is_empty());
    }
}
