//! Somebody leaves a pair.

use super::town::{Town, done, whether};

pub(super) fn acts(town: &mut Town, who: usize) {
    // Most stories are about people who stay together.
    let Some(n) = town.pair_of(who).filter(|_| town.chance(2) == 0) else { return };
    let space = town.pairs[n].space;
    // What they typed goes with them, or is journalled by leaving.
    let left = done(town.people[who].node().leave_pair(space)).is_some();
    if left {
        let pair = &mut town.pairs[n];
        pair.shelf.journalled(who);
        pair.left.push(who);
        town.people[who].screens.retain(|(note, _), _| !town.pairs[n].shelf.notes.contains_key(note));
    }
    town.tell(&format!("p{who} leaves pair {n}{}", whether(left)));
}
