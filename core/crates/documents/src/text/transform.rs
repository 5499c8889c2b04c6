//! Moves two differences of one text over one another, so that both orders
//! give the same text. Only two sides exist: ours (this screen) and theirs
//! (all others, already merged by the document). The one rule for ties: what
//! others typed at the same place stands before what is typed here.

use super::delta::Delta;
use super::style::Restyle;
use super::walk::{Piece, Walk};

/// Who has the last word where both sides change the same mark or line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wins {
    Ours,
    Theirs,
}

/// Ours as it is after theirs, and theirs as it is after ours.
pub fn transform(ours: &Delta, theirs: &Delta, wins: Wins) -> (Delta, Delta) {
    let (mut ours_after, mut theirs_after) = (Delta::new(), Delta::new());
    let (lead_ours, lead_theirs) = settle(ours.lead(), theirs.lead(), wins);
    ours_after.set_lead(lead_ours);
    theirs_after.set_lead(lead_theirs);
    let (mut a, mut b) = (Walk::new(ours), Walk::new(theirs));
    while !a.is_done() || !b.is_done() {
        if b.is_insert() {
            let same = a.around();
            if let (count, Piece::Insert(text, style)) = b.take(u32::MAX) {
                ours_after.keep(count, Some(&same));
                theirs_after.insert(text, style.clone().with(&same));
            }
            continue;
        }
        if a.is_insert() {
            let same = b.around();
            if let (count, Piece::Insert(text, style)) = a.take(u32::MAX) {
                theirs_after.keep(count, Some(&same));
                ours_after.insert(text, style.clone().with(&same));
            }
            continue;
        }
        let count = a.left().min(b.left());
        match (a.take(count).1, b.take(count).1) {
            (Piece::Keep(None), Piece::Keep(change)) => {
                ours_after.keep(count, None);
                theirs_after.keep(count, change);
            }
            (Piece::Keep(change), Piece::Keep(None)) => {
                ours_after.keep(count, change);
                theirs_after.keep(count, None);
            }
            (Piece::Keep(Some(mine)), Piece::Keep(Some(other))) => {
                let (mine, other) = settle(mine, other, wins);
                ours_after.keep(count, Some(&mine));
                theirs_after.keep(count, Some(&other));
            }
            (Piece::Delete, Piece::Keep(_)) => ours_after.delete(count),
            (Piece::Keep(_), Piece::Delete) => theirs_after.delete(count),
            // Both took it out.
            _ => {}
        }
    }
    (ours_after.trimmed(), theirs_after.trimmed())
}

/// Both changes of one thing, such that either order ends the same.
fn settle(ours: &Restyle, theirs: &Restyle, wins: Wins) -> (Restyle, Restyle) {
    match wins {
        Wins::Ours => {
            // I7: who unticks here has not seen that the other ticked.
            let done = ours.done.filter(|done| *done || theirs.done != Some(true));
            let ours = Restyle { done, ..ours.clone() };
            let theirs = theirs.under(&ours);
            (ours, theirs)
        }
        Wins::Theirs => (ours.under(theirs), theirs.clone()),
    }
}
