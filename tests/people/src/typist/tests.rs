use super::*;
use crate::paper::Papers;
use proptest::prelude::*;

/// Replays on two sheets of paper that merge character by character, each held
/// against a screen that only follows its own person.
fn replay(typing: &Typing) {
    let mut papers = Papers::default();
    for moment in &typing.moments {
        match moment {
            Moment::Act(act) => {
                let mut screen = Screen::new(&papers.text(act.who));
                let before = screen.text();
                screen.splice(&act.splice).expect("fits the text on that phone");
                let points = |units: usize| {
                    let start: Vec<u16> = before.encode_utf16().take(units).collect();
                    String::from_utf16(&start).expect("between two characters").chars().count()
                };
                let (at, end) = (points(act.splice.at), points(act.splice.at + act.splice.delete));
                papers.patch(act.who, at, end - at, &act.splice.insert).unwrap();
                assert_eq!(papers.text(act.who), screen.text());
            }
            Moment::Meet { .. } => {
                papers.meet();
            }
        }
    }
    for who in Who::BOTH {
        assert_eq!(papers.text(who), typing.text);
    }
}

#[test]
fn a_typist_goes_on_whatever_others_do_to_the_text() {
    let (mut one, mut again) = (Typist::new(7), Typist::new(7));
    let mut text = String::new();
    for round in 0..2_000 {
        let touched = one.touch(&text);
        assert_eq!(touched, again.touch(&text), "round {round}");
        let mut screen = Screen::new(&text);
        screen.splice(&touched.1).expect("fits what was shown");
        text = screen.text();
        // Somebody else takes most of it away now and then.
        if round % 97 == 0 {
            text = text.chars().take(20).collect();
        }
    }
}

fn is_in_order(typing: &Typing) -> bool {
    let times = typing.moments.iter().map(|moment| match moment {
        Moment::Act(act) => act.at_ms,
        Moment::Meet { at_ms } => *at_ms,
    });
    times.is_sorted()
}

#[test]
fn a_seed_is_a_text() {
    assert_eq!(pair(7, 2_000), pair(7, 2_000));
    assert_ne!(pair(7, 2_000).text, pair(8, 2_000).text);
    assert_eq!(pair(7, 2_000).acts().count(), 2_000);
    assert_eq!(alone(7, 300).acts().count(), 300);
}

#[test]
fn talk_is_whole_sentences_however_it_was_typed() {
    for seed in 1..40 {
        let typing = talk(seed, 600);
        replay(&typing);
        assert!(typing.acts().count() >= 600);
        for line in typing.text.lines() {
            let known = (0..16).any(|nth| Who::BOTH.iter().any(|who| line.starts_with(crate::lines::line(*who, nth))));
            assert!(known, "seed {seed}: {line:?} begins with no sentence of ours");
        }
    }
}

#[test]
fn the_numbers_of_a_seed_stay() {
    let start: String = alone(1, 40).text.chars().take(24).collect();
    assert_eq!(start, "first? better, s🧑🏿\u{200d}💻,ste");
}

#[test]
fn long_typing_has_everything_that_breaks_software() {
    let typing = pair(3, 20_000);
    assert!(is_in_order(&typing));
    for sign in ["\u{301}", "\u{200d}", "ü", "ה", "م", "🎯", "\n"] {
        assert!(typing.acts().any(|act| act.splice.insert.contains(sign)), "nobody typed {sign:?}");
    }
    assert!(typing.acts().any(|act| act.splice.delete > 3), "nothing was deleted at once");
    assert!(typing.acts().any(|act| act.splice.insert.chars().count() > 100), "nothing was pasted");
    assert!(typing.acts().all(|act| act.splice.delete > 0 || !act.splice.insert.is_empty()), "an act does nothing");
    let apart = typing.moments.split(|moment| matches!(moment, Moment::Meet { .. })).any(|between| {
        Who::BOTH.iter().all(|who| between.iter().any(|one| matches!(one, Moment::Act(act) if act.who == *who)))
    });
    assert!(apart, "they never typed at the same time");
}

#[test]
fn a_quarter_of_a_million_edits_fit_one_text() {
    let typing = alone(1, 250_000);
    let mut screen = Screen::default();
    for act in typing.acts() {
        screen.splice(&act.splice).unwrap();
    }
    assert_eq!(screen.text(), typing.text);
    assert!(screen.points() > 100_000, "{}", screen.points());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn every_merge_gives_the_text(seed in any::<u64>(), edits in 0usize..700) {
        let typing = pair(seed, edits);
        prop_assert!(is_in_order(&typing));
        replay(&typing);
    }
}
