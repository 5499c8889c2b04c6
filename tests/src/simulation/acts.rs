//! What happens next.

use super::town::{Town, done};
use super::{goals, invites, leaving, meetings, members, relay, twins, typing};
use Act::{Call, Fold, Forge, Goal, Invite, Kill, Leave, Meet, Pass, Relay, Rest, Rotate, Storm, Twin, Type};

/// One act of a story.
#[derive(Debug, Clone, Copy)]
enum Act {
    Type,
    Goal,
    Meet,
    /// Some traffic with the relay.
    Call,
    /// Time passes.
    Pass,
    /// A process ends where it stands and begins again.
    Kill,
    Rotate,
    Invite,
    /// Somebody leaves a pair.
    Leave,
    /// A phone is copied, or its copy does something.
    Twin,
    /// Every operation of somebody comes too late for a while, as the relay says.
    Storm,
    /// Something happens to the relay.
    Relay,
    /// A member forges.
    Forge,
    Fold,
    /// A phone is put to sleep.
    Rest,
}

/// How often each happens, of the sum of all.
const ACTS: [(usize, Act); 15] = [
    (26, Type),
    (14, Goal),
    (10, Meet),
    (24, Call),
    (7, Pass),
    (6, Kill),
    (2, Rotate),
    (4, Invite),
    (1, Leave),
    (1, Twin),
    (1, Storm),
    (3, Relay),
    (1, Forge),
    (2, Fold),
    (1, Rest),
];

fn draw(town: &Town) -> Act {
    let mut at = town.chance(ACTS.iter().map(|(weight, _)| weight).sum());
    for (weight, act) in ACTS {
        if at < weight {
            return act;
        }
        at -= weight;
    }
    Pass
}

/// One act, and what goes on by itself meanwhile.
pub(super) fn step(town: &mut Town) {
    town.steps += 1;
    let who = town.chance(town.people.len());
    match draw(town) {
        Type => typing::types(town, who),
        Goal => goals::acts(town, who),
        Meet => meetings::acts(town, who),
        Call => call(town, who),
        Pass => pass(town),
        Kill => kill(town, who),
        Rotate => rotate(town, who),
        Invite => invites::acts(town),
        Leave => leaving::acts(town, who),
        Twin => twins::acts(town, who),
        Storm => {
            town.tell(&format!("p{who} always comes second, as the relay says"));
            town.people[who].way.storm(20);
        }
        Relay => relay::acts(town),
        Forge => members::forge(town, who),
        Fold => {
            town.tell(&format!("p{who} folds"));
            town.people[who].node().fold_all().expect("a healthy disk");
        }
        Rest => {
            town.tell(&format!("p{who} puts the phone away"));
            town.people[who].node().rest().expect("a healthy disk");
            town.journalled(who);
        }
    }
    town.world.clock.advance(i64::try_from(town.chance(3_000)).expect("small"));
    for who in 0..town.people.len() {
        if town.chance(3) == 0 {
            town.people[who].node().tick().expect("a healthy disk");
            town.journalled(who);
        }
    }
}

fn call(town: &mut Town, who: usize) {
    town.tell(&format!("p{who} has a line to the relay"));
    town.as_shown_to(who, |town| {
        let person = &mut town.people[who];
        let mut way = std::mem::take(&mut person.way);
        for _ in 0..3 {
            way.carry(&town.world, person.node());
        }
        person.way = way;
    });
}

/// Seconds, hours, or weeks.
fn pass(town: &Town) {
    const MINUTE: i64 = 60_000;
    let up_to = |most: usize| i64::try_from(1 + town.chance(most)).expect("small");
    let ms = match town.chance(10) {
        0..5 => up_to(30) * MINUTE,
        5..8 => up_to(40) * 60 * MINUTE,
        _ => up_to(35) * 24 * 60 * MINUTE,
    };
    town.world.clock.advance(ms);
    town.tell("time has passed");
}

fn kill(town: &mut Town, who: usize) {
    town.tell(&format!("p{who}'s process ends and begins again"));
    town.dies(who, |_| ());
}

fn rotate(town: &mut Town, who: usize) {
    let Some(pair) = town.pair_of(who) else { return };
    town.tell(&format!("p{who} wants a new key for pair {pair}"));
    let space = town.pairs[pair].space;
    done(town.people[who].node().rotate_key(space));
}
