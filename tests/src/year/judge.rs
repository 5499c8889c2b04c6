//! Judges what was shown, by its own arithmetic and not by the planner's.

use super::{DAY, World};
use rapport_domain::reminder::{OccurrenceId, Settings};
use rapport_domain::time::Millis;
use std::collections::{BTreeMap, BTreeSet};

/// What a year came to.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Told {
    pub(crate) people: usize,
    pub(crate) plans: usize,
    /// Pushes with a sound, and without.
    pub(crate) loud: usize,
    pub(crate) silent: usize,
    pub(crate) reminders: usize,
    pub(crate) busiest_request_list: usize,
    pub(crate) in_quiet: usize,
    pub(crate) in_pause: usize,
    /// Where the person lets the phone show nothing.
    pub(crate) unasked: usize,
    pub(crate) after_gone: usize,
    pub(crate) twice: usize,
    /// Twice, or over budget, on two devices that had not heard of each other.
    pub(crate) twice_unheard: usize,
    pub(crate) over_budget: usize,
    pub(crate) over_budget_unheard: usize,
    pub(crate) lost: usize,
    /// What went wrong first, for whoever looks.
    pub(crate) first: Option<String>,
}

impl Told {
    pub(crate) fn wrong(&self) -> usize {
        self.in_quiet + self.in_pause + self.unasked + self.after_gone + self.twice + self.over_budget + self.lost
    }

    pub(super) fn note(&mut self, what: impl Fn() -> String) {
        if self.first.is_none() {
            self.first = Some(what());
        }
    }
}

/// Something shown.
pub(super) struct Shown<'a> {
    pub(super) device: usize,
    pub(super) at: Millis,
    pub(super) zone: &'a str,
    pub(super) settings: &'a Settings,
    pub(super) parts: &'a [OccurrenceId],
    pub(super) exempt: bool,
    pub(super) loud: bool,
    /// Whether the person let all of it come in quiet hours.
    pub(super) over_quiet: bool,
    /// Whether the device knows what the other one has shown.
    pub(super) heard: bool,
}

/// The memory of one person's judge.
#[derive(Default)]
pub(super) struct Judge {
    /// Since when each reminder could have been shown on a device.
    free: BTreeMap<(usize, OccurrenceId), Millis>,
    seen: BTreeSet<(usize, OccurrenceId)>,
    rung: BTreeSet<OccurrenceId>,
    /// Days of what counts: for each device, and of all that made a sound.
    days: Vec<(usize, bool, i64)>,
}

impl Judge {
    pub(super) fn shown(&mut self, shown: &Shown<'_>, told: &mut Told) {
        let (day, minute) = World::wall(shown.zone, shown.at);
        *if shown.loud { &mut told.loud } else { &mut told.silent } += 1;
        told.reminders += shown.parts.len();
        let quiet = is_quiet(shown.settings, day, minute);
        if quiet && !shown.over_quiet {
            told.in_quiet += 1;
            told.note(|| format!("in quiet hours: {:?} at {day} {minute} {}", shown.parts, shown.zone));
        }
        if is_paused(shown.settings, day) {
            told.in_pause += 1;
            told.note(|| format!("in a pause: {:?}", shown.parts));
        }
        for id in shown.parts {
            self.free.remove(&(shown.device, *id));
            let again = !self.seen.insert((shown.device, *id));
            let rung_again = shown.loud && !self.rung.insert(*id);
            if again || (rung_again && shown.heard) {
                told.twice += 1;
                told.note(|| {
                    format!("twice on {}: {id} at {day} {minute} ({:?}), again {again}", shown.device, shown.at)
                });
            } else if rung_again {
                told.twice_unheard += 1;
            }
        }
        if shown.exempt {
            return;
        }
        self.days.push((shown.device, shown.loud, day));
        let device = self.too_many(day, |(device, _, _)| *device == shown.device);
        let person = shown.loud && self.too_many(day, |(_, loud, _)| *loud);
        if device || (person && shown.heard) {
            told.over_budget += 1;
            told.note(|| format!("over budget on {}: {:?} on {day}", shown.device, self.days));
        } else if person {
            told.over_budget_unheard += 1;
        }
    }

    fn too_many(&self, day: i64, whose: impl Fn(&(usize, bool, i64)) -> bool) -> bool {
        let among = |from: i64| {
            let recent = self.days.iter().rev().take(64);
            recent.filter(|one| whose(one) && (from..=day).contains(&one.2)).count()
        };
        among(day) > 2 || among(day - 6) > 6
    }

    /// The person put it off: it may come again.
    pub(super) fn put_off(&mut self, id: OccurrenceId) {
        self.rung.remove(&id);
        self.seen.retain(|(_, seen)| *seen != id);
    }

    pub(super) fn was_seen(&self, device: usize, id: OccurrenceId) -> bool {
        self.seen.contains(&(device, id))
    }

    /// Whether a device has room for one more today, if it has heard of all
    /// that the others have shown aloud.
    pub(super) fn has_room(&self, device: usize, day: i64) -> bool {
        let among = |from: i64| {
            let recent = self.days.iter().rev().take(64);
            recent.filter(|one| (one.0 == device || one.1) && (from..=day).contains(&one.2)).count()
        };
        among(day) < 2 && among(day - 6) < 6
    }

    /// Nothing kept it from being shown at this moment, or something did.
    pub(super) fn could_come(&mut self, device: usize, id: OccurrenceId, at: Millis, could: bool, told: &mut Told) {
        if !could {
            self.free.remove(&(device, id));
            return;
        }
        let since = *self.free.entry((device, id)).or_insert(at);
        if at.0 - since.0 > DAY {
            told.lost += 1;
            told.note(|| format!("lost on {device}: {id}, free since {since:?}, now {at:?}"));
            // Counted once.
            self.seen.insert((device, id));
        }
    }

    pub(super) fn forget(&mut self, device: usize) {
        self.free.retain(|(whose, _), _| *whose != device);
    }
}

pub(super) fn is_weekend(settings: &Settings, day: i64) -> bool {
    settings.quiet_weekends && (day + 3).rem_euclid(7) >= 5
}

pub(super) fn is_paused(settings: &Settings, day: i64) -> bool {
    settings.paused_until.is_some_and(|last| day <= last.epoch_days())
}

fn is_quiet(settings: &Settings, day: i64, minute: i64) -> bool {
    let hours = settings.quiet.is_some_and(|quiet| {
        let (from, to) = (i64::from(quiet.from().minutes()), i64::from(quiet.to().minutes()));
        if from < to { (from..to).contains(&minute) } else { minute >= from || minute < to }
    });
    hours || is_weekend(settings, day)
}
