//! A run as it is kept: everything that a coordinator looks at, and hashes by
//! which anybody can make sure that it came from these people.

use crate::audit::Group;
use crate::explain::{Caution, Reason};
use crate::fix::Fix;
use crate::parts::Bar;
use crate::pool::hash;
use crate::run::Run;
use serde::Serialize;

/// Raised whenever the same people would get another plan.
pub const ENGINE: u16 = 1;

/// What is kept. The order is that of ids.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Outcome {
    /// [`ENGINE`] as it made this.
    pub engine: u16,
    pub round: String,
    /// The hash of all that was brought.
    pub people: String,
    pub totals: Totals,
    pub pairs: Vec<Pair>,
    pub unmatched: Vec<Unmatched>,
    /// Mentors with places left.
    pub open: Vec<Open>,
    pub musts: Vec<Must>,
    pub audit: Vec<Group>,
    /// The hash of all that stands above.
    pub hash: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Totals {
    pub mentees: usize,
    pub mentors: usize,
    /// Free places of all mentors, before the plan.
    pub places: usize,
    pub pairs: usize,
    pub locked: usize,
    /// Worth of all pairs.
    pub worth: i64,
    /// Of the scores; none without a pair.
    pub lowest: Option<u16>,
    pub mean: Option<u16>,
    /// Pairs that could be by all rules.
    pub possible: usize,
    /// Pairs who both wished for one another more than for whom they have.
    pub blocking: usize,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Pair {
    pub mentee: String,
    pub mentor: String,
    pub score: u16,
    /// The score with waiting and load.
    pub worth: i16,
    pub confidence: u16,
    pub locked: bool,
    pub fragile: bool,
    pub bars: Vec<Bar>,
    pub reasons: Vec<Reason>,
    pub cautions: Vec<Caution>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unmatched {
    pub mentee: String,
    pub fix: Fix,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Open {
    pub mentor: String,
    pub places: usize,
}

/// What a must costs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Must {
    pub question: String,
    /// Pairs that it removes.
    pub removes: usize,
    /// Those that nothing else removes.
    pub alone: usize,
}

impl Run {
    /// All of it.
    pub fn outcome(&self) -> Outcome {
        let id = |one: Option<&crate::person::Person>| one.map(|one| one.id.clone()).unwrap_or_default();
        let (fragile, left) = (self.fragile(), self.all_left());
        let mut pairs: Vec<Pair> = self.pairs().map(|(row, col)| self.pair(row, col, &fragile)).collect();
        pairs.sort_by(|one, other| one.mentee.cmp(&other.mentee));
        let rows = (0..self.grid.rows()).filter(|row| self.at(*row).is_none());
        let unmatched = rows.map(|row| Unmatched { mentee: id(self.pool.mentee(row)), fix: self.fix(row, &left) });
        let mut unmatched: Vec<Unmatched> = unmatched.collect();
        unmatched.sort_by(|one, other| one.mentee.cmp(&other.mentee));
        let open = left.iter().enumerate().filter(|(_, places)| **places > 0);
        let mut open: Vec<Open> =
            open.map(|(col, places)| Open { mentor: id(self.pool.mentor(col)), places: *places }).collect();
        open.sort_by(|one, other| one.mentor.cmp(&other.mentor));
        let mut outcome = Outcome {
            engine: ENGINE,
            round: self.pool.round().to_owned(),
            people: self.pool.hash(),
            totals: self.totals(&pairs),
            pairs,
            unmatched,
            open,
            musts: self.musts(),
            audit: self.audit(),
            hash: String::new(),
        };
        outcome.hash = hash(&outcome);
        outcome
    }

    /// One pair of the plan; `fragile` is what [`Run::fragile`] says.
    pub fn pair(&self, row: usize, col: usize, fragile: &[bool]) -> Pair {
        let (score, confidence) = self.score(row, col);
        Pair {
            mentee: self.pool.mentee(row).map(|one| one.id.clone()).unwrap_or_default(),
            mentor: self.pool.mentor(col).map(|one| one.id.clone()).unwrap_or_default(),
            score,
            worth: self.worth(row, col),
            confidence,
            locked: self.is_locked(row),
            fragile: !self.is_locked(row) && fragile.get(row).copied().unwrap_or(false),
            bars: self.bars(row, col),
            reasons: self.reasons(row, col),
            cautions: self.cautions(row, col),
        }
    }

    fn totals(&self, pairs: &[Pair]) -> Totals {
        let scores: usize = pairs.iter().map(|pair| usize::from(pair.score)).sum();
        let obstacles = (0..self.grid.rows()).flat_map(|row| self.grid.row(row));
        Totals {
            mentees: self.grid.rows(),
            mentors: self.grid.cols(),
            places: (0..self.grid.cols()).map(|col| self.grid.free(col)).sum(),
            pairs: pairs.len(),
            locked: pairs.iter().filter(|pair| pair.locked).count(),
            worth: pairs.iter().map(|pair| i64::from(pair.worth)).sum(),
            lowest: pairs.iter().map(|pair| pair.score).min(),
            mean: scores.checked_div(pairs.len()).and_then(|mean| u16::try_from(mean).ok()),
            possible: obstacles.filter(|(obstacles, _)| obstacles.none()).count(),
            blocking: self.blocking(),
        }
    }

    /// What each must removes.
    pub fn musts(&self) -> Vec<Must> {
        let must = |(nth, question): (u8, &String)| {
            let obstacle = crate::obstacle::Obstacle::Must(nth);
            let all = || (0..self.grid.rows()).flat_map(|row| self.grid.row(row)).map(|(obstacles, _)| obstacles);
            Must {
                question: question.clone(),
                removes: all().filter(|one| one.has(obstacle)).count(),
                alone: all().filter(|one| one.only(obstacle)).count(),
            }
        };
        (0_u8..).zip(&self.settings().must).map(must).collect()
    }
}
