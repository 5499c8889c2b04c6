//! When a reminder may come: not in a pause, not in quiet hours, not on quiet
//! weekends.

use super::local::{DAY_MIN, Local};
use super::{Held, Settings};
use crate::time::Millis;

pub(super) struct Hours<'a> {
    pub(super) local: &'a Local<'a>,
    settings: &'a Settings,
}

/// What holds at a moment, and when it is over; nothing when that is far.
type Hold = (Held, Option<Millis>);

/// Days have so many boundaries that a search over two weeks ends long before.
const MOST_STEPS: usize = 64;
/// Monday is 0; the first day of 1970 was a Thursday.
const THURSDAY: i64 = 3;
const SATURDAY: i64 = 5;

impl<'a> Hours<'a> {
    pub(super) const fn new(local: &'a Local<'a>, settings: &'a Settings) -> Self {
        Self { local, settings }
    }

    /// Whether something may come at a moment. `over_quiet`: the person said
    /// that it may come in quiet hours; no word of theirs breaks a pause.
    pub(super) fn open(&self, at: Millis, over_quiet: bool) -> bool {
        self.hold(at, over_quiet).is_none()
    }

    /// The first moment from `at` on at which something may come, and what
    /// held it until then.
    ///
    /// # Errors
    /// What holds it for longer than anybody plans.
    pub(super) fn first(&self, at: Millis, over_quiet: bool) -> Result<(Millis, Option<Held>), Held> {
        let (mut at, mut first) = (at, None);
        for _ in 0..MOST_STEPS {
            let Some((held, over)) = self.hold(at, over_quiet) else { return Ok((at, first)) };
            first = first.or(Some(held));
            at = over.filter(|over| *over > at).ok_or(held)?;
        }
        Err(first.unwrap_or(Held::FarAhead))
    }

    fn hold(&self, at: Millis, over_quiet: bool) -> Option<Hold> {
        let minutes = self.local.minutes(at);
        let (day, minute) = (minutes.div_euclid(DAY_MIN), minutes.rem_euclid(DAY_MIN));
        if let Some(last) = self.settings.paused_until.filter(|last| day <= last.epoch_days()) {
            return Some((Held::Paused, self.local.at(last.epoch_days() + 1, 0)));
        }
        if over_quiet {
            return None;
        }
        if self.settings.quiet_weekends && (day + THURSDAY).rem_euclid(7) >= SATURDAY {
            return Some((Held::Weekend, self.over(at, minutes, (day + 1) * DAY_MIN)));
        }
        let quiet = self.settings.quiet.filter(|quiet| quiet.hold(minute))?;
        let to = i64::from(quiet.to().minutes());
        let to = day * DAY_MIN + if to > minute { to } else { to + DAY_MIN };
        Some((Held::QuietHours, self.over(at, minutes, to)))
    }

    /// When the wall shows `to`. In an hour that comes twice its first time
    /// may have passed; then it is the second.
    fn over(&self, at: Millis, minutes: i64, to: i64) -> Option<Millis> {
        let first = self.local.at(to.div_euclid(DAY_MIN), to.rem_euclid(DAY_MIN))?;
        let second = Millis(at.0.div_euclid(60_000) * 60_000).plus((to - minutes) * 60_000);
        Some(if first > at { first } else { second })
    }
}
