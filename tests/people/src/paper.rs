//! The smallest text that merges: every character knows the one it was typed
//! after. Good enough to see whether a recorded trace fits itself; where two
//! people type at the same place at the same time, which no recorded trace
//! does, it says that it cannot tell what comes first.

use crate::Who;

#[derive(Clone, Copy)]
struct Sign {
    id: usize,
    sign: char,
    gone: bool,
    after: Option<usize>,
    by: Who,
    /// Its place among all changes of whoever typed it.
    nth: usize,
}

#[derive(Clone, Copy)]
enum Change {
    /// `seen`: changes of the other one that were on the sheet then.
    Insert {
        id: usize,
        after: Option<usize>,
        sign: char,
        seen: usize,
    },
    Delete {
        id: usize,
    },
}

/// Why a patch is not on the sheets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Off {
    /// It does not fit the text, which has so many characters.
    Outside { length: usize },
    /// What comes first hangs on who asks, or it takes too long to find out.
    Unsure,
}

/// Two sheets, and what each has sent.
#[derive(Default)]
pub(crate) struct Papers {
    sheets: [Vec<Sign>; 2],
    own: [Vec<Change>; 2],
    sent: [usize; 2],
    taken: [usize; 2],
    next: usize,
    /// Characters looked at so far.
    work: usize,
    unsure: bool,
}

/// Characters that are looked at for one trace; the longest public one needs a tenth.
const MOST_WORK: usize = 4_000_000_000;

impl Papers {
    pub(crate) fn text(&self, who: Who) -> String {
        self.sheets[who.index()].iter().filter(|one| !one.gone).map(|one| one.sign).collect()
    }

    pub(crate) fn patch(&mut self, who: Who, at: usize, delete: usize, insert: &str) -> Result<(), Off> {
        let sheet = &self.sheets[who.index()];
        self.work = self.work.saturating_add(sheet.len());
        if !self.is_sure() {
            return Err(Off::Unsure);
        }
        let outside = || Off::Outside { length: sheet.iter().filter(|one| !one.gone).count() };
        let mut shown = sheet.iter().filter(|one| !one.gone).map(|one| one.id);
        let mut after = match at.checked_sub(1) {
            Some(before) => Some(shown.nth(before).ok_or_else(outside)?),
            None => None,
        };
        let mut changes: Vec<Change> = shown.take(delete).map(|id| Change::Delete { id }).collect();
        if changes.len() < delete {
            return Err(outside());
        }
        let seen = self.taken[who.index()];
        for sign in insert.chars() {
            changes.push(Change::Insert { id: self.next, after, sign, seen });
            after = Some(self.next);
            self.next += 1;
        }
        for change in changes {
            self.apply(who, who, self.own[who.index()].len(), change);
            self.own[who.index()].push(change);
        }
        Ok(())
    }

    pub(crate) fn push(&mut self, who: Who) {
        self.sent[who.index()] = self.own[who.index()].len();
    }

    pub(crate) fn pull(&mut self, who: Who) {
        let other = who.other();
        for nth in self.taken[who.index()]..self.sent[other.index()] {
            if let Some(change) = self.own[other.index()].get(nth).copied() {
                self.apply(who, other, nth, change);
            }
        }
        self.taken[who.index()] = self.sent[other.index()];
    }

    /// Whether what stands on the sheets hangs on nothing but the trace.
    pub(crate) const fn is_sure(&self) -> bool {
        !self.unsure && self.work <= MOST_WORK
    }

    /// Both send and take everything.
    pub(crate) fn meet(&mut self) {
        Who::BOTH.into_iter().for_each(|who| self.push(who));
        Who::BOTH.into_iter().for_each(|who| self.pull(who));
    }

    /// Puts a change of `by` on the sheet of `who`.
    fn apply(&mut self, who: Who, by: Who, nth: usize, change: Change) {
        let sheet = &mut self.sheets[who.index()];
        let place = |id: usize| sheet.iter().rposition(|one| one.id == id);
        match change {
            Change::Insert { id, after, sign, seen } => {
                let at = after.and_then(place).map_or(0, |after| after + 1);
                // Somebody else typed here, and whoever typed this had not seen it.
                let beside = sheet.get(at).is_some_and(|one| one.after == after && one.by != by && one.nth >= seen);
                self.unsure |= beside;
                self.work = self.work.saturating_add(sheet.len() - at);
                sheet.insert(at, Sign { id, sign, gone: false, after, by, nth });
            }
            Change::Delete { id } => {
                if let Some(one) = place(id).and_then(|at| sheet.get_mut(at)) {
                    one.gone = true;
                }
            }
        }
    }
}
