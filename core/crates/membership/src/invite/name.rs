//! What somebody is called on other people's screens.

use crate::limits;
use rapport_wire::codec::Problem;
use rapport_wire::{Malformed, Reader, Writer};

/// 1 to 64 UTF-16 units, without control characters and without white space at
/// either end. Not printed by `Debug`: it is somebody's name.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DisplayName(String);

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadName {
    #[error("a name has at least one character")]
    Empty,
    #[error("a name has at most 64 characters")]
    TooLong,
    #[error("a name has no line breaks or other control characters")]
    Control,
}

impl DisplayName {
    /// Takes a name as it was typed; white space at the ends is dropped.
    pub fn parse(text: &str) -> Result<Self, BadName> {
        let text = text.trim();
        if text.is_empty() {
            return Err(BadName::Empty);
        }
        if text.chars().any(is_control) {
            return Err(BadName::Control);
        }
        match text.encode_utf16().take(limits::NAME_UNITS + 1).count() {
            units if units > limits::NAME_UNITS => Err(BadName::TooLong),
            _ => Ok(Self(text.to_owned())),
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// UTF-8 behind a u32 length.
    pub(super) fn write(&self, w: &mut Writer) -> Result<(), Malformed> {
        w.bytes("name", self.0.as_bytes())?;
        Ok(())
    }

    pub(super) fn read(r: &mut Reader<'_>) -> Result<Self, Malformed> {
        let text = r.text("name", limits::NAME_UNITS * 3)?;
        let name = Self::parse(text).ok().filter(|name| name.0 == text);
        name.ok_or(Malformed::new("name", Problem::Value))
    }
}

/// Control characters, and those that turn the direction of what follows:
/// they make one name look like another.
fn is_control(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

impl std::fmt::Debug for DisplayName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a name")
    }
}
