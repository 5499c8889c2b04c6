//! What a person says about their time to those they meet: the week as they
//! could meet, when they are away, what a calendar of theirs says, and when
//! they want to be left in peace. Only they write it.

use super::{ContactHours, MOST_HOURS, Profile};
use crate::calendar::{Availability, DaySpan, Quiet, Stretch};
use crate::members::Ctx;
use crate::rules::{Field, Problem, Rule, RuleBroken, Who};
use crate::sort;
use crate::time::Zone;
use rapport_ids::PersonId;
use serde::{Deserialize, Serialize};

/// Absences that one person names, and stretches that a calendar of theirs gives.
pub const MOST_AWAY: u32 = 100;
pub const MOST_BUSY: u32 = 500;

/// The time of one person, as they show it in one space.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FreeTimes {
    pub person: PersonId,
    /// Where their clock is.
    pub zone: Option<Zone>,
    /// When they could meet, in every week, by their own clock.
    pub weekly: Vec<ContactHours>,
    /// Days on which they are away, in order.
    pub away: Vec<DaySpan>,
    /// What a calendar of theirs says, without a word of it.
    pub busy: Vec<Stretch>,
    /// Whole days of that calendar.
    pub busy_days: Vec<DaySpan>,
    /// When they want to be left in peace.
    pub quiet: Option<Quiet>,
}

/// What people do to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FreeAct {
    Zone(Option<Zone>),
    Weekly(Vec<ContactHours>),
    Away(Vec<DaySpan>),
    /// What a calendar says, in place of what it said before.
    Busy {
        times: Vec<Stretch>,
        days: Vec<DaySpan>,
    },
    Quiet(Option<Quiet>),
}

impl FreeAct {
    /// The act as it will be written: in order, without overlaps.
    ///
    /// # Errors
    /// When there are too many, hours are given twice, or quiet hours are a
    /// whole day or nothing.
    pub fn tidy(self) -> Result<Self, RuleBroken> {
        let few = |len: usize, max: u32, field: Field| {
            if len > max as usize { Err(Problem::TooMany { max }.of(field)) } else { Ok(()) }
        };
        Ok(match self {
            Self::Weekly(mut hours) => {
                few(hours.len(), MOST_HOURS, Field::Availability)?;
                sort::by(&mut hours, Ord::cmp);
                if hours.windows(2).any(|two| two[0].overlaps(&two[1])) {
                    return Err(Problem::Twice.of(Field::Availability));
                }
                Self::Weekly(hours)
            }
            Self::Away(spans) => {
                let spans = DaySpan::merged(spans);
                few(spans.len(), MOST_AWAY, Field::Absence)?;
                Self::Away(spans)
            }
            Self::Busy { times, days } => {
                let days = DaySpan::merged(days);
                few(times.len().max(days.len()), MOST_BUSY, Field::Calendar)?;
                Self::Busy { times, days }
            }
            Self::Quiet(Some(quiet)) if quiet.from == quiet.to => return Err(Problem::Same.of(Field::QuietHours)),
            other => other,
        })
    }

    /// The field it sets.
    pub const fn field(&self) -> Field {
        match self {
            Self::Zone(_) => Field::Zone,
            Self::Weekly(_) => Field::Availability,
            Self::Away(_) => Field::Absence,
            Self::Busy { .. } => Field::Calendar,
            Self::Quiet(_) => Field::QuietHours,
        }
    }
}

impl FreeTimes {
    /// Somebody who has said nothing yet.
    pub const fn new(person: PersonId) -> Self {
        Self {
            person,
            zone: None,
            weekly: Vec::new(),
            away: Vec::new(),
            busy: Vec::new(),
            busy_days: Vec::new(),
            quiet: None,
        }
    }

    /// Whether they have said nothing at all.
    pub fn is_empty(&self) -> bool {
        *self == Self::new(self.person)
    }

    /// The same after an act.
    ///
    /// # Errors
    /// The rule it would break.
    pub fn apply(&self, act: &FreeAct, ctx: &Ctx) -> Result<Self, RuleBroken> {
        let act = act.clone().tidy()?;
        if ctx.by != self.person {
            return Err(RuleBroken::not_allowed(act.field(), Rule::OnlyFor { who: Who::Owner }));
        }
        let mut next = self.clone();
        match act {
            FreeAct::Zone(zone) => next.zone = zone,
            FreeAct::Weekly(hours) => next.weekly = hours,
            FreeAct::Away(spans) => next.away = spans,
            FreeAct::Busy { times, days } => (next.busy, next.busy_days) = (times, days),
            FreeAct::Quiet(quiet) => next.quiet = quiet,
        }
        Ok(next)
    }

