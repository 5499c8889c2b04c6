//! The states of a series and who moves it from one to the next. Of two who
//! move the same time without knowing of one another, the later in the common
//! order is what stands, open for the other's yes; if both chose the same, that
//! is the yes. A yes names what it is for, so it is never for something else.

use super::{Plan, SeriesTurn};
use crate::calendar::DaySpan;
use crate::life::{By, Life, Stamped, replay};
use crate::made::Made;
use crate::meeting::{CancelReason, MeetingStage};
use crate::members::Members;
use crate::rules::{Field, Problem, Rule, RuleBroken, Stage};
use crate::time::{Civil, Day};
use rapport_ids::PersonId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Exceptions of each kind that one series keeps.
const MOST: u32 = 500;

/// Where a series stands, with what belongs to it there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SeriesState {
    #[default]
    Empty,
    Proposed {
        by: PersonId,
    },
    /// Both have said yes.
    Confirmed,
    Cancelled {
        by: PersonId,
        reason: CancelReason,
        note: String,
    },
}

impl SeriesState {
    /// The state without what belongs to it, in the words of a meeting.
    pub const fn stage(&self) -> MeetingStage {
        match self {
            Self::Empty => MeetingStage::Empty,
            Self::Proposed { .. } => MeetingStage::Proposed,
            Self::Confirmed => MeetingStage::Confirmed,
            Self::Cancelled { .. } => MeetingStage::Cancelled,
        }
    }
}

/// Where one time was moved to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shift {
    pub by: PersonId,
    pub to: Civil,
    /// Whether the other has said yes.
    pub agreed: bool,
}

/// Why one time is left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skipped {
    pub by: PersonId,
    pub reason: CancelReason,
    pub note: String,
}

/// Another plan that one of the two wishes for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wish {
    pub by: PersonId,
    pub plan: Plan,
}

/// What the turns of a series have made of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeriesLife {
    pub state: SeriesState,
    /// Who proposed it first, and when they did so.
    pub begun: Option<Made>,
    /// One after the other, none reaching into the next.
    pub plans: Vec<Plan>,
    /// Plans that another one took the place of before they began, by their
    /// first day: calendars are told that they are off.
    pub former: BTreeMap<Day, Plan>,
    /// What waits for a yes.
    pub wish: Option<Wish>,
    pub shifts: BTreeMap<Day, Shift>,
    pub skips: BTreeMap<Day, Skipped>,
    /// In order, none touching the next.
    pub pauses: Vec<DaySpan>,
    /// Who brought it into its present state, and when.
    pub since: Option<Made>,
}

impl SeriesLife {
    /// The state after turns that may have come in any order (I14, I15).
    pub fn replay(members: &Members, events: impl IntoIterator<Item = Stamped<SeriesTurn>>) -> Life<Self, SeriesTurn> {
        replay(members, Self::default(), events, |life, turn, by| life.turned(members, turn, by))
    }

