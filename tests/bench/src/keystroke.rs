//! One durable keystroke: typed, journalled and committed, on the calling thread.

use crate::desk::Desk;
use crate::floor::{self, Text, micros};
use crate::input::{Input, Typed};
use crate::row::Row;
use crate::stats::{Bound, median};
use crate::typing::{edit, type_all};
use rapport_core::notes::{NewNote, Place};
use rapport_core::{NoteEditor, Rapport};
use rapport_people::Splice;
use std::time::Instant;

/// Keys that are timed in each text.
const KEYS: usize = 3_000;
/// A pause after so many keys.
const REST: usize = 60;
/// Edits a burst while the text is made: its history is not what is measured.
const BURST: usize = 1_000;
/// Bytes of a row of the journal for one letter.
const ROW: usize = 24;

struct OneText {
    size: usize,
    source: String,
    keys: Vec<Splice>,
    editor: NoteEditor,
    bare: Text,
    ours: Vec<f64>,
    floors: Vec<f64>,
}

pub fn rows(input: &Input) -> Vec<Row> {
    let desk = Desk::new();
    let phone = desk.phone("Ann Anderson");
    let bare = floor::journal(desk.profile("").as_path(), "NORMAL");
    let mut texts: Vec<OneText> = vec![
        text(&phone, 1_000, input.edits(1_000 + KEYS)),
        text(&phone, 20_000, input.edits(20_000 + KEYS)),
        text(&phone, 250_000, Input::typist(250_000 + KEYS)),
    ];
    for nth in 0..KEYS {
        for one in &mut texts {
            let key = &one.keys[nth];
            let edits = [edit(key)];
            let began = Instant::now();
            one.editor.write(&edits).expect("typed");
            one.ours.push(micros(began));
            let began = Instant::now();
            one.bare.splice(std::slice::from_ref(key));
            floor::insert(&bare, &[7; ROW]);
            one.floors.push(micros(began));
            if nth % REST == REST - 1 {
                one.editor.finish().expect("the burst ends");
            }
        }
    }
    let mut rows: Vec<Row> = texts.iter().map(row).collect();
    let (first, last) = (&rows[0], &rows[2]);
    rows.push(Row {
        name: named("keystroke, at 250,000 beside at 1,000"),
        unit: "us",
        ours: last.ours,
        floor: Some(first.ours),
        bound: Some(Bound::Times(1.2)),
        source: last.source.clone(),
    });
    rows
}

fn text(phone: &Rapport, size: usize, mut typed: Typed) -> OneText {
    let keys = typed.edits.split_off(size);
    let new = NewNote { place: Place::Private, title: "Keys".to_owned(), meeting: None };
    let (note, section) = phone.notes().begin(new).expect("a note");
    let editor = phone.notes().open(note, section).expect("an editor");
    type_all(&editor, &typed.edits, BURST);
    let mut bare = Text::new();
    for burst in typed.edits.chunks(BURST) {
        bare.splice(burst);
    }
    OneText { size, source: typed.source, keys, editor, bare, ours: Vec::new(), floors: Vec::new() }
}

fn row(text: &OneText) -> Row {
    let thousands = text.size / 1_000;
    Row {
        name: named(&format!("keystroke, {thousands},000 edits")),
        unit: "us",
        ours: median(&text.ours).unwrap_or(f64::NAN),
        floor: median(&text.floors),
        bound: Some(Bound::Times(1.3)),
        source: text.source.clone(),
    }
}

/// Says the profile of the build where it is not the usual one.
fn named(name: &str) -> String {
    let program = std::env::current_exe().unwrap_or_default();
    let profile = program.parent().and_then(|folder| folder.file_name()).map(|name| name.to_string_lossy());
    match profile.as_deref() {
        Some("release") | None => name.to_owned(),
        Some(other) => format!("{name} [{other}]"),
    }
}
