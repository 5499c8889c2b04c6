//! What one person types without a network reaches the other.

use crate::world::World;
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
