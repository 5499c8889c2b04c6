//! A pair's goal, from phone to phone through a relay.

use super::desk::{Desk, PATIENCE, sync, until};
use rapport_core::Failure;
use rapport_core::goals::{GoalEdit, GoalFilter, NewGoal, Place, StepDraft};
use rapport_core::people::PersonAct;
use rapport_core::sync::Trouble;
use std::sync::mpsc::channel;

fn goal(place: Place, title: &str) -> NewGoal {
    NewGoal { place, title: title.to_owned(), why: String::new(), due: None, for_partner: false }
}

fn step(text: &str) -> StepDraft {
    StepDraft { text: text.to_owned(), milestone: None, assignee: None, due: None }
}

#[test]
fn a_goal_edited_on_both_phones_without_a_network_comes_together() {
    let desk = Desk::new();
    let (ann, ben, space) = desk.pair();
    let id = ann.goals().begin(goal(Place::In(space), "Find an apprenticeship")).expect("a goal");
    sync(&ann);
    sync(&ben);
    ann.goals().edit(id, GoalEdit::Why("To stand on my own feet".to_owned())).expect("why");
    let first = ann.goals().add_step(id, step("Write the letter")).expect("a step");
    let second = ben.goals().add_step(id, step("Read the letter")).expect("a step");
    ben.goals().edit(id, GoalEdit::Title("Find an apprenticeship as a joiner".to_owned())).expect_err("only the owner");
    sync(&ann);
    sync(&ben);
    sync(&ann);
    let (on_ann, on_ben) = (ann.goals().view(id).expect("a view"), ben.goals().view(id).expect("a view"));
    let steps: Vec<_> = on_ann.steps.iter().map(|step| step.id).collect();
    assert_eq!(steps.len(), 2);
    assert!(steps.contains(&first) && steps.contains(&second));
    assert_eq!(steps, on_ben.steps.iter().map(|step| step.id).collect::<Vec<_>>());
    assert_eq!(on_ben.wording.why, "To stand on my own feet");
    assert_eq!(on_ben.row.owner_name, "Ann Anderson");
    for phone in [&ann, &ben] {
        let line = phone.sync().line().expect("the line");
        assert_eq!((line.waiting, line.deferred, line.quarantined), (0, 0, 0));
    }
}

#[test]
fn a_change_of_the_other_reaches_who_watches() {
    let desk = Desk::new();
    let (ann, ben, space) = desk.pair();
    ann.sync().start().expect("watching");
    ben.sync().start().expect("watching");
    let (to, from) = channel();
    let filter = GoalFilter { space: Some(space), with_past: false };
    let watch = ben.goals().watch_rows(filter, 50, move |rows| drop(to.send(rows.to_vec()))).expect("a watch");
    assert_eq!(from.try_recv().expect("the first value is there before watch returns"), []);
    ann.goals().begin(goal(Place::In(space), "Learn to swim at last")).expect("a goal");
    until(&from, |rows| rows.iter().any(|row| row.title == "Learn to swim at last").then_some(()));
    watch.cancel();
    ann.goals().begin(goal(Place::In(space), "Nobody hears of this one")).expect("a goal");
    sync(&ann);
    sync(&ben);
    assert_eq!(from.try_recv().ok(), None, "nothing comes after cancel returned");
}

#[test]
fn without_a_relay_everything_waits_and_nothing_is_lost() {
    let mut desk = Desk::new();
    let (ann, ben, space) = desk.pair();
    desk.stop_relay();
    ann.goals().begin(goal(Place::In(space), "Written in a cellar")).expect("offline is no reason to fail");
    let report = ann.sync().run(PATIENCE).expect("the run itself is no failure");
    assert_eq!((report.settled, report.trouble), (false, Some(Trouble::Offline)));
    assert!(report.waiting > 0);
    ann.shutdown().expect("shut down");
    assert_eq!(ann.goals().rows(GoalFilter::default(), 0, 10), Err(Failure::Stopped));
    let again = desk.open("Ann Anderson");
    let rows = again.goals().rows(GoalFilter::default(), 0, 10).expect("rows");
    assert_eq!(rows.len(), 1);
    assert!(again.sync().line().expect("the line").waiting > 0);
    drop(ben);
}

#[test]
fn whoever_came_is_called_by_name_also_when_the_invite_is_done() {
    let desk = Desk::new();
    let (ann, ben, _) = desk.pair();
    let name = |phone: &rapport_core::Rapport| phone.people().invites().expect("invites")[0].name.clone();
    assert_eq!(name(&ann).as_deref(), Some("Ben Bernhardt"));
    assert_eq!(name(&ben).as_deref(), Some("Ann Anderson"));
    sync(&ann);
    sync(&ben);
    let (to, from) = channel();
    let _watch = ben.people().watch_invites(move |all| drop(to.send(all.to_vec()))).expect("a watch");
    ann.people().edit_me(PersonAct::Name("Anna Anderson".to_owned())).expect("a name");
    sync(&ann);
    sync(&ben);
    until(&from, |all| (all[0].name.as_deref() == Some("Anna Anderson")).then_some(()));
    ben.shutdown().expect("closed");
    assert_eq!(name(&desk.open("Ben Bernhardt")).as_deref(), Some("Anna Anderson"), "also after a restart");
}

#[test]
fn bad_input_is_refused_with_its_field_and_changes_nothing() {
    use rapport_core::domain::{Field, Problem};
    let desk = Desk::new();
    let ann = desk.phone("Ann Anderson");
    let refused = ann.goals().begin(goal(Place::Private, "  "));
    assert_eq!(refused, Err(Failure::Invalid { field: Field::Title, problem: Problem::Empty }));
    let refused = ann.goals().begin(goal(Place::Private, "with a bell\u{7}"));
    assert!(matches!(refused, Err(Failure::Invalid { field: Field::Title, .. })), "{refused:?}");
    let refused = ann.people().join("https://example.org/nothing", false).map(|_| ());
    assert_eq!(refused, Err(Failure::Invalid { field: Field::Invite, problem: Problem::NotAnInvite }));
    let refused = ann.sync().agree_to_relay("http://192.0.2.1:80", false).map(|_| ());
    assert!(matches!(refused, Err(Failure::Invalid { field: Field::Relay, .. })), "{refused:?}");
    let refused = ann.people().invite(rapport_core::people::Seat::Mentor).map(|_| ());
    assert_eq!(refused, Err(Failure::NotFound { what: "relay".to_owned() }));
    assert_eq!(ann.goals().rows(GoalFilter::default(), 0, 10).expect("rows"), []);
}

#[test]
fn asleep_nothing_is_written_and_awake_everything_goes_on() {
    let desk = Desk::new();
    let ann = desk.phone("Ann Anderson");
    ann.suspend().expect("asleep");
    assert_eq!(ann.goals().begin(goal(Place::Private, "Written in a dream")), Err(Failure::Stopped));
    ann.resume().expect("awake");
    ann.goals().begin(goal(Place::Private, "Written awake")).expect("a goal");
    ann.shutdown().expect("shut down");
    assert_eq!(ann.resume(), Err(Failure::Stopped));
}
