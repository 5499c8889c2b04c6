//! The text form that all identifiers share.

use data_encoding::BASE32HEX_NOPAD;

/// A text that is not an identifier of the kind asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a {kind} id: {problem}")]
pub struct BadId {
    /// The prefix of the kind that was asked for, for example `goal`.
    pub kind: &'static str,
    pub problem: BadIdProblem,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadIdProblem {
    #[error("it does not begin with its kind and a dash")]
    Prefix,
    #[error("it has the wrong length")]
    Length,
    #[error("it has a character that no id has")]
    Character,
}

/// Letters of a short id, which is the end of a whole one.
pub const SHORT: usize = 8;

pub(crate) fn write(prefix: &str, bytes: &[u8]) -> String {
    let mut text = BASE32HEX_NOPAD.encode(bytes);
    text.make_ascii_lowercase();
    format!("{prefix}-{text}")
}

pub(crate) fn read<const N: usize>(kind: &'static str, text: &str) -> Result<[u8; N], BadId> {
    let fail = |problem| BadId { kind, problem };
    let digits =
        text.strip_prefix(kind).and_then(|rest| rest.strip_prefix('-')).ok_or_else(|| fail(BadIdProblem::Prefix))?;
    if digits.len() != (N * 8).div_ceil(5) {
        return Err(fail(BadIdProblem::Length));
    }
    if digits.bytes().any(|b| b.is_ascii_uppercase()) {
        return Err(fail(BadIdProblem::Character));
    }
    let bytes =
        BASE32HEX_NOPAD.decode(digits.to_ascii_uppercase().as_bytes()).map_err(|_| fail(BadIdProblem::Character))?;
    bytes.try_into().map_err(|_| fail(BadIdProblem::Length))
}
