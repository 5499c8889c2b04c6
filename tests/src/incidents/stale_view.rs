//! Somebody has a screen open that is older than what the other one wrote.
//! Elsewhere saving it put the old words back.

use crate::scenarios::linking::begin;
use crate::world::notes::{look, shared_space};
use crate::world::{Phone, World};
use rapport_domain::goal::{GoalAct, GoalEdit};
use rapport_ids::GoalId;
use rapport_node::StepDraft;
use rapport_node::view::goals::{self, GoalView};

fn view(world: &World, phone: &Phone, goal: GoalId) -> GoalView {
    look(phone, world.clock.now(), |lens| goals::goal(lens, goal))
}

#[test]
fn what_is_saved_from_an_older_screen_puts_no_old_words_back() {
    let world = World::new(1216);
    let (mut ann, mut ben) = world.pair();
    let space = shared_space(&ann);
    let goal = begin(&mut ann, space, "Find a place");
    world.sync(&mut ann);
    world.sync(&mut ben);
    let (on_anns_screen, on_bens) = (view(&world, &ann, goal), view(&world, &ben, goal));
    assert_eq!(on_anns_screen.wording, on_bens.wording);

    // Ann writes, and Ben, in front of what he saw before, says another thing.
    let set = |edit| GoalAct::Set(edit);
    ann.node.act_on_goal(goal, set(GoalEdit::Title("Find an apprenticeship".to_owned()))).expect("hers");
    ann.node.act_on_goal(goal, set(GoalEdit::Why("It is time".to_owned()))).expect("hers");
    world.sync(&mut ann);
    let draft = StepDraft { text: "Ask Jonas".to_owned(), milestone: None, assignee: None, due: None };
    ben.node.add_step(goal, draft).expect("his");
    for _ in 0..2 {
        world.sync(&mut ben);
        world.sync(&mut ann);
    }
    for phone in [&ann, &ben] {
        let now = view(&world, phone, goal);
        assert_eq!((now.wording.title.as_str(), now.wording.why.as_str()), ("Find an apprenticeship", "It is time"));
        assert_eq!(now.steps.iter().map(|step| step.text.as_str()).collect::<Vec<_>>(), ["Ask Jonas"]);
    }
}
