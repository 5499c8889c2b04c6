//! Keys, certificates, entries and sealed frames: what turns something a person
//! did into bytes that only the people of a space can read, and back.
//!
//! Pure: no clock, no randomness of its own, no input or output. Key material
//! is wiped when dropped and is never printed. Every byte form here stands in
//! `docs/protocol.md`; golden vectors of all of them in `tests/vectors`.

pub mod account;
pub mod aead;
pub mod boxes;
pub mod certificate;
pub mod code;
pub mod device;
pub mod devices;
pub mod entry;
pub mod epoch;
pub mod frame;
pub mod frontier;
pub mod hpke;
pub mod limits;
pub mod padme;
pub mod payload;
pub mod random;
pub mod revocation;
pub mod secret;
pub mod signing;
pub mod vault;

mod kdf;

pub use account::{Account, BadWords, RecoveryWords};
pub use boxes::{BoxList, Recipient};
pub use certificate::{BadCertificates, Bundle, Certificate};
pub use code::ShortCode;
pub use device::{DeviceCard, DeviceKeys};
pub use devices::{Devices, Kin, Path, Revoked};
pub use entry::{Entry, EntryProblem, Kind, SignedEntry};
pub use epoch::EpochKey;
pub use frame::{OpenProblem, SealProblem};
pub use frontier::{Frontier, Mark};
pub use hpke::{HpkePublic, HpkeSecret};
pub use random::Random;
pub use revocation::Revocation;
pub use secret::Secret;
pub use signing::{ControlKey, MailboxKey, OwnerKey, RecoveryRelayKey, RelayAuthKey, RootKey};

#[cfg(test)]
mod testing;
