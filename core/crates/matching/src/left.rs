//! Why somebody is left without a mentor: how many mentors which rule keeps
//! away, and how many others had.

use crate::fix::Fix;
use crate::obstacle::Obstacle;
use crate::run::Run;
use serde::Serialize;

/// What keeps all mentors from a mentee whom the plan leaves unmatched. A
/// mentor counts under each obstacle there is, so these may be more than all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Left {
    pub mentee: String,
    pub mentors: usize,
    pub obstacles: Vec<Stands>,
    /// Mentors whom nothing keeps away but too little worth.
    pub below_floor: usize,
    /// Mentors who could be, and have others in this plan.
    pub taken: usize,
    pub fix: Fix,
}

/// How many mentors an obstacle keeps away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Stands {
    pub obstacle: Obstacle,
    pub mentors: usize,
}

impl Run {
    /// None for a mentee who has a mentor.
    pub fn left_out(&self, row: usize) -> Option<Left> {
        let mentee = self.pool.mentee(row).filter(|_| self.at(row).is_none())?;
        let all = || self.grid.row(row).map(|(obstacles, _)| obstacles).enumerate();
        let stands = Obstacle::ALL.into_iter().map(|obstacle| Stands {
            obstacle,
            mentors: all().filter(|(_, obstacles)| obstacles.has(obstacle)).count(),
        });
        let floor = i32::from(self.settings().floor);
        let could: Vec<usize> = all().filter(|(_, obstacles)| obstacles.none()).map(|(col, _)| col).collect();
        let below_floor = could.iter().filter(|col| i32::from(self.worth(row, **col)) < floor).count();
        Some(Left {
            mentee: mentee.id.clone(),
            mentors: self.grid.cols(),
            obstacles: stands.filter(|one| one.mentors > 0).collect(),
            below_floor,
            taken: could.len() - below_floor,
            fix: self.fix(row, &self.all_left()),
        })
    }
}
