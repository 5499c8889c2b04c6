//! Keys that travel with records: boxed for this device, or linked from a
//! newer key to an older one.

use super::item::Item;
use rapport_ids::EpochTag;
use rapport_seal::{DeviceKeys, EpochKey, boxes};
use rapport_wire::{Class, Frame};
use std::collections::BTreeMap;

/// Keys found in a batch. They count only once a known operation names them.
#[derive(Default)]
pub(super) struct Keys {
    found: BTreeMap<EpochTag, EpochKey>,
}

impl Keys {
    /// Opens the boxes beside a record that are meant for this device.
    pub(super) fn look(&mut self, item: &Item, me: &DeviceKeys) {
        let Some(frame) = item.frame() else { return };
        if let Some(key) = boxes::epoch_key(frame, me.hpke()) {
            self.found.insert(key.tag(&frame.header().space), key);
        }
    }

    pub(super) fn len(&self) -> usize {
        self.found.len()
    }

    pub(super) fn get(&self, tag: &EpochTag) -> Option<&EpochKey> {
        self.found.get(tag)
    }

    /// Follows the links of a control frame, from the key it leads to.
    pub(super) fn follow(&mut self, frame: &Frame, newer: &EpochKey) {
        if frame.class() == Class::Control {
            for older in boxes::older_keys(frame, newer) {
                self.found.entry(older.tag(&frame.header().space)).or_insert(older);
            }
        }
    }

    pub(super) fn into_found(self) -> impl Iterator<Item = EpochKey> {
        self.found.into_values()
    }
}
