//! Files that are not taken: the first fault, its field and its place.

use crate::file::{self, FileRefused};
use crate::{Apart, AsMentee, AsMentor, Draft, Obstacle, Person, Pool};
use rapport_domain::json::FileFault::{self, *};

const GOOD: &str = r#"{
"match": 1, "round": "Spring",
"settings": {"weights": {"skills": 400}, "must": ["field"]},
"people": [
{"id": "a", "name": "Ann", "languages": ["en"], "free": {"monday": ["17:00-19:00"]}, "answers": {"field": ["law"]}, "mentee": {"needs": {"talks": 3}}},
{"id": "b", "name": "Ben", "languages": ["en"], "free": {"monday": ["17:00-19:00"]}, "answers": {"field": ["law"]}, "mentor": {"slots": 1, "skills": {"talks": 4}}},
{"id": "c", "name": "Cem", "languages": ["de"], "writing_is_enough": true, "mentee": {"rounds": 1}}
],
"apart": [{"one": "b", "other": "c", "why": "no_fit"}],
"locks": [{"mentee": "a", "mentor": "b"}]
}"#;

fn refused(text: &str) -> FileRefused {
    match file::read(text).and_then(file::Read::run) {
        Ok(_) => panic!("taken: {text}"),
        Err(refused) => refused,
    }
}

fn changed(from: &str, to: &str) -> String {
    assert_eq!(GOOD.matches(from).count(), 1, "{from}");
    GOOD.replace(from, to)
}

#[test]
fn a_good_file_is_taken() {
    let outcome = file::read(GOOD).and_then(file::Read::run).unwrap().outcome();
    assert_eq!((outcome.pairs.len(), outcome.unmatched.len(), outcome.totals.locked), (1, 1, 1));
    assert_eq!(outcome.musts[0].removes, 1);
}

#[test]
fn the_first_fault_is_told_with_its_field_and_its_place() {
    let cases: &[(&str, &str, &str, u32, FileFault)] = &[
        ("\"match\": 1", "\"match\": 2", "match", 2, Unknown),
        ("\"match\": 1, ", "", "match", 1, Missing),
        ("\"round\": \"Spring\"", "\"round\": \" \"", "round", 2, BadText),
        ("400}", "99999999999999999999}", "settings.weights.skills", 3, OutOfRange),
        ("400}", "1001}", "settings.weights.skills", 3, OutOfRange),
        ("400}", "-1}", "settings.weights.skills", 3, OutOfRange),
        (
            "400}",
            "0, \"style\": 0, \"wishes\": 0, \"time\": 0, \"topics\": 0, \"background\": 0}",
            "settings.weights",
            3,
            OutOfRange,
        ),
        ("\"skills\": 400", "\"magic\": 4", "settings.weights.magic", 3, Unknown),
        ("\"must\": [\"field\"]", "\"must\": [\"field\", \"colour\"]", "settings.must[1]", 3, DoesNotFit),
        ("\"must\": [\"field\"]", "\"must\": [\"field\", \"field\"]", "settings.must[1]", 3, Twice),
        ("\"must\": [\"field\"]", "\"must\": [\"field\", \"a\", \"b\", \"c\"]", "settings.must", 3, TooMany),
        ("\"must\": [\"field\"]", "\"least_group\": 1", "settings.least_group", 3, OutOfRange),
        ("\"id\": \"c\"", "\"id\": \"a\"", "people[2].id", 7, Twice),
        ("\"id\": \"c\"", "\"id\": 7", "people[2].id", 7, WrongType),
        ("\"id\": \"c\", ", "", "people[2].id", 7, Missing),
        (", \"mentee\": {\"rounds\": 1}", "", "people[2].mentee", 7, Missing),
        ("\"Cem\"", "\"\\u0007\"", "people[2].name", 7, BadText),
        ("[\"de\"]", "[\"deutsch\"]", "people[2].languages[0]", 7, BadText),
        ("\"slots\": 1", "\"slots\": 11", "people[1].mentor.slots", 6, OutOfRange),
        ("\"slots\": 1", "\"slots\": 300", "people[1].mentor.slots", 6, OutOfRange),
        ("\"slots\": 1", "\"slots\": \"1\"", "people[1].mentor.slots", 6, WrongType),
        ("\"slots\": 1", "\"mentees\": 11", "people[1].mentor.mentees", 6, OutOfRange),
        ("\"talks\": 4", "\"talks\": 5", "people[1].mentor.skills.talks", 6, OutOfRange),
        ("\"talks\": 3", "\"talks\": 0", "people[0].mentee.needs.talks", 5, OutOfRange),
        ("\"rounds\": 1", "\"rounds\": 1, \"wishes\": [\"nobody\"]", "people[2].mentee.wishes[0]", 7, DoesNotFit),
        ("\"rounds\": 1", "\"rounds\": 1, \"wishes\": [\"a\"]", "people[2].mentee.wishes[0]", 7, DoesNotFit),
        ("\"why\": \"no_fit\"", "\"why\": \"grudge\"", "apart[0].why", 9, Unknown),
        ("\"other\": \"c\"", "\"other\": \"d\"", "apart[0].other", 9, DoesNotFit),
        ("\"other\": \"c\"", "\"other\": \"b\"", "apart[0].other", 9, Twice),
        ("\"mentor\": \"b\"", "\"mentor\": \"c\"", "locks[0].mentor", 10, DoesNotFit),
        (
            "\"mentor\": \"b\"}",
            "\"mentor\": \"b\"}, {\"mentee\": \"a\", \"mentor\": \"b\"}",
            "locks[1].mentee",
            10,
            Twice,
        ),
        ("[{\"mentee\": \"a\"", "[{\"mentee\": \"c\"", "locks[0].mentor", 10, DoesNotFit),
        ("\"apart\":", "\"together\":", "together", 9, Unknown),
    ];
    for (from, to, place, line, fault) in cases {
        let refused = refused(&changed(from, to));
        assert_eq!(
            (refused.place.to_string().as_str(), refused.at.line, refused.fault),
            (*place, *line, *fault),
            "{to}"
        );
    }
}

