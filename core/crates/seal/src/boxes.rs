//! Keys sealed to devices, one box each, so that nobody sees for whom, and only
//! roughly for how many.

use crate::epoch::EpochKey;
use crate::frame::SealProblem;
use crate::hpke::{HpkePublic, HpkeSecret};
use crate::kdf;
use crate::padme::padme;
use crate::random::{self, Random};
use crate::secret::Secret;
use crate::signing::ControlKey;
use rapport_ids::SpaceId;
use rapport_wire::frame::{Frame, KeyBox};
use rapport_wire::{Class, limits};
use std::collections::BTreeSet;
use zeroize::Zeroizing;

/// Whom a box is for.
pub type Recipient = HpkePublic;

/// Which of a frame's two lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BoxList {
    /// The key of an epoch, for every device.
    Epoch,
    /// The control key, for the devices of owner and admins.
    Control,
}

impl BoxList {
    const fn byte(self) -> u8 {
        match self {
            Self::Epoch => 0,
            Self::Control => 1,
        }
    }

    const fn info(self) -> &'static [u8] {
        match self {
            Self::Epoch => b"rapport/v1/box/epoch",
            Self::Control => b"rapport/v1/box/control",
        }
    }
}

/// By what a device finds the boxes that may be its own.
pub fn hint(list: BoxList, to: &HpkePublic, nonce: &[u8; 24]) -> [u8; 8] {
    kdf::hash_prefix(&[b"rapport/v1/hint", &[list.byte()], to.as_bytes(), nonce])
}

fn associated(space: &SpaceId, nonce: &[u8; 24], hint: &[u8; 8]) -> Vec<u8> {
    [space.as_ref(), nonce.as_slice(), hint.as_slice()].concat()
}

/// Boxes `secret` for every recipient once, adds dummies up to the Padmé count
/// and sorts. No recipients, no boxes.
pub fn seal(
    list: BoxList,
    space: &SpaceId,
    nonce: &[u8; 24],
    secret: &Secret,
    recipients: &[Recipient],
    random: &mut dyn Random,
) -> Result<Vec<KeyBox>, SealProblem> {
    let once: BTreeSet<&Recipient> = recipients.iter().collect();
    let count = padme(once.len());
    if count > limits::BOXES {
        return Err(SealProblem::TooManyBoxes { count });
    }
    let mut boxes = Vec::with_capacity(count);
    for to in once {
        let hint = hint(list, to, nonce);
        let data = associated(space, nonce, &hint);
        let (enc, bytes) = to.seal(list.info(), &data, secret.expose(), random).ok_or(SealProblem::Recipient)?;
        let mut sealed = [0; 48];
        sealed.copy_from_slice(&bytes);
        boxes.push(KeyBox { hint, enc, sealed });
    }
    while boxes.len() < count {
        boxes.push(KeyBox { hint: random::array(random), enc: random::array(random), sealed: random::array(random) });
    }
    boxes.sort_unstable();
    Ok(boxes)
}

/// The secrets in all boxes that carry this key's hint and open with it.
pub fn open(list: BoxList, space: &SpaceId, nonce: &[u8; 24], boxes: &[KeyBox], key: &HpkeSecret) -> Vec<Secret> {
    let hint = hint(list, &key.public(), nonce);
    let data = associated(space, nonce, &hint);
    let start = boxes.partition_point(|b| b.hint < hint);
    let mine = boxes.iter().skip(start).take_while(|b| b.hint == hint);
    mine.filter_map(|b| {
        let bytes = Zeroizing::new(key.open(&b.enc, list.info(), &data, &b.sealed)?);
        bytes.as_slice().try_into().ok().map(Secret::new)
    })
    .collect()
}

/// The epoch key that a control or share frame brings to this device. Only a
/// key that has the tag on the frame is returned.
pub fn epoch_key(frame: &Frame, key: &HpkeSecret) -> Option<EpochKey> {
    let header = frame.header();
    let found = open(BoxList::Epoch, &header.space, &header.nonce, &frame.boxes()?.epoch, key);
    found.into_iter().map(EpochKey::new).find(|epoch| match frame.trailer() {
        Some(trailer) => epoch.tag(&header.space) == trailer.tag_after,
        None => {
            epoch.tag(&header.space) == header.tag
                && epoch.record_key(&header.space, &header.nonce).commitment == header.commitment
        }
    })
}

/// The control key that a frame brings to this device, if it is the one whose
/// public half is `public`.
pub fn control_key(frame: &Frame, key: &HpkeSecret, public: &[u8; 32]) -> Option<ControlKey> {
    let header = frame.header();
    let found = open(BoxList::Control, &header.space, &header.nonce, &frame.boxes()?.control, key);
    found.iter().map(ControlKey::from_seed).find(|control| control.public() == *public)
}

/// All older keys that a control frame links to the key it leads to.
pub fn older_keys(frame: &Frame, newer: &EpochKey) -> Vec<EpochKey> {
    let header = frame.header();
    let links = match frame.boxes() {
        Some(boxes) if frame.class() == Class::Control => boxes.older.as_slice(),
        _ => &[],
    };
    links.iter().filter_map(|link| newer.follow(&header.space, &header.nonce, link)).collect()
}

#[cfg(test)]
mod tests;