    /// Everything that says the same as this, from nothing on.
    pub fn acts(&self) -> Vec<FreeAct> {
        let Self { zone, weekly, away, busy, busy_days, quiet, .. } = self.clone();
        let mut acts = Vec::new();
        if zone.is_some() {
            acts.push(FreeAct::Zone(zone));
        }
        if !weekly.is_empty() {
            acts.push(FreeAct::Weekly(weekly));
        }
        if !away.is_empty() {
            acts.push(FreeAct::Away(away));
        }
        if !busy.is_empty() || !busy_days.is_empty() {
            acts.push(FreeAct::Busy { times: busy, days: busy_days });
        }
        if quiet.is_some() {
            acts.push(FreeAct::Quiet(quiet));
        }
        acts
    }

    /// What can be asked for times: the week as they gave it, else the hours in
    /// which they like to be contacted. Nothing when they have said neither, or
    /// nobody knows where their clock is.
    pub fn availability(&self, profile: &Profile, elsewhere: Option<&Zone>) -> Option<Availability> {
        let zone = self.zone.as_ref().or(profile.zone.as_ref()).or(elsewhere)?;
        let weekly = if self.weekly.is_empty() { &profile.contact_hours } else { &self.weekly };
        if weekly.is_empty() {
            return None;
        }
        Some(Availability {
            zone: zone.clone(),
            weekly: weekly.clone(),
            contact_hours: profile.contact_hours.clone(),
            away: DaySpan::merged(self.away.iter().chain(&self.busy_days).copied()),
            busy: self.busy.clone(),
            quiet: self.quiet,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{ANN, BEN, by};
    use crate::time::tests::day;
    use crate::time::{Millis, Weekday};

    fn hours(from: &str, to: &str) -> ContactHours {
        ContactHours::new(Weekday::Monday, from.parse().unwrap(), to.parse().unwrap()).unwrap()
    }

    #[test]
    fn what_was_said_can_be_said_again_and_only_by_oneself() {
        let span = |a: &str, b: &str| DaySpan::new(day(a), day(b), Field::Absence).unwrap();
        let acts = [
            FreeAct::Zone(Some(Zone::utc())),
            FreeAct::Weekly(vec![hours("17:00", "18:00"), hours("09:00", "12:00")]),
            FreeAct::Away(vec![span("2026-05-04", "2026-05-06"), span("2026-05-01", "2026-05-03")]),
            FreeAct::Busy {
                times: vec![Stretch { from: Millis(0), to: Millis(60_000) }],
                days: vec![span("2026-06-01", "2026-06-01")],
            },
            FreeAct::Quiet(Some(Quiet { from: "21:00".parse().unwrap(), to: "08:00".parse().unwrap() })),
        ];
        let said = acts.iter().fold(FreeTimes::new(ANN), |times, act| times.apply(act, &by(ANN)).unwrap());
        assert_eq!(said.away, [span("2026-05-01", "2026-05-06")]);
        assert_eq!(said.weekly[0], hours("09:00", "12:00"));
        let again = said.acts().iter().fold(FreeTimes::new(ANN), |times, act| times.apply(act, &by(ANN)).unwrap());
        assert_eq!(again, said);
        for act in &acts {
            let refused = said.apply(act, &by(BEN)).unwrap_err();
            assert_eq!(refused, RuleBroken::not_allowed(act.field(), Rule::OnlyFor { who: Who::Owner }));
        }
        let away = said.availability(&Profile::new(ANN), None).unwrap().away;
        assert_eq!(away, [span("2026-05-01", "2026-05-06"), span("2026-06-01", "2026-06-01")]);
    }

    #[test]
    fn odd_times_are_refused() {
        let refused = |act: FreeAct| act.tidy().unwrap_err();
        let twice = FreeAct::Weekly(vec![hours("09:00", "12:00"), hours("11:00", "13:00")]);
        assert_eq!(refused(twice), Problem::Twice.of(Field::Availability));
        let never = Quiet { from: "08:00".parse().unwrap(), to: "08:00".parse().unwrap() };
        assert_eq!(refused(FreeAct::Quiet(Some(never))), Problem::Same.of(Field::QuietHours));
        let apart = |n: i64| DaySpan::day(crate::time::Day::from_epoch_days(n * 2).unwrap());
        let many = FreeAct::Away((0..=i64::from(MOST_AWAY)).map(apart).collect());
        assert_eq!(refused(many), Problem::TooMany { max: MOST_AWAY }.of(Field::Absence));
        let busy = vec![Stretch { from: Millis(0), to: Millis(1) }; MOST_BUSY as usize + 1];
        let many = FreeAct::Busy { times: busy, days: vec![] };
        assert_eq!(refused(many), Problem::TooMany { max: MOST_BUSY }.of(Field::Calendar));
        let mut nobody = FreeTimes::new(ANN);
        assert_eq!((nobody.is_empty(), nobody.availability(&Profile::new(ANN), Some(&Zone::utc()))), (true, None));
        nobody.weekly = vec![hours("09:00", "12:00")];
        assert_eq!(nobody.availability(&Profile::new(ANN), None), None, "nobody knows where they are");
    }
}
