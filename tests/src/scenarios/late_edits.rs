//! A phone that was taken out goes on writing in a tunnel, and what it wrote
//! comes after all: it is kept and shown, and counts only if whoever stays
//! takes it in, then on every phone.

use crate::world::acts::{into_the_void, write};
use crate::world::notes::{look, shared_note, shared_space, stored};
use crate::world::{Phone, World};
use rapport_domain::goal::{GoalAct, GoalEdit};
use rapport_ids::{NoteId, SectionId, SpaceId};
use rapport_node::{LateEdit, LateKind, NewGoal, NodeError, Place, view};

/// A pair with a note; a copy of Ann's phone that goes on; Ben's phone, and
/// one that hears of everything later.
struct Scene {
    world: World,
    ben: Phone,
    later: Phone,
    space: SpaceId,
    note: NoteId,
    section: SectionId,
}

impl Scene {
    /// Ann leaves; what her copy does without a network is known to the relay afterwards.
    fn new(seed: u64, does: impl FnOnce(&mut Phone, NoteId, SectionId)) -> Self {
        let world = World::new(seed);
        let (mut ann, mut ben) = world.pair();
        let space = shared_space(&ann);
        let (note, section) = shared_note(&world, &mut ann, &mut ben);
        let (mut ann, mut copy) = world.copied(ann);
        world.sync(&mut copy);
        let (mut ben, later) = world.copied(ben);
        ann.node.leave_pair(space).expect("left");
        does(&mut copy, note, section);
        copy.node.push_now().expect("begun");
        let late = into_the_void(&mut copy);
        assert!(!late.is_empty());
        world.sync(&mut ann);
        world.sync(&mut ben);
        let session = ben.node.watch_session(&world.origin).expect("a session");
        let batch = rapport_wire::relay::write_batch(late.iter().map(Vec::as_slice)).expect("a batch");
        world.relay.push(&session, &space, true, &batch).expect("taken");
        write(&mut ben, note, section, "Ben goes on. ");
        for _ in 0..2 {
            world.sync(&mut ben);
        }
        Self { world, ben, later, space, note, section }
    }

    fn text(&self, phone: &Phone) -> String {
        stored(&self.world, phone, self.note, self.section)
    }

    fn waits(&self, phone: &Phone) -> u32 {
        look(phone, self.world.clock.now(), view::sync::line).quarantined
    }
}

fn late(phone: &mut Phone) -> Vec<LateEdit> {
    phone.node.late_edits().expect("a list")
}

fn with_a_line(copy: &mut Phone, note: NoteId, section: SectionId) {
    write(copy, note, section, "Written in a tunnel. ");
}

#[test]
fn late_edits_of_whoever_left_are_shown_to_the_one_who_stays_and_change_nothing() {
    let mut scene = Scene::new(301, with_a_line);
    let Scene { world, ben, .. } = &mut scene;
    let seen = late(ben);
    let [edit] = seen.as_slice() else { panic!("{seen:?}") };
    assert_eq!((edit.kind, edit.words.as_slice()), (LateKind::Note, ["Written in a tunnel.".to_owned()].as_slice()));
    assert!(edit.can_include && !edit.discarded && edit.reason == "fault.beyond_frontier", "{edit:?}");
    assert!(edit.by.is_some() && !edit.by_name.is_empty() && !edit.title.is_empty(), "{edit:?}");
    world.sync(ben);
    assert_eq!(late(ben), seen, "and again");
    assert_eq!((scene.text(&scene.ben), scene.waits(&scene.ben)), ("Ben goes on. ".to_owned(), 1));
    let mut ben = scene.world.restart(scene.ben);
    assert_eq!(late(&mut ben), seen, "and the next day");
    ben.node.repair().expect("everything made anew");
    assert_eq!(stored(&scene.world, &ben, scene.note, scene.section), "Ben goes on. ");
}