#[test]
fn hours_that_are_none_and_names_that_come_twice_are_refused() {
    let days = GOOD.replacen("\"monday\": [\"17:00-19:00\"]", "\"monday\": [\"17:00-19:05\"]", 1);
    assert_eq!(refused(&days).to_string(), "5:69 people[0].free.monday[0] bad_text");
    let twice = changed("\"round\": \"Spring\"", "\"round\": \"Spring\", \"round\": \"Autumn\"");
    assert_eq!((refused(&twice).at.line, refused(&twice).fault), (2, Twice));
    let day = GOOD.replacen("monday", "caturday", 1);
    assert_eq!((refused(&day).place.to_string().as_str(), refused(&day).fault), ("people[0].free.caturday", Unknown));
}

#[test]
fn what_is_no_file_at_all_is_refused_where_it_breaks() {
    for (text, line, column) in
        [("", 1, 1), ("{\n\"match\": 1,", 2, 12), ("[1, 2", 1, 6), ("null", 1, 1), ("{\"match\": 1.5}", 1, 11)]
    {
        let refused = refused(text);
        assert_eq!((refused.at.line, refused.at.column, refused.fault), (line, column, NotJson), "{text}");
    }
    assert_eq!(refused("[]").fault, WrongType);
}

#[test]
fn a_million_rows_are_refused_before_they_are_kept() {
    let rows = "{},".repeat(1_000_000);
    let refused = refused(&format!("{{\"match\": 1, \"round\": \"Spring\", \"people\": [{rows}{{}}]}}"));
    assert_eq!((refused.at.line, refused.fault), (1, TooMany));
    let large = " ".repeat(file::LIMITS.bytes + 1);
    assert_eq!(self::refused(&large).fault, TooLarge);
}

#[test]
fn locks_on_more_than_fit_or_on_what_cannot_be_are_refused() {
    let two = GOOD.replace("\"languages\": [\"de\"], \"writing_is_enough\": true, \"mentee\": {\"rounds\": 1}",
        "\"languages\": [\"en\"], \"free\": {\"monday\": [\"17:00-19:00\"]}, \"answers\": {\"field\": [\"law\"]}, \"mentee\": {\"rounds\": 1}");
    let two = two.replace("\"apart\": [{\"one\": \"b\", \"other\": \"c\", \"why\": \"no_fit\"}],\n", "");
    let two = two.replace("\"mentor\": \"b\"}]", "\"mentor\": \"b\"}, {\"mentee\": \"c\", \"mentor\": \"b\"}]");
    let refused = refused(&two);
    assert_eq!((refused.place.to_string().as_str(), refused.at.line, refused.fault), ("locks[1].mentor", 9, TooMany));
}

#[test]
fn a_lock_that_cannot_be_says_what_stands_in_the_way() {
    let other = changed("[{\"mentee\": \"a\"", "[{\"mentee\": \"c\"");
    let barred = refused(&other).barred.unwrap();
    let wanted = [Obstacle::Apart, Obstacle::NoCommonLanguage, Obstacle::TooLittleTime, Obstacle::Must(0)];
    assert_eq!((barred.obstacles.as_slice(), barred.apart), (&wanted[..], Some(Apart::NoFit)));
    assert_eq!(barred.musts, ["field"]);
}

#[test]
fn a_mark_at_the_beginning_that_nobody_sees_is_passed_over() {
    let marked = format!("\u{feff}{GOOD}");
    assert_eq!(file::read(&marked).unwrap().draft, file::read(GOOD).unwrap().draft);
    assert_eq!(refused(&marked.replace("\"match\": 1", "\"match\": 2")).at.line, 2);
}

/// Everybody may be mentor and mentee, and then it is all of them squared.
#[test]
fn more_pairs_than_can_be_weighed_are_refused_at_once() {
    let people = (0..8_001).map(|nth| Person {
        id: format!("p{nth}"),
        name: "Ann".to_owned(),
        mentor: Some(AsMentor::default()),
        mentee: Some(AsMentee::default()),
        ..Person::default()
    });
    let draft = Draft { round: "Spring".to_owned(), people: people.collect(), ..Draft::default() };
    let refused = Pool::new(draft).unwrap_err();
    assert_eq!((refused.place.to_string().as_str(), refused.fault), ("people", TooMany));
}
