//! Identifiers of the protocol: keys, hashes and what is derived from them.

use crate::macros::id;

id!(
    /// A person's root key: the 32 bytes of its Ed25519 public half.
    AccountId, 32, "person"
);
id!(
    /// One install of the software.
    DeviceId, 16, "device"
);
id!(
    /// The people who can read the same things.
    SpaceId, 16, "space"
);
id!(
    /// One document in a space.
    DocId, 16, "doc"
);
id!(
    /// A frame as it travels: the SHA-256 of all its bytes.
    RecordId, 32, "record"
);
id!(
    /// What a frame holds; stays the same when it is sealed again.
    EntryId, 32, "entry"
);
id!(
    /// A symmetric key of a space, named without giving it away.
    EpochId, 32, "epoch"
);
id!(
    /// The first half of an [`EpochId`]: what stands on the outside of a frame.
    EpochTag, 16, "tag"
);
id!(
    /// One life of a relay's log of a space; changes when the relay is restored.
    LogId, 16, "log"
);
id!(
    /// A mailbox at a relay, named by the hash of its key.
    BoxId, 16, "box"
);

impl EpochId {
    /// What stands on the outside of frames sealed with this key.
    pub fn tag(&self) -> EpochTag {
        let mut tag = [0; EpochTag::LEN];
        tag.copy_from_slice(&self.0[..EpochTag::LEN]);
        EpochTag::new(tag)
    }
}

impl DocId {
    /// Stands in entries that belong to no document.
    pub const NONE: Self = Self([0; 16]);
}

impl EntryId {
    /// Stands where there is no entry before: the first of a chain, the genesis' tip.
    pub const NONE: Self = Self([0; 32]);
}

impl RecordId {
    /// Stands where there is no record before.
    pub const NONE: Self = Self([0; 32]);
}
