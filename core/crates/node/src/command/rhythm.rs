//! How often a person is asked, and what is due.

use crate::Node;
use crate::error::NodeResult;
use crate::{due, instruments};
use rapport_documents::read::Setting;
use rapport_domain::checkin::{DueCheckIn, Key};
use rapport_domain::sort;
use rapport_domain::time::Day;
use rapport_domain::{Field, RuleBroken, Thing};

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
        self.set(&due::choice(instrument.as_str()), Some(&Setting::Number(i64::from(days))))
    }

    /// Every how many days an instrument is asked of this person; none: not at all.
    ///
    /// # Errors
    /// The storage failed.
    pub fn check_in_rhythm(&self, instrument: &Key) -> NodeResult<Option<u32>> {
        let conn = self.store.read();
        let known = instruments::known(conn, instrument.as_str())?;
        let chosen = due::chosen(conn, &self.me.personal)?;
        Ok(known.and_then(|known| due::every_days(&chosen, &known.instrument)))
    }

    /// The check-ins of this person that fall due from `first` to `last`, both
    /// included, by their due day or by the day of telling it once more.
    ///
    /// # Errors
    /// The storage failed.
    pub fn check_ins_due(&self, first: Day, last: Day) -> NodeResult<Vec<DueCheckIn>> {
        let all = due::rhythms(self.store.read(), self.me.person(), self.me.personal, last)?;
        let mut due: Vec<DueCheckIn> = all.iter().flat_map(|rhythm| rhythm.due(first, last)).collect();
        sort::by(&mut due, |a, b| (a.due, &a.instrument, a.about).cmp(&(b.due, &b.instrument, b.about)));
        Ok(due)
    }
}
