//! How often a person is asked, and what is due.

use super::checkins::Asked;
use crate::Node;
use crate::error::NodeResult;
use crate::instruments;
use rapport_documents::read::{Setting, Settings};
use rapport_domain::checkin::{DueCheckIn, Instrument, Key, Rhythm, Subject};
use rapport_domain::time::Day;
use rapport_domain::{Field, Millis, RuleBroken, Thing};
use rapport_ids::SpaceId;
use rapport_store::projections::pairings;

/// Asked of everybody in a pair, unless they say otherwise.
const USUAL: [&str; 2] = ["pulse", "match"];
/// Whoever works together for so long can say how it is.
const FIRST_MATCH_DAYS: i64 = 30;
/// The pairings in which people are still asked.
const RUNNING: [&str; 3] = ["trial", "active", "closing"];

fn name(instrument: &str) -> String {
    format!("checkin.every.{instrument}")
}

impl Node {
    /// Says how often an instrument is asked of this person, on all of their
    /// devices; none: not at all.
    ///
    /// # Errors
    /// More often than it may be answered, or there is no such instrument.
    pub fn set_check_in_rhythm(&mut self, instrument: &Key, every_days: Option<u32>) -> NodeResult<()> {
        let unknown = RuleBroken::not_found(Field::Instrument, Thing::Instrument);
        let known = instruments::known(self.store.read(), instrument.as_str())?.ok_or(unknown)?;
        let days = every_days.map(|days| known.instrument.rhythm(days)).transpose()?.unwrap_or(0);
        self.set(&name(instrument.as_str()), Some(&Setting::Number(i64::from(days))))
    }

    /// Every how many days an instrument is asked of this person; none: not at all.
    ///
    /// # Errors
    /// The storage failed.
    pub fn check_in_rhythm(&mut self, instrument: &Key) -> NodeResult<Option<u32>> {
        let settings = self.settings()?;
        let known = instruments::known(self.store.read(), instrument.as_str())?;
        Ok(known.and_then(|known| rhythm(&settings, &known.instrument)))
    }

    /// The check-ins of this person that fall due from `first` to `last`, both
    /// included, by their due day or by the day of telling it once more.
    ///
    /// # Errors
    /// The storage failed.
    pub fn check_ins_due(&mut self, first: Day, last: Day) -> NodeResult<Vec<DueCheckIn>> {
        let settings = self.settings()?;
        let running: Vec<pairings::PairingRow> =
            pairings::all(self.store.read())?.into_iter().filter(|row| RUNNING.contains(&row.state.as_str())).collect();
        let began = |since_ms: i64| Millis(since_ms).utc_day().unwrap_or(first);
        let mut due = Vec::new();
        for known in instruments::all(self.store.read())? {
            let Some(every_days) = rhythm(&settings, &known.instrument) else { continue };
            if known.texts.is_empty() {
                continue;
            }
            let id = known.instrument.id.clone();
            let asked: Vec<(Option<SpaceId>, Day)> = match known.instrument.about {
                Subject::Goal => Vec::new(),
                Subject::Person => running.first().map(|row| (None, began(row.since_ms))).into_iter().collect(),
                Subject::Pair => running
                    .iter()
                    .map(|row| {
                        let began = began(row.since_ms);
                        (Some(row.space), began.plus_days(FIRST_MATCH_DAYS).unwrap_or(began))
                    })
                    .collect(),
            };
            for (about, from) in asked {
                let answered = self.answered_days(&Asked { instrument: id.clone(), about })?;
                // A day that a wrong clock gave ends nothing: it has not come yet.
                let answered = answered.into_iter().filter(|day| *day <= last).max();
                let rhythm = Rhythm {
                    instrument: id.clone(),
                    about,
                    from: answered.unwrap_or(from),
                    answered: answered.is_some(),
                    every_days,
                };
                due.extend(rhythm.due(first, last));
            }
        }
        due.sort_by(|a, b| (a.due, &a.instrument, a.about).cmp(&(b.due, &b.instrument, b.about)));
        Ok(due)
    }
}

fn rhythm(settings: &Settings, instrument: &Instrument) -> Option<u32> {
    match settings.get(&name(instrument.id.as_str())) {
        Some(Setting::Number(days)) => u32::try_from(*days).ok().and_then(|days| instrument.rhythm(days).ok()),
        _ => USUAL.contains(&instrument.id.as_str()).then_some(instrument.every_days),
    }
}
