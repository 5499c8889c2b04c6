use super::*;
use proptest::prelude::*;

fn title(text: &str) -> Result<String, RuleBroken> {
    line(Field::Title, text, limit::TITLE)
}

#[test]
fn every_script_is_welcome() {
    for text in [
        "Bewerbung für die Lehrstelle",
        "👩🏽‍🔬👨‍👩‍👧‍👦🇨🇭",
        "أهدافي هذا العام",
        "היעד שלי \u{200F}2026",
        "e\u{301}te\u{301} Z\u{351}\u{343}algo",
        "目標を達成する",
        "العربية and English \u{2067}mixed\u{2069}",
    ] {
        assert_eq!(title(text), Ok(text.to_owned()));
    }
}

#[test]
fn ends_are_trimmed_and_the_inside_is_kept() {
    assert_eq!(title("  Learn  to\u{a0}code \u{3000}"), Ok("Learn  to\u{a0}code".to_owned()));
    assert_eq!(title("\tTitle\n"), Ok("Title".to_owned()));
}

#[test]
fn nothing_visible_is_empty() {
    for text in [
        "",
        "   ",
        "\n",
        "\u{200B}\u{FEFF}",
        "\u{200D}",
        "\u{200F} \u{2060}",
        "\u{FE0F}",
        "\u{3164}",
        "\u{2800}\u{E0061}",
    ] {
        assert_eq!(title(text), Err(Problem::Empty.of(Field::Title)), "{text:?}");
        assert_eq!(optional_line(Field::Title, text, 10), Ok(String::new()), "{text:?}");
        assert_eq!(prose(Field::Why, text, 10), Err(Problem::Empty.of(Field::Why)), "{text:?}");
    }
}

#[test]
fn a_control_character_is_named_by_its_place() {
    for (text, at) in [("a\u{0}b", 1), ("👍\u{7}", 2), ("  a\nb", 3), ("a\u{85}b", 1), ("a\u{2028}b", 1), ("x\ty", 1)]
    {
        assert_eq!(title(text), Err(Problem::ControlCharacter { at }.of(Field::Title)), "{text:?}");
    }
    assert_eq!(prose(Field::Why, "one\r\ntwo\u{1b}[31m", 100), Err(Problem::ControlCharacter { at: 7 }.of(Field::Why)));
}

#[test]
fn prose_keeps_its_lines() {
    assert_eq!(prose(Field::Why, "one\r\n\r\ttwo\rthree\n\n", 100), Ok("one\n\n\ttwo\nthree".to_owned()));
}

#[test]
fn length_counts_as_phones_count() {
    let emoji = "😀".repeat(100);
    assert_eq!(title(&emoji), Ok(emoji.clone()));
    assert_eq!(title(&format!("{emoji}x")), Err(Problem::TooLong { max: 200, is: 201 }.of(Field::Title)),);
    let large = "x".repeat(1024 * 1024);
    assert_eq!(title(&large), Err(Problem::TooLong { max: 200, is: 1_048_576 }.of(Field::Title)));
    assert_eq!(
        prose(Field::Comment, &large, limit::COMMENT),
        Err(Problem::TooLong { max: limit::COMMENT, is: 1_048_576 }.of(Field::Comment))
    );
}

#[test]
fn a_refusal_shows_no_text_of_the_user() {
    let broken = title("my secret\u{0}plan").unwrap_err();
    assert_eq!(broken.to_string(), "field.title: problem.control_character");
    assert!(!format!("{broken:?}").contains("secret"));
}

#[test]
fn what_others_wrote_is_made_fit_to_be_shown() {
    for (text, max, shown) in [
        ("Run", 200, "Run"),
        ("Ru\u{0}n\u{1b}[31m\n", 200, "Run[31m\n"),
        ("abc", 2, "ab"),
        ("a😀", 2, "a"),
        ("😀b", 2, "😀"),
        ("", 5, ""),
    ] {
        assert_eq!(readable(text, max), shown, "{text:?}");
    }
}

proptest! {
    #[test]
    fn what_we_take_is_shown_as_it_is(text in any::<String>(), max in 0u32..80) {
        if let Ok(taken) = optional_prose(Field::Why, &text, max) {
            prop_assert_eq!(readable(&taken, max), taken);
        }
        prop_assert!(units(&readable(&text, max)) <= max);
    }

    #[test]
    fn what_is_taken_once_is_taken_again_unchanged(text in any::<String>(), max in 0u32..80) {
        for take in [line, optional_line, prose, optional_prose] {
            if let Ok(taken) = take(Field::Title, &text, max) {
                prop_assert!(units(&taken) <= max);
                prop_assert_eq!(take(Field::Title, &taken, max), Ok(taken.clone()));
                prop_assert_eq!(is_blank(&taken), taken.is_empty());
            }
        }
    }

    #[test]
    fn a_line_is_one_line(text in any::<String>()) {
        if let Ok(taken) = line(Field::Title, &text, 1_000_000) {
            let breaks = taken.contains(|c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}'));
            prop_assert!(!breaks, "{:?}", taken);
        }
    }

    #[test]
    fn the_place_of_a_control_character_is_where_it_stands(before in "[ a-zäöü😀]{0,20}", after in "[a-z]{1,9}") {
        let text = format!("{before}\u{1}{after}");
        let at = units(&before);
        prop_assert_eq!(title(&text), Err(Problem::ControlCharacter { at }.of(Field::Title)));
    }
}
