//! A node that asks for nothing more has nothing more to do: whoever waits for
//! the end of a sync must not wait for a timer.

use crate::world::World;
use crate::world::carry::Carrier;
use rapport_node::{NewGoal, Place, RelayTrust, Request};

#[test]
fn every_answer_leads_to_the_next_request_or_to_rest() {
    let world = World::new(1);
    let mut phone = world.phone("Ann Anderson");
    phone.node.agree_to_relay(&world.origin, RelayTrust::default(), Some(world.token())).expect("agreed");
    let new =
        NewGoal { place: Place::Private, title: "Rest".to_owned(), why: String::new(), due: None, for_partner: false };
    phone.node.begin_goal(new).expect("a goal");
    phone.node.sync_now().expect("sync begins");
    let carrier = Carrier::new(&world.relay);
    loop {
        let mut waiting = phone.node.requests().expect("requests");
        if waiting.is_empty() {
            break;
        }
        while let Some(Request { id, call, .. }) = waiting.pop() {
            waiting.extend(phone.node.answer(id, carrier.ask(&call)).expect("the answer is taken"));
        }
    }
    assert!(phone.node.sync_is_idle(), "nothing was asked for, and yet there is something to do");
    let statuses = phone.node.relay_statuses();
    assert!(statuses.iter().all(|relay| relay.settled), "everything has been sent: {statuses:?}");
}
