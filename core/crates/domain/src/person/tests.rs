use super::*;
use crate::testing::{ANN, BEN, by, refusal};
use crate::time::{TimeOfDay, Weekday};
use proptest::prelude::*;

fn hours(day: Weekday, from: &str, to: &str) -> ContactHours {
    ContactHours::new(day, from.parse().unwrap(), to.parse().unwrap()).unwrap()
}

fn language(tag: &str) -> Language {
    Language::new(tag).unwrap()
}

fn acts() -> Vec<PersonAct> {
    vec![
        PersonAct::Name(" Ann 🌻 ".to_owned()),
        PersonAct::Pronouns("she/her".to_owned()),
        PersonAct::Languages(vec![language("de"), language("pt-br")]),
        PersonAct::Zone(Some(Zone::new("Europe/Zurich").unwrap())),
        PersonAct::ContactHours(vec![
            hours(Weekday::Friday, "18:00", "00:00"),
            hours(Weekday::Monday, "12:00", "13:00"),
        ]),
        PersonAct::AskMe("Bread\nand bees".to_owned()),
    ]
}

#[test]
fn only_oneself_writes_a_profile() {
    let mut profile = Profile::new(ANN);
    for act in acts() {
        let refused = RuleBroken::not_allowed(act.field(), Rule::OnlyFor { who: Who::Owner });
        assert_eq!(profile.check(&act, &by(BEN)), Err(refused));
        profile = profile.apply(&act, &by(ANN)).unwrap();
    }
    assert_eq!((profile.name.as_str(), profile.languages[1].as_str()), ("Ann 🌻", "pt-BR"));
    assert_eq!(profile.contact_hours[0].day(), Weekday::Monday);
    let json = serde_json::to_string(&profile).unwrap();
    assert_eq!(serde_json::from_str::<Profile>(&json).unwrap(), profile);
}

#[test]
fn odd_input_is_refused_with_its_field() {
    let monday = hours(Weekday::Monday, "12:00", "14:00");
    let many = |n| (0..n).map(|i| language(&format!("de-x{i}"))).collect::<Vec<_>>();
    let stretch = |i: u32| {
        let time = |minutes: u32| TimeOfDay::new(minutes / 60, minutes % 60).unwrap();
        ContactHours::new(Weekday::Monday, time(i * 10), time(i * 10 + 5)).unwrap()
    };
    for (act, refused) in [
        (PersonAct::Name(" ".to_owned()), Problem::Empty.of(Field::Name)),
        (PersonAct::Name("x".repeat(81)), Problem::TooLong { max: 80, is: 81 }.of(Field::Name)),
        (PersonAct::Pronouns("a\nb".to_owned()), Problem::ControlCharacter { at: 1 }.of(Field::Pronouns)),
        (PersonAct::Languages(vec![language("de"), language("DE")]), Problem::Twice.of(Field::Languages)),
        (PersonAct::Languages(many(13)), Problem::TooMany { max: 12 }.of(Field::Languages)),
        (
            PersonAct::ContactHours(vec![monday, hours(Weekday::Monday, "13:00", "15:00")]),
            Problem::Twice.of(Field::ContactHours),
        ),
        (
            PersonAct::ContactHours(vec![
                hours(Weekday::Sunday, "10:00", "11:00"),
                hours(Weekday::Monday, "13:00", "15:00"),
                monday,
                hours(Weekday::Tuesday, "10:00", "11:00"),
            ]),
            Problem::Twice.of(Field::ContactHours),
        ),
        (PersonAct::ContactHours((0..22).map(stretch).collect()), Problem::TooMany { max: 21 }.of(Field::ContactHours)),
    ] {
        assert_eq!(refusal(Profile::new(ANN).check(&act, &by(ANN))), refused);
    }
    for act in [PersonAct::ContactHours((0..21).map(stretch).collect()), PersonAct::Languages(many(12))] {
        assert_eq!(Profile::new(ANN).check(&act, &by(ANN)), Ok(()));
    }
    let (noon, one) = (TimeOfDay::new(12, 0).unwrap(), TimeOfDay::new(13, 0).unwrap());
    for (from, to) in [(noon, noon), (one, noon)] {
        assert_eq!(ContactHours::new(Weekday::Monday, from, to), Err(Problem::Same.of(Field::ContactHours)));
    }
    for tag in [
        "",
        "d",
        "deutsch",
        "de_CH",
        "de-",
        "-de",
        "de-toolongpart",
        "1a",
        "dé",
        "de-a_b",
        "de-ä",
        "d1",
        &"de-abcdefgh".repeat(5),
    ] {
        assert_eq!(Language::new(tag), Err(Problem::NotALanguage), "{tag}");
    }
    assert_eq!(language("ZH-hANT-tw").as_str(), "zh-Hant-TW");
}

#[test]
fn contact_hours_hold_their_beginning_and_not_their_end() {
    let evening = hours(Weekday::Friday, "18:00", "00:00");
    let at = |text: &str| evening.holds(Weekday::Friday, text.parse().unwrap());
    assert_eq!([at("17:59"), at("18:00"), at("23:59")], [false, true, true]);
    assert!(!evening.holds(Weekday::Saturday, TimeOfDay::MIDNIGHT));
    let noon = hours(Weekday::Monday, "12:00", "13:00");
    let holds = |text: &str| noon.holds(Weekday::Monday, text.parse().unwrap());
    assert_eq!([holds("11:59"), holds("12:00"), holds("12:59"), holds("13:00")], [false, true, true, false]);
    for (day, from, to, overlaps) in [
        (Weekday::Monday, "11:00", "12:00", false),
        (Weekday::Monday, "11:00", "12:01", true),
        (Weekday::Monday, "12:59", "14:00", true),
        (Weekday::Monday, "13:00", "14:00", false),
        (Weekday::Tuesday, "12:00", "13:00", false),
    ] {
        let other = hours(day, from, to);
        assert_eq!([noon.overlaps(&other), other.overlaps(&noon)], [overlaps; 2], "{from} {to}");
    }
    assert!(serde_json::from_str::<ContactHours>(r#"{"day":"monday","from":"13:00","to":"12:00"}"#).is_err());
}

proptest! {
    #[test]
    fn any_tag_is_read_or_refused(tag in ".{0,12}") {
        if let Ok(language) = Language::new(&tag) {
            prop_assert_eq!(Language::new(language.as_str()), Ok(language.clone()));
            prop_assert!(language.as_str().eq_ignore_ascii_case(&tag));
        }
    }
}
