//! A place in a section that keeps its meaning while others write: behind a
//! certain character, or at the beginning.

use crate::doc::Doc;
use crate::quiet;
use crate::text::ends_in_pair;
use automerge::{Cursor, ObjId, ReadDoc};
use rapport_ids::SectionId;
use std::fmt;
use std::str::FromStr;

/// See the module. As text it is `start`, or the counter and the writer of
/// the character before it: `after 123@0a1b…`, without the space.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Place(Option<(u64, [u8; crate::actor::ACTOR])>);

/// A text that is no place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a place in a text")]
pub struct BadPlace;

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            None => f.write_str("start"),
            Some((counter, actor)) => {
                write!(f, "after{counter}@")?;
                actor.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
            }
        }
    }
}

impl FromStr for Place {
    type Err = BadPlace;

    fn from_str(text: &str) -> Result<Self, BadPlace> {
        if text == "start" {
            return Ok(Self(None));
        }
        let (counter, hex) = text.strip_prefix("after").and_then(|rest| rest.split_once('@')).ok_or(BadPlace)?;
        if !counter.bytes().all(|b| b.is_ascii_digit()) || counter.is_empty() || counter.starts_with('0') {
            return Err(BadPlace);
        }
        let counter: u64 = counter.parse().map_err(|_| BadPlace)?;
        let digit = |byte: u8| match byte {
            b'0'..=b'9' => Ok(byte - b'0'),
            b'a'..=b'f' => Ok(byte - b'a' + 10),
            _ => Err(BadPlace),
        };
        let mut actor = [0; crate::actor::ACTOR];
        if hex.len() != actor.len() * 2 || counter >= crate::raw::limits::COUNTER {
            return Err(BadPlace);
        }
        for (byte, pair) in actor.iter_mut().zip(hex.as_bytes().chunks(2)) {
            let [high, low] = pair else { return Err(BadPlace) };
            *byte = digit(*high)? << 4 | digit(*low)?;
        }
        Ok(Self(Some((counter, actor))))
    }
}

/// The place at so many units from the beginning; none behind the end or
/// inside a character.
pub fn place(doc: &Doc, section: SectionId, at: u32) -> Option<Place> {
    let text = doc.section_ids(section).text;
    let Some(before) = at.checked_sub(1) else {
        return doc.am().object_type(&text).is_ok().then_some(Place(None));
    };
    quiet::catch(|| {
        let (wide, cursor) = element(doc, &text, before)?;
        (wide.end == at).then_some(())?;
        of_cursor(&cursor)
    })
    .ok()?
}

/// Where a place is now, in units from the beginning. When its character is
/// gone it is where that character was. None when the place is of something
/// that this phone does not have yet.
pub fn resolve(doc: &Doc, section: SectionId, place: &Place) -> Option<u32> {
    let text = doc.section_ids(section).text;
    let Some((counter, actor)) = &place.0 else {
        return doc.am().object_type(&text).is_ok().then_some(0);
    };
    quiet::catch(|| {
        let cursor = Cursor::try_from(to_cursor(*counter, actor).as_str()).ok()?;
        let found = u32::try_from(doc.am().get_cursor_position(&text, &cursor, None).ok()?).ok()?;
        // Still there: behind it. Gone: where it was.
        match element(doc, &text, found) {
            Some((wide, there)) if of_cursor(&there).as_ref() == Some(place) => Some(wide.end),
            _ => Some(found),
        }
    })
    .ok()?
}

/// The character at a place: from where to where, and its name.
fn element(doc: &Doc, text: &ObjId, at: u32) -> Option<(std::ops::Range<u32>, Cursor)> {
    let index = usize::try_from(at).ok()?;
    let (value, _) = doc.am().get(text, index).ok()??;
    let cursor = doc.am().get_cursor(text, index, None).ok()?;
    let wide = value.as_str().map_or(1, crate::text::units);
    let from = u32::try_from(doc.am().get_cursor_position(text, &cursor, None).ok()?).ok()?;
    debug_assert!(wide != 2 || !ends_in_pair(value.as_str().unwrap_or_default(), wide));
    Some((from..from.saturating_add(wide), cursor))
}

fn to_cursor(counter: u64, actor: &[u8]) -> String {
    let hex: String = actor.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{counter}@{hex}")
}

fn of_cursor(cursor: &Cursor) -> Option<Place> {
    format!("after{cursor}").parse().ok()
}
