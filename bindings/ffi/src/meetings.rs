//! Meetings: proposed, agreed, moved, held, written down.

mod act;
mod brief;
mod series;
mod view;

use brief::{BriefView, MeetingCounts};

pub use act::{AgendaEdit, Attended, MeetingEdit, MeetingTurn, NewMeeting};
pub use view::{Attendance, CancelReason, MeetingRow, MeetingStage, MeetingView, Mode};

use crate::area::area;
use crate::failure::Failure;
use crate::goals::{StepDraft, StepEdit};
use crate::ids::{AgendaItemId, MeetingId, SpaceId, StepId};
use crate::numbers::Minutes;
use crate::observe::Subscription;
use crate::time::Civil;
use std::sync::Arc;

/// Is told the meetings to come each time they change.
#[uniffi::export(foreign)]
pub trait MeetingsObserver: Send + Sync {
    /// The list as it is now.
    fn on_meetings(&self, meetings: Vec<MeetingRow>);
}

/// Is told one meeting each time it changes.
#[uniffi::export(foreign)]
pub trait MeetingObserver: Send + Sync {
    /// The meeting as it is now.
    fn on_meeting(&self, meeting: MeetingView);
}

/// Is told the brief of one meeting each time it changes.
#[uniffi::export(foreign)]
pub trait BriefObserver: Send + Sync {
    /// The brief as it is now.
    fn on_brief(&self, brief: BriefView);
}

/// Everything about meetings. Fetched once and kept.
#[derive(uniffi::Object)]
pub struct Meetings {
    core: rapport_core::Rapport,
}

area!(Meetings by meetings);

#[uniffi::export]
impl Meetings {
    /// Meetings whose end has not come yet, the nearest first; of one space, or of all.
    #[uniffi::method(default(space = None, limit = 50))]
    pub async fn coming(&self, space: Option<SpaceId>, limit: u32) -> Result<Vec<MeetingRow>, Failure> {
        self.run(move |meetings| meetings.coming(space, limit)).await
    }

    /// Meetings that are behind, the latest first; `offset` counts those that were shown before.
    #[uniffi::method(default(space = None, offset = 0, limit = 50))]
    pub async fn past(&self, space: Option<SpaceId>, offset: u32, limit: u32) -> Result<Vec<MeetingRow>, Failure> {
        self.run(move |meetings| meetings.past(space, offset, limit)).await
    }

    /// One meeting with its agenda.
    pub async fn view(&self, meeting: MeetingId) -> Result<MeetingView, Failure> {
        self.run(move |meetings| meetings.view(meeting)).await
    }

    /// What one wants to know in the two minutes before a meeting.
    pub async fn brief(&self, meeting: MeetingId) -> Result<BriefView, Failure> {
        self.run(move |meetings| meetings.brief(meeting)).await
    }

    /// Watches the brief of one meeting; the observer has the first value before this returns.
    pub async fn watch_brief(
        &self,
        meeting: MeetingId,
        observer: Arc<dyn BriefObserver>,
    ) -> Result<Arc<Subscription>, Failure> {
        let tell = move |brief: &BriefView| observer.on_brief(brief.clone());
        self.run(move |meetings| meetings.watch_brief(meeting, tell)).await.map(Subscription::new)
    }

    /// What the two of a space have done together; a walk or an outing is counted apart.
    pub async fn counts(&self, space: SpaceId) -> Result<MeetingCounts, Failure> {
        self.run(move |meetings| meetings.counts(space)).await
    }

    /// A calendar file (RFC 5545) with the meetings from a month ago on and all series, of one space or of all.
    #[uniffi::method(default(space = None))]
    pub async fn calendar(&self, space: Option<SpaceId>) -> Result<String, Failure> {
        self.run(move |meetings| meetings.calendar(space)).await
    }

