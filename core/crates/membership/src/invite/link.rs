//! An invite as text: a link to tap, or the same in a QR code.

use crate::limits;
use crate::relay::Relay;
use data_encoding::BASE64URL_NOPAD;
use rapport_seal::{Random, Secret};
use rapport_wire::{Origin, Reader, Writer};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// What an invite says: where the mailbox is, and the secret that opens it.
pub struct Invite {
    pub relay: Relay,
    pub secret: Secret,
    /// Lets the one who joins open spaces of their own at this relay.
    pub creation_token: Option<String>,
}

/// Why a text is no invite that this version can use. Never repeats it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadLink {
    #[error("this is not an invite")]
    NotOurs,
    #[error("this is too long for an invite")]
    TooLong,
    #[error("this invite was made by a newer app")]
    Newer,
    #[error("this invite is damaged: a part of it is missing or changed")]
    Damaged,
}

const ALIAS: &str = "rapport://j";

impl Invite {
    pub fn new(relay: Relay, random: &mut dyn Random) -> Self {
        Self { relay, secret: Secret::random(random), creation_token: None }
    }

    /// origin (u8 length, text) | secret 32 | pin (option, 32) | creation token
    /// (option, u8 length, text) | first 4 bytes of SHA-256("rapport/v1/invite" || all before).
    /// Refuses what is longer than a link can say.
    pub fn payload(&self) -> Result<Zeroizing<Vec<u8>>, BadLink> {
        let mut w = Writer::new();
        short(&mut w, self.relay.origin.as_str(), usize::from(u8::MAX))?;
        w.put(self.secret.expose()).flag(self.relay.pin.is_some());
        if let Some(pin) = &self.relay.pin {
            w.put(pin);
        }
        w.flag(self.creation_token.is_some());
        if let Some(token) = &self.creation_token {
            short(&mut w, token, limits::CREATION_TOKEN)?;
        }
        let check = check(w.as_slice());
        w.put(&check);
        Ok(Zeroizing::new(w.finish()))
    }

    /// The link: on the relay's own host, the secret behind the `#`, which
    /// browsers keep to themselves.
    pub fn link(&self) -> Result<Zeroizing<String>, BadLink> {
        let origin = self.relay.origin.as_str();
        let host = match (self.relay.origin.is_secure(), origin.strip_suffix(":443")) {
            (true, Some(host)) => host,
            _ => origin,
        };
        Ok(Zeroizing::new(format!("{host}/j#v1.{}", *self.encoded()?)))
    }

    /// The same under the app's own scheme, for relays without a web page.
    pub fn alias(&self) -> Result<Zeroizing<String>, BadLink> {
        Ok(Zeroizing::new(format!("{ALIAS}#v1.{}", *self.encoded()?)))
    }

    fn encoded(&self) -> Result<Zeroizing<String>, BadLink> {
        Ok(Zeroizing::new(BASE64URL_NOPAD.encode(&self.payload()?)))
    }

    /// Reads a link, an alias or what a QR code holds. The host in front of the
    /// path is not believed; the relay is the one named inside.
    pub fn parse(text: &str) -> Result<Self, BadLink> {
        let text = text.trim();
        if text.len() > limits::LINK {
            return Err(BadLink::TooLong);
        }
        let (place, fragment) = text.split_once('#').ok_or(BadLink::NotOurs)?;
        if !is_ours(place) {
            return Err(BadLink::NotOurs);
        }
        let (version, payload) = fragment.split_once('.').ok_or(BadLink::NotOurs)?;
        let digits = version.strip_prefix('v').ok_or(BadLink::NotOurs)?;
        if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(BadLink::NotOurs);
        }
        if digits != "1" {
            return Err(BadLink::Newer);
        }
        let bytes = BASE64URL_NOPAD.decode(payload.as_bytes()).map(Zeroizing::new).map_err(|_| BadLink::Damaged)?;
        let (body, sum) = bytes.split_last_chunk::<4>().ok_or(BadLink::Damaged)?;
        if check(body) != *sum {
            return Err(BadLink::Damaged);
        }
        Self::read(body).ok_or(BadLink::Damaged)
    }

    fn read(body: &[u8]) -> Option<Self> {
        let mut r = Reader::new(body);
        let text = read_short(&mut r, usize::from(u8::MAX))?;
        let origin = Origin::parse(text).ok().filter(|origin| origin.as_str() == text)?;
        let secret = Secret::new(r.array("secret").ok()?);
        let pin = if r.flag("pin").ok()? { Some(r.array("pin").ok()?) } else { None };
        let creation_token = if r.flag("token").ok()? {
            let token = read_short(&mut r, limits::CREATION_TOKEN)?;
            token.bytes().all(|b| b.is_ascii_graphic()).then_some(())?;
            Some(token.to_owned())
        } else {
            None
        };
        r.end("invite").ok()?;
        Some(Self { relay: Relay { origin, pin }, secret, creation_token })
    }
}

/// `https://HOST/j` (plain `http` for relays on the same machine) or the alias.
fn is_ours(place: &str) -> bool {
    let lower = place.to_ascii_lowercase();
    if lower == ALIAS || lower == "rapport:j" {
        return true;
    }
    let rest = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"));
    let host = rest.and_then(|rest| rest.strip_suffix("/j"));
    host.is_some_and(|host| !host.is_empty() && !host.contains(['/', '?', '@', ' ']))
}

fn check(body: &[u8]) -> [u8; 4] {
    let hash = Sha256::new().chain_update(b"rapport/v1/invite").chain_update(body).finalize();
    let mut sum = [0; 4];
    sum.copy_from_slice(&hash[..4]);
    sum
}

/// A text behind one byte of length.
fn short(w: &mut Writer, text: &str, max: usize) -> Result<(), BadLink> {
    let n = u8::try_from(text.len()).ok().filter(|_| !text.is_empty() && text.len() <= max);
    w.u8(n.ok_or(BadLink::TooLong)?).put(text.as_bytes());
    Ok(())
}

fn read_short<'a>(r: &mut Reader<'a>, max: usize) -> Option<&'a str> {
    let n = usize::from(r.u8("length").ok()?);
    if n == 0 || n > max {
        return None;
    }
    std::str::from_utf8(r.take("text", n).ok()?).ok()
}

impl std::fmt::Debug for Invite {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "invite at {}", self.relay.origin)
    }
}
