//! What was decided about a space and waits for its relay.

use crate::error::NodeResult;
use rapport_ids::DeviceId;
use rapport_membership::{Draft, DraftProblem, Membership, Role};
use rapport_seal::payload::LeaveRequest;
use rapport_seal::{Bundle, DeviceKeys, Frontier, Mark, Random, SignedEntry, limits};
use rapport_wire::codec::Problem;
use rapport_wire::{Malformed, Reader, Writer};

/// One decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum PendingAct {
    /// Take somebody in.
    Add { role: Role, certificates: Bundle },
    /// Give everybody a new key.
    Rotate,
    /// Take somebody out who has asked for it: the signed request.
    LetGo { request: Vec<u8> },
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
            Self::LetGo { request } => {
                w.u8(3).bytes("request", request)?;
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
            3 => Self::LetGo { request: r.bytes("request", limits::PAYLOAD)?.to_vec() },
            _ => return Err(Malformed::new("act", Problem::Value).into()),
        };
        r.end("act")?;
        Ok(act)
    }

    /// `seen`: how far each device has come here.
    pub(crate) fn draft(
        &self,
        membership: &Membership,
        keys: &DeviceKeys,
        seen: &Frontier,
        random: &mut dyn Random,
    ) -> Result<Draft, DraftProblem> {
        match self {
            Self::Add { role, certificates } => membership.draft_add(keys, *role, certificates.clone(), random),
            Self::Rotate => membership.draft_rotate(keys, random),
            Self::LetGo { request } => {
                let request = SignedEntry::from_bytes(&membership.space(), request)?;
                let asked = LeaveRequest::read(&request.entry().payload)?;
                let frontier = last_words(membership, &asked, seen);
                membership.draft_remove(keys, asked.account, frontier, Some(&request), random)
            }
        }
    }
}

/// What still counts of somebody who leaves: as far as they say themselves, and
/// whatever was used here before. What comes later counts no more.
fn last_words(membership: &Membership, asked: &LeaveRequest, seen: &Frontier) -> Frontier {
    let last = |device: DeviceId| {
        let (said, here) = (asked.frontier.mark(&device), seen.mark(&device));
        let last = if here.dseq > said.dseq { here } else { said };
        (last != Mark::START).then_some((device, last))
    };
    membership.devices().all(&asked.account).filter_map(|kin| last(kin.card.id)).collect()
}
