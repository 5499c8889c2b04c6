//! Everything is put right again: an honest relay, a good line, everybody awake.

use super::town::{Town, Twin};
use super::{invites, promises, torn};
use crate::world::carry::Carrier;
use crate::world::look;

/// Before this round weeks pass: what was left out of a page is asked for again until then.
const LATER: usize = 5;
const WEEKS_MS: i64 = 3 * 7 * 24 * 3600 * 1000;
/// After so many rounds everything has to be at rest.
const ROUNDS: usize = 18;
/// Calls that one phone may make in any round.
const MOST_CALLS: usize = 3_000;
/// Calls that one phone may make in a round in which nothing is new.
const MOST_IDLE_CALLS: usize = 40;

pub(super) fn heal(town: &mut Town) {
    town.steps += 1;
    town.tell("the line is good again");
    town.apart.clear();
    for who in 0..town.people.len() {
        let person = &mut town.people[who];
        if let Some(Twin { phone, way }) = &mut person.twin {
            std::mem::take(way).deliver_all(&town.world, &mut phone.node);
        }
        std::mem::take(&mut person.way).deliver_all(&town.world, person.node());
        // A space that is said to be gone is asked for anew only by a new start.
        person.node().journal().expect("a healthy disk");
        town.journalled(who);
        town.dies(who, |_| ());
    }
    town.hand_out_tokens();
    for round in 0..ROUNDS {
        if round == LATER {
            town.world.clock.advance(WEEKS_MS);
            town.tell("weeks have passed");
        }
        let (asked, sent) = all_sync(town);
        invites::go_on(town);
        let mut people = town.people.iter().enumerate().filter(|(who, _)| !is_torn(town, *who));
        let all_rest = people.all(|(_, person)| person.phones().all(|phone| is_at_rest(town, &phone.node)));
        if sent == 0 && round > LATER + 2 && all_rest {
            let most = MOST_IDLE_CALLS * town.people.len();
            assert!(asked <= most, "endless traffic: {asked} calls with nothing new");
            town.tell("all is at rest");
            return;
        }
    }
    for (who, person) in town.people.iter().enumerate().filter(|(who, _)| !is_torn(town, *who)) {
        for (copy, phone) in person.phones().enumerate() {
            let (node, which) = (&phone.node, if copy == 0 { "" } else { "'s copy" });
            let line = look::line(node, town.world.clock.now());
            let how = node.relay_statuses();
            assert!(is_at_rest(town, node), "p{who}{which} never comes to rest: {line:?}, {how:?}");
        }
    }
    panic!("nobody waits, and still something is sent");
}

/// Everybody once; gives how many calls there were, and how many of them sent something.
fn all_sync(town: &mut Town) -> (usize, usize) {
    town.world.clock.advance(20 * 60 * 1000);
    let (mut asked, mut sent) = (0, 0);
    for who in 0..town.people.len() {
        let carrier = Carrier::at_most(&town.world.relay, MOST_CALLS);
        for node in town.people[who].nodes() {
            node.sync_now().expect("sync begins");
            carrier.run(node);
            node.tick().expect("a healthy disk");
        }
        if !is_torn(town, who) {
            (asked, sent) = (asked + carrier.asked(), sent + carrier.sent());
        }
    }
    let torn: Vec<bool> = town.pairs.iter().map(|pair| torn::is_torn(town, pair)).collect();
    for (n, torn) in torn.into_iter().enumerate() {
        if torn && !town.pairs[n].torn {
            town.tell(&format!("pair {n} is torn: the relay cannot take an operation that stands"));
        }
        town.pairs[n].torn = torn;
    }
    (asked, sent)
}

/// Whether somebody is in a pair that nothing brings together yet.
fn is_torn(town: &Town, who: usize) -> bool {
    town.pairs.iter().any(|pair| pair.torn && pair.has(who))
}

fn is_at_rest(town: &Town, node: &rapport_node::Node) -> bool {
    promises::waiting(town, node) == 0 && node.sync_is_idle()
}