    /// The state after one turn.
    pub(super) fn turned(&self, members: &Members, turn: &SeriesTurn, by: &By) -> Result<Self, RuleBroken> {
        use MeetingStage::{Confirmed, Empty, Proposed};
        let turn = turn.clone().tidy()?;
        members.participant(by.person, Field::State)?;
        let made = Made { by: by.person, at: by.at };
        let mut next = Self { since: Some(made), ..self.clone() };
        match turn {
            SeriesTurn::Propose(plan) => {
                if members.is_private() {
                    return Err(RuleBroken::not_allowed(Field::State, Rule::NobodyToAsk));
                }
                self.only_in(&[Empty])?;
                (next.begun, next.plans) = (Some(made), vec![plan]);
                next.state = SeriesState::Proposed { by: by.person };
            }
            SeriesTurn::Confirm => {
                self.only_in(&[Proposed])?;
                if self.state == (SeriesState::Proposed { by: by.person }) {
                    return Err(RuleBroken::not_allowed(Field::State, Rule::OwnProposal));
                }
                next.state = SeriesState::Confirmed;
            }
            SeriesTurn::MoveOne { of, to } => {
                self.has(of)?;
                room(self.shifts.len(), self.shifts.contains_key(&of))?;
                let both = self.shifts.get(&of).is_some_and(|shift| shift.by != by.person && shift.to == to);
                next.skips.remove(&of);
                next.shifts.insert(of, Shift { by: by.person, to, agreed: both });
            }
            SeriesTurn::AgreeOne { of, to } => {
                self.only_in(&[Confirmed])?;
                let shift = next.shifts.get_mut(&of).filter(|shift| shift.to == to);
                let shift = shift.ok_or(Problem::DoesNotFit.of(Field::Slot))?;
                may_agree(shift.by, shift.agreed, by)?;
                shift.agreed = true;
            }
            SeriesTurn::MoveRest(plan) => {
                self.only_in(&[Confirmed])?;
                match &self.wish {
                    Some(wish) if wish.by != by.person && wish.plan == plan => next.adopt(plan),
                    _ => next.wish = Some(Wish { by: by.person, plan }),
                }
            }
            SeriesTurn::AgreeRest(plan) => {
                self.only_in(&[Confirmed])?;
                let wish = self.wish.as_ref().filter(|wish| wish.plan == plan);
                may_agree(wish.ok_or(Problem::DoesNotFit.of(Field::Cadence))?.by, false, by)?;
                next.adopt(plan);
            }
            SeriesTurn::Skip { of, reason, note } => {
                self.has(of)?;
                room(self.skips.len(), self.skips.contains_key(&of))?;
                next.shifts.remove(&of);
                next.skips.insert(of, Skipped { by: by.person, reason, note });
            }
            SeriesTurn::Pause(span) => {
                self.only_in(&[Confirmed])?;
                next.pauses = DaySpan::merged(self.pauses.iter().copied().chain([span]));
                room(self.pauses.len(), next.pauses.len() <= self.pauses.len())?;
            }
            SeriesTurn::Resume { from } => {
                self.only_in(&[Confirmed])?;
                next.pauses = self.pauses.iter().filter_map(|span| before(*span, from)).collect();
            }
            SeriesTurn::Cancel { reason, note } => {
                self.only_in(&[Proposed, Confirmed])?;
                next.state = SeriesState::Cancelled { by: by.person, reason, note };
                next.wish = None;
            }
            SeriesTurn::Newer => return Err(RuleBroken::not_allowed(Field::State, Rule::NewerApp)),
        }
        Ok(next)
    }

    /// Both have said yes to a plan: what was before ends the day before.
    fn adopt(&mut self, plan: Plan) {
        let from = plan.start().day;
        let last = from.plus_days(-1).ok();
        for before in std::mem::take(&mut self.plans) {
            match last.and_then(|last| before.until(last)) {
                Some(cut) => self.plans.push(cut),
                None => drop(self.former.insert(before.start().day, before)),
            }
        }
        self.former.remove(&from);
        self.plans.push(plan);
        // What was said about times that are no more is no more.
        self.shifts.retain(|of, _| *of < from);
        self.skips.retain(|of, _| *of < from);
        self.wish = None;
    }

    /// Whether both have agreed to the series, and its plans give that day.
    fn has(&self, day: Day) -> Result<(), RuleBroken> {
        self.only_in(&[MeetingStage::Confirmed])?;
        let gives = self.plans.iter().any(|plan| plan.recurrence().gives(day));
        if gives { Ok(()) } else { Err(Problem::DoesNotFit.of(Field::Date)) }
    }

    fn only_in(&self, allowed: &[MeetingStage]) -> Result<(), RuleBroken> {
        let is = self.state.stage();
        if allowed.contains(&is) {
            return Ok(());
        }
        let allowed = allowed.iter().copied().map(Stage::Meeting).collect();
        Err(RuleBroken::not_allowed(Field::State, Rule::WrongState { is: Stage::Meeting(is), allowed }))
    }
}

/// The yes belongs to the one who did not wish for it.
fn may_agree(wished_by: PersonId, agreed: bool, by: &By) -> Result<(), RuleBroken> {
    if agreed {
        return Err(RuleBroken::not_allowed(Field::State, Rule::AgreedAlready));
    }
    if wished_by == by.person {
        return Err(RuleBroken::not_allowed(Field::State, Rule::OwnProposal));
    }
    Ok(())
}

fn room(len: usize, there: bool) -> Result<(), RuleBroken> {
    let full = !there && len >= MOST as usize;
    if full { Err(RuleBroken::not_allowed(Field::Exceptions, Rule::Full { max: MOST })) } else { Ok(()) }
}

/// What of some days lies before a day.
fn before(span: DaySpan, day: Day) -> Option<DaySpan> {
    let last = span.last().min(day.plus_days(-1).ok()?);
    DaySpan::new(span.first(), last, Field::Until).ok()
}

#[cfg(test)]
mod tests;
