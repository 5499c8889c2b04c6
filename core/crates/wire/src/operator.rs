//! The link with which a relay's operator hands it to people: where the relay
//! is, the pin of its certificate, and a token that opens spaces there. As text
//! `https://HOST/r#v1.<base64url>`; what stands behind `#` never reaches a server.

mod place;
mod token;

pub use place::RelayPlace;
pub use token::{BadToken, CreationToken};

use crate::codec::{Malformed, Problem, Reader, Writer};
use crate::{BadOrigin, Origin};
use data_encoding::BASE64URL_NOPAD;

/// Characters of a link, at most: what is longer is not looked at.
pub const LINK_MAX: usize = 1024;
const ORIGIN_MAX: usize = 300;
const PATH: &str = "/r#v1.";

/// origin (u32 length + text in its one written form) | token 16 | pin (option 32).
#[derive(Clone, PartialEq, Eq)]
pub struct OperatorLink {
    pub origin: Origin,
    pub token: CreationToken,
    /// SHA-256 of the relay's certificate (DER) when it signed that itself;
    /// none when an authority did, or when TLS is not the relay's business.
    pub pin: Option<[u8; 32]>,
}

/// Why a text is not an operator's link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadLink {
    #[error("a relay's link looks like https://HOST/r#v1.…")]
    Form,
    #[error("this link was made for a newer version of the app")]
    Newer,
    #[error("a part of the link is missing or altered: {0}")]
    Malformed(#[from] Malformed),
    #[error("{0}")]
    Origin(#[from] BadOrigin),
}

impl OperatorLink {
    /// The text that goes into a message or a QR code.
    pub fn to_text(&self) -> Result<String, Malformed> {
        let mut w = Writer::new();
        w.bytes("origin", self.origin.as_str().as_bytes())?.put(self.token.as_bytes()).flag(self.pin.is_some());
        if let Some(pin) = &self.pin {
            w.put(pin);
        }
        let (_, host) = self.origin.as_str().split_once("://").unwrap_or_default();
        let host = if self.origin.is_secure() { host.strip_suffix(":443").unwrap_or(host) } else { host };
        Ok(format!("https://{host}{PATH}{}", BASE64URL_NOPAD.encode(w.as_slice())))
    }

    /// Reads a link that somebody pasted or scanned; white space around it is
    /// forgiven, nothing else. HOST only has to be a host: it is what inside
    /// that counts.
    pub fn parse(text: &str) -> Result<Self, BadLink> {
        let text = text.trim();
        if text.len() > LINK_MAX {
            return Err(BadLink::Form);
        }
        let (host, digits) = match text.split_once(PATH) {
            Some(found) => found,
            None if text.contains("/r#v") => return Err(BadLink::Newer),
            None => return Err(BadLink::Form),
        };
        if !host.starts_with("https://") {
            return Err(BadLink::Form);
        }
        Origin::parse(host)?;
        let bytes = BASE64URL_NOPAD.decode(digits.as_bytes()).map_err(|_| Malformed::new("link", Problem::Value))?;
        let mut r = Reader::new(&bytes);
        let written = r.text("origin", ORIGIN_MAX)?;
        let origin = Origin::parse(written)?;
        if origin.as_str() != written {
            return Err(Malformed::new("origin", Problem::Value).into());
        }
        let token = CreationToken::new(r.array("token")?);
        let pin = if r.flag("pin")? { Some(r.array("pin")?) } else { None };
        r.end("link")?;
        if pin.is_some() && !origin.is_secure() {
            return Err(Malformed::new("pin", Problem::Value).into());
        }
        Ok(Self { origin, token, pin })
    }
}

impl std::fmt::Debug for OperatorLink {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "link to a relay{}", if self.pin.is_some() { " with a pin" } else { "" })
    }
}

#[cfg(test)]
mod tests;
