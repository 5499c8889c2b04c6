//! What was decided about a space and waits for its relay.

use crate::error::NodeResult;
use rapport_membership::{Draft, DraftProblem, Membership, Role};
use rapport_seal::{Bundle, DeviceKeys, Random};
use rapport_wire::codec::Problem;
use rapport_wire::{Malformed, Reader, Writer};

/// One decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum PendingAct {
    /// Take somebody in.
    Add { role: Role, certificates: Bundle },
    /// Give everybody a new key.
    Rotate,
}

impl PendingAct {
    pub(crate) fn write(&self) -> NodeResult<Vec<u8>> {
        let mut w = Writer::new();
        match self {
            Self::Add { role, certificates } => {
                w.u8(1).u8(role.byte());
                certificates.write(&mut w)?;
            }
            Self::Rotate => {
                w.u8(2);
            }
        }
        Ok(w.finish())
    }

    pub(crate) fn read(bytes: &[u8]) -> NodeResult<Self> {
        let mut r = Reader::new(bytes);
        let act = match r.u8("act")? {
            1 => {
                let role = match r.u8("role")? {
                    0 => Role::Owner,
                    1 => Role::Admin,
                    2 => Role::Writer,
                    _ => Role::Reader,
                };
                Self::Add { role, certificates: Bundle::read(&mut r)? }
            }
            2 => Self::Rotate,
            _ => return Err(Malformed::new("act", Problem::Value).into()),
        };
        r.end("act")?;
        Ok(act)
    }

    pub(crate) fn draft(
        &self,
        membership: &Membership,
        keys: &DeviceKeys,
        random: &mut dyn Random,
    ) -> Result<Draft, DraftProblem> {
        match self {
            Self::Add { role, certificates } => membership.draft_add(keys, *role, certificates.clone(), random),
            Self::Rotate => membership.draft_rotate(keys, random),
        }
    }
}
