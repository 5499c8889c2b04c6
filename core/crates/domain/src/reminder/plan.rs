//! The plan itself.

use super::board::{Board, Slot, Wanted};
use super::hours::Hours;
use super::local::Local;
use super::os::{Alarm, Handed, OsBudget, Request};
use super::state::ByName;
use super::{DueItem, Held, Kind, OccurrenceId, PushId, ReminderText, State, Weekly, When, due};
use crate::rules::Problem;
use crate::sort;
use crate::time::{Millis, Wall, Zone, ZoneRules};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What is to be shown when, as far as anybody can say now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    pub now: Millis,
    /// Nothing is planned from here on.
    pub end: Millis,
    /// By time.
    pub pushes: Vec<Push>,
    /// What has no place in it, and why; by name.
    pub left_out: Vec<LeftOut>,
    pub handed: Handed,
}

/// What is shown at one moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Push {
    pub id: PushId,
    pub at: Millis,
    /// What the clock of the phone shows then.
    pub wall: Wall,
    /// The reminders in it; none in one that asks to open the app.
    pub parts: Vec<Part>,
    /// Whether it counts for no budget.
    pub exempt: bool,
    /// Whether this device makes a sound for it.
    pub loud: bool,
    pub text: ReminderText,
}

/// One reminder in a push.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    pub id: OccurrenceId,
    /// When it was meant for.
    pub due: Millis,
    /// What moved it from there.
    pub held: Option<Held>,
}

/// A reminder without a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    pub id: OccurrenceId,
    pub why: Held,
}

impl Plan {
    /// Everything that has a place.
    pub fn occurrences(&self) -> impl Iterator<Item = OccurrenceId> + '_ {
        self.pushes.iter().flat_map(|push| push.parts.iter().map(|part| part.id))
    }
}

impl State {
    /// Plans two weeks ahead.
    ///
    /// # Errors
    /// When the clock or the zone of the phone cannot be understood, when more
    /// is due than can be planned, or something is given twice.
    pub fn plan(&self, now: Millis, zone: &Zone, rules: &dyn ZoneRules, budget: OsBudget) -> Result<Plan, Problem> {
        let items = self.by_name()?;
        let local = Local::ask(now, zone, rules)?;
        let hours = Hours::new(&local, &self.settings);
        let end = local.end();
        let (mut wanted, mut left_out) = self.all_wanted(&local);
        let beyond = wanted.iter().any(|one| one.due >= end);
        let mut board = Board::new(&hours, &self.history, now, end, None);
        sort::by_key(&mut wanted, |one| (!one.exempt, one.due, one.id));
        for one in wanted.iter().filter(|one| one.due < end) {
            match board.find(one) {
                Ok((at, held)) => board.take(one, at, held),
                Err(why) => left_out.push(LeftOut { id: one.id, why }),
            }
        }
        if budget == OsBudget::Ios
            && beyond
            && let Some(at) = board.last_place(i64::from(self.settings.usual.minutes()))
        {
            board.take_empty(at);
        }
        sort::by_key(&mut left_out, |left| left.id);
        let mut slots = std::mem::take(&mut board.slots);
        if !self.allowed {
            let parts = slots.values_mut().flat_map(|slot| &mut slot.parts);
            parts.for_each(|part| part.held = Some(Held::NotAllowed));
        }
        let pushes: Vec<_> = slots.into_iter().filter_map(|(at, slot)| self.push(&hours, now, at, slot)).collect();
        // The app tells what is due all the same, and what keeps the phone from it.
        let handed = if self.allowed { self.handed(&items, &pushes, budget) } else { Handed::Nothing };
        Ok(Plan { now, end, pushes, left_out, handed })
    }

    fn all_wanted(&self, local: &Local<'_>) -> (Vec<Wanted>, Vec<LeftOut>) {
        let (mut all, mut left_out) = (Vec::with_capacity(self.items.len()), Vec::new());
        for item in &self.items {
            for one in due::wanted(self, item, local, &[]) {
                match one {
                    Ok(wanted) => all.push(wanted),
                    Err((id, why)) => left_out.push(LeftOut { id, why }),
                }
            }
        }
        (all, left_out)
    }

    fn push(&self, hours: &Hours<'_>, now: Millis, at: Millis, slot: Slot) -> Option<Push> {
        let id = slot.parts.first().map_or(PushId::Refresh, |part| PushId::Of(part.id));
        let loud =
            self.rings() && (slot.parts.is_empty() || slot.parts.iter().any(|part| self.is_loud(hours, now, part)));
        let text = ReminderText::of_all(slot.parts.iter().map(|part| part.id.kind)).unwrap_or(ReminderText::Refresh);
        Some(Push { id, at, wall: hours.local.wall(at)?, parts: slot.parts, exempt: slot.exempt, loud, text })
    }

