//! The right to open spaces at a relay, given by its operator.

use data_encoding::BASE32HEX_NOPAD;

const PREFIX: &str = "token-";
const LEN: usize = 16;

/// 128 bits of chance. Whoever has it can use it, so it shows itself only
/// where it is asked for by `to_text`; a relay keeps its hash.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct CreationToken([u8; LEN]);

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a creation token looks like token- and 26 letters and digits")]
pub struct BadToken;

impl CreationToken {
    pub const fn new(bytes: [u8; LEN]) -> Self {
        Self(bytes)
    }

    pub const fn as_bytes(&self) -> &[u8; LEN] {
        &self.0
    }

    /// As it is written down, and as it travels in a header.
    pub fn to_text(&self) -> String {
        let mut digits = BASE32HEX_NOPAD.encode(&self.0);
        digits.make_ascii_lowercase();
        format!("{PREFIX}{digits}")
    }
}

impl std::str::FromStr for CreationToken {
    type Err = BadToken;
    fn from_str(text: &str) -> Result<Self, BadToken> {
        let digits = text.strip_prefix(PREFIX).ok_or(BadToken)?;
        if digits.bytes().any(|b| b.is_ascii_uppercase()) {
            return Err(BadToken);
        }
        let bytes = BASE32HEX_NOPAD.decode(digits.to_ascii_uppercase().as_bytes()).map_err(|_| BadToken)?;
        bytes.try_into().map(Self).map_err(|_| BadToken)
    }
}

impl std::fmt::Debug for CreationToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("creation token")
    }
}
