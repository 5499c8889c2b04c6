//! The styles of a long text, as runs: what a keystroke costs depends on how
//! many differently styled stretches there are (one pass over the sums of
//! pieces of up to 128 runs), never on how long the text is.

use super::line::Line;
use super::marks::Marks;
use super::style::{Restyle, Style};

/// So many units of one style.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    pub units: u32,
    pub style: Style,
}

/// All runs of a text.
#[derive(Clone, Debug)]
pub struct Runs {
    pieces: Vec<Piece>,
}

#[derive(Clone, Debug, Default)]
struct Piece {
    units: u32,
    runs: Vec<Run>,
}

/// Runs in a piece before it is cut in two.
const FULL: usize = 128;

impl Runs {
    pub fn new(runs: impl IntoIterator<Item = Run>) -> Self {
        let mut all = Self { pieces: vec![Piece::default()] };
        let mut row: Vec<Run> = Vec::new();
        for run in runs {
            push(&mut row, run);
        }
        all.refill(0, 1, row);
        all
    }

    /// Units of all runs.
    pub fn len(&self) -> u32 {
        self.pieces.iter().fold(0, |sum, piece| sum.saturating_add(piece.units))
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The style of the unit at a place.
    pub fn at(&self, place: u32) -> Option<&Style> {
        let (piece, start) = self.piece_of(place)?;
        let mut from = start;
        for run in &self.pieces.get(piece)?.runs {
            if place - from < run.units {
                return Some(&run.style);
            }
            from += run.units;
        }
        None
    }

    /// The runs of a stretch, cut to it.
    pub fn slice(&self, from: u32, to: u32) -> Vec<Run> {
        let mut found = Vec::new();
        let Some((first, mut at)) = self.piece_of(from) else { return found };
        for piece in self.pieces.get(first..).unwrap_or_default() {
            for run in &piece.runs {
                let (start, end) = (at.max(from), (at + run.units).min(to));
                if start < end {
                    push(&mut found, Run { units: end - start, style: run.style.clone() });
                }
                at += run.units;
            }
            if at >= to {
                break;
            }
        }
        found
    }

    /// The line break that begins the line of a place: where it is and what
    /// the line is. None on the first line.
    pub fn line_of(&self, place: u32) -> Option<(u32, Line)> {
        // The break itself still belongs to the line it ends.
        let last = place.checked_sub(1)?.min(self.len().checked_sub(1)?);
        let (piece, start) = self.piece_of(last)?;
        let mut end = start;
        let here = self.pieces.get(piece)?;
        let upto = here.runs.iter().take_while(|run| {
            let begins = end <= last;
            end += if begins { run.units } else { 0 };
            begins
        });
        let count = upto.count();
        let mut at = end;
        for run in here.runs.get(..count)?.iter().rev() {
            at -= run.units;
            if let Some(line) = run.style.line {
                return Some((at, line));
            }
        }
        for piece in self.pieces.get(..piece)?.iter().rev() {
            for run in piece.runs.iter().rev() {
                at -= run.units;
                if let Some(line) = run.style.line {
                    return Some((at, line));
                }
            }
        }
        None
    }

    /// Takes `delete` units out and puts runs in.
    pub fn splice(&mut self, at: u32, delete: u32, insert: impl IntoIterator<Item = Run>) {
        let mut insert = insert.into_iter().peekable();
        if delete == 0 && insert.peek().is_some() && self.grow(at, &mut insert) {
            return;
        }
        if delete > 0 && insert.peek().is_none() && self.shrink(at, delete) {
            return;
        }
        let end = at.saturating_add(delete);
        self.rewrite(at, end, |inside| {
            inside.clear();
            for run in insert {
                push(inside, run);
            }
        });
    }

    /// Typing: one run goes on in the style of the unit before it.
    fn grow(&mut self, at: u32, insert: &mut std::iter::Peekable<impl Iterator<Item = Run>>) -> bool {
        let Some(run) = at.checked_sub(1).and_then(|left| self.run_mut(left)) else { return false };
        let same = |new: &Run| new.style == run.1.style && new.style.line.is_none();
        let Some(new) = insert.next_if(same) else { return false };
        run.1.units = run.1.units.saturating_add(new.units);
        *run.0 = run.0.saturating_add(new.units);
        if insert.peek().is_some() {
            let rest: Vec<Run> = insert.collect();
            self.splice(at + new.units, 0, rest);
        }
        true
    }

    /// Correcting: some units of one run go, and some stay.
    fn shrink(&mut self, at: u32, delete: u32) -> bool {
        let Some((piece, start)) = self.piece_of(at) else { return false };
        let Some(piece) = self.pieces.get_mut(piece) else { return false };
        let mut from = start;
        for run in &mut piece.runs {
            if at - from < run.units {
                let fits = (at - from).checked_add(delete).is_some_and(|end| end <= run.units) && delete < run.units;
                if fits {
                    run.units -= delete;
                    piece.units -= delete;
                }
                return fits;
            }
            from += run.units;
        }
        false
    }

    /// The run of a place, and the units of the piece it is in.
    fn run_mut(&mut self, place: u32) -> Option<(&mut u32, &mut Run)> {
        let (piece, start) = self.piece_of(place)?;
        let Piece { units, runs } = self.pieces.get_mut(piece)?;
        let mut from = start;
        for run in runs {
            if place - from < run.units {
                return Some((units, run));
            }
            from += run.units;
        }
        None
    }

    /// Changes the style of a stretch.
    pub fn restyle(&mut self, at: u32, count: u32, change: &Restyle) {
        self.rewrite(at, at.saturating_add(count), |inside| {
            for run in inside {
                change.apply(&mut run.style);
            }
        });
    }

    /// All runs in order.
    pub fn iter(&self) -> impl Iterator<Item = &Run> {
        self.pieces.iter().flat_map(|piece| &piece.runs)
    }

    /// The piece that holds a place, and where that piece begins.
    fn piece_of(&self, place: u32) -> Option<(usize, u32)> {
        let mut start = 0u32;
        for (index, piece) in self.pieces.iter().enumerate() {
            if place - start < piece.units {
                return Some((index, start));
            }
            start += piece.units;
        }
        None
    }

    /// Rewrites the runs between two places; only the pieces they lie in, and
    /// the run on either side, are touched.
    fn rewrite(&mut self, from: u32, to: u32, change: impl FnOnce(&mut Vec<Run>)) {
        let len = self.len();
        let (from, to) = (from.min(len), to.min(len));
        // One unit to the left and the right belongs to it, so that equal
        // neighbours become one run again.
        let (first, start) = self.piece_of(from.saturating_sub(1)).unwrap_or((0, 0));
        let (last, _) = self.piece_of(to).or_else(|| self.piece_of(to.saturating_sub(1))).unwrap_or((0, 0));
        let (mut before, mut inside, mut after) = (Vec::new(), Vec::new(), Vec::new());
        let mut at = start;
        for piece in self.pieces.get_mut(first..=last).unwrap_or_default() {
            for run in piece.runs.drain(..) {
                let end = at + run.units;
                let part = |row: &mut Vec<Run>, low: u32, high: u32| {
                    if low < high {
                        row.push(Run { units: high - low, style: run.style.clone() });
                    }
                };
                part(&mut before, at, end.min(from));
                part(&mut inside, at.max(from), end.min(to));
                part(&mut after, at.max(to), end);
                at = end;
            }
        }
        change(&mut inside);
        let mut row = before;
        for run in inside.into_iter().chain(after) {
            push(&mut row, run);
        }
        self.refill(first, last + 1, row);
    }

    /// Puts a row of runs in the place of some pieces.
    fn refill(&mut self, first: usize, end: usize, row: Vec<Run>) {
        let end = end.min(self.pieces.len());
        let fit =
            |runs: Vec<Run>| Piece { units: runs.iter().fold(0, |sum: u32, run| sum.saturating_add(run.units)), runs };
        if row.len() <= FULL && end == first + 1 {
            if let Some(piece) = self.pieces.get_mut(first) {
                *piece = fit(row);
            }
        } else {
            let mut cut = Vec::with_capacity(row.len() / (FULL / 2) + 1);
            let mut row = row.into_iter().peekable();
            while row.peek().is_some() {
                cut.push(fit(row.by_ref().take(FULL / 2).collect()));
            }
            self.pieces.splice(first..end, cut);
        }
        if self.pieces.len() > 1 {
            self.pieces.retain(|piece| piece.units > 0);
        }
        if self.pieces.is_empty() {
            self.pieces.push(Piece::default());
        }
    }
}

/// Adds a run to a row; equal neighbours become one, line breaks never do.
pub(super) fn push(row: &mut Vec<Run>, run: Run) {
    if run.units == 0 {
        return;
    }
    if let Some(last) = row.last_mut()
        && last.style == run.style
        && run.style.line.is_none()
    {
        last.units = last.units.saturating_add(run.units);
        return;
    }
    row.push(run);
}

/// Marks of a run, for places outside the text: none.
pub(super) fn marks_of(style: Option<&Style>) -> Option<&Marks> {
    style.map(|style| &style.marks)
}
