//! How often to remind of each kind of thing, and when to fall silent.

use super::{Because, DueItem, Kind, Rung, When};
use crate::meeting::Minutes;
use crate::rules::Problem;
use crate::time::{Civil, Day, Due, TimeOfDay, Wall};
use rapport_ids::CauseId;

impl DueItem {
    fn plain(cause: CauseId, kind: Kind, anchor: Wall, because: Because, rungs: Vec<Rung>) -> Self {
        Self { cause, kind, anchor, because, rungs, severity: 1, agreed: false, over_quiet: false, series: None }
    }

    /// A meeting that comes: the day before, and an hour before; pointless
    /// when it has begun.
    pub fn meeting(cause: CauseId, slot: &Civil, agreed: bool, over_quiet: bool) -> Self {
        let before = |days, minutes| When::At { slot: slot.clone(), days, minutes };
        let hour = Rung { when: before(0, -60), until: Some(before(0, 0)) };
        let day = Rung { when: before(-1, 0), until: Some(before(0, -60)) };
        let because = Because::MeetingAt { slot: slot.clone() };
        let item = Self::plain(cause, Kind::Meeting, slot.wall(), because, vec![day, hour]);
        Self { agreed, over_quiet, ..item }
    }

    /// A meeting that is over and not written down: two hours after its end,
    /// and once more in the evening of the next day.
    ///
    /// # Errors
    /// [`Problem::DateOutOfRange`].
    pub fn log(cause: CauseId, slot: &Civil, minutes: Minutes) -> Result<Self, Problem> {
        let end = When::At { slot: slot.clone(), days: 0, minutes: i32::from(minutes.get()) + 120 };
        let evening = When::Here(Wall { day: slot.day.plus_days(1)?, time: EVENING });
        let because = Because::MeetingOver { slot: slot.clone() };
        Ok(Self::plain(cause, Kind::Log, slot.wall(), because, vec![Rung::open(end), Rung::open(evening)]))
    }

    /// A step: on its day, at the time the person likes to be reminded at, or
    /// at its own time.
    pub fn step(cause: CauseId, due: &Due, usual: TimeOfDay) -> Self {
        let (anchor, when) = match due {
            Due::On(day) => (Wall { day: *day, time: TimeOfDay::MIDNIGHT }, here(*day, usual)),
            Due::At(slot) => (slot.wall(), When::at(slot.clone())),
        };
        Self::plain(cause, Kind::Step, anchor, Because::StepDue { day: due.day() }, vec![Rung::open(when)])
    }

    /// A check-in: on its day and two days later.
    ///
    /// # Errors
    /// [`Problem::DateOutOfRange`].
    pub fn check_in(cause: CauseId, day: Day, at: TimeOfDay) -> Result<Self, Problem> {
        let (again, over) = (day.plus_days(2)?, day.plus_days(5)?);
        let until = Some(here(over, at));
        let rungs = vec![Rung { when: here(day, at), until: until.clone() }, Rung { when: here(again, at), until }];
        let anchor = Wall { day, time: TimeOfDay::MIDNIGHT };
        Ok(Self::plain(cause, Kind::CheckIn, anchor, Because::CheckInDue { day }, rungs))
    }

    /// A pair without a sign of life since a day: after two weeks and after
    /// four, to both of them.
    ///
    /// # Errors
    /// [`Problem::DateOutOfRange`].
    pub fn idle(cause: CauseId, since: Day, usual: TimeOfDay) -> Result<Self, Problem> {
        Self::quiet_since(cause, Kind::Idle, since, usual, [14, 28])
    }

    /// The same for the coordinator: after 45 days and after 60.
    ///
    /// # Errors
    /// [`Problem::DateOutOfRange`].
    pub fn watch(cause: CauseId, since: Day, usual: TimeOfDay) -> Result<Self, Problem> {
        Self::quiet_since(cause, Kind::Watch, since, usual, [45, 60])
    }

    fn quiet_since(cause: CauseId, kind: Kind, since: Day, at: TimeOfDay, after: [i64; 2]) -> Result<Self, Problem> {
        let [first, again] = after;
        // Each has its point until the next would come, the last for as long again.
        let on = |days| Ok::<_, Problem>(here(since.plus_days(days)?, at));
        let rung = |days, until| Ok::<_, Problem>(Rung { when: on(days)?, until: Some(on(until)?) });
        let rungs = vec![rung(first, again)?, rung(again, 2 * again - first)?];
        let anchor = Wall { day: since, time: TimeOfDay::MIDNIGHT };
        Ok(Self::plain(cause, kind, anchor, Because::QuietSince { day: since }, rungs))
    }

    /// A concern that somebody must have answered by a time.
    pub fn concern(cause: CauseId, raised: &Civil, by: &Civil, severity: u8) -> Self {
        let until = Some(When::At { slot: by.clone(), days: 30, minutes: 0 });
        let rungs = [raised, by].map(|slot| Rung { when: When::at(slot.clone()), until: until.clone() });
        let because = Because::ConcernOpen { by: by.clone() };
        Self { severity, ..Self::plain(cause, Kind::Concern, raised.wall(), because, rungs.to_vec()) }
    }
}

impl Rung {
    /// Pointless only when it is old.
    pub(super) const fn open(when: When) -> Self {
        Self { when, until: None }
    }
}

const fn here(day: Day, time: TimeOfDay) -> When {
    When::Here(Wall { day, time })
}

/// When the day's work is over for most.
pub(super) const EVENING: TimeOfDay = TimeOfDay::of(18, 0);