    /// Watches the meetings to come; the observer has the first value before this returns.
    pub async fn watch_coming(
        &self,
        space: Option<SpaceId>,
        limit: u32,
        observer: Arc<dyn MeetingsObserver>,
    ) -> Result<Arc<Subscription>, Failure> {
        let tell = move |rows: &[MeetingRow]| observer.on_meetings(rows.to_vec());
        self.run(move |meetings| meetings.watch_coming(space, limit, tell)).await.map(Subscription::new)
    }

    /// Watches one meeting; the observer has the first value before this returns.
    pub async fn watch(
        &self,
        meeting: MeetingId,
        observer: Arc<dyn MeetingObserver>,
    ) -> Result<Arc<Subscription>, Failure> {
        let tell = move |view: &MeetingView| observer.on_meeting(view.clone());
        self.run(move |meetings| meetings.watch(meeting, tell)).await.map(Subscription::new)
    }

    /// Proposes a meeting to the other one of a pair.
    pub async fn propose(&self, new: NewMeeting) -> Result<MeetingId, Failure> {
        self.run(move |meetings| meetings.propose(new)).await
    }

    /// Moves a meeting to another time: another meeting, proposed anew with the same agenda. Gives the new one.
    pub async fn move_to(&self, meeting: MeetingId, slot: Civil, minutes: Minutes) -> Result<MeetingId, Failure> {
        self.run(move |meetings| meetings.move_to(meeting, slot, minutes)).await
    }

    /// Moves a meeting to another state: confirm, hold, miss, cancel.
    pub async fn turn(&self, meeting: MeetingId, turn: MeetingTurn) -> Result<(), Failure> {
        self.run(move |meetings| meetings.turn(meeting, turn.into())).await
    }

    /// Writes a meeting down: how many minutes it took, and who was there.
    pub async fn log(&self, meeting: MeetingId, took: Minutes, attendance: Vec<Attended>) -> Result<(), Failure> {
        let attendance = attendance.into_iter().map(|who| (who.person, who.attendance)).collect();
        self.run(move |meetings| meetings.log(meeting, took, attendance)).await
    }

    /// Changes a field.
    pub async fn edit(&self, meeting: MeetingId, edit: MeetingEdit) -> Result<(), Failure> {
        self.run(move |meetings| meetings.act(meeting, edit.into())).await
    }

    /// Adds a point at the end of the agenda.
    pub async fn add_agenda_item(&self, meeting: MeetingId, text: String) -> Result<AgendaItemId, Failure> {
        self.run(move |meetings| meetings.add_agenda_item(meeting, &text)).await
    }

    /// Changes a point of the agenda, or says that it was talked about.
    pub async fn edit_agenda_item(
        &self,
        meeting: MeetingId,
        id: AgendaItemId,
        edit: AgendaEdit,
    ) -> Result<(), Failure> {
        self.run(move |meetings| meetings.agenda(meeting, edit.of(id))).await
    }

    /// Puts a point of the agenda behind another one (none: first).
    pub async fn move_agenda_item(
        &self,
        meeting: MeetingId,
        id: AgendaItemId,
        after: Option<AgendaItemId>,
    ) -> Result<(), Failure> {
        self.run(move |meetings| meetings.move_agenda_item(meeting, id, after)).await
    }

    /// Adds a step that was agreed in the meeting.
    pub async fn add_action(&self, meeting: MeetingId, draft: StepDraft) -> Result<StepId, Failure> {
        self.run(move |meetings| meetings.add_action(meeting, draft)).await
    }

    /// Ticks a step that was agreed in the meeting, or opens it again.
    #[uniffi::method(default(done = true))]
    pub async fn tick_action(&self, meeting: MeetingId, id: StepId, done: bool) -> Result<(), Failure> {
        let tick = rapport_core::goals::StepAct::Tick { id, done };
        self.run(move |meetings| meetings.action(meeting, tick)).await
    }

    /// Changes a step that was agreed in the meeting.
    pub async fn edit_action(&self, meeting: MeetingId, id: StepId, edit: StepEdit) -> Result<(), Failure> {
        self.run(move |meetings| meetings.action(meeting, edit.of(id))).await
    }
}
