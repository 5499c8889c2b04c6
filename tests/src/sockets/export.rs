//! An export has everything that a person can write or choose, in both of its
//! forms, and nothing that another one keeps to themselves.

mod plant;
mod words;

use super::desk::{Desk, sync};
use plant::Planted;
use rapport_core::Rapport;
use rapport_core::checkins::{Answer, Answers, Asked, Key};
use rapport_core::domain::person::Language;
use rapport_core::editor::Edit;
use rapport_core::notes::{LineKind, Mark, NewNote, Place};
use words::english;

/// Both forms.
fn exported(phone: &Rapport) -> [String; 2] {
    let words = english();
    let word = |key: &str| words.get(key).unwrap_or_else(|| panic!("no words for {key}")).clone();
    let markdown = phone.export_markdown(&word).expect("Markdown");
    assert!(!markdown.contains('{'), "a place that nothing fills:\n{markdown}");
    [phone.export_json().expect("JSON"), markdown]
}

#[test]
fn all_that_a_person_wrote_and_chose_is_in_both_forms_and_nothing_that_another_one_keeps() {
    let desk = Desk::new();
    let (ann, ben, space) = desk.pair();
    let both = |phone: &Rapport, other: &Rapport| {
        sync(phone);
        sync(other);
        sync(phone);
    };
    let mut of_ann = Planted::new("Annalein");
    let mut of_ben = Planted::new("Bennomax");
    let mut shared = Planted::new("Zusammen");
    of_ann.alone(&ann);
    of_ben.alone(&ben);
    of_ann.chosen(&ann);
    both(&ann, &ben);
    shared.together(&ann, &ben, space, &both);
    both(&ann, &ben);
    for (whose, phone, own, foreign) in [("Ann's", &ann, &of_ann, &of_ben), ("Ben's", &ben, &of_ben, &of_ann)] {
        for (n, (form, text)) in ["JSON", "Markdown"].into_iter().zip(exported(phone)).enumerate() {
            let words = own.all().chain(shared.all()).map(String::as_str);
            let planted = words.chain(own.choices(n)).chain(shared.choices(n));
            let missing: Vec<_> = planted.filter(|planted| !text.contains(planted)).collect();
            assert!(missing.is_empty(), "{whose} {form} lacks {missing:?}\n{text}");
            assert!(own.all().count() + shared.all().count() > 40, "{whose}: little was planted");
            let kept: Vec<_> = foreign.private().filter(|planted| text.contains(*planted)).collect();
            assert!(kept.is_empty(), "{whose} {form} has what another one keeps: {kept:?}");
        }
    }
}

