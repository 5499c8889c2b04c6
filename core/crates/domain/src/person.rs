//! A person's profile: what others see of somebody. Only they write it.

mod free;
mod hours;
mod language;

use crate::members::Ctx;
use crate::rules::{Field, Problem, Rule, RuleBroken, Who};
use crate::sort;
use crate::text::{self, limit};
use crate::time::Zone;
use rapport_ids::PersonId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

pub use free::{FreeAct, FreeTimes, MOST_AWAY, MOST_BUSY};
pub use hours::ContactHours;
pub use language::Language;

/// The card of a person in one space.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    pub person: PersonId,
    /// As they want to be called; empty until they have said so.
    pub name: String,
    /// May be empty.
    pub pronouns: String,
    /// Those they speak, the best one first.
    pub languages: Vec<Language>,
    /// Where their clock is.
    pub zone: Option<Zone>,
    /// When they like to be contacted, by their own clock.
    pub contact_hours: Vec<ContactHours>,
    /// What they like to be asked about; may be empty.
    pub ask_me: String,
}

impl Profile {
    /// A person of whom nothing is known yet.
    pub const fn new(person: PersonId) -> Self {
        Self {
            person,
            name: String::new(),
            pronouns: String::new(),
            languages: Vec::new(),
            zone: None,
            contact_hours: Vec::new(),
            ask_me: String::new(),
        }
    }

    /// Whether this person may do this.
    ///
    /// # Errors
    /// The rule it would break; nothing has changed then.
    pub fn check(&self, act: &PersonAct, ctx: &Ctx) -> Result<(), RuleBroken> {
        self.apply(act, ctx).map(drop)
    }

    /// The profile after an act.
    ///
    /// # Errors
    /// The rule it would break.
    pub fn apply(&self, act: &PersonAct, ctx: &Ctx) -> Result<Self, RuleBroken> {
        let act = act.clone().tidy()?;
        if ctx.by != self.person {
            return Err(RuleBroken::not_allowed(act.field(), Rule::OnlyFor { who: Who::Owner }));
        }
        let mut next = self.clone();
        match act {
            PersonAct::Name(name) => next.name = name,
            PersonAct::Pronouns(pronouns) => next.pronouns = pronouns,
            PersonAct::Languages(languages) => next.languages = languages,
            PersonAct::Zone(zone) => next.zone = zone,
            PersonAct::ContactHours(hours) => next.contact_hours = hours,
            PersonAct::AskMe(text) => next.ask_me = text,
        }
        Ok(next)
    }
}

/// What people do to their own profile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PersonAct {
    Name(String),
    Pronouns(String),
    Languages(Vec<Language>),
    Zone(Option<Zone>),
    ContactHours(Vec<ContactHours>),
    AskMe(String),
}

/// Languages that one profile names.
pub const MOST_LANGUAGES: u32 = 12;
/// Stretches of contact hours that one profile has: three a day.
pub const MOST_HOURS: u32 = 21;

impl PersonAct {
    /// The act as it will be written: texts trimmed, hours in order.
    ///
    /// # Errors
    /// When a text cannot be taken, a language is named twice, or there are
    /// too many.
    pub fn tidy(self) -> Result<Self, RuleBroken> {
        Ok(match self {
            Self::Name(text) => Self::Name(text::line(Field::Name, &text, limit::NAME)?),
            Self::Pronouns(text) => Self::Pronouns(text::optional_line(Field::Pronouns, &text, limit::WORD)?),
            Self::AskMe(text) => Self::AskMe(text::optional_prose(Field::AskMe, &text, limit::ANSWER)?),
            Self::Languages(languages) => {
                if languages.len() > MOST_LANGUAGES as usize {
                    return Err(Problem::TooMany { max: MOST_LANGUAGES }.of(Field::Languages));
                }
                if languages.iter().collect::<BTreeSet<_>>().len() < languages.len() {
                    return Err(Problem::Twice.of(Field::Languages));
                }
                Self::Languages(languages)
            }
            Self::ContactHours(mut hours) => {
                if hours.len() > MOST_HOURS as usize {
                    return Err(Problem::TooMany { max: MOST_HOURS }.of(Field::ContactHours));
                }
                sort::by(&mut hours, Ord::cmp);
                if hours.windows(2).any(|two| two[0].overlaps(&two[1])) {
                    return Err(Problem::Twice.of(Field::ContactHours));
                }
                Self::ContactHours(hours)
            }
            Self::Zone(zone) => Self::Zone(zone),
        })
    }

    /// The field it sets.
    pub const fn field(&self) -> Field {
        match self {
            Self::Name(_) => Field::Name,
            Self::Pronouns(_) => Field::Pronouns,
            Self::Languages(_) => Field::Languages,
            Self::Zone(_) => Field::Zone,
            Self::ContactHours(_) => Field::ContactHours,
            Self::AskMe(_) => Field::AskMe,
        }
    }
}

#[cfg(test)]
mod tests;
