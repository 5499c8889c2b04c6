//! Bad input: a typed refusal that names the field, and nothing changed.

use super::base::{ANN, Stage, append};
use crate::world::{World, look};
use rapport_documents::Edit;
use rapport_domain::goal::{GoalAct, GoalEdit};
use rapport_domain::note::NoteAct;
use rapport_domain::person::PersonAct;
use rapport_domain::step::StepAct;
use rapport_domain::time::Day;
use rapport_ids::{BoxId, DocId, GoalId, MeetingId, NoteId, SectionId, SpaceId, StepId};
use rapport_node::{NewGoal, NewNote, Node, NodeError, NodeResult, Place, Secret, StoreError};

fn rows(node: &Node) -> String {
    look::dump(node.reader().expect("a reader").conn(), &[])
}

/// Refused, and nothing changed.
fn refused<T: std::fmt::Debug>(node: &mut Node, why: &str, act: impl FnOnce(&mut Node) -> NodeResult<T>) -> NodeError {
    let before = rows(node);
    let error = act(node).map(|done| format!("{done:?}")).expect_err(why);
    assert_eq!(before, rows(node), "{why}: something changed");
    assert!(!format!("{error:?} {error}").contains("secret words"), "{why}: words of a person in an error");
    error
}

fn goal(space: SpaceId, title: &str, due: Option<Day>) -> NewGoal {
    NewGoal { place: Place::In(space), title: title.to_owned(), why: String::new(), due, for_partner: false }
}

#[test]
fn texts_that_cannot_be_taken() {
    let stage = Stage::new(1);
    let mut ann = stage.open_ann().expect("it opens");
    let (space, id) = (stage.base.space, stage.base.goal);
    let million = "secret words ".repeat(1024 * 1024 / 13 + 1);
    let bad = [
        ("empty", String::new()),
        ("blank", " \t ".to_owned()),
        ("a million", million),
        ("control characters", "secret words\u{0}\u{7}\u{1b}[31m".to_owned()),
    ];
    for (why, text) in &bad {
        let begun = refused(&mut ann, why, |node| node.begin_goal(goal(space, text, None)));
        assert!(matches!(begun, NodeError::Rule(_)), "{why}: {begun:?}");
        let act = GoalAct::Set(GoalEdit::Title(text.clone()));
        let set = refused(&mut ann, why, |node| node.act_on_goal(id, act));
        assert!(matches!(set, NodeError::Rule(_)), "{why}: {set:?}");
        let note = NewNote { place: Place::In(space), title: text.clone(), meeting: None };
        let begun = refused(&mut ann, why, |node| node.begin_note(note));
        assert!(matches!(begun, NodeError::Rule(_)), "{why}: {begun:?}");
        let named = refused(&mut ann, why, |node| node.act_on_profile(PersonAct::Name(text.clone())));
        assert!(matches!(named, NodeError::Rule(_)), "{why}: {named:?}");
        let world = World::new(1);
        let folder = world.folder.path().join("new");
        let made = Node::create(&folder, Secret::new([1; 32]), text, world.ports(), None).map(drop);
        assert!(matches!(made, Err(NodeError::Rule(_))), "{why}: {made:?}");
        assert!(!folder.exists(), "{why}: a folder was made");
    }
}

#[test]
fn typing_that_cannot_be_taken() {
    let stage = Stage::new(2);
    let mut ann = stage.open_ann().expect("it opens");
    let screen = ann.open_screen(stage.base.note, stage.base.section).expect("a screen");
    let before = screen.whole();
    for edit in [
        Edit::splice(10_000, 0, "beyond the end"),
        Edit::splice(0, 10_000, ""),
        Edit::splice(u32::MAX, u32::MAX, "x"),
        Edit::splice(0, 0, "a\u{0}b"),
        Edit::splice(0, 0, "a\u{1b}b"),
    ] {
        screen.exchange(std::slice::from_ref(&edit)).expect_err("refused");
        assert_eq!(before, screen.whole(), "{edit:?}");
    }
    let million = "All of it. ".repeat(1024 * 1024 / 11);
    screen.exchange(&[Edit::splice(0, 0, million)]).expect_err("more than one edit may bring");
    assert_eq!(before, screen.whole());
    // Large is not bad.
    let large = "All of it. ".repeat(20_000);
    screen.exchange(&[Edit::splice(0, 0, large.clone())]).expect("typed");
    ann.end_burst(&stage.base.note.doc()).expect("written");
    assert!(stage.text(&ann).starts_with(&large));
}

