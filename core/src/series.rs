//! Series of meetings: two people meet again and again, at times that both
//! agreed to; and the meeting after one that is over.

pub use rapport_node::domain::calendar::{Ends, Nth};
pub use rapport_node::domain::meeting::series::{SeriesAct, SeriesState};
pub use rapport_node::view::series::{
    MovedView, NextMeeting, PauseView, SeriesCan, SeriesDid, SeriesRow, SeriesTimeView, SeriesTurnView, SeriesView,
    SkippedView, WishView,
};
pub use rapport_node::{PlanDays, Rhythm, SeriesPlan};

use crate::error::Failure;
use crate::meetings::Meetings;
use crate::observe::Subscription;
use rapport_node::domain::calendar::DaySpan;
use rapport_node::domain::meeting::series::SeriesTurn;
use rapport_node::domain::meeting::{CancelReason, Minutes, Mode};
use rapport_node::domain::time::{Civil, Day};
use rapport_node::ids::{MeetingId, SeriesId, SpaceId};
use rapport_node::view::series;
use rapport_node::{Field, NewSeries, Topics};

const TOPICS: Topics = Topics::MEETINGS.and(Topics::PEOPLE);

/// A series as it is proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeriesDraft {
    /// The space of the pair.
    pub space: SpaceId,
    pub plan: SeriesPlan,
    /// May be empty.
    pub title: String,
    pub mode: Option<Mode>,
    /// May be empty.
    pub place: String,
}

impl Meetings {
    /// Series that are proposed or agreed, the one with the nearest time
    /// first; `past` gives those that were ended as well.
    ///
    /// # Errors
    /// What the storage says.
    pub fn series(&self, space: Option<SpaceId>, past: bool) -> Result<Vec<SeriesRow>, Failure> {
        self.shared.look(|lens| series::all(lens, space, past))
    }

    /// One series with its next times and all that happened to it.
    ///
    /// # Errors
    /// `NotFound`, and what the storage says.
    pub fn view_series(&self, id: SeriesId) -> Result<SeriesView, Failure> {
        self.shared.look(|lens| series::series(lens, id))
    }

    /// Watches the series that are proposed or agreed.
    ///
    /// # Errors
    /// What the storage says.
    pub fn watch_series(
        &self,
        space: Option<SpaceId>,
        mut deliver: impl FnMut(&[SeriesRow]) + Send + 'static,
    ) -> Result<Subscription, Failure> {
        let query = move |lens: &rapport_node::view::Lens<'_>| series::all(lens, space, false);
        self.shared.watch(TOPICS, query, move |rows: &Vec<_>| deliver(rows))
    }

    /// Watches one series, also one that was ended.
    ///
    /// # Errors
    /// `NotFound`, and what the storage says.
    pub fn watch_one_series(
        &self,
        id: SeriesId,
        deliver: impl FnMut(&SeriesView) + Send + 'static,
    ) -> Result<Subscription, Failure> {
        self.shared.watch(TOPICS, move |lens| series::series(lens, id), deliver)
    }

    /// How often two people could meet whose first time is on this day, the
    /// most usual first: every week, every second one, every month on that
    /// weekday, every month on that date.
    pub fn rhythms(&self, first: Day) -> Vec<Rhythm> {
        Rhythm::usual(first)
    }

    /// A plan from the rule of another calendar, such as
    /// `FREQ=MONTHLY;BYDAY=1TU`.
    ///
    /// # Errors
    /// `Invalid` with the place in the rule.
    pub fn plan_from_rule(&self, start: Civil, minutes: Minutes, rule: &str) -> Result<SeriesPlan, Failure> {
        Ok(SeriesPlan::from_rule(start, minutes, rule, &*self.shared.platform.zones)?)
    }

    /// Proposes a series. It is agreed once the other one has confirmed it.
    ///
    /// # Errors
    /// `Invalid` by `Interval`, `Repeat`, `Count` or `End`, `NotAllowed`, `NotFound`.
    pub fn propose_series(&self, draft: SeriesDraft) -> Result<SeriesId, Failure> {
        let SeriesDraft { space, plan, title, mode, place } = draft;
        let new = NewSeries { space, plan: plan.plan()?, title, mode, place };
        self.shared.act(|node| Ok(node.propose_series(new)?))
    }

    /// Says yes to the other's proposal.
    ///
    /// # Errors
    /// `NotAllowed`, `NotFound`.
    pub fn confirm_series(&self, id: SeriesId) -> Result<(), Failure> {
        self.turn_series(id, SeriesTurn::Confirm)
    }

    /// Wishes for another plan from its first day on; until the other one has
    /// agreed to it, the plan of before goes on.
    ///
    /// # Errors
    /// `Invalid`, `NotAllowed`, `NotFound`.
    pub fn change_series(&self, id: SeriesId, plan: &SeriesPlan) -> Result<(), Failure> {
        self.turn_series(id, SeriesTurn::MoveRest(plan.plan()?))
    }

