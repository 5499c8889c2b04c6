//! The plan of a series as people fill it in, and as screens show it: the same
//! fields, so that whoever agrees can say to exactly what.

use rapport_domain::Field;
use rapport_domain::calendar::{Ends, MonthDay, Nth, Pattern, Repeat};
use rapport_domain::meeting::series::Plan;
use rapport_domain::meeting::{Minutes, Mode};
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

    /// Rhythms that begin with this time, as a menu offers them: every week and
    /// every second one, every month on the same weekday and on the same date.
    pub fn beginning(start: &Civil, minutes: Minutes) -> Vec<Self> {
        let day = start.day;
        let on_date = [PlanDays::same_date(day), PlanDays::LastDate].into_iter().filter(|on| match on {
            PlanDays::LastDate => day.plus_days(1).is_ok_and(|next| next.of_month() == 1),
            _ => true,
        });
        let each = [(1, PlanDays::weekly(day)), (2, PlanDays::weekly(day)), (1, PlanDays::same_weekday(day))];
        let all = each.into_iter().chain(on_date.map(|on| (1, on)));
        all.map(|(every, on)| Self { start: start.clone(), minutes, every, on, ends: Ends::Never }).collect()
    }

    /// The plan that these fields mean.
    ///
    /// # Errors
    /// Of `Interval`, `Repeat`, `Count` or `End` what cannot be taken.
    pub fn plan(&self) -> Result<Plan, RuleBroken> {
        let pattern = match &self.on {
            PlanDays::Daily => Pattern::Daily,
            PlanDays::Weekly { days, begins } => {
                let set: std::collections::BTreeSet<Weekday> = days.iter().copied().collect();
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
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn beginning(start: &str) -> Vec<SeriesPlan> {
        SeriesPlan::beginning(&start.parse().unwrap(), Minutes::new(60).unwrap())
    }

    #[test]
    fn a_menu_offers_what_begins_on_that_day() {
        let tuesday = Weekday::Tuesday;
        let weekly = PlanDays::Weekly { days: vec![tuesday], begins: Weekday::Monday };
        let offered = |start| beginning(start).into_iter().map(|plan| (plan.every, plan.on)).collect::<Vec<_>>();
        let third = PlanDays::OnWeekday { nth: Nth::Third, day: tuesday };
        let mid = vec![(1, weekly.clone()), (2, weekly.clone()), (1, third), (1, PlanDays::Date { date: 15 })];
        assert_eq!(offered("2026-12-15T17:00[Europe/Zurich]"), mid);
        // On the last day of a month that is one way more to mean it.
        let last = PlanDays::OnWeekday { nth: Nth::Last, day: tuesday };
        let end = vec![
            (1, weekly.clone()),
            (2, weekly),
            (1, last),
            (1, PlanDays::Date { date: 30 }),
            (1, PlanDays::LastDate),
        ];
        assert_eq!(offered("2027-11-30T17:00[Europe/Zurich]"), end);
    }

    #[test]
    fn what_is_offered_can_be_proposed() {
        for day in 0..40_000 {
            let day = Day::from_epoch_days(day).unwrap();
            for plan in beginning(&format!("{day}T17:00[Europe/Zurich]")) {
                assert!(plan.plan().is_ok(), "{plan:?}");
            }
        }
    }
}
