//! Typing into one note on two phones.

use super::desk::{Desk, PATIENCE, sync, until};
use rapport_core::NoteEditor;
use rapport_core::editor::{Change, Edit};
use rapport_core::notes::{NewNote, Place};
use std::sync::mpsc::channel;

fn type_into(editor: &NoteEditor, text: &str) {
    let mut at = editor.whole().len();
    for letter in text.chars() {
        let came = editor.exchange(&[Edit::splice(at, 0, letter)]).expect("typed");
        assert_eq!(came, [], "nobody else types");
        at += u32::try_from(letter.len_utf16()).expect("small");
    }
}

#[test]
fn what_both_type_offline_is_there_on_both() {
    let desk = Desk::new();
    let (ann, ben, space) = desk.pair();
    let new = NewNote { place: Place::In(space), title: "First meeting".to_owned(), meeting: None };
    let (note, section) = ann.notes().begin(new).expect("a note");
    let on_ann = ann.notes().open(note, section).expect("an editor");
    type_into(&on_ann, "We met 👩‍👩‍👧 today.\n");
    on_ann.finish().expect("the burst ends");
    sync(&ann);
    sync(&ben);
    let on_ben = ben.notes().open(note, section).expect("an editor");
    assert_eq!(on_ben.whole().text, "We met 👩‍👩‍👧 today.\n");
    type_into(&on_ann, "שלום from Ann.\n");
    type_into(&on_ben, "And from Ben.\n");
    for _ in 0..2 {
        sync(&ann);
        sync(&ben);
    }
    on_ann.exchange(&[]).expect("exchanged");
    on_ben.exchange(&[]).expect("exchanged");
    let text = on_ann.whole().text;
    assert_eq!(text, on_ben.whole().text);
    assert!(text.contains("שלום from Ann.\n") && text.contains("And from Ben.\n"), "{text:?}");
    let authors = ben.notes().authors(note, section).expect("authors");
    let names: Vec<_> = authors.iter().map(|span| span.name.as_str()).collect();
    assert!(names.contains(&"Ann Anderson") && names.contains(&"Ben Bernhardt"), "{names:?}");
    on_ann.undo();
    sync(&ann);
    sync(&ben);
    let left = ben.notes().view(note).expect("a view").sections.remove(0).text.text;
    assert!(left.contains("And from Ben.\n"), "an undo takes back only one's own: {left:?}");
}

#[test]
fn typing_survives_without_a_goodbye() {
    let desk = Desk::new();
    let ann = desk.phone("Ann Anderson");
    let new = NewNote { place: Place::Private, title: "Diary".to_owned(), meeting: None };
    let (note, section) = ann.notes().begin(new).expect("a note");
    let editor = ann.notes().open(note, section).expect("an editor");
    editor.write(&[Edit::splice(0, 0, "Not lost")]).expect("durable");
    // Neither an end of the burst nor a shutdown: the process is gone.
    drop((editor, ann));
    let again = desk.open("Ann Anderson");
    assert_eq!(again.notes().view(note).expect("a view").sections.remove(0).text.text, "Not lost");
}

#[test]
fn an_open_editor_hears_what_the_other_types() {
    let desk = Desk::new();
    let (ann, ben, space) = desk.pair();
    let new = NewNote { place: Place::In(space), title: "Live".to_owned(), meeting: None };
    let (note, section) = ann.notes().begin(new).expect("a note");
    sync(&ann);
    sync(&ben);
    let (on_ann, on_ben) =
        (ann.notes().open(note, section).expect("one"), ben.notes().open(note, section).expect("two"));
    let (to, from) = channel();
    let _watch = on_ben.watch(move |waits| to.send(waits).unwrap_or_default()).expect("a watch");
    assert_eq!(from.recv_timeout(PATIENCE), Ok(false), "at first nothing waits");
    ann.sync().start().expect("watching");
    ben.sync().start().expect("watching");
    on_ann.write(&[Edit::splice(0, 0, "Hello Ben")]).expect("typed");
    on_ann.finish().expect("the burst ends");
    until(&from, |waits| waits.then_some(()));
    let came = on_ben.exchange(&[]).expect("exchanged");
    let inserted: String = came
        .iter()
        .filter_map(|change| if let Change::Splice { insert, .. } = change { Some(insert.as_str()) } else { None })
        .collect();
    assert_eq!(inserted, "Hello Ben");
}