    /// Says yes to exactly this plan, which the other one wishes for.
    ///
    /// # Errors
    /// `Invalid` when they wish for something else by now, `NotAllowed`, `NotFound`.
    pub fn agree_to_change(&self, id: SeriesId, plan: &SeriesPlan) -> Result<(), Failure> {
        self.turn_series(id, SeriesTurn::AgreeRest(plan.plan()?))
    }

    /// Moves one time, named by the day that the rhythm gave it. It stands
    /// there from now on and waits for the other's yes. Where it has its
    /// meeting already, that moves too.
    ///
    /// # Errors
    /// `Invalid` for a day that the series does not give, `NotAllowed`, `NotFound`.
    pub fn move_time(&self, id: SeriesId, of: Day, to: Civil) -> Result<(), Failure> {
        self.turn_series(id, SeriesTurn::MoveOne { of, to })
    }

    /// Says yes to where the other one moved one time.
    ///
    /// # Errors
    /// `Invalid` when it stands elsewhere by now, `NotAllowed`, `NotFound`.
    pub fn agree_to_time(&self, id: SeriesId, of: Day, to: Civil) -> Result<(), Failure> {
        self.turn_series(id, SeriesTurn::AgreeOne { of, to })
    }

    /// Leaves one time out. Where it has its meeting already, that is called
    /// off for the same reason.
    ///
    /// # Errors
    /// `Invalid` for a day that the series does not give, `NotAllowed`, `NotFound`.
    pub fn skip_time(&self, id: SeriesId, of: Day, reason: CancelReason, note: &str) -> Result<(), Failure> {
        self.turn_series(id, SeriesTurn::Skip { of, reason, note: note.to_owned() })
    }

    /// No meetings on these days, those that were moved there excepted.
    ///
    /// # Errors
    /// `Invalid` of `Until` for a last day before the first, `NotAllowed`, `NotFound`.
    pub fn pause_series(&self, id: SeriesId, first: Day, last: Day) -> Result<(), Failure> {
        self.turn_series(id, SeriesTurn::Pause(DaySpan::new(first, last, Field::Until)?))
    }

    /// Ends what is left of any pause with this day.
    ///
    /// # Errors
    /// `NotAllowed`, `NotFound`.
    pub fn resume_series(&self, id: SeriesId, from: Day) -> Result<(), Failure> {
        self.turn_series(id, SeriesTurn::Resume { from })
    }

    /// Ends a series. Meetings that were opened or held stay as they are.
    ///
    /// # Errors
    /// `NotAllowed`, `NotFound`.
    pub fn end_series(&self, id: SeriesId, reason: CancelReason, note: &str) -> Result<(), Failure> {
        self.turn_series(id, SeriesTurn::Cancel { reason, note: note.to_owned() })
    }

    /// Changes what a series is called, how or where the two meet.
    ///
    /// # Errors
    /// `Invalid`, `NotAllowed`, `NotFound`.
    pub fn edit_series(&self, id: SeriesId, act: SeriesAct) -> Result<(), Failure> {
        self.shared.act(|node| Ok(node.act_on_series(id, act)?))
    }

    /// The meeting of one time of a series, with an agenda of its own: opened
    /// unless it is there. Both phones open the same one.
    ///
    /// # Errors
    /// `Invalid` for a day that the series does not give, `NotFound`.
    pub fn open_time(&self, id: SeriesId, of: Day) -> Result<MeetingId, Failure> {
        self.shared.act(|node| Ok(node.open_series_time(id, of)?))
    }

    /// What could follow a meeting that is over: the next time of a series,
    /// else one of the rhythm that the two agreed on. None while a meeting of
    /// theirs is ahead.
    ///
    /// # Errors
    /// `NotFound`, and what the storage says.
    pub fn next(&self, meeting: MeetingId) -> Result<Option<NextMeeting>, Failure> {
        self.shared.look(|lens| series::next(lens, meeting))
    }

    /// Proposes what could follow a meeting, with the points that were not
    /// talked about. None where nothing could. Both phones propose the same one.
    ///
    /// # Errors
    /// `NotAllowed`, `NotFound`.
    pub fn propose_next(&self, meeting: MeetingId) -> Result<Option<MeetingId>, Failure> {
        let Some(next) = self.shared.look(|lens| series::following(lens, meeting))? else { return Ok(None) };
        self.shared.act(|node| Ok(Some(node.propose_following(meeting, next)?)))
    }

    fn turn_series(&self, id: SeriesId, turn: SeriesTurn) -> Result<(), Failure> {
        self.shared.act(|node| Ok(node.turn_series(id, turn)?))
    }
}
