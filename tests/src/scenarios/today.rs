//! What stands on Today says where it is ticked.

use crate::world::World;
use crate::world::notes::{look, shared_space};
use rapport_domain::meeting::Minutes;
use rapport_domain::time::{Civil, Due, TimeOfDay, Zone};
use rapport_node::view::home::home;
use rapport_node::{NewGoal, NewMeeting, Place, StepDraft};

#[test]
fn a_step_on_today_names_its_goal_or_its_meeting() {
    let world = World::new(62);
    let (mut ann, _ben) = world.pair();
    let space = shared_space(&ann);
    let today = look(&ann, world.clock.now(), home).today;
    let due =
        |text: &str| StepDraft { text: text.to_owned(), milestone: None, assignee: None, due: Some(Due::On(today)) };
    let new = NewGoal {
        place: Place::In(space),
        title: "Speak up".into(),
        why: String::new(),
        due: None,
        for_partner: false,
    };
    let goal = ann.node.begin_goal(new).expect("a goal");
    let slot = Civil {
        day: today,
        time: TimeOfDay::new(17, 30).expect("a time"),
        zone: Zone::new("Europe/Zurich").expect("a zone"),
    };
    let minutes = Minutes::new(45).expect("minutes");
    let new = NewMeeting { space, slot, minutes, title: "March".to_owned(), mode: None, place: String::new() };
    let meeting = ann.node.propose_meeting(new).expect("a meeting");
    let asked = ann.node.add_step(goal, due("Ask one question")).expect("a step");
    let sent = ann.node.add_action(meeting, due("Send the advert")).expect("an action");

    let shown = look(&ann, world.clock.now(), home);
    let mut steps: Vec<_> = shown.steps.iter().map(|step| (step.step, step.goal, step.meeting)).collect();
    let mut expected = vec![(asked, Some(goal), None), (sent, None, Some(meeting))];
    steps.sort();
    expected.sort();
    assert_eq!(steps, expected);
    let titles: Vec<_> = shown.steps.iter().map(|step| (step.step, step.goal_title.as_str())).collect();
    assert!(titles.contains(&(asked, "Speak up")) && titles.contains(&(sent, "")), "{titles:?}");
}
