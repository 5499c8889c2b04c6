//! Asked just before something is shown.

use super::board::{Board, Wanted};
use super::hours::Hours;
use super::local::Local;
use super::state::ByName;
use super::{Held, OccurrenceId, OccurrenceState, PushId, Record, ReminderText, State, TOGETHER_MS, due};
use crate::rules::Problem;
use crate::sort;
use crate::time::{Millis, Wall, Zone, ZoneRules};
use serde::{Deserialize, Serialize};

/// What to do with a push whose alarm has gone off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Show it, with what is left of it.
    Show {
        parts: Vec<OccurrenceId>,
        /// What the clock of the phone shows.
        wall: Wall,
        exempt: bool,
        loud: bool,
        text: ReminderText,
    },
    /// Not now: then.
    Move { to: Millis, why: Held },
    /// Not at all.
    Suppress { why: Held },
}

impl State {
    /// Whether a push may be shown now. The alarm may be late, the phone may
    /// stand somewhere else, what it is about may be done.
    ///
    /// # Errors
    /// As [`State::plan`].
    pub fn may_show(&self, push: PushId, now: Millis, zone: &Zone, rules: &dyn ZoneRules) -> Result<Verdict, Problem> {
        let items = self.by_name()?;
        if !self.allowed {
            return Ok(Verdict::Suppress { why: Held::NotAllowed });
        }
        let local = Local::ask(now, zone, rules)?;
        let Some(wall) = local.wall(now) else { return Ok(Verdict::Suppress { why: Held::FarAhead }) };
        let hours = Hours::new(&local, &self.settings);
        let planned = self.history.planned_as(push);
        let PushId::Of(first) = push else { return Ok(self.may_refresh(&hours, now, wall)) };
        let parts = planned.map_or_else(|| vec![first], |(_, fired)| fired.parts.clone());
        // What was planned is judged as if it had not been handed out.
        let but = planned.map(|(at, _)| (at, push));
        let mut board = Board::new(&hours, &self.history, now, local.end(), but);
        let (mut wanted, mut why) = (Vec::new(), None);
        for id in &parts {
            match self.judged(*id, &parts, &items, &local) {
                Ok(one) => wanted.push(one),
                Err(held) => why = why.or(Some(held)),
            }
        }
        sort::by_key(&mut wanted, |one| (!one.exempt, one.due, one.id));
        let mut later: Option<(Millis, Held)> = None;
        let on_time = planned.is_some_and(|(at, _)| now <= at.plus(TOGETHER_MS));
        for mut one in wanted {
            if one.due <= now.plus(TOGETHER_MS) {
                one.due = one.due.min(now);
            }
            if on_time {
                // The plan has weighed it against the next one of its ladder.
                one.next = None;
            }
            match board.find(&one) {
                Ok((at, held)) if at <= now => board.take(&one, at, held),
                Ok((to, held)) => {
                    let sooner = later.filter(|(known, _)| *known <= to);
                    later = sooner.or(Some((to, held.unwrap_or(Held::Late))));
                }
                Err(held) => why = why.or(Some(held)),
            }
        }
        Ok(match (board.slots.remove(&now), later) {
            (Some(slot), _) => {
                let loud = self.rings() && slot.parts.iter().any(|part| self.is_loud(&hours, now, part));
                let kinds = slot.parts.iter().map(|part| part.id.kind);
                let text = ReminderText::of_all(kinds).unwrap_or(ReminderText::Refresh);
                let parts = slot.parts.iter().map(|part| part.id).collect();
                Verdict::Show { parts, wall, exempt: slot.exempt, loud, text }
            }
            (None, Some((to, why))) => Verdict::Move { to, why },
            (None, None) => Verdict::Suppress { why: why.unwrap_or(Held::Over) },
        })
    }

    fn judged(
        &self,
        id: OccurrenceId,
        asked: &[OccurrenceId],
        items: &ByName<'_>,
        local: &Local<'_>,
    ) -> Result<Wanted, Held> {
        if self.history.of(&id).is_some_and(|record| record.state == OccurrenceState::Done) {
            return Err(Held::Over);
        }
        let item = items.get(&OccurrenceId { rung: 0, ..id }).ok_or(Held::Over)?;
        let all = due::wanted(self, item, local, asked);
        let named = |one: &Result<Wanted, (OccurrenceId, Held)>| match one {
            Ok(wanted) => wanted.id == id,
            Err((other, _)) => *other == id,
        };
        match all.into_iter().find(named) {
            Some(found) => found.map_err(|(_, held)| held),
            None if self.history.of(&id).is_some_and(Record::is_over) => Err(Held::Shown),
            None => Err(Held::Over),
        }
    }

    fn may_refresh(&self, hours: &Hours<'_>, now: Millis, wall: Wall) -> Verdict {
        match hours.first(now, false) {
            Ok((_, None)) => {
                let (exempt, loud, text) = (false, self.rings(), ReminderText::Refresh);
                Verdict::Show { parts: Vec::new(), wall, exempt, loud, text }
            }
            Ok((to, Some(why))) => Verdict::Move { to, why },
            Err(why) => Verdict::Suppress { why },
        }
    }
}
