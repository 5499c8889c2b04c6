//! Series of meetings, and the meeting after one that is over.

mod view;

use super::{CancelReason, Meetings};
use crate::failure::Failure;
use crate::ids::{MeetingId, SeriesId, SpaceId};
use crate::numbers::Minutes;
use crate::observe::Subscription;
use crate::time::{Civil, Day};
use std::sync::Arc;
use view::{NextMeeting, Rhythm, SeriesDraft, SeriesEdit, SeriesPlan, SeriesRow, SeriesView};

/// Is told the series each time they change.
#[uniffi::export(foreign)]
pub trait SeriesObserver: Send + Sync {
    /// The list as it is now.
    fn on_series(&self, series: Vec<SeriesRow>);
}

/// Is told one series each time it changes.
#[uniffi::export(foreign)]
pub trait OneSeriesObserver: Send + Sync {
    /// The series as it is now.
    fn on_one_series(&self, series: SeriesView);
}

#[uniffi::export]
impl Meetings {
    /// Series that are proposed or agreed, the one with the nearest time first; `past` gives those that were ended too.
    #[uniffi::method(default(space = None, past = false))]
    pub async fn series(&self, space: Option<SpaceId>, past: bool) -> Result<Vec<SeriesRow>, Failure> {
        self.run(move |meetings| meetings.series(space, past)).await
    }

    /// One series with its next times and all that happened to it.
    pub async fn view_series(&self, series: SeriesId) -> Result<SeriesView, Failure> {
        self.run(move |meetings| meetings.view_series(series)).await
    }

    /// Watches the series that are proposed or agreed; the observer has the first value before this returns.
    pub async fn watch_series(
        &self,
        space: Option<SpaceId>,
        observer: Arc<dyn SeriesObserver>,
    ) -> Result<Arc<Subscription>, Failure> {
        let tell = move |rows: &[SeriesRow]| observer.on_series(rows.to_vec());
        self.run(move |meetings| meetings.watch_series(space, tell)).await.map(Subscription::new)
    }

    /// Watches one series, also one that was ended; the observer has the first value before this returns.
    pub async fn watch_one_series(
        &self,
        series: SeriesId,
        observer: Arc<dyn OneSeriesObserver>,
    ) -> Result<Arc<Subscription>, Failure> {
        let tell = move |view: &SeriesView| observer.on_one_series(view.clone());
        self.run(move |meetings| meetings.watch_one_series(series, tell)).await.map(Subscription::new)
    }

    /// How often two people could meet whose first time is on this day, the most usual first: every week, every second
    /// one, every month on that weekday, every month on that date.
    pub async fn rhythms(&self, first: Day) -> Result<Vec<Rhythm>, Failure> {
        self.run(move |meetings| Ok(meetings.rhythms(first))).await
    }

    /// A plan from the rule of another calendar, such as `FREQ=MONTHLY;BYDAY=1TU`.
    pub async fn plan_from_rule(&self, start: Civil, minutes: Minutes, rule: String) -> Result<SeriesPlan, Failure> {
        self.run(move |meetings| meetings.plan_from_rule(start, minutes, &rule)).await
    }

    /// Proposes a series to the other one of a pair; it is agreed once they have confirmed it.
    pub async fn propose_series(&self, draft: SeriesDraft) -> Result<SeriesId, Failure> {
        self.run(move |meetings| meetings.propose_series(draft)).await
    }

    /// Says yes to the series that the other one proposed.
    pub async fn confirm_series(&self, series: SeriesId) -> Result<(), Failure> {
        self.run(move |meetings| meetings.confirm_series(series)).await
    }

    /// Wishes for another plan from its first day on; until the other one has agreed, the plan of before goes on.
    pub async fn change_series(&self, series: SeriesId, plan: SeriesPlan) -> Result<(), Failure> {
        self.run(move |meetings| meetings.change_series(series, &plan)).await
    }

    /// Says yes to exactly this plan, which the other one wishes for.
    pub async fn agree_to_change(&self, series: SeriesId, plan: SeriesPlan) -> Result<(), Failure> {
        self.run(move |meetings| meetings.agree_to_change(series, &plan)).await
    }

    /// Moves one time, named by the day that the rhythm gave it; it waits for the other's yes.
    pub async fn move_time(&self, series: SeriesId, of: Day, to: Civil) -> Result<(), Failure> {
        self.run(move |meetings| meetings.move_time(series, of, to)).await
    }

    /// Says yes to where the other one moved one time.
    pub async fn agree_to_time(&self, series: SeriesId, of: Day, to: Civil) -> Result<(), Failure> {
        self.run(move |meetings| meetings.agree_to_time(series, of, to)).await
    }

    /// Leaves one time out; a meeting of it that is open is called off for the same reason.
    #[uniffi::method(default(note = ""))]
    pub async fn skip_time(
        &self,
        series: SeriesId,
        of: Day,
        reason: CancelReason,
        note: String,
    ) -> Result<(), Failure> {
        self.run(move |meetings| meetings.skip_time(series, of, reason, &note)).await
    }

    /// No meetings from one day to another, both included, those that were moved there excepted.
    pub async fn pause_series(&self, series: SeriesId, first: Day, last: Day) -> Result<(), Failure> {
        self.run(move |meetings| meetings.pause_series(series, first, last)).await
    }

    /// Ends what is left of any pause with this day.
    pub async fn resume_series(&self, series: SeriesId, from: Day) -> Result<(), Failure> {
        self.run(move |meetings| meetings.resume_series(series, from)).await
    }

    /// Ends a series. Meetings that were opened or held stay as they are.
    #[uniffi::method(default(note = ""))]
    pub async fn end_series(&self, series: SeriesId, reason: CancelReason, note: String) -> Result<(), Failure> {
        self.run(move |meetings| meetings.end_series(series, reason, &note)).await
    }

    /// Changes what a series is called, how or where the two meet.
    pub async fn edit_series(&self, series: SeriesId, edit: SeriesEdit) -> Result<(), Failure> {
        self.run(move |meetings| meetings.edit_series(series, edit.into())).await
    }

    /// The meeting of one time of a series, with an agenda of its own: opened unless it is there. Both phones open the same one.
    pub async fn open_time(&self, series: SeriesId, of: Day) -> Result<MeetingId, Failure> {
        self.run(move |meetings| meetings.open_time(series, of)).await
    }

    /// What could follow a meeting that is over; none while a meeting of the two is ahead.
    pub async fn next(&self, meeting: MeetingId) -> Result<Option<NextMeeting>, Failure> {
        self.run(move |meetings| meetings.next(meeting)).await
    }

    /// Proposes what could follow a meeting, with the points that were not talked about; none where nothing could.
    pub async fn propose_next(&self, meeting: MeetingId) -> Result<Option<MeetingId>, Failure> {
        self.run(move |meetings| meetings.propose_next(meeting)).await
    }
}
