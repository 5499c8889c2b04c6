//! Meetings of a pair: agreed as a wall time at a place, held, missed, moved
//! or cancelled without blame, and written down afterwards in a minute; alone
//! or as a [`series`].

mod act;
mod agenda;
mod apply;
mod brief;
mod life;
mod minutes;
mod next;
pub mod series;

use crate::access::Tier;
use crate::life::{Entry, Stamped};
use crate::made::{Gone, Made};
use crate::members::Members;
use crate::rules::Problem;
use crate::sort;
use crate::step::Step;
use crate::time::{Here, Millis};
use crate::words::plain;
use rapport_ids::{MeetingId, PersonId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

pub use act::MeetingAct;
pub use agenda::{AgendaAct, AgendaItem, Carried, MOST_POINTS, NewAgendaItem};
pub use brief::{GoalChange, MeetingBrief, OpenStep};
pub use life::{CancelReason, MeetingLife, MeetingStage, MeetingState, MeetingTurn, Proposal};
pub use minutes::Minutes;

plain! {
    /// How people meet.
    Mode in "mode" {
        InPerson = "in_person",
        Video = "video",
        Phone = "phone",
        /// A walk, an outing, anything besides.
        Activity = "activity",
    }
}

plain! {
    /// Whether somebody was there.
    Attendance in "attendance" {
        Yes = "yes",
        No = "no",
        Late = "late",
    }
}

/// A meeting as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    pub id: MeetingId,
    pub members: Members,
    /// Its state and its proposal, as the turns in `history` made them.
    pub life: MeetingLife,
    /// Every turn of its life in the common order, rejected ones too.
    pub history: Vec<Entry<MeetingTurn>>,
    /// What it is about; may be empty.
    pub title: String,
    pub mode: Option<Mode>,
    /// Where, or the link to open; may be empty.
    pub place: String,
    /// In their order.
    pub agenda: Vec<AgendaItem>,
    /// Who was there, as far as somebody said so.
    pub attendance: BTreeMap<PersonId, Attendance>,
    /// How long it took, once it was written down.
    pub took: Option<Minutes>,
    /// Steps agreed in it, in their order.
    pub actions: Vec<Step>,
    /// I16: what was deleted inside of it, without content.
    pub gone: Vec<Gone>,
    /// Who deleted the meeting itself, and when.
    pub deleted: Option<Made>,
}

impl Meeting {
    /// A meeting of which nothing is known but where it is.
    pub fn new(id: MeetingId, members: Members) -> Self {
        Self {
            id,
            members,
            life: MeetingLife::default(),
            history: Vec::new(),
            title: String::new(),
            mode: None,
            place: String::new(),
            agenda: Vec::new(),
            attendance: BTreeMap::new(),
            took: None,
            actions: Vec::new(),
            gone: Vec::new(),
            deleted: None,
        }
    }

    /// The same meeting after these turns, which may come in any order (I15).
    pub fn with_history(mut self, events: impl IntoIterator<Item = Stamped<MeetingTurn>>) -> Self {
        let life = MeetingLife::replay(&self.members, events);
        self.life = life.state;
        self.history = life.history;
        self.sorted()
    }

    fn sorted(mut self) -> Self {
        sort::by(&mut self.agenda, |a, b| (&a.order, a.id).cmp(&(&b.order, b.id)));
        sort::by(&mut self.actions, |a, b| (&a.order, a.id).cmp(&(&b.order, b.id)));
        self
    }

    /// I16: what stays of a deleted meeting: its identifier, who proposed it
    /// and when, and who deleted it.
    pub fn tombstone(self, deleted: Made) -> Self {
        let life = MeetingLife { begun: self.life.begun, ..MeetingLife::default() };
        Self { life, deleted: Some(deleted), ..Self::new(self.id, self.members) }
    }

    /// How far it can be read.
    pub fn tier(&self) -> Tier {
        self.members.tier()
    }

    /// Whether there is something to show: proposed, and not deleted.
    pub const fn is_here(&self) -> bool {
        self.life.begun.is_some() && self.deleted.is_none()
    }

    /// Where it stands, without what belongs to it there.
    pub const fn stage(&self) -> MeetingStage {
        self.life.state.stage()
    }

    /// When it begins; nothing before it was proposed.
    ///
    /// # Errors
    /// When the rules of its zone are not known here.
    pub fn begins(&self, here: &Here<'_>) -> Result<Option<Millis>, Problem> {
        let Some(proposal) = &self.life.proposal else { return Ok(None) };
        Ok(Some(proposal.slot.resolve(here.rules)?.at))
    }

    /// Whether it is agreed or proposed and its end has not come yet.
    ///
    /// # Errors
    /// As [`Self::begins`].
    pub fn is_ahead(&self, here: &Here<'_>) -> Result<bool, Problem> {
        let open = matches!(self.stage(), MeetingStage::Proposed | MeetingStage::Confirmed);
        let (true, Some(proposal)) = (open && self.is_here(), &self.life.proposal) else { return Ok(false) };
        let end = proposal.slot.resolve(here.rules)?.at.plus(proposal.minutes.ms());
        Ok(here.now < end)
    }

    /// Whether it was agreed, is over, and nobody has said yet what became of
    /// it or written it down.
    ///
    /// # Errors
    /// As [`Self::begins`].
    pub fn wants_log(&self, here: &Here<'_>) -> Result<bool, Problem> {
        match self.stage() {
            MeetingStage::Held => Ok(self.is_here()),
            MeetingStage::Confirmed => Ok(self.is_here() && !self.is_ahead(here)?),
            _ => Ok(false),
        }
    }

    /// Points of the agenda that were not talked about, for the next meeting.
    pub fn to_carry(&self) -> impl Iterator<Item = &AgendaItem> {
        self.agenda.iter().filter(|item| !item.is_covered())
    }
}

#[cfg(test)]
mod tests;
