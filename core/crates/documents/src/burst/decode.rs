//! Reads a row. A row that was damaged is refused as a whole.

use super::encode::kind_number;
use super::{VERSION, key, step};
use crate::text::{Delta, Href, Line, LineKind, Marks, Restyle, Style, units};
use rapport_ids::PersonId;

/// The bytes are no row of this version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadRow {
    /// Of another version: an older or newer one wrote it.
    #[error("a journal row of version {0}")]
    Version(u8),
    #[error("a damaged journal row")]
    Damaged,
}

/// The difference of a row.
///
/// # Errors
/// For anything that [`super::encode`] does not write.
pub fn decode(row: &[u8]) -> Result<Delta, BadRow> {
    let mut read = Read(row);
    match read.byte()? {
        VERSION => {}
        other => return Err(BadRow::Version(other)),
    }
    let mut delta = Delta::new();
    let lead = read.restyle()?;
    if lead.has_marks() {
        return Err(BadRow::Damaged);
    }
    delta.set_lead(lead);
    let (mut reach, mut grown) = (0u32, 0u32);
    let add = |sum: &mut u32, count: u32| {
        *sum = sum.checked_add(count).filter(|_| count > 0).ok_or(BadRow::Damaged)?;
        Ok(())
    };
    while !read.0.is_empty() {
        match read.byte()? {
            step::KEEP => {
                let count = read.number()?;
                add(&mut reach, count)?;
                delta.keep(count, None);
            }
            step::RESTYLE => {
                let count = read.number()?;
                add(&mut reach, count)?;
                delta.keep(count, Some(&read.restyle()?));
            }
            step::DELETE => {
                let count = read.number()?;
                add(&mut reach, count)?;
                delta.delete(count);
            }
            tag @ (step::TEXT | step::MARKED) => {
                let marks = if tag == step::MARKED { read.marks()? } else { Marks::default() };
                let text = read.words()?;
                add(&mut grown, units(text))?;
                if text.contains('\n') {
                    return Err(BadRow::Damaged);
                }
                delta.insert(text, Style::marked(marks));
            }
            step::LINE => {
                let (marks, line) = (read.marks()?, read.line()?);
                add(&mut grown, 1)?;
                delta.insert("\n", Style::line_break(marks, line));
            }
            _ => return Err(BadRow::Damaged),
        }
    }
    Ok(delta)
}

struct Read<'a>(&'a [u8]);

impl<'a> Read<'a> {
    fn byte(&mut self) -> Result<u8, BadRow> {
        let (byte, rest) = self.0.split_first().ok_or(BadRow::Damaged)?;
        self.0 = rest;
        Ok(*byte)
    }

    fn bytes(&mut self, count: usize) -> Result<&'a [u8], BadRow> {
        let (bytes, rest) = self.0.split_at_checked(count).ok_or(BadRow::Damaged)?;
        self.0 = rest;
        Ok(bytes)
    }

    fn number(&mut self) -> Result<u32, BadRow> {
        let mut number = 0u64;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                return u32::try_from(number).map_err(|_| BadRow::Damaged);
            }
        }
        Err(BadRow::Damaged)
    }

    fn words(&mut self) -> Result<&'a str, BadRow> {
        let len = usize::try_from(self.number()?).map_err(|_| BadRow::Damaged)?;
        str::from_utf8(self.bytes(len)?).map_err(|_| BadRow::Damaged)
    }

    fn person(&mut self) -> Result<PersonId, BadRow> {
        PersonId::from_slice(self.bytes(PersonId::LEN)?).ok_or(BadRow::Damaged)
    }

    fn marks(&mut self) -> Result<Marks, BadRow> {
        let said = self.byte()?;
        if said & !key::MARKS != 0 {
            return Err(BadRow::Damaged);
        }
        Ok(Marks {
            bold: said & key::BOLD != 0,
            italic: said & key::ITALIC != 0,
            link: if said & key::LINK != 0 { Some(Href::from(self.words()?)) } else { None },
            mention: if said & key::MENTION != 0 { Some(self.person()?) } else { None },
        })
    }

    fn restyle(&mut self) -> Result<Restyle, BadRow> {
        let said = self.byte()?;
        if said == 0 {
            return Ok(Restyle::default());
        }
        let on = self.byte()?;
        if said & !key::ALL != 0 || on & !said != 0 || on & key::KIND != 0 {
            return Err(BadRow::Damaged);
        }
        let flag = |bit: u8| (said & bit != 0).then_some(on & bit != 0);
        let link = match flag(key::LINK) {
            Some(true) => Some(Some(Href::from(self.words()?))),
            Some(false) => Some(None),
            None => None,
        };
        let mention = match flag(key::MENTION) {
            Some(true) => Some(Some(self.person()?)),
            Some(false) => Some(None),
            None => None,
        };
        let kind = if said & key::KIND != 0 { Some(self.kind()?) } else { None };
        Ok(Restyle { bold: flag(key::BOLD), italic: flag(key::ITALIC), link, mention, kind, done: flag(key::DONE) })
    }

    fn kind(&mut self) -> Result<LineKind, BadRow> {
        kind_of(self.byte()?)
    }

    fn line(&mut self) -> Result<Line, BadRow> {
        let byte = self.byte()?;
        Ok(Line { kind: kind_of(byte >> 1)?, done: byte & 1 == 1 })
    }
}

fn kind_of(number: u8) -> Result<LineKind, BadRow> {
    let mut all = LineKind::ALL.into_iter().chain([LineKind::Other]);
    all.find(|kind| kind_number(*kind) == number).ok_or(BadRow::Damaged)
}
