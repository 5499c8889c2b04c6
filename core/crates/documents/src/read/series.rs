//! Series of meetings.

use super::{Around, Item, Read, Troubles};
use crate::doc::Doc;
use crate::form;
use crate::genesis::EVENTS;
use crate::kind::DocKind;
use automerge::ROOT;
use rapport_domain::life::Stamped;
use rapport_domain::meeting::Mode;
use rapport_domain::meeting::series::Series;
use rapport_domain::text::limit;
use rapport_ids::EventId;

/// The series of a document; nothing when it is of another kind.
pub fn series(doc: &Doc, around: &Around<'_>) -> Option<Read<Series>> {
    if doc.kind() != DocKind::Series {
        return None;
    }
    let troubles = Troubles::default();
    let root = Item::new(doc, ROOT, around.authors, &troubles);
    let mut series = Series::new(around.members.clone());
    series.title = root.line("title", limit::TITLE);
    series.mode = root.word("mode", Mode::from_name);
    series.place = root.line("place", limit::LINK);
    let turns = root.list(EVENTS).entries::<EventId>(EVENTS).into_iter().map(|(id, stamp, text)| Stamped {
        id,
        order: stamp.order,
        by: stamp.made.by,
        at: stamp.made.at,
        turn: form::read_series_turn(&text),
    });
    Some(Read { value: series.with_history(turns), troubles: troubles.into_vec() })
}