#[test]
fn names_of_things_that_are_not_there() {
    let stage = Stage::new(3);
    let mut ann = stage.open_ann().expect("it opens");
    let (space, id) = (stage.base.space, stage.base.goal);
    let no_goal = GoalId::from(DocId::new([7; 16]));
    let tick = |step| GoalAct::Step(StepAct::Tick { id: step, done: true });
    let missing = [
        refused(&mut ann, "goal", |node| node.act_on_goal(no_goal, GoalAct::Delete)),
        refused(&mut ann, "a note as a goal", |node| {
            node.act_on_goal(GoalId::from(stage.base.note.doc()), GoalAct::Delete)
        }),
        refused(&mut ann, "note", |node| node.act_on_note(NoteId::from(DocId::new([8; 16])), NoteAct::Delete)),
        refused(&mut ann, "section", |node| node.open_screen(stage.base.note, SectionId::new([9; 16])).map(drop)),
        refused(&mut ann, "space", |node| node.begin_goal(goal(SpaceId::new([1; SpaceId::LEN]), "A goal", None))),
        refused(&mut ann, "share", |node| node.share_goal(no_goal, space)),
        refused(&mut ann, "invite", |node| node.invite_link(&BoxId::new([1; BoxId::LEN])).map(drop)),
        refused(&mut ann, "confirm", |node| node.confirm_invite(&BoxId::new([1; BoxId::LEN]))),
    ];
    for error in missing {
        assert!(matches!(error, NodeError::NotFound(_)), "{error:?}");
    }
    let step = refused(&mut ann, "step", |node| node.act_on_goal(id, tick(StepId::new([3; 16]))));
    assert!(matches!(step, NodeError::Rule(_)), "{step:?}");
    let parent = GoalAct::Set(GoalEdit::Parent(Some(id)));
    let parent = refused(&mut ann, "its own parent", |node| node.act_on_goal(id, parent));
    assert!(matches!(parent, NodeError::Rule(_)), "{parent:?}");
    let meeting = NewNote {
        place: Place::In(space),
        title: "A note".to_owned(),
        meeting: Some(MeetingId::from(DocId::new([6; 16]))),
    };
    // A note may name a meeting that has not arrived yet.
    ann.begin_note(meeting).expect("a note");
}

#[test]
fn dates_out_of_range() {
    for (year, month, day) in
        [(0, 1, 1), (1899, 12, 31), (2026, 2, 30), (2026, 13, 1), (i32::MAX, 1, 1), (100_000, 1, 1)]
    {
        let made = Day::new(year, month, day);
        assert!(made.is_err(), "{year}-{month}-{day}: {made:?}");
    }
}

#[test]
fn a_profile_opened_twice() {
    let stage = Stage::new(5);
    let ann = stage.open_ann().expect("it opens");
    assert_eq!(stage.open_ann().map(drop), Err(NodeError::Store(StoreError::InUse)));
    drop(ann);
    let ann = stage.open_ann().expect("it opens again");
    stage.facts.assert(&stage, &ann, "", "opened again");
}

#[test]
fn a_profile_with_another_key_or_none_at_all() {
    let stage = Stage::new(6);
    let open = |name: &str| Node::open(&stage.profile(name), Secret::new([9; 32]), stage.world.ports(), None).map(drop);
    assert_eq!(open(ANN), Err(NodeError::Locked));
    assert_eq!(open("nobody"), Err(NodeError::Store(StoreError::Missing)));
    assert!(!stage.profile("nobody").exists());
    let again = Node::create(&stage.profile(ANN), Secret::new([9; 32]), "Ann", stage.world.ports(), None).map(drop);
    assert_eq!(again, Err(NodeError::Exists));
}

/// Permissions do not stop the user that containers run as: the file system
/// under SQLite says what a folder without them would say.
#[test]
fn a_profile_that_cannot_be_written() {
    let stage = Stage::new(7);
    let mut ann = stage.open_ann().expect("it opens");
    let screen = ann.open_screen(stage.base.note, stage.base.section).expect("a screen");
    append(&screen, "Not lost. ");
    stage.fs.read_only(true);
    let begun = refused(&mut ann, "a goal", |node| node.begin_goal(goal(stage.base.space, "A goal", None)));
    assert_eq!(begun, NodeError::Store(StoreError::ReadOnly));
    assert_eq!(ann.journal(), Err(NodeError::Store(StoreError::ReadOnly)));
    stage.fs.read_only(false);
    ann.journal().expect("journalled once it can be");
    drop(screen);
    stage.kill(ann);
    stage.fs.read_only(true);
    assert_eq!(stage.open_ann().map(drop), Err(NodeError::Store(StoreError::ReadOnly)));
    stage.fs.read_only(false);
    let ann = stage.open_ann().expect("it opens");
    assert!(stage.text(&ann).ends_with("Not lost. "));
}
