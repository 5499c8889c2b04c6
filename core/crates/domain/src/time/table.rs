//! The clock of one zone over a stretch of time, and the arithmetic of gaps
//! and folds. A foreign answer is checked before it is used.

use super::{Millis, Transition, Wall, Zone, ZoneRules};
use crate::rules::Problem;

/// How a wall time meets its zone's clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Landing {
    /// The clock shows it once.
    Plain,
    /// The clock jumps over it; the instant lies after the jump.
    Gap,
    /// The clock shows it twice; the instant is the first.
    Fold,
}

/// A wall time as an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Resolved {
    pub at: Millis,
    pub landing: Landing,
    /// What the clock shows at that instant; differs from what was asked for
    /// only in a gap.
    pub shown: Wall,
}

/// What the clocks of one zone do from one instant to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ZoneTable {
    from: Millis,
    to: Millis,
    /// Never empty, in order; the first is at or before `from`.
    spans: Vec<Transition>,
}

impl ZoneTable {
    /// Seconds that no offset has ever exceeded.
    const FURTHEST_S: i32 = 18 * 3600;

    /// Asks the port once for `from` (included) to `to` (not included).
    ///
    /// # Errors
    /// [`Problem::UnknownZone`]; [`Problem::ZoneAnswer`] when the answer is
    /// empty, out of order, does not say what holds at `from`, or has an
    /// offset of more than 18 hours.
    pub fn ask(rules: &dyn ZoneRules, zone: &Zone, from: Millis, to: Millis) -> Result<Self, Problem> {
        let mut spans = rules.transitions(zone, from, to)?;
        spans.retain(|span| span.at < to);
        let begins = spans.first().is_some_and(|first| first.at <= from);
        let in_order = spans.windows(2).all(|two| two[0].at < two[1].at);
        let sane = spans.iter().all(|span| span.offset_s.abs() <= Self::FURTHEST_S);
        if from >= to || !begins || !in_order || !sane {
            return Err(Problem::ZoneAnswer);
        }
        // Several entries may lie before `from`; only the last of them counts.
        let first = spans.partition_point(|span| span.at <= from).saturating_sub(1);
        spans.drain(..first);
        Ok(Self { from, to, spans })
    }

    /// Whether an instant lies in the stretch.
    pub fn covers(&self, at: Millis) -> bool {
        self.from <= at && at < self.to
    }

    /// Seconds ahead of UTC at an instant; nothing outside of the stretch.
    pub fn offset_s(&self, at: Millis) -> Option<i32> {
        let index = self.spans.partition_point(|span| span.at <= at).checked_sub(1)?;
        self.covers(at).then(|| self.spans.get(index)).flatten().map(|span| span.offset_s)
    }

    /// What the clock shows at an instant.
    ///
    /// # Errors
    /// [`Problem::ZoneAnswer`] outside of the stretch,
    /// [`Problem::DateOutOfRange`].
    pub fn wall(&self, at: Millis) -> Result<Wall, Problem> {
        let offset_s = self.offset_s(at).ok_or(Problem::ZoneAnswer)?;
        Wall::in_utc(at.plus(ms(offset_s)))
    }

    /// When the clock shows a wall time: in a gap the later instant, in a fold
    /// the first.
    ///
    /// # Errors
    /// [`Problem::ZoneAnswer`] when that lies outside of the stretch.
    pub fn resolve(&self, wall: Wall) -> Result<Resolved, Problem> {
        let mut hits = self.parts().filter_map(|(start, end, offset_s)| {
            let at = wall.as_if_utc().plus(-ms(offset_s));
            (start <= at && at < end).then_some(at)
        });
        if let Some(at) = hits.next() {
            let landing = if hits.next().is_some() { Landing::Fold } else { Landing::Plain };
            return Ok(Resolved { at, landing, shown: wall });
        }
        let at = self.after_the_gap(wall).ok_or(Problem::ZoneAnswer)?;
        Ok(Resolved { at, landing: Landing::Gap, shown: self.wall(at)? })
    }

    /// When a stretch that ends with a wall time is over: as [`Self::resolve`],
    /// but in a gap when the clock jumps, for nothing of it lies after that.
    ///
    /// # Errors
    /// As [`Self::resolve`].
    pub fn until(&self, wall: Wall) -> Result<Millis, Problem> {
        let found = self.resolve(wall)?;
        if found.landing != Landing::Gap {
            return Ok(found.at);
        }
        self.spans.iter().rev().map(|span| span.at).find(|at| *at <= found.at).ok_or(Problem::ZoneAnswer)
    }

    /// Parts of the stretch with one offset: start, end, offset.
    fn parts(&self) -> impl Iterator<Item = (Millis, Millis, i32)> + '_ {
        self.spans.iter().enumerate().map(|(i, span)| {
            let end = self.spans.get(i + 1).map_or(self.to, |next| next.at);
            (span.at.max(self.from), end, span.offset_s)
        })
    }

    /// In a gap both offsets miss. The one before the jump leads past it,
    /// the one after it would lead back to before the jump.
    fn after_the_gap(&self, wall: Wall) -> Option<Millis> {
        self.spans.windows(2).find_map(|two| {
            let jump = two[1].at;
            let (by_old, by_new) = (two[0].offset_s, two[1].offset_s);
            let at = wall.as_if_utc().plus(-ms(by_old));
            let back = wall.as_if_utc().plus(-ms(by_new));
            (at >= jump && back < jump && self.covers(at)).then_some(at)
        })
    }
}

fn ms(seconds: i32) -> i64 {
    i64::from(seconds) * 1000
}
