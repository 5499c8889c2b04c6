//! Every mentee beside every mentor: what stands in the way, and the parts of
//! the score.

use crate::obstacle::{Obstacle, Obstacles};
use crate::parts::{self, Parts};
use crate::pool::Pool;
use crate::settings::{COMPONENTS, Settings};
use crate::traits::{self, Traits};

pub(crate) struct Grid {
    mentees: Vec<Traits>,
    mentors: Vec<Traits>,
    obstacles: Vec<Obstacles>,
    parts: Vec<Parts>,
    /// What waiting adds, by row.
    waiting: Vec<i16>,
    /// What having mentees already takes off, by column.
    load: Vec<i16>,
}

impl Grid {
    pub(crate) fn of(pool: &Pool) -> Self {
        let (mentees, mentors) = traits::of(pool);
        let settings = pool.settings();
        let mut obstacles = Vec::with_capacity(mentees.len() * mentors.len());
        let mut all = Vec::with_capacity(mentees.len() * mentors.len());
        for (row, mentee) in mentees.iter().enumerate() {
            for (col, mentor) in mentors.iter().enumerate() {
                let minutes = mentee.week.common(&mentor.week);
                obstacles.push(between(mentee, mentor, minutes, settings));
                all.push(parts::of(mentee, mentor, row, col, minutes, settings));
            }
        }
        let small = |n: u32| i16::try_from(n).unwrap_or(i16::MAX);
        let waiting = pool.mentees().map(|(_, mentee)| {
            small((u32::from(mentee.rounds) * u32::from(settings.waiting)).min(u32::from(settings.waiting_most)))
        });
        let load = pool.mentors().map(|(_, mentor)| small(u32::from(mentor.mentees) * u32::from(settings.load)));
        let (waiting, load) = (waiting.collect(), load.collect());
        let mut grid = Self { mentees, mentors, obstacles, parts: all, waiting, load };
        for (row, col) in pool.separated() {
            grid.add(row, col, Obstacle::Apart);
        }
        for (row, (one, _)) in pool.mentees().enumerate() {
            if let Some(col) = one.mentor.is_some().then(|| pool.col(&one.id)).flatten() {
                grid.add(row, col, Obstacle::SamePerson);
            }
        }
        grid
    }

    fn add(&mut self, row: usize, col: usize, obstacle: Obstacle) {
        let at = row * self.cols() + col;
        if let Some(known) = self.obstacles.get_mut(at) {
            *known = known.with(obstacle, true);
        }
    }

    pub(crate) fn rows(&self) -> usize {
        self.mentees.len()
    }

    pub(crate) fn cols(&self) -> usize {
        self.mentors.len()
    }

    /// Places that a mentor has left.
    pub(crate) fn free(&self, col: usize) -> usize {
        self.mentors.get(col).map_or(0, |mentor| usize::from(mentor.free))
    }

    pub(crate) fn obstacles(&self, row: usize, col: usize) -> Obstacles {
        self.obstacles.get(row * self.cols() + col).copied().unwrap_or_default()
    }

    pub(crate) fn parts(&self, row: usize, col: usize) -> Parts {
        self.parts.get(row * self.cols() + col).copied().unwrap_or([parts::UNKNOWN; COMPONENTS])
    }

    /// Of a row: obstacles and parts of each column.
    pub(crate) fn row(&self, row: usize) -> impl Iterator<Item = (Obstacles, &Parts)> {
        let range = row * self.cols()..(row + 1) * self.cols();
        let obstacles = self.obstacles.get(range.clone()).unwrap_or_default().iter().copied();
        obstacles.zip(self.parts.get(range).unwrap_or_default())
    }

    /// Minutes of a week that two have in common.
    pub(crate) fn minutes(&self, row: usize, col: usize) -> u32 {
        match (self.mentees.get(row), self.mentors.get(col)) {
            (Some(mentee), Some(mentor)) => mentee.week.common(&mentor.week),
            _ => 0,
        }
    }

    /// How dear two are to one another by their own wishes; none without one.
    pub(crate) fn wished(&self, row: usize, col: usize) -> (Option<u16>, Option<u16>) {
        let by_mentee = self.mentees.get(row).and_then(|mentee| mentee.wishes.get(&col));
        let by_mentor = self.mentors.get(col).and_then(|mentor| mentor.wishes.get(&row));
        (by_mentee.copied(), by_mentor.copied())
    }

    /// Pairs of which both have wished for the other one.
    pub(crate) fn both_wished(&self) -> impl Iterator<Item = (usize, usize)> {
        let rows = self.mentees.iter().enumerate();
        let wishes = rows.flat_map(|(row, mentee)| mentee.wishes.keys().map(move |col| (row, *col)));
        wishes.filter(|(row, col)| self.mentors.get(*col).is_some_and(|mentor| mentor.wishes.contains_key(row)))
    }

    /// The score with what waiting adds and what a load takes off.
    pub(crate) fn worth(&self, row: usize, col: usize, score: u16) -> i16 {
        let score = i16::try_from(score).unwrap_or(i16::MAX);
        let (waiting, load) = (self.waiting.get(row).copied(), self.load.get(col).copied());
        score.saturating_add(waiting.unwrap_or(0)).saturating_sub(load.unwrap_or(0))
    }
}

fn between(mentee: &Traits, mentor: &Traits, minutes: u32, settings: &Settings) -> Obstacles {
    let guarded = |one: &Traits, other: &Traits| one.minor && !other.cleared;
    let writing = mentee.writing && mentor.writing;
    let meets = (mentee.remote && mentor.remote) || (mentee.place.is_some() && mentee.place == mentor.place);
    let mut all = Obstacles::default()
        .with(Obstacle::MenteeNotReady, !mentee.ready)
        .with(Obstacle::MentorNotReady, !mentor.ready)
        .with(Obstacle::NoRoom, mentor.free == 0)
        .with(Obstacle::Safeguarding, guarded(mentee, mentor) || guarded(mentor, mentee))
        .with(Obstacle::NoCommonLanguage, !share(&mentee.languages, &mentor.languages))
        .with(Obstacle::TooLittleTime, !writing && minutes < u32::from(settings.least_minutes))
        .with(Obstacle::NoCommonMode, !writing && !meets);
    for ((nth, one), other) in (0_u8..).zip(&mentee.musts).zip(&mentor.musts) {
        all = all.with(Obstacle::Must(nth), !share(one, other));
    }
    all
}

/// Whether two sorted lists have something in common.
fn share(one: &[u32], other: &[u32]) -> bool {
    one.iter().any(|word| other.binary_search(word).is_ok())
}
