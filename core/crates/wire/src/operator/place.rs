//! Where a relay is found again: what a person writes down beside the 24 words.
//! A bare address where an authority vouches for the relay; where it signed its
//! certificate itself, `https://HOST/w#v1.<base64url of the pin>`.

use super::{BadLink, LINK_MAX, OperatorLink};
use crate::Origin;
use crate::codec::{Malformed, Problem};
use data_encoding::BASE64URL_NOPAD;

const PATH: &str = "/w#v1.";

/// An address, and the pin (SHA-256 of the certificate, DER) where one is needed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RelayPlace {
    pub origin: Origin,
    pub pin: Option<[u8; 32]>,
}

impl RelayPlace {
    /// The text that is written down or goes into a QR code.
    ///
    /// # Errors
    /// A pin beside an address without TLS, which nothing would check.
    pub fn to_text(&self) -> Result<String, Malformed> {
        match &self.pin {
            None => Ok(self.origin.as_str().to_owned()),
            Some(_) if !self.origin.is_secure() => Err(Malformed::new("pin", Problem::Value)),
            Some(pin) => Ok(format!("{}{PATH}{}", self.origin.as_str(), BASE64URL_NOPAD.encode(pin))),
        }
    }

    /// Reads such a text, or the link of whoever runs the relay, which says the
    /// same and more. White space around it is forgiven.
    ///
    /// # Errors
    /// What is neither, says why.
    pub fn parse(text: &str) -> Result<Self, BadLink> {
        let text = text.trim();
        if text.len() > LINK_MAX {
            return Err(BadLink::Form);
        }
        if let Some((host, digits)) = text.split_once(PATH) {
            let bytes = BASE64URL_NOPAD.decode(digits.as_bytes()).ok();
            let pin: Option<[u8; 32]> = bytes.and_then(|bytes| bytes.try_into().ok());
            let pin = pin.ok_or(Malformed::new("pin", Problem::Value))?;
            let origin = Origin::parse(host)?;
            if !origin.is_secure() {
                return Err(Malformed::new("pin", Problem::Value).into());
            }
            return Ok(Self { origin, pin: Some(pin) });
        }
        if text.contains("/w#v") {
            return Err(BadLink::Newer);
        }
        match OperatorLink::parse(text) {
            Ok(link) => Ok(Self { origin: link.origin, pin: link.pin }),
            Err(BadLink::Form) => Ok(Self { origin: Origin::parse(text)?, pin: None }),
            Err(other) => Err(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOLDEN: &str = "https://relay.example.org:8443/w#v1.CQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk";

    fn place(pin: Option<[u8; 32]>) -> RelayPlace {
        RelayPlace { origin: Origin::parse("https://relay.example.org:8443").unwrap(), pin }
    }

    #[test]
    fn one_place_has_one_text() {
        assert_eq!(place(Some([9; 32])).to_text().unwrap(), GOLDEN);
        assert_eq!(RelayPlace::parse(&format!(" {GOLDEN}\n")), Ok(place(Some([9; 32]))));
        assert_eq!(RelayPlace::parse(&place(None).to_text().unwrap()), Ok(place(None)));
        let plain = RelayPlace { origin: Origin::parse("http://127.0.0.1:80").unwrap(), pin: None };
        assert_eq!(RelayPlace::parse("http://127.0.0.1:80"), Ok(plain.clone()));
        assert!(RelayPlace { pin: Some([9; 32]), ..plain }.to_text().is_err());
    }

    #[test]
    fn the_link_of_whoever_runs_the_relay_says_the_same() {
        let token = crate::operator::CreationToken::new([7; 16]);
        let link = OperatorLink { origin: place(None).origin, token, pin: Some([9; 32]) };
        assert_eq!(RelayPlace::parse(&link.to_text().unwrap()), Ok(place(Some([9; 32]))));
    }

    #[test]
    fn what_is_neither_says_why() {
        let pin = Err(BadLink::Malformed(Malformed::new("pin", Problem::Value)));
        assert_eq!(RelayPlace::parse(&GOLDEN[..GOLDEN.len() - 1]), pin);
        assert_eq!(RelayPlace::parse(&GOLDEN.replacen("https", "http", 1)), pin);
        assert_eq!(RelayPlace::parse(&GOLDEN.replace("#v1.", "#v2.")), Err(BadLink::Newer));
        assert_eq!(RelayPlace::parse(&"a".repeat(LINK_MAX + 1)), Err(BadLink::Form));
        assert!(matches!(RelayPlace::parse("somewhere"), Err(BadLink::Origin(_))));
    }
}
