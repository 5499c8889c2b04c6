//! The devices of one person, as the screen about safety shows them.

use crate::members::Ctx;
use crate::rules::{Field, Rule, RuleBroken, Thing, Who};
use crate::text::{self, limit};
use crate::time::Millis;
use crate::words::plain;
use rapport_ids::{DeviceId, PersonId};
use serde::{Deserialize, Serialize};

plain! {
    /// What kind of machine it is.
    DeviceKind in "device.kind" {
        Phone = "phone",
        Tablet = "tablet",
        Computer = "computer",
        /// Nobody said, or only a newer version knows.
        Unknown = "unknown",
    }
}

plain! {
    /// Whether a device still speaks for its person.
    DeviceState in "device.state" {
        Current = "current",
        /// It can no longer read what is new, or write.
        Removed = "removed",
    }
}

/// One install of the software.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Device {
    pub id: DeviceId,
    pub name: String,
    pub kind: DeviceKind,
    pub state: DeviceState,
    /// When it was linked.
    pub added: Millis,
    /// When something of it was last seen here.
    pub last_seen: Option<Millis>,
}

/// All devices of a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Devices {
    pub person: PersonId,
    /// The one that this is.
    pub here: DeviceId,
    pub all: Vec<Device>,
}

/// What people do to their own devices. Linking one is an act of two devices
/// and stands with membership.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeviceAct {
    Rename { id: DeviceId, name: String },
    Remove { id: DeviceId },
}

impl DeviceAct {
    /// The act as it will be written.
    ///
    /// # Errors
    /// When the name cannot be taken.
    pub fn tidy(self) -> Result<Self, RuleBroken> {
        Ok(match self {
            Self::Rename { id, name } => Self::Rename { id, name: text::line(Field::Device, &name, limit::NAME)? },
            other => other,
        })
    }
}

impl Devices {
    /// Whether this person may do this.
    ///
    /// # Errors
    /// The rule it would break; nothing has changed then.
    pub fn check(&self, act: &DeviceAct, ctx: &Ctx) -> Result<(), RuleBroken> {
        self.apply(act, ctx).map(drop)
    }

    /// The devices after an act.
    ///
    /// # Errors
    /// Not one's own, not here, the only one left, or the very device that
    /// acts: that one would not know what it may no longer do.
    pub fn apply(&self, act: &DeviceAct, ctx: &Ctx) -> Result<Self, RuleBroken> {
        let act = act.clone().tidy()?;
        let refuse = |rule| Err(RuleBroken::not_allowed(Field::Device, rule));
        if ctx.by != self.person {
            return refuse(Rule::OnlyFor { who: Who::Owner });
        }
        let (DeviceAct::Rename { id, .. } | DeviceAct::Remove { id }) = act;
        let current = self.all.iter().filter(|device| device.state == DeviceState::Current).count();
        let here = self.here;
        let mut next = self.clone();
        let device = next.all.iter_mut().find(|device| device.id == id && device.state == DeviceState::Current);
        let device = device.ok_or(RuleBroken::not_found(Field::Device, Thing::Device))?;
        match act {
            DeviceAct::Rename { name, .. } => device.name = name,
            DeviceAct::Remove { .. } if current <= 1 => return refuse(Rule::LastDevice),
            DeviceAct::Remove { .. } if id == here => return refuse(Rule::ThisDevice),
            DeviceAct::Remove { .. } => device.state = DeviceState::Removed,
        }
        Ok(next)
    }
}

#[cfg(test)]
mod tests;