    /// What was due when another device rang was rung there. It still shows
    /// here, without a sound.
    pub(super) fn is_loud(&self, hours: &Hours<'_>, now: Millis, part: &Part) -> bool {
        let since = self.ringing.since;
        if part.due >= now {
            return true;
        }
        let record = self.history.of(&part.id);
        let planned = record.is_some_and(|record| !record.late && record.slot.is_some_and(|slot| slot >= since));
        planned || hours.first(part.due, false).is_ok_and(|(first, _)| first >= since)
    }

    fn handed(&self, items: &ByName<'_>, pushes: &[Push], budget: OsBudget) -> Handed {
        match budget {
            OsBudget::Ios => Handed::Requests(self.requests(items, pushes)),
            OsBudget::Android { exact } => Handed::Alarm(pushes.first().map(|push| self.alarm(push, exact))),
            OsBudget::None => Handed::Nothing,
        }
    }

    fn alarm(&self, push: &Push, exact: bool) -> Alarm {
        let meeting = push.exempt && push.parts.iter().any(|part| part.id.kind == Kind::Meeting);
        let exact = exact && self.settings.exact_meetings && meeting;
        Alarm { push: push.id, at: push.at, window_ms: if exact { 0 } else { OsBudget::WINDOW_MS } }
    }

    /// Nearest first, weekly ones once, and never more than fit: what is cut
    /// off has one that asks to open the app in its place.
    fn requests(&self, items: &ByName<'_>, pushes: &[Push]) -> Vec<Request> {
        let weekly = weekly(items, pushes);
        let mut repeated = BTreeSet::new();
        let mut requests = Vec::new();
        for push in pushes {
            let repeats = weekly.get(&push.id).copied();
            if repeats.is_some() && !repeated.insert(series(push)) {
                continue;
            }
            let floats = push.parts.iter().all(|part| self.floats(items, part.id));
            requests.push(Request { push: push.id, at: push.at, wall: push.wall, floats, repeats });
        }
        if requests.len() > OsBudget::MOST_REQUESTS {
            requests.retain(|request| request.push != PushId::Refresh);
            requests.truncate(OsBudget::MOST_REQUESTS);
            if let Some(last) = requests.last_mut() {
                (last.push, last.floats, last.repeats) = (PushId::Refresh, true, None);
            }
        }
        requests
    }

    /// Whether a reminder is meant by the clock of the phone.
    fn floats(&self, items: &ByName<'_>, id: OccurrenceId) -> bool {
        let put_off = self.history.of(&id).and_then(|record| record.put_off.as_ref()).map(|put_off| &put_off.when);
        let rung = named(items, id).and_then(|item| item.rungs.get(usize::from(id.rung))).map(|rung| &rung.when);
        matches!(put_off.or(rung), Some(When::Here(_)))
    }
}

/// What a push repeats: the same thing of the same kind.
fn series(push: &Push) -> Option<(Kind, rapport_ids::CauseId)> {
    push.parts.first().map(|part| (part.id.kind, part.id.cause))
}

fn named<'a>(items: &ByName<'a>, id: OccurrenceId) -> Option<&'a DueItem> {
    items.get(&OccurrenceId { rung: 0, ..id }).copied()
}

/// Pushes that come at the same time each week for as far as is planned,
/// with nothing else in them and nothing moved.
fn weekly(items: &ByName<'_>, pushes: &[Push]) -> BTreeMap<PushId, Weekly> {
    let mut all: BTreeMap<_, Vec<(PushId, Weekly, i64)>> = BTreeMap::new();
    for push in pushes {
        let [part] = push.parts.as_slice() else { continue };
        let item = named(items, part.id).filter(|_| part.id.rung == 0 && part.held.is_none());
        let Some(weekly) = item.and_then(|item| item.series).and_then(|series| series.weekly) else { continue };
        if push.wall.day.weekday() == weekly.day && push.wall.time == weekly.time {
            all.entry(series(push)).or_default().push((push.id, weekly, push.wall.day.epoch_days()));
        }
    }
    all.retain(|_, each| each.len() >= 2 && each.windows(2).all(|two| two[1].2 - two[0].2 == 7));
    sort::map(all.into_values().flatten().map(|(id, weekly, _)| (id, weekly)))
}
