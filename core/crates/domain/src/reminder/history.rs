//! What became of each reminder on this device, and what was shown when.

mod acts;
mod habit;
mod record;

use super::{Held, Kind, OccurrenceId, Plan, PushId, Verdict};
use crate::sort;
use crate::time::{Millis, Wall};
use rapport_ids::CauseId;
use std::collections::{BTreeMap, BTreeSet};

pub use acts::{Acted, OccurrenceAct};
pub use habit::Habit;
pub use record::{Mark, OccurrenceState, PutOff, Record};

/// Everything that was planned or shown on this device.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    records: BTreeMap<OccurrenceId, Record>,
    pushes: BTreeMap<(Millis, PushId), Fired>,
    habits: BTreeMap<Kind, Habit>,
}

/// A push that was planned, and maybe shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fired {
    /// The day by the clock of the phone at that time, counted from 1970.
    pub day: i64,
    /// Whether it counts for no budget.
    pub exempt: bool,
    pub loud: bool,
    /// Whether it is known to have been shown; else it was planned.
    pub shown: bool,
    pub parts: Vec<OccurrenceId>,
}

/// Days in which a push still matters for those to come.
const WEEKS_MS: i64 = 9 * Millis::HOURS_24;

impl History {
    /// What is known of one reminder.
    pub fn of(&self, id: &OccurrenceId) -> Option<&Record> {
        self.records.get(id)
    }

    /// All records, by name.
    pub fn records(&self) -> impl Iterator<Item = (&OccurrenceId, &Record)> {
        self.records.iter()
    }

    /// All pushes, by time.
    pub fn pushes(&self) -> impl Iterator<Item = (Millis, PushId, &Fired)> {
        self.pushes.iter().map(|((at, id), fired)| (*at, *id, fired))
    }

    /// How a kind is taken.
    pub fn habit(&self, kind: Kind) -> Habit {
        self.habits.get(&kind).copied().unwrap_or_default()
    }

    /// A history as it was kept.
    pub fn from_parts(
        records: impl IntoIterator<Item = (OccurrenceId, Record)>,
        pushes: impl IntoIterator<Item = ((Millis, PushId), Fired)>,
        habits: impl IntoIterator<Item = (Kind, Habit)>,
    ) -> Self {
        Self { records: sort::map(records), pushes: sort::map(pushes), habits: habits.into_iter().collect() }
    }

    /// Writes a plan down. What was planned before and has not come yet makes
    /// room for it.
    pub fn planned(&mut self, plan: &Plan, now: Millis) {
        let to_come = self.pushes.split_off(&(now, PushId::FIRST));
        let (shown, open): (BTreeMap<_, _>, BTreeMap<_, _>) = to_come.into_iter().partition(|(_, one)| one.shown);
        self.pushes.extend(shown);
        for push in &plan.pushes {
            let parts: Vec<_> = push.parts.iter().map(|part| part.id).collect();
            for part in &push.parts {
                let late = part.due < plan.now;
                self.record(part.id).planned(now, push.at, part.held, late);
            }
            let fired =
                Fired { day: push.wall.day.epoch_days(), exempt: push.exempt, loud: push.loud, shown: false, parts };
            self.pushes.insert((push.at, push.id), fired);
        }
        for left in &plan.left_out {
            self.record(left.id).left_out(now, left.why);
        }
        let again: BTreeSet<_> = sort::set(plan.occurrences());
        for id in open.into_values().flat_map(|fired| fired.parts).filter(|id| !again.contains(id)) {
            let record = self.record(id);
            if record.state == OccurrenceState::Planned {
                record.left_out(now, Held::Over);
            }
        }
    }

    /// Writes down what was decided about a push whose alarm went off. What
    /// was not shown is planned anew.
    pub fn decided(&mut self, push: PushId, verdict: &Verdict, now: Millis) {
        let before = self.planned_as(push).map(|(at, _)| at).and_then(|at| self.pushes.remove(&(at, push)));
        let before = before.map(|fired| fired.parts).unwrap_or_default();
        let (show, why) = match verdict {
            Verdict::Show { parts, wall, exempt, loud, .. } => {
                for id in parts {
                    self.record(*id).shown(now, *loud);
                }
                let (day, parts) = (wall.day.epoch_days(), parts.clone());
                let fired = Fired { day, exempt: *exempt, loud: *loud, shown: true, parts };
                self.pushes.insert((now, push), fired.clone());
                (fired.parts, Held::Late)
            }
            Verdict::Move { why, .. } | Verdict::Suppress { why } => (Vec::new(), *why),
        };
        for id in before.iter().filter(|id| !show.contains(id)) {
            let record = self.record(*id);
            if record.state == OccurrenceState::Planned {
                record.left_out(now, why);
            }
        }
    }

