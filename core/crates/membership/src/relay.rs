//! A relay as a space names it.

use crate::limits;
use rapport_wire::codec::Problem;
use rapport_wire::{Malformed, Origin, Reader, Writer};
use std::collections::BTreeSet;

/// origin (u32 length, text) | pin: SHA-256 of its certificate 32 (option).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relay {
    pub origin: Origin,
    /// The one certificate it may show, for a relay that signed its own.
    pub pin: Option<[u8; 32]>,
}

impl Relay {
    /// As its bytes sort: the length of the origin comes first.
    fn key(&self) -> (usize, &str, Option<[u8; 32]>) {
        (self.origin.as_str().len(), self.origin.as_str(), self.pin)
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, Malformed> {
        let text = r.text("relay", 300)?;
        let origin = Origin::parse(text).ok().filter(|origin| origin.as_str() == text);
        let origin = origin.ok_or(Malformed::new("relay", Problem::Value))?;
        let pin = if r.flag("pin")? { Some(r.array("pin")?) } else { None };
        Ok(Self { origin, pin })
    }

    fn write(&self, w: &mut Writer) -> Result<(), Malformed> {
        w.bytes("relay", self.origin.as_str().as_bytes())?.flag(self.pin.is_some());
        if let Some(pin) = &self.pin {
            w.put(pin);
        }
        Ok(())
    }

    pub(crate) fn read_list(r: &mut Reader<'_>) -> Result<BTreeSet<Self>, Malformed> {
        let list = r.ascending("relays", Self::read)?;
        if list.len() > limits::RELAYS {
            return Err(Malformed::new("relays", Problem::TooLong));
        }
        Ok(list.into_iter().collect())
    }

    pub(crate) fn write_list(list: &BTreeSet<Self>, w: &mut Writer) -> Result<(), Malformed> {
        if list.len() > limits::RELAYS {
            return Err(Malformed::new("relays", Problem::TooLong));
        }
        w.count("relays", list.len())?;
        list.iter().try_for_each(|relay| relay.write(w))
    }
}

impl PartialOrd for Relay {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Relay {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.key().cmp(&other.key())
    }
}
