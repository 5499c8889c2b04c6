//! Sizes and spans as people write them.

use serde::de::Error;
use serde::{Deserialize, Deserializer};
use std::str::FromStr;

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadUnit {
    #[error("a size looks like 500MB, 2GiB or 1048576")]
    Size,
    #[error("a span looks like 30d, 12h or 45m")]
    Span,
}

/// A number of bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ByteSize(u64);

impl ByteSize {
    pub const fn bytes(self) -> u64 {
        self.0
    }
}

impl FromStr for ByteSize {
    type Err = BadUnit;
    fn from_str(text: &str) -> Result<Self, BadUnit> {
        let text = text.trim();
        let split = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        let (digits, unit) = text.split_at_checked(split).ok_or(BadUnit::Size)?;
        let factor: u64 = match unit.trim().to_ascii_lowercase().as_str() {
            "" | "b" => 1,
            "kb" => 1000,
            "mb" => 1000 * 1000,
            "gb" => 1000 * 1000 * 1000,
            "tb" => 1000 * 1000 * 1000 * 1000,
            "kib" | "k" => 1 << 10,
            "mib" | "m" => 1 << 20,
            "gib" | "g" => 1 << 30,
            "tib" | "t" => 1 << 40,
            _ => return Err(BadUnit::Size),
        };
        let number: u64 = digits.parse().map_err(|_| BadUnit::Size)?;
        number.checked_mul(factor).map(Self).ok_or(BadUnit::Size)
    }
}

impl<'de> Deserialize<'de> for ByteSize {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Form {
            Number(u64),
            Text(String),
        }
        match Form::deserialize(from)? {
            Form::Number(bytes) => Ok(Self(bytes)),
            Form::Text(text) => text.parse().map_err(D::Error::custom),
        }
    }
}

/// A length of time in whole minutes, hours or days; more than none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span(i64);

impl Span {
    pub(crate) const fn days(days: i64) -> Self {
        Self(days * 24 * 3600 * 1000)
    }

    pub(crate) const fn ms(self) -> i64 {
        self.0
    }
}

impl FromStr for Span {
    type Err = BadUnit;
    fn from_str(text: &str) -> Result<Self, BadUnit> {
        let split = text.find(|c: char| !c.is_ascii_digit()).ok_or(BadUnit::Span)?;
        let (digits, unit) = text.split_at_checked(split).ok_or(BadUnit::Span)?;
        let factor: i64 = match unit {
            "m" => 60 * 1000,
            "h" => 3600 * 1000,
            "d" => 24 * 3600 * 1000,
            _ => return Err(BadUnit::Span),
        };
        let number: i64 = digits.parse().map_err(|_| BadUnit::Span)?;
        number.checked_mul(factor).filter(|ms| *ms > 0 && *ms < 1 << 47).map(Self).ok_or(BadUnit::Span)
    }
}
