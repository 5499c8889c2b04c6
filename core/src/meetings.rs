//! Meetings: proposed, agreed, moved, held, written down.

pub use rapport_node::domain::meeting::{
    AgendaAct, Attendance, CancelReason, MeetingAct, MeetingStage, MeetingState, MeetingTurn, Minutes, Mode,
};
pub use rapport_node::view::meetings::{
    BriefGoal, BriefStep, BriefView, CalendarDay, CalendarEntry, MeetingCounts, MeetingRow, MeetingView,
};
pub use rapport_node::{NewMeeting, StepDraft};

use crate::error::Failure;
use crate::observe::Subscription;
use crate::shared::Shared;
use rapport_node::Topics;
use rapport_node::domain::step::StepAct;
use rapport_node::domain::time::{Civil, Day};
use rapport_node::ids::{AgendaItemId, MeetingId, PersonId, SpaceId, StepId};
use rapport_node::view::meetings;
use std::collections::BTreeMap;
use std::sync::Arc;

const TOPICS: Topics = Topics::MEETINGS.and(Topics::NOTES).and(Topics::PEOPLE);

/// Everything about meetings.
#[derive(Debug, Clone)]
pub struct Meetings {
    pub(crate) shared: Arc<Shared>,
}

impl Meetings {
    /// Meetings whose end has not come yet, the nearest first.
    ///
    /// # Errors
    /// What the storage says.
    pub fn coming(&self, space: Option<SpaceId>, limit: u32) -> Result<Vec<MeetingRow>, Failure> {
        self.shared.look(|lens| meetings::coming(lens, space, limit))
    }

    /// Meetings that are behind, or were called off or moved, the latest first.
    ///
    /// # Errors
    /// What the storage says.
    pub fn past(&self, space: Option<SpaceId>, offset: u32, limit: u32) -> Result<Vec<MeetingRow>, Failure> {
        self.shared.look(|lens| meetings::past(lens, space, offset, limit))
    }

    /// The days from `first` to `last`, a year at most, on which two meet or
    /// met, by the clock of whoever looks: meetings, and times of series.
    ///
    /// # Errors
    /// `Invalid` of `Until` for days that are none or too many, of `Zone` for
    /// a zone that is unknown here, and what the storage says.
    pub fn days(&self, space: Option<SpaceId>, first: Day, last: Day) -> Result<Vec<CalendarDay>, Failure> {
        self.shared.look(|lens| meetings::days(lens, space, first, last))
    }

    /// One meeting with its agenda. That of a time of a series is opened by
    /// looking at it.
    ///
    /// # Errors
    /// `NotFound`, and what the storage says.
    pub fn view(&self, meeting: MeetingId) -> Result<MeetingView, Failure> {
        self.opened(meeting)?;
        self.shared.look(|lens| meetings::meeting(lens, meeting))
    }

    /// Today and reminders lead to times of series whose meeting nobody has
    /// opened yet.
    fn opened(&self, meeting: MeetingId) -> Result<(), Failure> {
        if self.shared.look(|lens| meetings::is_here(lens, meeting))? {
            return Ok(());
        }
        self.shared.act(|node| Ok(node.open_agreed_time(meeting)?))
    }

    /// What one wants to know in the two minutes before a meeting: its agenda,
    /// what is left over, open steps, and what changed since the two last met.
    ///
    /// # Errors
    /// `NotFound`, and what the storage says.
    pub fn brief(&self, meeting: MeetingId) -> Result<BriefView, Failure> {
        self.opened(meeting)?;
        self.shared.look(|lens| meetings::brief(lens, meeting))
    }

    /// Watches it.
    ///
    /// # Errors
    /// `NotFound`, and what the storage says.
    pub fn watch_brief(
        &self,
        meeting: MeetingId,
        deliver: impl FnMut(&BriefView) + Send + 'static,
    ) -> Result<Subscription, Failure> {
        self.opened(meeting)?;
        self.shared.watch(TOPICS.and(Topics::GOALS), move |lens| meetings::brief(lens, meeting), deliver)
    }

    /// What the two of a space have done together; a walk or an outing is
    /// counted apart.
    ///
    /// # Errors
    /// What the storage says.
    pub fn counts(&self, space: SpaceId) -> Result<MeetingCounts, Failure> {
        self.shared.look(|lens| meetings::counts(lens, space))
    }

    /// A calendar file (RFC 5545) with the meetings from a month ago on and all
    /// series, of one space or of all. Whoever takes it again later has what
    /// was changed or called off since.
    ///
    /// # Errors
    /// `Invalid` of `Slot` for a zone that is unknown here, and what the
    /// storage says.
    pub fn calendar(&self, space: Option<SpaceId>) -> Result<String, Failure> {
        self.shared.look(|lens| rapport_node::view::ics::calendar(lens, space))
    }

