//! Opening a long note that is folded: until one can type into it.

use crate::floor;
use crate::input::Input;
use crate::row::Row;
use crate::shared_note::{self, SharedNote};
use crate::stats::{Bound, median};
use automerge::{Automerge, ObjId, ROOT, ReadDoc};
use rapport_ids::SectionId;
use rapport_store::tables::docs;
use rapport_store::{OpenOptions, Store};
use std::hint::black_box;
use std::time::Instant;

const EDITS: usize = 20_000;
const TIMES: usize = 15;

pub fn rows(input: &Input) -> Vec<Row> {
    let typed = input.edits(EDITS);
    let shared = SharedNote::typed(&typed);
    shared_note::fold(&shared.writer);
    let save = {
        let store = Store::open(&shared.writer, OpenOptions::default()).expect("the file");
        let row = docs::get(store.read(), &shared.note.doc()).expect("read").expect("the note");
        row.save.expect("it is folded")
    };
    let (mut ours, mut floors) = (Vec::new(), Vec::new());
    for _ in 0..TIMES {
        let phone = shared_note::open(&shared.writer);
        let began = Instant::now();
        let editor = phone.notes().open(shared.note, shared.section).expect("an editor");
        ours.push(began.elapsed().as_secs_f64() * 1e3);
        drop(editor);
        phone.shutdown().expect("closed");
        drop(phone);
        let began = Instant::now();
        let am = floor::load(&save);
        black_box(floor::walk(&am, &text_of(&am, shared.section)));
        floors.push(began.elapsed().as_secs_f64() * 1e3);
    }
    vec![Row {
        name: "open a note of 20,000 edits".to_owned(),
        unit: "ms",
        ours: median(&ours).unwrap_or(f64::NAN),
        floor: median(&floors),
        bound: Some(Bound::Times(1.2)),
        source: typed.source,
    }]
}

/// The text of a section in the save of a note.
fn text_of(am: &Automerge, section: SectionId) -> ObjId {
    let get = |of: &ObjId, key: &str| am.get(of, key).expect("a map").expect("it is there").1;
    let sections = get(&ROOT, "sections");
    get(&get(&sections, &section.to_string()), "text")
}
