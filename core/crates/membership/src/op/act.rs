//! What an operation does.

use super::{AddMember, Genesis, Prune, Remove, SetOwner, SetRole};
use crate::relay::Relay;
use rapport_seal::Kind;
use rapport_wire::{Malformed, Reader, Writer};
use std::collections::BTreeSet;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    Genesis(Box<Genesis>),
    AddMember(AddMember),
    SetRole(SetRole),
    Remove(Box<Remove>),
    SetOwner(SetOwner),
    /// A new key for all who are in; no fields.
    Rotate,
    /// Where the space's records are kept from now on.
    SetRelays(BTreeSet<Relay>),
    Prune(Prune),
    /// Of a newer version: keeps its place, acts through epoch and control key only.
    Unknown {
        kind: Kind,
        fields: Vec<u8>,
    },
}

impl Act {
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Genesis(_) => Kind::GENESIS,
            Self::AddMember(_) => Kind::ADD_MEMBER,
            Self::SetRole(_) => Kind::SET_ROLE,
            Self::Remove(_) => Kind::REMOVE,
            Self::SetOwner(_) => Kind::SET_OWNER,
            Self::Rotate => Kind::ROTATE,
            Self::SetRelays(_) => Kind::SET_RELAYS,
            Self::Prune(_) => Kind::PRUNE,
            Self::Unknown { kind, .. } => *kind,
        }
    }

    pub(super) fn write(&self, w: &mut Writer) -> Result<(), Malformed> {
        match self {
            Self::Genesis(genesis) => genesis.write(w)?,
            Self::AddMember(add) => add.write(w)?,
            Self::SetRole(set) => set.write(w)?,
            Self::Remove(remove) => remove.write(w)?,
            Self::SetOwner(set) => set.write(w)?,
            Self::Rotate => {}
            Self::SetRelays(relays) => Relay::write_list(relays, w)?,
            Self::Prune(prune) => prune.write(w)?,
            Self::Unknown { fields, .. } => {
                w.put(fields);
            }
        }
        Ok(())
    }

    pub(super) fn read(kind: Kind, r: &mut Reader<'_>) -> Result<Self, Malformed> {
        Ok(match kind {
            Kind::GENESIS => Self::Genesis(Box::new(Genesis::read(r)?)),
            Kind::ADD_MEMBER => Self::AddMember(AddMember::read(r)?),
            Kind::SET_ROLE => Self::SetRole(SetRole::read(r)?),
            Kind::REMOVE => Self::Remove(Box::new(Remove::read(r)?)),
            Kind::SET_OWNER => Self::SetOwner(SetOwner::read(r)?),
            Kind::ROTATE => Self::Rotate,
            Kind::SET_RELAYS => Self::SetRelays(Relay::read_list(r)?),
            Kind::PRUNE => Self::Prune(Prune::read(r)?),
            _ => {
                let len = r.rest().len();
                Self::Unknown { kind, fields: r.take("fields", len)?.to_vec() }
            }
        })
    }

    /// Whether it must bring a key that has not been used before; others must
    /// leave the key as it is. None: a newer kind may do either.
    pub(crate) const fn renews_key(&self) -> Option<bool> {
        match self {
            Self::Genesis(_) | Self::Remove(_) | Self::Rotate => Some(true),
            Self::Unknown { .. } => None,
            _ => Some(false),
        }
    }
}
