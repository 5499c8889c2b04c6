//! Writes a row.

use super::{VERSION, key, step};
use crate::text::{Delta, Line, LineKind, Marks, Op, Restyle};

/// The row of a difference.
pub fn encode(delta: &Delta) -> Vec<u8> {
    let mut row = vec![VERSION];
    restyle(delta.lead(), &mut row);
    for op in delta.ops() {
        match op {
            Op::Keep(count, None) => {
                row.push(step::KEEP);
                number(*count, &mut row);
            }
            Op::Keep(count, Some(change)) => {
                row.push(step::RESTYLE);
                number(*count, &mut row);
                restyle(change, &mut row);
            }
            Op::Delete(count) => {
                row.push(step::DELETE);
                number(*count, &mut row);
            }
            Op::Insert { text, style, .. } => match style.line {
                Some(at) => {
                    row.push(step::LINE);
                    marks(&style.marks, &mut row);
                    line(at, &mut row);
                }
                None if style.marks.is_plain() => {
                    row.push(step::TEXT);
                    words(text, &mut row);
                }
                None => {
                    row.push(step::MARKED);
                    marks(&style.marks, &mut row);
                    words(text, &mut row);
                }
            },
        }
    }
    row
}

fn number(mut number: u32, row: &mut Vec<u8>) {
    while number >= 0x80 {
        row.push(number.to_le_bytes()[0] | 0x80);
        number >>= 7;
    }
    row.push(number.to_le_bytes()[0]);
}

fn words(text: &str, row: &mut Vec<u8>) {
    number(u32::try_from(text.len()).unwrap_or(u32::MAX), row);
    row.extend_from_slice(text.as_bytes());
}

fn bit(on: bool, bit: u8) -> u8 {
    if on { bit } else { 0 }
}

fn marks(marks: &Marks, row: &mut Vec<u8>) {
    row.push(
        bit(marks.bold, key::BOLD)
            | bit(marks.italic, key::ITALIC)
            | bit(marks.link.is_some(), key::LINK)
            | bit(marks.mention.is_some(), key::MENTION),
    );
    if let Some(link) = &marks.link {
        words(link, row);
    }
    if let Some(who) = &marks.mention {
        row.extend_from_slice(who.as_bytes());
    }
}

fn line(line: Line, row: &mut Vec<u8>) {
    row.push(kind_number(line.kind) << 1 | u8::from(line.done));
}

fn restyle(change: &Restyle, row: &mut Vec<u8>) {
    let said = bit(change.bold.is_some(), key::BOLD)
        | bit(change.italic.is_some(), key::ITALIC)
        | bit(change.link.is_some(), key::LINK)
        | bit(change.mention.is_some(), key::MENTION)
        | bit(change.kind.is_some(), key::KIND)
        | bit(change.done.is_some(), key::DONE);
    row.push(said);
    if said == 0 {
        return;
    }
    row.push(
        bit(change.bold == Some(true), key::BOLD)
            | bit(change.italic == Some(true), key::ITALIC)
            | bit(matches!(change.link, Some(Some(_))), key::LINK)
            | bit(matches!(change.mention, Some(Some(_))), key::MENTION)
            | bit(change.done == Some(true), key::DONE),
    );
    if let Some(Some(link)) = &change.link {
        words(link, row);
    }
    if let Some(Some(who)) = &change.mention {
        row.extend_from_slice(who.as_bytes());
    }
    if let Some(kind) = change.kind {
        row.push(kind_number(kind));
    }
}

/// The number of a kind in rows. Rows live for seconds, and across an update.
pub(super) const fn kind_number(kind: LineKind) -> u8 {
    match kind {
        LineKind::Paragraph => 0,
        LineKind::Heading1 => 1,
        LineKind::Heading2 => 2,
        LineKind::Heading3 => 3,
        LineKind::Bullet => 4,
        LineKind::Numbered => 5,
        LineKind::Check => 6,
        LineKind::Quote => 7,
        LineKind::Other => 8,
    }
}
