//! The smallest text that merges: every character knows the one it was typed
//! after. Not a good one for people who type at the same place at the same
//! time, which no recorded trace does.

use crate::Who;

#[derive(Clone, Copy)]
struct Sign {
    id: usize,
    sign: char,
    gone: bool,
}

#[derive(Clone, Copy)]
enum Change {
    Insert { id: usize, after: Option<usize>, sign: char },
    Delete { id: usize },
}

/// Two sheets, and what each has sent.
#[derive(Default)]
pub(crate) struct Papers {
    sheets: [Vec<Sign>; 2],
    own: [Vec<Change>; 2],
    sent: [usize; 2],
    taken: [usize; 2],
    next: usize,
}

impl Papers {
    pub(crate) fn text(&self, who: Who) -> String {
        self.sheets[who.index()].iter().filter(|one| !one.gone).map(|one| one.sign).collect()
    }

    pub(crate) fn patch(&mut self, who: Who, at: usize, delete: usize, insert: &str) {
        let sheet = &self.sheets[who.index()];
        let shown = |nth: usize| {
            let mut visible = sheet.iter().enumerate().filter(|(_, one)| !one.gone);
            visible.nth(nth).expect("inside the text").0
        };
        let mut changes = Vec::new();
        let first = if delete > 0 { shown(at) } else { 0 };
        let gone = sheet[first..].iter().filter(|one| !one.gone).take(delete);
        changes.extend(gone.map(|one| Change::Delete { id: one.id }));
        let mut after = (at > 0).then(|| sheet[shown(at - 1)].id);
        for sign in insert.chars() {
            changes.push(Change::Insert { id: self.next, after, sign });
            after = Some(self.next);
            self.next += 1;
        }
        for change in changes {
            self.apply(who, change);
            self.own[who.index()].push(change);
        }
    }

    pub(crate) fn push(&mut self, who: Who) {
        self.sent[who.index()] = self.own[who.index()].len();
    }

    pub(crate) fn pull(&mut self, who: Who) {
        let other = who.other().index();
        for nth in self.taken[who.index()]..self.sent[other] {
            self.apply(who, self.own[other][nth]);
        }
        self.taken[who.index()] = self.sent[other];
    }

    /// Both send and take everything.
    pub(crate) fn meet(&mut self) {
        Who::BOTH.into_iter().for_each(|who| self.push(who));
        Who::BOTH.into_iter().for_each(|who| self.pull(who));
    }

    fn apply(&mut self, who: Who, change: Change) {
        let sheet = &mut self.sheets[who.index()];
        let place = |id: usize| sheet.iter().rposition(|one| one.id == id).expect("pulled in order");
        match change {
            Change::Insert { id, after, sign } => {
                let at = after.map_or(0, |after| place(after) + 1);
                sheet.insert(at, Sign { id, sign, gone: false });
            }
            Change::Delete { id } => {
                let at = place(id);
                sheet[at].gone = true;
            }
        }
    }
}