#[test]
fn what_is_taken_in_counts_on_every_phone_whatever_it_heard_first() {
    for heard_before in [false, true] {
        let mut scene = Scene::new(302, with_a_line);
        if heard_before {
            scene.world.sync(&mut scene.later);
            assert_eq!(late(&mut scene.later).len(), 1);
        }
        let record = late(&mut scene.ben)[0].record;
        scene.ben.node.include_late(scene.space, record).expect("taken in");
        let both = scene.text(&scene.ben);
        assert!(both.contains("Written in a tunnel. ") && both.contains("Ben goes on. "), "{both}");
        assert_eq!((late(&mut scene.ben), scene.waits(&scene.ben)), (Vec::new(), 0));
        let again = scene.ben.node.include_late(scene.space, record);
        assert_eq!(again.err(), Some(NodeError::NotFound("event")));
        scene.world.sync(&mut scene.ben);
        for _ in 0..2 {
            scene.world.sync(&mut scene.later);
        }
        assert_eq!(scene.text(&scene.later), both, "heard before: {heard_before}");
        assert_eq!((late(&mut scene.later), scene.waits(&scene.later)), (Vec::new(), 0));
        let line = look(&scene.later, scene.world.clock.now(), view::sync::line);
        assert_eq!((line.deferred, line.needs_update), (0, 0), "heard before: {heard_before}");
        // It stays, also when everything is put together again from the records.
        for phone in [scene.ben, scene.later] {
            let mut phone = scene.world.restart(phone);
            phone.node.mend(&scene.note.doc()).expect("put together");
            assert_eq!(stored(&scene.world, &phone, scene.note, scene.section), both);
        }
    }
}

#[test]
fn what_builds_on_another_late_edit_brings_it_along() {
    let mut scene = Scene::new(303, |copy, note, section| {
        write(copy, note, section, "First. ");
        write(copy, note, section, "Second. ");
    });
    let seen = late(&mut scene.ben);
    assert_eq!(seen.len(), 2, "{seen:?}");
    let second = seen.iter().find(|edit| edit.words.concat().contains("Second")).expect("the second");
    scene.ben.node.include_late(scene.space, second.record).expect("taken in");
    let text = scene.text(&scene.ben);
    assert!(text.contains("First. ") && text.contains("Second. "), "{text}");
    assert_eq!(late(&mut scene.ben), Vec::new());
}

#[test]
fn what_is_put_aside_is_kept_and_can_still_be_taken_in() {
    let mut scene = Scene::new(304, with_a_line);
    let record = late(&mut scene.ben)[0].record;
    scene.ben.node.discard_late(scene.space, record).expect("put aside");
    scene.ben.node.discard_late(scene.space, record).expect("twice is once");
    assert_eq!(scene.waits(&scene.ben), 0, "nothing waits for a decision");
    let seen = late(&mut scene.ben);
    assert!(seen.len() == 1 && seen[0].discarded, "{seen:?}");
    scene.world.sync(&mut scene.ben);
    assert_eq!(scene.text(&scene.ben), "Ben goes on. ");
    let mut ben = scene.world.restart(scene.ben);
    assert_eq!(late(&mut ben), seen);
    ben.node.include_late(scene.space, record).expect("taken in after all");
    assert!(stored(&scene.world, &ben, scene.note, scene.section).contains("Written in a tunnel. "));
    let unknown = ben.node.discard_late(scene.space, record);
    assert_eq!(unknown.err(), Some(NodeError::NotFound("event")));
}

fn with_a_goal_and_a_line(copy: &mut Phone, note: NoteId, section: SectionId) {
    let space = shared_space(copy);
    let title = "Begun in a tunnel".to_owned();
    let new = NewGoal { place: Place::In(space), title, why: String::new(), due: None, for_partner: false };
    let goal = copy.node.begin_goal(new).expect("a goal");
    copy.node.act_on_goal(goal, GoalAct::Set(GoalEdit::Title("Renamed".to_owned()))).expect("named");
    with_a_line(copy, note, section);
}

/// The phone of the one who stays, with a goal and a line that came too late.
pub(crate) fn who_stays() -> (World, Phone) {
    let Scene { world, ben, .. } = Scene::new(306, with_a_goal_and_a_line);
    (world, ben)
}

#[test]
fn a_goal_is_shown_by_its_words_and_one_begun_too_late_can_only_be_put_aside() {
    let mut scene = Scene::new(305, with_a_goal_and_a_line);
    let seen = late(&mut scene.ben);
    let goal = seen.iter().find(|edit| edit.kind == LateKind::Goal).expect("the goal that was begun");
    assert!(!goal.can_include, "{goal:?}");
    let refused = scene.ben.node.include_late(scene.space, goal.record);
    assert_eq!(refused.err(), Some(NodeError::NotFound("document")));
    scene.ben.node.discard_late(scene.space, goal.record).expect("put aside");
    let line = seen.iter().find(|edit| edit.kind == LateKind::Note).expect("the line");
    scene.ben.node.include_late(scene.space, line.record).expect("taken in");
    assert!(scene.text(&scene.ben).contains("tunnel"));
}