    /// Writes down what the system did by itself while the app slept: which of
    /// the pushes whose time has come it showed. The others were lost and are
    /// planned anew.
    pub fn caught_up(&mut self, now: Millis, showed: impl Fn(&PushId) -> bool) {
        let open = |(_, fired): &(&(Millis, PushId), &Fired)| !fired.shown;
        let keys: Vec<_> = self.pushes.range(..(now, PushId::FIRST)).filter(open).map(|(key, _)| *key).collect();
        for key in keys {
            let Some(mut fired) = self.pushes.remove(&key) else { continue };
            let showed = showed(&key.1);
            for id in &fired.parts {
                let record = self.record(*id);
                // What was done with it meanwhile, or heard of it, stands; so
                // does another time for which it is planned since.
                let waited = record.state == OccurrenceState::Planned && record.slot == Some(key.0);
                match showed {
                    true if waited => record.shown(key.0, fired.loud),
                    false if waited => record.missed(now),
                    _ => {}
                }
            }
            if showed {
                fired.shown = true;
                self.pushes.insert(key, fired);
            }
        }
    }

    /// Another device of the same person says what it showed aloud.
    pub fn heard(&mut self, at: Millis, push: PushId, fired: &Fired) {
        if !fired.loud || !fired.shown {
            return;
        }
        for id in &fired.parts {
            let record = self.record(*id);
            if !record.is_over() {
                record.left_out(at, Held::Shown);
                record.state = OccurrenceState::Shown;
            }
        }
        // When both rang at the same moment, both count; of what was planned here
        // for that moment nobody has said yet whether it came.
        let both = self.pushes.get(&(at, push)).is_some_and(|here| !here.shown || here.loud);
        self.pushes.insert((if both { at.plus(1) } else { at }, push), fired.clone());
    }

    /// Whether this was heard before.
    pub fn has_heard(&self, at: Millis, push: PushId, fired: &Fired) -> bool {
        [at, at.plus(1)].iter().any(|at| self.pushes.get(&(*at, push)) == Some(fired))
    }

    /// Forgets what is older.
    pub fn forget_before(&mut self, at: Millis) {
        self.pushes = self.pushes.split_off(&(at, PushId::FIRST));
        self.records.retain(|_, record| record.marks.last().is_none_or(|mark| mark.at >= at));
    }

    /// Pushes before a moment that still matter at it; also one that was shown
    /// in this very moment.
    pub(super) fn fired_before(&self, now: Millis) -> impl Iterator<Item = (Millis, PushId, &Fired)> {
        let (from, to) = ((now.plus(-WEEKS_MS), PushId::FIRST), (now.plus(1), PushId::FIRST));
        let open = move |((at, _), fired): &(&(Millis, PushId), &Fired)| *at < now || fired.shown;
        self.pushes.range(from..to).filter(open).map(|((at, id), fired)| (*at, *id, fired))
    }

    /// What was planned under a name and is not known to have been shown.
    pub(super) fn planned_as(&self, push: PushId) -> Option<(Millis, &Fired)> {
        let mut found = self.pushes.iter().rev().filter(|((_, id), fired)| *id == push && !fired.shown);
        found.next().map(|((at, _), fired)| (*at, fired))
    }

    /// Whether something was done, so that no rung of it comes any more.
    pub(super) fn is_done(&self, kind: Kind, cause: CauseId, anchor: Wall) -> bool {
        let rung = |rung| OccurrenceId { kind, cause, anchor, rung };
        self.records.range(rung(0)..=rung(u8::MAX)).any(|(_, record)| record.state == OccurrenceState::Done)
    }

    fn record(&mut self, id: OccurrenceId) -> &mut Record {
        self.records.entry(id).or_default()
    }
}
