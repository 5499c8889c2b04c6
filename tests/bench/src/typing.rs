//! Edits of invented and recorded people, put into notes.

use rapport_core::NoteEditor;
use rapport_core::editor::Edit;
use rapport_people::Splice;

pub fn edit(splice: &Splice) -> Edit {
    let unit = |count: usize| u32::try_from(count).expect("a text of a size that fits");
    Edit::splice(unit(splice.at), unit(splice.delete), splice.insert.as_str())
}

/// Types everything, so many edits a burst.
pub fn type_all(editor: &NoteEditor, edits: &[Splice], burst: usize) {
    for some in edits.chunks(burst) {
        let some: Vec<Edit> = some.iter().map(edit).collect();
        editor.exchange(&some).expect("typed");
        editor.finish().expect("the burst ends");
    }
}
