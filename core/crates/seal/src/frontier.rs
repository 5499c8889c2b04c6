//! How far each device's own chain counts, or is covered.

use crate::limits;
use rapport_ids::{DeviceId, EntryId};
use rapport_wire::codec::Problem;
use rapport_wire::{Malformed, Reader, Writer};
use std::collections::BTreeMap;

/// A place in one device's chain of log entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    /// Number of the entry; 0 stands before the first.
    pub dseq: u64,
    pub entry: EntryId,
}

impl Mark {
    /// Before the first entry.
    pub const START: Self = Self { dseq: 0, entry: EntryId::NONE };

    /// Whether an entry of the same chain lies at or before this place. At the
    /// place itself the entry must be the one named: a copied device has two.
    pub fn covers(&self, dseq: u64, entry: &EntryId) -> bool {
        dseq < self.dseq || (dseq == self.dseq && *entry == self.entry)
    }

    pub(crate) fn read(r: &mut Reader<'_>) -> Result<Self, Malformed> {
        let mark = Self { dseq: r.u64("dseq")?, entry: EntryId::new(r.array("entry")?) };
        if (mark.dseq == 0) == (mark.entry == EntryId::NONE) {
            Ok(mark)
        } else {
            Err(Malformed::new("entry", Problem::Value))
        }
    }

    pub(crate) fn write(&self, w: &mut Writer) {
        w.u64(self.dseq).put(self.entry.as_ref());
    }
}

/// n u16 | n x (device 16 | dseq u64 | entry 32), strictly ascending by device.
/// A device that is not named stands at its start.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Frontier(pub BTreeMap<DeviceId, Mark>);

impl Frontier {
    pub fn read(r: &mut Reader<'_>) -> Result<Self, Malformed> {
        let n = r.u16("frontier")?;
        if usize::from(n) > limits::FRONTIER {
            return Err(Malformed::new("frontier", Problem::TooLong));
        }
        let mut marks = BTreeMap::new();
        for _ in 0..n {
            let device = DeviceId::new(r.array("device")?);
            if marks.last_key_value().is_some_and(|(last, _)| *last >= device) {
                return Err(Malformed::new("frontier", Problem::Order));
            }
            marks.insert(device, Mark::read(r)?);
        }
        Ok(Self(marks))
    }

    pub fn write(&self, w: &mut Writer) -> Result<(), Malformed> {
        if self.0.len() > limits::FRONTIER {
            return Err(Malformed::new("frontier", Problem::TooLong));
        }
        w.count("frontier", self.0.len())?;
        for (device, mark) in &self.0 {
            w.put(device.as_ref());
            mark.write(w);
        }
        Ok(())
    }

    pub fn mark(&self, device: &DeviceId) -> Mark {
        self.0.get(device).copied().unwrap_or(Mark::START)
    }

    pub fn covers(&self, device: &DeviceId, dseq: u64, entry: &EntryId) -> bool {
        self.mark(device).covers(dseq, entry)
    }
}

impl FromIterator<(DeviceId, Mark)> for Frontier {
    fn from_iter<I: IntoIterator<Item = (DeviceId, Mark)>>(marks: I) -> Self {
        Self(marks.into_iter().collect())
    }
}
