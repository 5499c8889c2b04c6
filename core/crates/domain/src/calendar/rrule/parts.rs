//! The parts of a rule, each with its place in the text.

use crate::rules::{Field, Problem, RuleBroken};

/// A piece of the text and where it begins, in UTF-16 units.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece<'a> {
    pub(super) text: &'a str,
    pub(super) at: u32,
}

impl<'a> Piece<'a> {
    /// The refusal of something that is no rule.
    pub(super) fn wrong(self, field: Field) -> RuleBroken {
        Problem::NotARepeat { at: self.at }.of(field)
    }

    /// The refusal of something that is a rule, and not taken here.
    pub(super) fn not_taken(self) -> RuleBroken {
        Problem::RepeatNotTaken { at: self.at }.of(Field::Repeat)
    }

    /// The pieces between commas, semicolons and the like.
    pub(super) fn split(self, by: char) -> impl Iterator<Item = Piece<'a>> {
        let mut at = self.at;
        self.text.split(by).map(move |text| {
            let piece = Piece { text, at };
            at = at.saturating_add(len(text)).saturating_add(1);
            piece
        })
    }

    /// A whole number without sign or spaces, that fits.
    pub(super) fn number(self, field: Field) -> Result<u32, RuleBroken> {
        let digits = (1..=10).contains(&self.text.len()) && self.text.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| self.text.parse().ok()).flatten().ok_or(self.wrong(field))
    }
}

fn len(text: &str) -> u32 {
    u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX)
}

/// The parts of a rule by their names, which come in capitals; each only once.
pub(super) struct Parts<'a> {
    parts: Vec<(String, Piece<'a>)>,
}

/// More parts than the standard has.
const MOST_PARTS: usize = 20;

impl<'a> Parts<'a> {
    pub(super) fn read(text: &'a str) -> Result<Self, RuleBroken> {
        let mut parts: Vec<(String, Piece<'a>)> = Vec::new();
        for part in (Piece { text, at: 0 }).split(';') {
            let mut sides = part.split('=');
            let (Some(name), Some(value), None) = (sides.next(), sides.next(), sides.next()) else {
                return Err(part.wrong(Field::Repeat));
            };
            let known = name.text.to_ascii_uppercase();
            let again = parts.iter().any(|(other, _)| *other == known);
            if again || value.text.is_empty() || parts.len() == MOST_PARTS {
                return Err(part.wrong(Field::Repeat));
            }
            parts.push((known, value));
        }
        Ok(Self { parts })
    }

    /// Takes a part out.
    pub(super) fn take(&mut self, name: &str) -> Option<Piece<'a>> {
        let at = self.parts.iter().position(|(other, _)| other == name)?;
        Some(self.parts.remove(at).1)
    }

    /// Whatever is left is a part that the standard has and this does not take,
    /// or none at all.
    pub(super) fn none_left(self) -> Result<(), RuleBroken> {
        const KNOWN: &[&str] =
            &["BYSECOND", "BYMINUTE", "BYHOUR", "BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYMONTH", "BYSETPOS"];
        match self.parts.into_iter().next() {
            None => Ok(()),
            Some((name, value)) if KNOWN.contains(&name.as_str()) => Err(value.not_taken()),
            Some((_, value)) => Err(value.wrong(Field::Repeat)),
        }
    }
}
