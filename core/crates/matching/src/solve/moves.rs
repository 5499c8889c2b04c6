//! Ways from one best plan to another: one row goes elsewhere, and others move
//! up until every column that must be full is full again.

use super::tight::Tight;
use std::collections::VecDeque;

/// Where a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Col(usize),
    /// Left unmatched.
    Out,
}

/// How a place got one row too many.
#[derive(Clone, Copy, Debug)]
enum Step {
    /// The row that began.
    Began,
    /// A row came from a column that had one too many.
    Moved { row: usize, from: Place },
    /// It gave up one of its own, as there was room for one elsewhere.
    GaveUp,
}

/// One row that wants to go, and all places that were tried for it: what did
/// not lead anywhere for one wish does not for the next.
pub(super) struct Trail {
    row: usize,
    home: Place,
    /// By column.
    steps: Vec<Option<Step>>,
    /// How "there is room for one" was reached: a row that left, or none, and
    /// the column.
    slack: Option<(Option<usize>, usize)>,
    queue: VecDeque<usize>,
}

/// What a search came to.
enum Found {
    /// The column that the row left.
    Home,
    /// Room for one, and the row's own place need not be filled.
    Slack,
    Nothing,
}

impl Trail {
    pub(super) fn new(tight: &Tight, row: usize) -> Self {
        Self {
            row,
            home: tight.at.get(row).copied().unwrap_or(Place::Out),
            steps: vec![None; tight.room.len()],
            slack: None,
            queue: VecDeque::new(),
        }
    }

    /// Brings the row to a place, when a best plan has it there.
    pub(super) fn leads(&mut self, tight: &mut Tight, to: Place) -> bool {
        let found = match to {
            Place::Out => self.begin_outside(tight),
            Place::Col(col) => self.begin(tight, col),
        };
        let end = match found {
            Found::Nothing => return false,
            Found::Home => self.home,
            Found::Slack => Place::Out,
        };
        self.walk(tight, end, to);
        true
    }

    fn home_is(&self, col: usize) -> bool {
        self.home == Place::Col(col)
    }

    /// Whether the row's own place may stay empty.
    fn home_is_free(&self, tight: &Tight) -> bool {
        match self.home {
            Place::Out => true,
            Place::Col(col) => !tight.full.get(col).copied().unwrap_or(false),
        }
    }

    fn begin(&mut self, tight: &Tight, col: usize) -> Found {
        if self.home_is(col) || self.steps.get(col).is_none_or(Option::is_some) {
            return Found::Nothing;
        }
        self.reach(col, Step::Began);
        self.search(tight)
    }

    fn begin_outside(&mut self, tight: &Tight) -> Found {
        if self.slack.is_some() {
            return Found::Nothing;
        }
        // The column of nobody stands for the row itself.
        self.slack = Some((None, usize::MAX));
        if self.home_is_free(tight) {
            return Found::Slack;
        }
        if self.spread(tight) { Found::Home } else { self.search(tight) }
    }

    fn reach(&mut self, col: usize, step: Step) {
        if let Some(known) = self.steps.get_mut(col)
            && known.is_none()
        {
            *known = Some(step);
            self.queue.push_back(col);
        }
    }

    fn search(&mut self, tight: &Tight) -> Found {
        while let Some(col) = self.queue.pop_front() {
            let there = tight.holds.get(col).map_or(0, Vec::len);
            if self.slack.is_none() && there < tight.room.get(col).copied().unwrap_or(0) {
                self.slack = Some((None, col));
                if self.home_is_free(tight) {
                    return Found::Slack;
                }
                if self.spread(tight) {
                    return Found::Home;
                }
            }
            for holder in tight.holds.get(col).into_iter().flatten().copied() {
                if holder == self.row || tight.fixed.get(holder).copied().unwrap_or(true) {
                    continue;
                }
                if self.slack.is_none() && tight.may_leave.get(holder).copied().unwrap_or(false) {
                    self.slack = Some((Some(holder), col));
                    if self.home_is_free(tight) {
                        return Found::Slack;
                    }
                    if self.spread(tight) {
                        return Found::Home;
                    }
                }
                if self.ask(tight, holder, Place::Col(col)) {
                    return Found::Home;
                }
            }
        }
        Found::Nothing
    }

    /// Where a row could go; true when it fills the place that was left.
    fn ask(&mut self, tight: &Tight, row: usize, from: Place) -> bool {
        for edge in tight.edges.get(row).into_iter().flatten().filter(|edge| edge.score >= tight.least) {
            let step = Step::Moved { row, from };
            if self.home_is(edge.col) {
                if let Some(home) = self.steps.get_mut(edge.col) {
                    *home = Some(step);
                }
                return true;
            }
            self.reach(edge.col, step);
        }
        false
    }

    /// There is room for one: rows from outside may come in, and columns that
    /// need not be full may give one up. True when the place that was left is
    /// filled by it.
    fn spread(&mut self, tight: &Tight) -> bool {
        for row in tight.outside.iter().copied() {
            if row == self.row || tight.fixed.get(row).copied().unwrap_or(true) {
                continue;
            }
            if self.ask(tight, row, Place::Out) {
                return true;
            }
        }
        for col in 0..tight.room.len() {
            let full = tight.full.get(col).copied().unwrap_or(true);
            if !full && !self.home_is(col) && tight.holds.get(col).is_some_and(|holds| !holds.is_empty()) {
                self.reach(col, Step::GaveUp);
            }
        }
        false
    }

    /// Moves the rows, from the end of the way back to its beginning.
    fn walk(&self, tight: &mut Tight, end: Place, to: Place) {
        let mut moves = Vec::new();
        let mut place = end;
        loop {
            let step = match place {
                Place::Col(col) => self.steps.get(col).copied().flatten(),
                Place::Out => match self.slack {
                    Some((Some(row), from)) => Some(Step::Moved { row, from: Place::Col(from) }),
                    Some((None, col)) if col < self.steps.len() => {
                        place = Place::Col(col);
                        continue;
                    }
                    _ => Some(Step::Began),
                },
            };
            match step {
                Some(Step::Moved { row, from }) => {
                    moves.push((row, place));
                    place = from;
                }
                Some(Step::GaveUp) => place = Place::Out,
                Some(Step::Began) | None => break,
            }
        }
        moves.push((self.row, to));
        for (row, place) in moves {
            tight.go(row, place);
        }
    }
}

impl Tight {
    fn go(&mut self, row: usize, to: Place) {
        let Some(at) = self.at.get_mut(row) else { return };
        let before = std::mem::replace(at, to);
        match before {
            Place::Out => self.outside.retain(|other| *other != row),
            Place::Col(col) => {
                if let Some(holds) = self.holds.get_mut(col) {
                    holds.retain(|other| *other != row);
                }
            }
        }
        match to {
            Place::Out => self.outside.push(row),
            Place::Col(col) => {
                if let Some(holds) = self.holds.get_mut(col) {
                    holds.push(row);
                }
            }
        }
    }
}
