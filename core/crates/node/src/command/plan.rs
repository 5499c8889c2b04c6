//! The plan of a series as people fill it in, and as screens show it: the same
//! fields, so that whoever agrees can say to exactly what.

use rapport_domain::Field;
use rapport_domain::calendar::{Ends, MonthDay, Nth, Pattern, Repeat};
use rapport_domain::meeting::series::Plan;
use rapport_domain::meeting::{Minutes, Mode};
use rapport_domain::sort;
use rapport_domain::time::{Civil, Day, Weekday};
use rapport_domain::{Problem, RuleBroken};
use rapport_ids::SpaceId;

/// When two people meet again and again.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct SeriesPlan {
    /// The first time. Its day has to be one that the rhythm gives.
    pub start: Civil,
    pub minutes: Minutes,
    /// Every how many days, weeks or months: 1 to 999.
    pub every: u32,
    pub on: PlanDays,
    pub ends: Ends,
}

/// On which days.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PlanDays {
    /// Every day.
    Daily,
    /// On these days of a week.
    Weekly {
        /// At least one, in any order.
        days: Vec<Weekday>,
        /// The first day of a week: it matters for every second week and rarer.
        begins: Weekday,
    },
    /// On this date of a month, 1 to 31; a month without it is left out.
    Date { date: u32 },
    /// On the last day of a month.
    LastDate,
    /// On the first, second … last such weekday of a month.
    OnWeekday { nth: Nth, day: Weekday },
}

/// How often.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Rhythm {
    /// Every how many days, weeks or months.
    pub every: u32,
    pub on: PlanDays,
}

impl Rhythm {
    /// Those that people mostly choose for a first time on this day.
    pub fn usual(first: Day) -> Vec<Self> {
        let all = [
            (1, PlanDays::weekly(first)),
            (2, PlanDays::weekly(first)),
            (1, PlanDays::same_weekday(first)),
            (1, PlanDays::same_date(first)),
        ];
        all.into_iter().map(|(every, on)| Self { every, on }).collect()
    }
}

/// A series as it is proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSeries {
    pub space: SpaceId,
    pub plan: Plan,
    pub title: String,
    pub mode: Option<Mode>,
    pub place: String,
}

impl PlanDays {
    /// On the weekday of this day.
    pub fn weekly(on: Day) -> Self {
        Self::Weekly { days: vec![on.weekday()], begins: Weekday::Monday }
    }

    /// On the same weekday of a month; the last one for a day in its fifth week.
    pub fn same_weekday(on: Day) -> Self {
        Self::of(Repeat::monthly(on).pattern())
    }

    /// On the same date of a month.
    pub fn same_date(on: Day) -> Self {
        Self::Date { date: on.of_month() }
    }

    fn of(pattern: &Pattern) -> Self {
        match pattern {
            Pattern::Daily => Self::Daily,
            Pattern::Weekly { days, begins } => Self::Weekly { days: days.iter().copied().collect(), begins: *begins },
            Pattern::MonthDay(MonthDay::Date(date)) => Self::Date { date: u32::from(*date) },
            Pattern::MonthDay(MonthDay::Last) => Self::LastDate,
            Pattern::MonthWeekday { nth, day } => Self::OnWeekday { nth: *nth, day: *day },
        }
    }
}

impl SeriesPlan {
    /// A rhythm from its first time on: `FREQ=WEEKLY;INTERVAL=2` and the like,
    /// as calendars write it.
    ///
    /// # Errors
    /// The place in the text, or a first time that the rhythm does not give.
    pub fn from_rule(
        start: Civil,
        minutes: Minutes,
        rule: &str,
        rules: &dyn rapport_domain::ZoneRules,
    ) -> Result<Self, RuleBroken> {
        let repeat = Repeat::from_rrule(rule, rapport_domain::calendar::Begins::At(&start, rules))?;
        Ok((&Plan::new(start, repeat, minutes)?).into())
    }

    /// The plan that these fields mean.
    ///
    /// # Errors
    /// Of `Interval`, `Repeat`, `Count` or `End` what cannot be taken.
    pub fn plan(&self) -> Result<Plan, RuleBroken> {
        let pattern = match &self.on {
            PlanDays::Daily => Pattern::Daily,
            PlanDays::Weekly { days, begins } => {
                let set: std::collections::BTreeSet<Weekday> = sort::set(days.iter().copied());
                if set.len() < days.len() {
                    return Err(Problem::Twice.of(Field::Repeat));
                }
                Pattern::Weekly { days: set, begins: *begins }
            }
            // What does not fit into the type does not fit into a month.
            PlanDays::Date { date } => Pattern::MonthDay(MonthDay::Date(u8::try_from(*date).unwrap_or(u8::MAX))),
            PlanDays::LastDate => Pattern::MonthDay(MonthDay::Last),
            PlanDays::OnWeekday { nth, day } => Pattern::MonthWeekday { nth: *nth, day: *day },
        };
        let every = u16::try_from(self.every).unwrap_or(u16::MAX);
        Plan::new(self.start.clone(), Repeat::new(every, pattern, self.ends)?, self.minutes)
    }
}

impl From<&Plan> for SeriesPlan {
    fn from(plan: &Plan) -> Self {
        let on = PlanDays::of(plan.repeat().pattern());
        Self {
            start: plan.start().clone(),
            minutes: plan.minutes(),
            every: u32::from(plan.repeat().every()),
            on,
            ends: plan.repeat().ends(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_usual_rhythm_gives_the_day_it_was_asked_for() {
        let from = Day::new(2027, 1, 1).unwrap().epoch_days();
        for day in (from..from + 4 * 366).map(|days| Day::from_epoch_days(days).unwrap()) {
            let all = Rhythm::usual(day);
            assert_eq!(all.iter().map(|one| one.every).collect::<Vec<_>>(), [1, 2, 1, 1]);
            for Rhythm { every, on } in all {
                let start = format!("{day}T16:30[Europe/Zurich]").parse().unwrap();
                let plan = SeriesPlan { start, minutes: Minutes::new(60).unwrap(), every, on, ends: Ends::Never };
                let taken = plan.plan().unwrap_or_else(|broken| panic!("{plan:?}: {broken:?}"));
                assert_eq!(SeriesPlan::from(&taken), plan);
            }
        }
    }
}
