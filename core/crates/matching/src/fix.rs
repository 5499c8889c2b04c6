//! The cheapest way to a mentor for somebody whom the plan leaves unmatched.

use crate::obstacle::Obstacle;
use crate::run::Run;
use serde::Serialize;
use std::cmp::Reverse;

/// What would place this mentee, and one more in all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Fix {
    /// One place more with this mentor.
    AddSlot { mentor: String },
    /// One thing less that stands in the way to this mentor, who has a place
    /// left; it stands alone between this mentee and `opens` mentors.
    Relax { obstacle: Obstacle, mentor: String, opens: usize },
    /// A lower floor: this mentor has a place left.
    LowerFloor { mentor: String, to: u16 },
    /// Nobody fits, whatever is changed of these.
    Nothing,
}

impl Run {
    /// What would help an unmatched mentee: first what only asks one mentor for
    /// one place more, then what changes a rule for two, then what changes it
    /// for all.
    pub fn fix(&self, row: usize, left: &[usize]) -> Fix {
        let floor = i32::from(self.settings().floor);
        let id = |col: usize| self.pool.mentor(col).map(|one| one.id.clone()).unwrap_or_default();
        let worth = |col: &usize| i32::from(self.worth(row, *col));
        let dearest = |cols: &mut dyn Iterator<Item = usize>| cols.min_by_key(|col| (Reverse(worth(col)), *col));
        let has_room = |col: &usize| left.get(*col).is_some_and(|left| *left > 0);
        let all = 0..self.grid.cols();
        // Somebody who is full counts as ready for one more.
        let open = |col: &usize| {
            let obstacles = self.obstacles(row, *col);
            obstacles.none() || obstacles.only(Obstacle::NoRoom)
        };
        let may_have_more = |col: &usize| {
            let mentor = self.pool.mentor(*col).and_then(|one| one.mentor.as_ref());
            mentor.is_some_and(|mentor| mentor.slots.max(mentor.mentees) < crate::person::Person::SLOTS)
        };
        let slot = &mut all.clone().filter(open).filter(|col| worth(col) >= floor).filter(may_have_more);
        if let Some(col) = dearest(slot) {
            return Fix::AddSlot { mentor: id(col) };
        }
        let relaxed = Obstacle::ALL.into_iter().filter(|one| one.can_be_relaxed()).filter_map(|obstacle| {
            let alone = |col: &usize| self.obstacles(row, *col).only(obstacle) && worth(col) >= floor;
            let opens: Vec<usize> = all.clone().filter(alone).collect();
            let col = dearest(&mut opens.iter().copied().filter(has_room))?;
            Some((opens.len(), Reverse(obstacle), col))
        });
        if let Some((opens, Reverse(obstacle), col)) = relaxed.max() {
            return Fix::Relax { obstacle, mentor: id(col), opens };
        }
        let below = &mut all.filter(|col| self.obstacles(row, *col).none() && worth(col) >= 0).filter(has_room);
        match dearest(below) {
            Some(col) => Fix::LowerFloor { mentor: id(col), to: u16::try_from(worth(&col)).unwrap_or(0) },
            None => Fix::Nothing,
        }
    }
}
