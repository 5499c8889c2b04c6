//! Search over what is on this phone.

use super::Lens;
use crate::error::NodeResult;
use rapport_documents::DocKind;
use rapport_ids::{GoalId, MeetingId, NoteId, SectionId, SpaceId};
use rapport_store::projections::search;

/// Something that was found.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct SearchHit {
    pub what: Found,
    pub space: SpaceId,
    pub title: String,
    /// Words around the hit, in pieces.
    pub excerpt: Vec<Piece>,
}

/// Where it leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Found {
    Goal(GoalId),
    Meeting(MeetingId),
    Note { id: NoteId, section: Option<SectionId> },
}

/// A piece of an excerpt.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Piece {
    pub text: String,
    /// Whether it is what was looked for.
    pub hit: bool,
}

/// So many parts of one thing are looked at for each hit that is wanted.
const PARTS: u32 = 8;

/// Finds what has all words of `text`, the last as a beginning; best first.
///
/// # Errors
/// The storage failed.
pub fn search(lens: &Lens<'_>, text: &str, limit: u32) -> NodeResult<Vec<SearchHit>> {
    let rows = search::find(lens.conn, text, limit.saturating_mul(PARTS))?;
    // A goal's title stands beside each of its steps: it is shown once, where it fits best.
    let mut hits: Vec<SearchHit> = Vec::new();
    for hit in rows.into_iter().filter_map(hit) {
        if hits.iter().all(|other| other.what != hit.what) {
            hits.push(hit);
        }
    }
    hits.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(hits)
}

fn hit(row: search::FoundRow) -> Option<SearchHit> {
    let what = match DocKind::numbered(row.kind)? {
        DocKind::Goal => Found::Goal(GoalId::from(row.doc)),
        DocKind::Meeting => Found::Meeting(MeetingId::from(row.doc)),
        DocKind::Note => {
            Found::Note { id: NoteId::from(row.doc), section: (row.part != [0; 16]).then(|| SectionId::new(row.part)) }
        }
        _ => return None,
    };
    Some(SearchHit { what, space: row.space, title: row.title, excerpt: pieces(&row.excerpt) })
}

/// The marks that the search puts around hits become pieces.
fn pieces(excerpt: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for (at, part) in excerpt.split('\u{2}').enumerate() {
        let (hit, rest) = match (at, part.split_once('\u{3}')) {
            (0, _) | (_, None) => ("", part),
            (_, Some((hit, rest))) => (hit, rest),
        };
        if !hit.is_empty() {
            pieces.push(Piece { text: hit.to_owned(), hit: true });
        }
        if !rest.is_empty() {
            pieces.push(Piece { text: rest.to_owned(), hit: false });
        }
    }
    pieces
}
