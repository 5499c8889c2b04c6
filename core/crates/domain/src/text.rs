//! What people may write. Letters of every script, emoji, marks and both
//! directions are welcome; characters that control machines are not. Lengths
//! are counted in UTF-16 units, as the screens of phones count them.

use crate::rules::{Field, Problem, RuleBroken};
use serde::{Deserialize, Deserializer};
use std::borrow::Cow;

/// How long texts may be, in UTF-16 units.
pub mod limit {
    /// A person's or a device's name.
    pub const NAME: u32 = 80;
    /// A title, a step, a point on an agenda, a place.
    pub const TITLE: u32 = 200;
    /// A unit, pronouns.
    pub const WORD: u32 = 40;
    /// An answer of a few sentences: why, how, a reason.
    pub const ANSWER: u32 = 2_000;
    /// A comment.
    pub const COMMENT: u32 = 8_000;
    /// A link.
    pub const LINK: u32 = 2_000;
}

/// One line that must not be blank: trimmed at both ends, inner spaces kept.
///
/// # Errors
/// Empty, too long, or a line break or other control character in it.
pub fn line(field: Field, text: &str, max: u32) -> Result<String, RuleBroken> {
    some(field, optional_line(field, text, max)?)
}

/// One line that may be empty; a blank one is empty.
///
/// # Errors
/// As [`line()`], except that nothing is wrong with nothing.
pub fn optional_line(field: Field, text: &str, max: u32) -> Result<String, RuleBroken> {
    checked(text.trim(), max, false).map_err(|problem| moved(problem, text).of(field))
}

/// Lines that must not be all blank: trimmed at both ends, line breaks of
/// other systems made one kind.
///
/// # Errors
/// Empty, too long, or a control character other than line break and tab.
pub fn prose(field: Field, text: &str, max: u32) -> Result<String, RuleBroken> {
    some(field, optional_prose(field, text, max)?)
}

/// Lines that may be empty.
///
/// # Errors
/// As [`prose`], except that nothing is wrong with nothing.
pub fn optional_prose(field: Field, text: &str, max: u32) -> Result<String, RuleBroken> {
    let text = one_kind_of_break(text);
    checked(text.trim(), max, true).map_err(|problem| moved(problem, &text).of(field))
}

/// What somebody else's device wrote, fit to be shown: without control
/// characters other than line break and tab, and cut where the field ends. It
/// never refuses, so that nobody can make a screen fail by what they send.
pub fn readable(text: &str, max: u32) -> String {
    let mut left = max;
    let kept = text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t'));
    let fits = kept.take_while(|c| {
        let width = if c.len_utf16() == 2 { 2 } else { 1 };
        let fits = left >= width;
        left = left.saturating_sub(width);
        fits
    });
    fits.collect()
}

/// UTF-16 units of a text: the count that phones use for positions.
pub fn units(text: &str) -> u32 {
    u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX)
}

/// Whether there is nothing to be seen in a text: spaces, joiners, marks of
/// direction, soft hyphens, fillers and selectors only.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|c| {
        c.is_whitespace()
            || matches!(
                c,
                '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{180B}'..='\u{180F}'
                    | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{2800}'
                    | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{E0000}'..='\u{E0FFF}'
            )
    })
}

fn checked(text: &str, max: u32, breaks: bool) -> Result<String, Problem> {
    let is = units(text);
    if is > max {
        return Err(Problem::TooLong { max, is });
    }
    let mut at = 0;
    for c in text.chars() {
        let welcome = breaks && matches!(c, '\n' | '\t' | '\u{2028}' | '\u{2029}');
        if !welcome && (c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')) {
            return Err(Problem::ControlCharacter { at });
        }
        at += if c.len_utf16() == 2 { 2 } else { 1 };
    }
    Ok(if is_blank(text) { String::new() } else { text.to_owned() })
}

/// A position is told in what was typed, not in what trimming left of it.
fn moved(problem: Problem, typed: &str) -> Problem {
    match problem {
        Problem::ControlCharacter { at } => {
            let cut = typed.len() - typed.trim_start().len();
            Problem::ControlCharacter { at: at.saturating_add(units(typed.get(..cut).unwrap_or_default())) }
        }
        other => other,
    }
}

fn some(field: Field, text: String) -> Result<String, RuleBroken> {
    if text.is_empty() { Err(Problem::Empty.of(field)) } else { Ok(text) }
}

fn one_kind_of_break(text: &str) -> Cow<'_, str> {
    if text.contains('\r') { Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")) } else { Cow::Borrowed(text) }
}

/// Reads a value from its text form, for JSON.
pub(crate) fn from_text<'de, D, T>(from: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: std::str::FromStr<Err = Problem>,
{
    <Cow<'de, str>>::deserialize(from)?.parse().map_err(serde::de::Error::custom)
}

#[cfg(test)]
mod tests;
