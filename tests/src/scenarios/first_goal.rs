//! What one person types without a network reaches the other.

use crate::world::notes::look as on;
use crate::world::{Phone, World};
use rapport_domain::goal::GoalTurn;
use rapport_node::view::goals;
use rapport_node::{NewGoal, Place};

#[test]
fn a_goal_travels_from_phone_to_phone() {
    let world = World::new(1);
    let (mut ann, mut ben) = world.pair();
    let space = ann.node.invites().expect("invites")[0].space.expect("joined");
    let new = NewGoal {
        place: Place::In(space),
        title: "Find an apprenticeship".to_owned(),
        why: String::new(),
        due: None,
        for_partner: false,
    };
    let goal = ann.node.begin_goal(new).expect("a goal");
    world.sync(&mut ann);
    world.sync(&mut ben);
    let reader = ben.node.reader().expect("a reader");
    let row = rapport_store::projections::goals::get(reader.conn(), &goal).expect("read").expect("it is there");
    assert_eq!(row.title, "Find an apprenticeship");
    assert_eq!(row.owner, Some(ann.node.person()));
}

/// The screens offer an entry of progress to whom the rules allow one.
#[test]
fn progress_is_offered_to_the_owner_of_a_goal_that_is_under_way() {
    let world = World::new(2);
    let (mut ann, mut ben) = world.pair();
    let space = ann.node.invites().expect("invites")[0].space.expect("joined");
    let new =
        |place| NewGoal { place, title: "Speak up".to_owned(), why: String::new(), due: None, for_partner: false };
    let offered = |phone: &Phone, goal| on(phone, world.clock.now(), |lens| goals::goal(lens, goal)).can.progress;
    let own = ann.node.begin_goal(new(Place::Private)).expect("a goal");
    assert!(!offered(&ann, own) && ann.node.add_progress(own, None, "Begun".to_owned()).is_err());
    ann.node.turn_goal(own, GoalTurn::Start).expect("started");
    assert!(offered(&ann, own) && ann.node.add_progress(own, None, "Begun".to_owned()).is_ok());
    let both = ann.node.begin_goal(new(Place::In(space))).expect("a goal");
    ann.node.turn_goal(both, GoalTurn::Propose).expect("proposed");
    world.sync(&mut ann);
    world.sync(&mut ben);
    ben.node.turn_goal(both, GoalTurn::Nod).expect("agreed");
    world.sync(&mut ben);
    world.sync(&mut ann);
    assert!(offered(&ann, both) && !offered(&ben, both));
    assert!(ben.node.add_progress(both, None, "Begun".to_owned()).is_err());
    assert!(ann.node.add_progress(both, None, "Begun".to_owned()).is_ok());
}