#[test]
fn lines_and_marks_of_a_note_stand_in_markdown_as_what_they_are() {
    let desk = Desk::new();
    let ann = desk.phone("Ann Anderson");
    let me = ann.people().me().expect("me").profile.person;
    let new = NewNote { place: Place::Private, title: "All *kinds*".to_owned(), meeting: None };
    let (note, section) = ann.notes().begin(new).expect("a note");
    let lines = [
        (LineKind::Heading1, false, "Large"),
        (LineKind::Paragraph, false, "# is no heading, 2 * 3 is no list"),
        (LineKind::Heading3, false, "Small"),
        (LineKind::Bullet, false, "one"),
        (LineKind::Bullet, false, "two"),
        (LineKind::Numbered, false, "first"),
        (LineKind::Numbered, false, "second"),
        (LineKind::Check, true, "bought"),
        (LineKind::Check, false, "still open"),
        (LineKind::Quote, false, "she said"),
        (LineKind::Paragraph, false, "👩‍👩‍👧 bold, slanted, there and Ann"),
        (LineKind::Paragraph, false, "1. April"),
    ];
    let text: Vec<&str> = lines.iter().map(|(_, _, text)| *text).collect();
    let text = text.join("\n");
    let at = |words: &str| {
        let bytes = text.find(words).expect("it is there");
        u32::try_from(text[..bytes].encode_utf16().count()).expect("small")
    };
    let mut edits = vec![Edit::splice(0, 0, text.as_str())];
    let mut begin = 0;
    for (kind, done, line) in lines {
        edits.push(Edit::Line { at: begin, kind: Some(kind), done: Some(done) });
        begin += u32::try_from(line.encode_utf16().count()).expect("small") + 1;
    }
    let mut mark = |words: &str, mark: Mark| {
        let (from, long) = (at(words), u32::try_from(words.len()).expect("small"));
        edits.push(Edit::Mark { from, to: from + long, mark, on: true });
    };
    mark("bold, ", Mark::Bold);
    mark("slanted", Mark::Bold);
    mark("slanted", Mark::Italic);
    mark("there", Mark::Link("https://example.org/a_b".into()));
    mark("Ann", Mark::Mention(me));
    let editor = ann.notes().open(note, section).expect("an editor");
    editor.write(&edits).expect("typed");
    editor.finish().expect("the burst ends");
    let [_, markdown] = exported(&ann);
    let expected = format!(
        "## All \\*kinds\\*\n\n\
         #### Large\n\n\
         \\# is no heading, 2 \\* 3 is no list\n\n\
         ###### Small\n\n\
         - one\n- two\n\n\
         1. first\n2. second\n\n\
         - [x] bought\n- [ ] still open\n\n\
         > she said\n\n\
         👩‍👩‍👧 **bold,** ***slanted***, [there](<https://example.org/a_b>) and [Ann](person:{me})\n\n\
         1\\. April\n"
    );
    assert!(markdown.contains(&expected), "{expected}\nis not in\n{markdown}");
}

#[test]
fn who_wrote_what_and_when_and_what_was_asked_stand_in_both_forms() {
    let desk = Desk::new();
    let (ann, ben, space) = desk.pair();
    let new = NewNote { place: Place::In(space), title: "Of us both".to_owned(), meeting: None };
    let (note, section) = ann.notes().begin(new).expect("a note");
    let write = |phone: &Rapport, text: &str| {
        let editor = phone.notes().open(note, section).expect("an editor");
        editor.write(&[Edit::splice(0, 0, text)]).expect("typed");
        editor.finish().expect("a change");
        sync(phone);
    };
    write(&ann, "By Ann. ");
    sync(&ben);
    write(&ben, "By Ben. ");
    sync(&ann);
    let english = Language::new("en").expect("a language");
    let key = |name: &str| Key::new(name).expect("a name");
    let mut answers = Answers::default();
    answers.0.insert(key("mood"), Answer::Number(4));
    let asked = Asked { instrument: key("pulse"), about: None };
    ann.checkins().answer(&asked, &english, &answers).expect("answered");

    let all = ann.export().expect("everything");
    let note = all.notes.iter().find(|one| one.note.row.title == "Of us both").expect("the note");
    let wrote: Vec<_> = note.authors[0].iter().map(|span| (span.name.as_str(), span.units)).collect();
    assert_eq!(wrote, [("Ben Bernhardt", 8), ("Ann Anderson", 8)]);
    let versions: Vec<_> = note.versions.iter().map(|version| version.name.as_str()).collect();
    assert!(versions.contains(&"Ann Anderson") && versions.contains(&"Ben Bernhardt"), "{versions:?}");
    let asks = &all.questions["pulse"]["mood"];
    assert!(asks.len() > 8, "{asks}");
    let [json, markdown] = exported(&ann);
    assert!(json.contains(asks.as_str()) && json.contains("\"versions\": ["), "{json}");
    assert!(markdown.contains(&format!("{}: 4", asks.trim_end_matches('?'))), "{markdown}");
    assert!(markdown.contains("Who wrote what: Ben Bernhardt 50 %, Ann Anderson 50 %"), "{markdown}");
    assert!(markdown.contains("### Earlier versions\n\n- Ann Anderson"), "{markdown}");
}
