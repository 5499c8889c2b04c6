//! One's own caret, reported in the places of the screen.

use crate::Edit;
use crate::editor::{Caret, Editor};
use crate::text::{Delta, NoteText, Style};

fn put(at: u32, text: &str) -> Delta {
    Delta::splice(at, 0, [(text.to_owned(), Style::plain())])
}

const fn at(place: u32) -> Option<Caret> {
    Some(Caret { anchor: place, head: place })
}

#[test]
fn ones_own_caret_moves_along_too() {
    let mut editor = Editor::open(&NoteText { text: "hello world".into(), ..NoteText::default() });
    assert_eq!(editor.own_caret(), None);
    editor.note_own_caret(Some(Caret { anchor: 5, head: 99 }));
    assert_eq!(editor.own_caret(), Some(Caret { anchor: 5, head: 11 }), "behind the end is at the end");
    editor.merged(&put(0, "oh, "));
    assert_eq!(editor.own_caret(), Some(Caret { anchor: 9, head: 15 }));
    // The screen does not show yet what waits: its places mean the same.
    editor.note_own_caret(at(5));
    assert_eq!(editor.own_caret(), at(9));
    editor.exchange(&[Edit::splice(5, 0, "!")]).unwrap();
    assert_eq!(editor.own_caret(), at(10), "typing moves on");
    editor.note_own_caret(None);
    assert_eq!(editor.own_caret(), None);
}