    /// Watches the meetings to come.
    ///
    /// # Errors
    /// What the storage says.
    pub fn watch_coming(
        &self,
        space: Option<SpaceId>,
        limit: u32,
        mut deliver: impl FnMut(&[MeetingRow]) + Send + 'static,
    ) -> Result<Subscription, Failure> {
        self.shared.watch(TOPICS, move |lens| meetings::coming(lens, space, limit), move |rows: &Vec<_>| deliver(rows))
    }

    /// Watches one meeting.
    ///
    /// # Errors
    /// `NotFound`, and what the storage says.
    pub fn watch(
        &self,
        meeting: MeetingId,
        deliver: impl FnMut(&MeetingView) + Send + 'static,
    ) -> Result<Subscription, Failure> {
        self.opened(meeting)?;
        self.shared.watch(TOPICS, move |lens| meetings::meeting(lens, meeting), deliver)
    }

    /// Proposes a meeting.
    ///
    /// # Errors
    /// `Invalid`, `NotAllowed`, `NotFound` without such a pair.
    pub fn propose(&self, new: NewMeeting) -> Result<MeetingId, Failure> {
        self.shared.act(|node| Ok(node.propose_meeting(new)?))
    }

    /// Moves a meeting to another time: that is another meeting, proposed anew
    /// with the same agenda. Gives the new one.
    ///
    /// # Errors
    /// `NotAllowed`, `NotFound`.
    pub fn move_to(&self, meeting: MeetingId, slot: Civil, minutes: Minutes) -> Result<MeetingId, Failure> {
        self.shared.act(|node| Ok(node.move_meeting(meeting, slot, minutes)?))
    }

    /// Moves a meeting to another state: confirm, hold, miss, cancel.
    ///
    /// # Errors
    /// `NotAllowed` with the rule, `NotFound`.
    pub fn turn(&self, meeting: MeetingId, turn: MeetingTurn) -> Result<(), Failure> {
        self.shared.act(|node| Ok(node.turn_meeting(meeting, turn)?))
    }

    /// Writes a meeting down: how many minutes it took, and who was there.
    ///
    /// # Errors
    /// `Invalid`, `NotAllowed`, `NotFound`.
    pub fn log(
        &self,
        meeting: MeetingId,
        took: Minutes,
        attendance: BTreeMap<PersonId, Attendance>,
    ) -> Result<(), Failure> {
        self.shared.act(|node| Ok(node.log_meeting(meeting, took, attendance)?))
    }

    /// Changes a field: title, place, mode, who was there, how long it took.
    ///
    /// # Errors
    /// `Invalid`, `NotAllowed`, `NotFound`.
    pub fn act(&self, meeting: MeetingId, act: MeetingAct) -> Result<(), Failure> {
        self.shared.act(|node| Ok(node.act_on_meeting(meeting, act)?))
    }

    /// Adds a point at the end of the agenda.
    ///
    /// # Errors
    /// `Invalid`, `NotAllowed`, `NotFound`.
    pub fn add_agenda_item(&self, meeting: MeetingId, text: &str) -> Result<AgendaItemId, Failure> {
        self.shared.act(|node| Ok(node.add_agenda_item(meeting, text.to_owned())?))
    }

    /// Changes a point of the agenda, or says that it was talked about.
    ///
    /// # Errors
    /// `Invalid`, `NotAllowed`, `NotFound`.
    pub fn agenda(&self, meeting: MeetingId, act: AgendaAct) -> Result<(), Failure> {
        self.act(meeting, MeetingAct::Agenda(act))
    }

    /// Puts a point of the agenda behind another one (none: first).
    ///
    /// # Errors
    /// `NotAllowed`, `NotFound`.
    pub fn move_agenda_item(
        &self,
        meeting: MeetingId,
        id: AgendaItemId,
        after: Option<AgendaItemId>,
    ) -> Result<(), Failure> {
        self.shared.act(|node| Ok(node.move_agenda_item(meeting, id, after)?))
    }

    /// Adds a step that was agreed in the meeting.
    ///
    /// # Errors
    /// `Invalid`, `NotAllowed`, `NotFound`.
    pub fn add_action(&self, meeting: MeetingId, draft: StepDraft) -> Result<StepId, Failure> {
        self.shared.act(|node| Ok(node.add_action(meeting, draft)?))
    }

    /// Changes or ticks a step that was agreed in the meeting.
    ///
    /// # Errors
    /// `Invalid`, `NotAllowed`, `NotFound`.
    pub fn action(&self, meeting: MeetingId, act: StepAct) -> Result<(), Failure> {
        self.act(meeting, MeetingAct::Action(act))
    }
}
