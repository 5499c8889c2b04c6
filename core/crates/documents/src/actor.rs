//! Who writes: the actor of a change is the device and how often that device
//! has begun anew in the document. So who did something is read from the
//! change itself, never from a field that anybody could fill.

use automerge::ActorId;
use rapport_ids::{DeviceId, PersonId};

/// A device that writes in a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Writer {
    pub device: DeviceId,
    /// 0 at first; raised when the device begins anew in this document, for
    /// example because it lost what it had written last.
    pub run: u32,
}

/// Bytes of an actor.
pub(crate) const ACTOR: usize = DeviceId::LEN + 4;

impl Writer {
    pub fn first(device: DeviceId) -> Self {
        Self { device, run: 0 }
    }

    pub(crate) fn actor(self) -> ActorId {
        let mut bytes = [0; ACTOR];
        bytes[..DeviceId::LEN].copy_from_slice(self.device.as_bytes());
        bytes[DeviceId::LEN..].copy_from_slice(&self.run.to_be_bytes());
        ActorId::from(bytes.as_slice())
    }

    pub(crate) fn of(actor: &ActorId) -> Option<Self> {
        let (device, run) = actor.to_bytes().split_first_chunk::<{ DeviceId::LEN }>()?;
        Some(Self { device: DeviceId::new(*device), run: u32::from_be_bytes(run.try_into().ok()?) })
    }
}

/// Which person a device belongs to; the membership of the space knows.
pub trait Authors {
    /// None for a device that was never certified; what it wrote is then shown
    /// without a name.
    fn person_of(&self, device: &DeviceId) -> Option<PersonId>;
}

impl<F: Fn(&DeviceId) -> Option<PersonId>> Authors for F {
    fn person_of(&self, device: &DeviceId) -> Option<PersonId> {
        self(device)
    }
}
