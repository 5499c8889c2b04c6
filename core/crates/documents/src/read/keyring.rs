//! The keyring: what one's own devices need to open every space. It holds
//! secrets; nothing here prints them, and copies are wiped when dropped.

use super::{Around, Item, Read, Troubles, What};
use crate::doc::Doc;
use crate::kind::DocKind;
use automerge::{ROOT, ScalarValue};
use rapport_domain::Millis;
use rapport_ids::{BoxId, SpaceId};
use std::fmt;
use zeroize::Zeroizing;

/// A secret of 32 bytes.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Zeroizing<[u8; 32]>);

impl Secret {
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

/// What opens one space.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpaceKeys {
    pub space: SpaceId,
    /// Where its relay is; empty as long as it has none.
    pub relay: String,
    /// The fingerprint of the relay's own certificate.
    pub pin: Option<[u8; 32]>,
    /// The bytes of its genesis frame.
    pub genesis: Vec<u8>,
    /// The newest epoch's key. Several, when devices changed it without
    /// knowing of one another: the space's chain says which one is in force.
    pub epoch_keys: Vec<Secret>,
    /// For owner and admins; several as above.
    pub control_keys: Vec<Secret>,
    /// For the owner.
    pub owner_key: Option<Secret>,
    /// Whether the person has left it.
    pub left: bool,
}

/// An invitation that one of these devices made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invite {
    /// The mailbox in which it is answered.
    pub id: BoxId,
    pub space: SpaceId,
    pub secret: Secret,
    /// When it was made, and when it is over, by the clock of who made it.
    pub made: Millis,
    pub expires: Millis,
    pub used: bool,
    pub revoked: bool,
}

/// All of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keyring {
    pub spaces: Vec<SpaceKeys>,
    pub invites: Vec<Invite>,
}

/// The longest address of a relay.
const RELAY: u32 = 500;

/// The keyring of a document; nothing when it is of another kind.
pub fn keyring(doc: &Doc, around: &Around<'_>) -> Option<Read<Keyring>> {
    if doc.kind() != DocKind::Keyring {
        return None;
    }
    let troubles = Troubles::default();
    let root = Item::new(doc, ROOT, around.authors, &troubles);
    let spaces = root.list("spaces").things::<SpaceId>("spaces");
    let spaces = spaces.here.into_iter().map(|(space, _, item)| SpaceKeys {
        space,
        relay: item.line("relay", RELAY),
        pin: item.bytes("pin").and_then(|bytes| fixed(&item, "pin", &bytes)),
        genesis: item.bytes("genesis").unwrap_or_default(),
        epoch_keys: secrets(&item, "epoch_key"),
        control_keys: secrets(&item, "control_key"),
        owner_key: secrets(&item, "owner_key").pop(),
        left: item.any("left"),
    });
    let spaces: Vec<SpaceKeys> = spaces.collect();
    let invites = root.list("invites").things::<BoxId>("invites");
    let invites = invites.here.into_iter().filter_map(|(id, stamp, item)| {
        let read = || {
            let space = item.word("space", |text| text.parse().ok())?;
            let secret = secrets(&item, "secret").pop()?;
            let expires = Millis(item.number("expires", Some)?);
            let (used, revoked) = (item.any("used"), item.any("revoked"));
            Some(Invite { id, space, secret, made: stamp.made.at, expires, used, revoked })
        };
        let invite = read();
        if invite.is_none() {
            item.trouble("invites", What::Type);
        }
        invite
    });
    let invites: Vec<Invite> = invites.collect();
    Some(Read { value: Keyring { spaces, invites }, troubles: troubles.into_vec() })
}

/// Every secret that stands in a field, the latest last.
fn secrets(item: &Item<'_>, field: &'static str) -> Vec<Secret> {
    let read = |(value, _)| match value {
        ScalarValue::Bytes(bytes) => fixed(item, field, &Zeroizing::new(bytes)).map(Secret::new),
        ScalarValue::Null => None,
        _ => {
            item.trouble(field, What::Type);
            None
        }
    };
    item.all(field).into_iter().filter_map(read).collect()
}

fn fixed(item: &Item<'_>, field: &'static str, bytes: &[u8]) -> Option<[u8; 32]> {
    let fixed = bytes.try_into().ok();
    if fixed.is_none() {
        item.trouble(field, What::Type);
    }
    fixed
}
