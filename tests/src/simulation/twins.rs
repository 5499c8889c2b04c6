//! All files of a phone were copied to another one, and both go on.

use super::town::{Town, Twin, done};
use crate::hostile::network::Lossy;
use rapport_domain::comment::{CommentKind, On};
use rapport_node::{NewGoal, Place};

pub(super) fn acts(town: &mut Town, who: usize) {
    match town.people.iter().position(|person| person.twin.is_some()) {
        Some(who) => lives_on(town, who),
        // Most stories have no copy.
        None if town.chance(4) == 0 => is_copied(town, who),
        None => {}
    }
}

fn is_copied(town: &mut Town, who: usize) {
    town.tell(&format!("p{who}'s phone is copied, and both go on"));
    town.dies(who, |_| ());
    let way = if town.lies { Lossy::lying() } else { Lossy::default() };
    let Town { people, world, .. } = town;
    people[who].is_copied(world, way);
    town.forged = true;
}

/// The copy writes something, or has a line to the relay. What it writes is asked for by nobody:
/// it may be the branch that is given up.
fn lives_on(town: &mut Town, who: usize) {
    if town.chance(3) > 0 {
        town.tell(&format!("p{who}'s copy has a line to the relay"));
        return town.as_shown_to(who, |town| {
            let Twin { phone, way } = town.people[who].twin.as_mut().expect("it is here");
            way.carry(&town.world, &mut phone.node);
        });
    }
    let Some(n) = town.pair_of(who) else { return };
    town.tell(&format!("p{who}'s copy writes in pair {n}"));
    let goal = town.pairs[n].shelf.goals.keys().next().copied();
    let (word, space) = (town.pairs[n].shelf.word(), town.pairs[n].space);
    let node = &mut town.people[who].twin.as_mut().expect("it is here").phone.node;
    if let Some(goal) = goal {
        done(node.add_comment(goal, CommentKind::Remark, On::Whole, word));
    } else {
        let place = Place::In(space);
        done(node.begin_goal(NewGoal { place, title: word, why: String::new(), due: None, for_partner: false }));
    }
}
