use super::*;
use crate::comment::{CommentAct, CommentKind, On};
use crate::gas::GasLevel;
use crate::made::ItemId;
use crate::measure::{Measure, MeasureKind, Reading};
use crate::members::Ctx;
use crate::milestone::MilestoneAct;
use crate::number::{PerMille, Quantity};
use crate::order::Order;
use crate::progress::ProgressAct;
use crate::rules::{Field, Problem, Rule, RuleBroken, Thing, Who};
use crate::step::{NewStep, StepAct, StepState};
use crate::testing::{ANN, BEN, CLEO, EVE, NOON, PEOPLE, alone, by, event, pair, refusal};
use crate::time::tests::{Tz, day, zurich};
use crate::time::{Due, Here, Millis};
use proptest::prelude::*;
use rapport_ids::{CommentId, EventId, MilestoneId, ProgressId, StepId};

const GOAL: GoalId = GoalId::new([5; 16]);
const STEP: StepId = StepId::new([1; 16]);
const STAGE: MilestoneId = MilestoneId::new([1; 16]);
const ENTRY: ProgressId = ProgressId::new([1; 16]);
const WORD: CommentId = CommentId::new([1; 16]);
const REVISION: RevisionId = RevisionId::new([1; 16]);

fn turn(number: u8, turn: GoalTurn) -> GoalAct {
    GoalAct::Turn { id: event(number), turn }
}

fn title(text: &str) -> GoalAct {
    GoalAct::Set(GoalEdit::Title(text.to_owned()))
}

fn step(id: u8, text: &str) -> NewStep {
    let order = Order::parse(&format!("a{id}")).unwrap();
    NewStep {
        id: StepId::new([id; 16]),
        text: text.to_owned(),
        order,
        milestone: None,
        assignee: None,
        due: None,
        from: None,
    }
}

fn add_step(id: u8, text: &str) -> GoalAct {
    GoalAct::Step(StepAct::Add(step(id, text)))
}

fn tick(id: u8, done: bool) -> GoalAct {
    GoalAct::Step(StepAct::Tick { id: StepId::new([id; 16]), done })
}

fn add_milestone(id: u8, title: &str) -> GoalAct {
    let order = Order::parse(&format!("a{id}")).unwrap();
    GoalAct::Milestone(MilestoneAct::Add { id: MilestoneId::new([id; 16]), title: title.to_owned(), due: None, order })
}

fn reach(id: u8, reached: bool) -> GoalAct {
    GoalAct::Milestone(MilestoneAct::Reach { id: MilestoneId::new([id; 16]), reached })
}

fn say(id: u8, text: &str) -> GoalAct {
    let (id, kind, on) = (CommentId::new([id; 16]), CommentKind::Remark, On::Whole);
    GoalAct::Comment(CommentAct::Add { id, kind, on, text: text.to_owned() })
}

fn say_on(on: On) -> GoalAct {
    GoalAct::Comment(CommentAct::Add { id: WORD, kind: CommentKind::Review, on, text: "Hm".to_owned() })
}

fn entry(id: u8, reading: Option<Reading>) -> GoalAct {
    GoalAct::Progress(ProgressAct::Add { id: ProgressId::new([id; 16]), reading, note: "went well".to_owned() })
}

fn kilometres(target: i64) -> Measure {
    let target = Quantity::whole(target).unwrap();
    Measure { kind: MeasureKind::Amount, baseline: Quantity::ZERO, target, unit: "km".to_owned() }
}

pub(super) fn goal(members: Members, acts: &[(PersonId, GoalAct)]) -> Goal {
    let mut goal = Goal::new(GOAL, members);
    for (person, act) in acts {
        goal = goal.apply(act, &by(*person)).unwrap_or_else(|broken| panic!("{act:?}: {broken}"));
    }
    goal
}

fn draft() -> Vec<(PersonId, GoalAct)> {
    vec![(ANN, turn(1, GoalTurn::Begin { owner: ANN })), (ANN, title("Run five kilometres"))]
}

fn active() -> Vec<(PersonId, GoalAct)> {
    [draft(), vec![(ANN, turn(2, GoalTurn::Propose)), (BEN, turn(3, GoalTurn::Nod))]].concat()
}

fn full() -> Goal {
    let rest = vec![
        (ANN, add_milestone(1, "First race")),
        (BEN, add_step(1, "Buy shoes")),
        (ANN, say(1, "I am looking forward to it")),
        (ANN, entry(1, None)),
    ];
    goal(pair(), &[active(), rest].concat())
}

/// A goal in each state, with one of everything inside where that is possible.
fn in_stage(stage: GoalStage) -> Goal {
    let full = full();
    let last = |turn_: GoalTurn| full.apply(&turn(9, turn_), &by(ANN)).unwrap();
    match stage {
        GoalStage::Draft => {
            let inside = [(ANN, add_milestone(1, "First race")), (ANN, add_step(1, "Buy shoes")), (ANN, say(1, "Hm"))];
            goal(pair(), &[draft(), inside.to_vec()].concat())
        }
        GoalStage::Proposed => in_stage(GoalStage::Draft).apply(&turn(2, GoalTurn::Propose), &by(ANN)).unwrap(),
        GoalStage::Active => full,
        GoalStage::Paused => last(GoalTurn::Pause),
        GoalStage::Achieved => last(GoalTurn::Achieve),
        GoalStage::PartlyAchieved => last(GoalTurn::PartlyAchieve),
        GoalStage::Dropped => last(GoalTurn::Drop { reason: "moved".to_owned() }),
        GoalStage::Carried => last(GoalTurn::Carry { to: None }),
    }
}

/// One act of every kind that is not a turn, who may do it, and where.
fn acts() -> Vec<(GoalAct, &'static [PersonId], &'static [GoalStage])> {
    use GoalStage::{Active, Draft, Paused, Proposed};
    const OWNER: &[PersonId] = &[ANN];
    const BOTH: &[PersonId] = &[ANN, BEN];
    const OPEN: &[GoalStage] = &[Draft, Proposed, Active, Paused];
    let edits = [
        GoalEdit::Title("Run".to_owned()),
        GoalEdit::Why("For me".to_owned()),
        GoalEdit::Specific("Without a break".to_owned()),
        GoalEdit::Means("Two evenings a week".to_owned()),
        GoalEdit::Test("My watch says so".to_owned()),
        GoalEdit::Measure(Some(kilometres(5))),
        GoalEdit::Horizon(Some(Horizon::Medium)),
        GoalEdit::Due(Some(day("2026-09-01"))),
        GoalEdit::Level { level: GasLevel::Expected, text: "5 km".to_owned() },
        GoalEdit::Parent(Some(GoalId::new([8; 16]))),
        GoalEdit::Review(Some(day("2026-06-01"))),
        GoalEdit::Confidence(Some(Confidence::Sure)),
        GoalEdit::Weight(Weight::new(3).unwrap()),
    ];
    let order = Order::first();
    let mut acts: Vec<_> = edits.into_iter().map(|edit| (GoalAct::Set(edit), OWNER, OPEN)).collect();
    let text = || "Other words".to_owned();
    let milestones = [
        MilestoneAct::Add { id: MilestoneId::new([2; 16]), title: text(), due: None, order: order.clone() },
        MilestoneAct::Title { id: STAGE, title: text() },
        MilestoneAct::Due { id: STAGE, due: Some(day("2026-07-01")) },
        MilestoneAct::Move { id: STAGE, order: order.clone() },
        MilestoneAct::Delete { id: STAGE },
    ];
    acts.extend(milestones.into_iter().map(|act| (GoalAct::Milestone(act), OWNER, OPEN)));
    acts.push((reach(1, true), OWNER, &[Active]));
    let steps = [
        StepAct::Add(step(2, "Eat well")),
        StepAct::Text { id: STEP, text: text() },
        StepAct::Assign { id: STEP, to: Some(BEN) },
        StepAct::Due { id: STEP, due: Some(Due::On(day("2026-06-01"))) },
        StepAct::Move { id: STEP, order, milestone: Some(STAGE) },
        StepAct::Tick { id: STEP, done: true },
        StepAct::Cancel { id: STEP },
        StepAct::Delete { id: STEP },
    ];
    acts.extend(steps.into_iter().map(|act| (GoalAct::Step(act), BOTH, OPEN)));
    acts.push((entry(2, Some(Reading::Share(PerMille::HALF))), OWNER, &[Active]));
    acts.push((GoalAct::Progress(ProgressAct::Delete { id: ENTRY }), OWNER, &[Active]));
    acts.push((say(2, "Well done"), BOTH, GoalStage::ALL));
    acts.push((GoalAct::Comment(CommentAct::Edit { id: WORD, text: text() }), OWNER, GoalStage::ALL));
    acts.push((GoalAct::Comment(CommentAct::Delete { id: WORD }), OWNER, GoalStage::ALL));
    let to = Box::new(Wording { title: text(), ..Wording::default() });
    let reason = "Five was too easy".to_owned();
    acts.push((GoalAct::Revise { id: event(8), revision: REVISION, reason, to }, OWNER, &[Active]));
    acts.push((GoalAct::Delete, OWNER, GoalStage::ALL));
    acts
}

/// A new act does not compile until it is named here, and then fails until it
/// stands in [`acts`].
#[test]
fn no_act_is_forgotten() {
    let number = |act: &GoalAct| match act {
        GoalAct::Turn { .. } => 0,
        GoalAct::Set(edit) => match edit {
            GoalEdit::Title(_) => 1,
            GoalEdit::Why(_) => 2,
            GoalEdit::Specific(_) => 3,
            GoalEdit::Means(_) => 4,
            GoalEdit::Test(_) => 5,
            GoalEdit::Measure(_) => 6,
            GoalEdit::Horizon(_) => 7,
            GoalEdit::Due(_) => 8,
            GoalEdit::Level { .. } => 9,
            GoalEdit::Parent(_) => 10,
            GoalEdit::Review(_) => 11,
            GoalEdit::Confidence(_) => 12,
            GoalEdit::Weight(_) => 13,
        },
        GoalAct::Revise { .. } => 14,
        GoalAct::Milestone(act) => match act {
            MilestoneAct::Add { .. } => 15,
            MilestoneAct::Title { .. } => 16,
            MilestoneAct::Due { .. } => 17,
            MilestoneAct::Move { .. } => 18,
            MilestoneAct::Reach { .. } => 19,
            MilestoneAct::Delete { .. } => 20,
        },
        GoalAct::Step(act) => match act {
            StepAct::Add(_) => 21,
            StepAct::Text { .. } => 22,
            StepAct::Assign { .. } => 23,
            StepAct::Due { .. } => 24,
            StepAct::Move { .. } => 25,
            StepAct::Tick { .. } => 26,
            StepAct::Cancel { .. } => 27,
            StepAct::Delete { .. } => 28,
        },
        GoalAct::Progress(act) => match act {
            ProgressAct::Add { .. } => 29,
            ProgressAct::Delete { .. } => 30,
        },
        GoalAct::Comment(act) => match act {
            CommentAct::Add { .. } => 31,
            CommentAct::Edit { .. } => 32,
            CommentAct::Delete { .. } => 33,
        },
        GoalAct::Delete => 34,
    };
    assert_eq!(acts().iter().map(|(act, ..)| number(act)).collect::<Vec<_>>(), ORDER);
}

/// As they stand in [`acts`]; turns have a table of their own.
const ORDER: [u8; 34] = [
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 15, 16, 17, 18, 20, 19, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32,
    33, 14, 34,
];

#[test]
fn every_act_in_every_state_by_everybody() {
    let mut tried = 0;
    for stage in GoalStage::ALL {
        let goal = in_stage(*stage);
        assert_eq!(goal.stage(), *stage);
        for (act, people, stages) in acts() {
            for person in PEOPLE {
                let may = people.contains(&person) && stages.contains(stage);
                let result = goal.apply(&act, &by(person));
                assert_eq!(result.is_ok(), may, "{stage:?} {act:?} by {person}: {result:?}");
                assert_eq!(goal.check(&act, &by(person)).is_ok(), may);
                if let Err(broken) = result {
                    assert_eq!(broken.field(), act.field(), "{act:?}");
                    refusal::<()>(Err(broken));
                }
                tried += 1;
            }
        }
    }
    assert_eq!(tried, 8 * 34 * 4);
}

#[test]
fn a_partner_drafts_for_the_other_until_it_is_proposed() {
    let idea = vec![
        (BEN, turn(1, GoalTurn::Begin { owner: ANN })),
        (BEN, title("Speak in front of the class")),
        (BEN, add_milestone(1, "In front of friends")),
    ];
    let idea = goal(pair(), &idea);
    assert_eq!(idea.owner(), Some(ANN));
    let proposed = idea.apply(&turn(2, GoalTurn::Propose), &by(BEN)).unwrap();
    assert_eq!(
        proposed.check(&title("Other"), &by(BEN)),
        Err(RuleBroken::not_allowed(Field::Title, Rule::OnlyFor { who: Who::Owner }))
    );
    let taken = proposed.apply(&title("Speak up"), &by(ANN)).unwrap();
    assert_eq!(taken.apply(&turn(3, GoalTurn::Nod), &by(ANN)).unwrap().stage(), GoalStage::Active);
    // Whoever does not want it deletes it; the one who had the idea no longer can.
    assert!(taken.check(&GoalAct::Delete, &by(BEN)).is_err());
    assert!(idea.check(&GoalAct::Delete, &by(BEN)).is_ok());
}

#[test]
fn a_goal_without_a_title_is_not_proposed_or_started() {
    let untitled = Problem::Empty.of(Field::Title);
    let shared = goal(pair(), &draft()[..1]);
    assert_eq!(shared.check(&turn(2, GoalTurn::Propose), &by(ANN)), Err(untitled.clone()));
    let private = goal(alone(), &draft()[..1]);
    assert_eq!(private.check(&turn(2, GoalTurn::Start), &by(ANN)), Err(untitled));
}

#[test]
fn input_is_tidied_or_refused_with_its_field() {
    let goal = goal(pair(), &draft());
    let titled = goal.apply(&title("  Run far \n"), &by(ANN)).unwrap();
    assert_eq!(titled.wording.title, "Run far");
    let huge = "x".repeat(1024 * 1024);
    for (act, refused) in [
        (title(" "), Problem::Empty.of(Field::Title)),
        (title(&huge), Problem::TooLong { max: 200, is: 1_048_576 }.of(Field::Title)),
        (title("a\u{7}b"), Problem::ControlCharacter { at: 1 }.of(Field::Title)),
        (add_step(1, ""), Problem::Empty.of(Field::Step)),
        (add_milestone(1, "\u{0}"), Problem::ControlCharacter { at: 0 }.of(Field::Milestone)),
        (say(1, &huge), Problem::TooLong { max: 8_000, is: 1_048_576 }.of(Field::Comment)),
        (GoalAct::Set(GoalEdit::Measure(Some(kilometres(0)))), Problem::Same.of(Field::Target)),
        (
            GoalAct::Step(StepAct::Add(NewStep { assignee: Some(EVE), ..step(1, "x") })),
            Problem::NotOneOfUs.of(Field::Assignee),
        ),
        (
            GoalAct::Step(StepAct::Add(NewStep { assignee: Some(CLEO), ..step(1, "x") })),
            Problem::NotOneOfUs.of(Field::Assignee),
        ),
        (
            GoalAct::Step(StepAct::Add(NewStep { milestone: Some(STAGE), ..step(1, "x") })),
            RuleBroken::not_found(Field::Milestone, Thing::Milestone),
        ),
        (tick(7, true), RuleBroken::not_found(Field::Step, Thing::Step)),
        (say_on(On::Step(STEP)), RuleBroken::not_found(Field::Comment, Thing::Step)),
        (say_on(On::Milestone(STAGE)), RuleBroken::not_found(Field::Comment, Thing::Milestone)),
        (reach(7, true), RuleBroken::not_allowed(Field::Milestone, wrong(GoalStage::Draft, &[GoalStage::Active]))),
        (GoalAct::Set(GoalEdit::Parent(Some(GOAL))), RuleBroken::not_allowed(Field::Parent, Rule::PartOfItself)),
        (turn(1, GoalTurn::Propose), RuleBroken::not_allowed(Field::Event, Rule::Taken)),
        (turn(2, GoalTurn::Revise { revision: REVISION }), RuleBroken::not_found(Field::Revision, Thing::Revision)),
    ] {
        assert_eq!(goal.check(&act, &by(ANN)), Err(refused), "{act:?}");
    }
    let empty = GoalAct::Progress(ProgressAct::Add { id: ENTRY, reading: None, note: " ".to_owned() });
    assert_eq!(full().check(&empty, &by(ANN)), Err(Problem::Empty.of(Field::Progress)));
}

fn wrong(is: GoalStage, allowed: &[GoalStage]) -> Rule {
    use crate::rules::Stage;
    Rule::WrongState { is: Stage::Goal(is), allowed: allowed.iter().copied().map(Stage::Goal).collect() }
}

#[test]
fn readings_fit_the_measure() {
    let amount = Some(Reading::Amount(Quantity::ONE));
    let refused = Err(Problem::DoesNotFit.of(Field::Reading));
    assert_eq!(full().check(&entry(2, amount), &by(ANN)), refused);
    let measured = full().apply(&GoalAct::Set(GoalEdit::Measure(Some(kilometres(5)))), &by(ANN)).unwrap();
    assert_eq!(measured.check(&entry(2, amount), &by(ANN)), Ok(()));
    assert_eq!(measured.check(&entry(2, Some(Reading::Level(GasLevel::More))), &by(ANN)), refused);
    assert_eq!(measured.check(&entry(2, Some(Reading::Share(PerMille::ALL))), &by(ANN)), Ok(()));
}

#[test]
fn what_it_is_held_against_changes_only_by_revising() {
    let set = |edit| GoalAct::Set(edit);
    let due = |text| set(GoalEdit::Due(Some(day(text))));
    let level = |text: &str| set(GoalEdit::Level { level: GasLevel::More, text: text.to_owned() });
    let measure = |target| set(GoalEdit::Measure(Some(kilometres(target))));
    let mut goal = goal(pair(), &active());
    // Filling in is free, saying the same again is free, changing is not.
    for act in [due("2026-09-01"), level("6 km"), measure(5), due("2026-09-01"), level("6 km"), measure(5)] {
        goal = goal.apply(&act, &by(ANN)).unwrap();
    }
    for (act, field) in [
        (due("2026-10-01"), Field::Due),
        (set(GoalEdit::Due(None)), Field::Due),
        (level("7 km"), Field::Level),
        (measure(6), Field::Measure),
        (set(GoalEdit::Measure(None)), Field::Measure),
    ] {
        let refused = Err(RuleBroken::not_allowed(field, Rule::ReviseInstead));
        assert_eq!(goal.check(&act, &by(ANN)), refused);
        let paused = goal.apply(&turn(5, GoalTurn::Pause), &by(ANN)).unwrap();
        assert_eq!(paused.check(&act, &by(ANN)), refused);
    }
    let to = Wording { measure: Some(kilometres(10)), due: Some(day("2027-01-01")), ..goal.wording.clone() };
    let reason = " Five was too easy ".to_owned();
    let revise = GoalAct::Revise { id: event(6), revision: REVISION, reason, to: Box::new(to.clone()) };
    let revised = goal.apply(&revise, &by(ANN)).unwrap();
    assert_eq!((revised.stage(), revised.life.version), (GoalStage::Active, 2));
    assert_eq!(revised.wording, to);
    let kept = &revised.revisions[0];
    assert_eq!((kept.version, kept.reason.as_str(), &kept.was), (Some(1), "Five was too easy", &goal.wording));
    assert_eq!(revised.check(&revise, &by(ANN)), Err(RuleBroken::not_allowed(Field::Revision, Rule::Taken)));
    let unreasoned =
        GoalAct::Revise { id: event(7), revision: RevisionId::new([2; 16]), reason: String::new(), to: Box::new(to) };
    assert_eq!(revised.check(&unreasoned, &by(ANN)), Err(Problem::Empty.of(Field::Reason)));
}

#[test]
fn a_revision_whose_act_was_rejected_has_no_number() {
    let to = Box::new(Wording { title: "Run ten".to_owned(), ..Wording::default() });
    let revise = GoalAct::Revise { id: event(6), revision: REVISION, reason: "easy".to_owned(), to };
    let revised = goal(pair(), &active()).apply(&revise, &by(ANN)).unwrap();
    // On another phone Ann had paused it before, unknown to this one.
    let mut events: Vec<_> = revised.history.iter().map(|entry| entry.event.clone()).collect();
    let mut pause = events[3].clone();
    (pause.id, pause.turn) = (event(7), GoalTurn::Pause);
    pause.order.counter -= 1;
    pause.order.actor = [9; 20];
    events.push(pause);
    let merged = revised.with_history(events);
    assert_eq!((merged.stage(), merged.life.version), (GoalStage::Paused, 1));
    assert_eq!((merged.revisions.len(), merged.revisions[0].version), (1, None));
}

#[test]
fn steps_open_and_close() {
    let goal = goal(pair(), &[active(), vec![(ANN, add_step(1, "Buy shoes")), (ANN, add_step(2, "Run"))]].concat());
    let state = |goal: &Goal| goal.steps[0].state();
    let done = goal.apply(&tick(1, true), &by(BEN)).unwrap();
    assert_eq!((state(&done), done.steps[0].tick.unwrap().by), (StepState::Done, BEN));
    // I7: new words never clear a check.
    let reworded = done.apply(&GoalAct::Step(StepAct::Text { id: STEP, text: "Buy boots".to_owned() }), &by(ANN));
    assert_eq!(state(&reworded.unwrap()), StepState::Done);
    let reopened = done.apply(&tick(1, false), &by(ANN)).unwrap();
    assert_eq!(state(&reopened), StepState::Open);
    let cancel = GoalAct::Step(StepAct::Cancel { id: STEP });
    let cancelled = reopened.apply(&cancel, &by(ANN)).unwrap();
    assert_eq!(state(&cancelled), StepState::Cancelled);
    for (from, act) in [
        (&done, tick(1, true)),
        (&done, cancel),
        (&cancelled, tick(1, true)),
        (&goal, tick(1, false)),
        (&cancelled, tick(1, false)),
    ] {
        let broken = refusal(from.check(&act, &by(ANN)));
        assert!(matches!(broken, RuleBroken::NotAllowed { field: Field::Step, rule: Rule::WrongState { .. } }));
    }
}

#[test]
fn when_a_milestone_goes_its_steps_stay() {
    let inside = NewStep { milestone: Some(STAGE), ..step(1, "Train") };
    let other = MilestoneId::new([2; 16]);
    let elsewhere = NewStep { milestone: Some(other), ..step(2, "Race") };
    let acts = vec![
        (ANN, add_milestone(1, "First race")),
        (ANN, add_milestone(2, "Second race")),
        (ANN, GoalAct::Step(StepAct::Add(inside))),
        (ANN, GoalAct::Step(StepAct::Add(elsewhere))),
    ];
    let goal = goal(pair(), &[active(), acts].concat());
    let nowhere = StepAct::Move { id: STEP, order: Order::first(), milestone: Some(MilestoneId::new([9; 16])) };
    let missing = RuleBroken::not_found(Field::Milestone, Thing::Milestone);
    assert_eq!(goal.check(&GoalAct::Step(nowhere), &by(ANN)), Err(missing));
    let after = goal.apply(&GoalAct::Milestone(MilestoneAct::Delete { id: STAGE }), &by(ANN)).unwrap();
    assert_eq!(after.steps.iter().map(|step| step.milestone).collect::<Vec<_>>(), [None, Some(other)]);
    assert_eq!(after.gone[0].id, ItemId::Milestone(STAGE));
    // Its identifier is not used again.
    assert_eq!(
        after.check(&add_milestone(1, "Again"), &by(ANN)),
        Err(RuleBroken::not_allowed(Field::Milestone, Rule::Taken))
    );
}

#[test]
fn comments_are_about_something_and_their_authors() {
    let full = full();
    for on in [On::Step(STEP), On::Milestone(STAGE), On::Whole] {
        let add = CommentAct::Add { id: CommentId::new([7; 16]), kind: CommentKind::Remark, on, text: "Hm".to_owned() };
        assert_eq!(full.apply(&GoalAct::Comment(add), &by(BEN)).unwrap().comments[1].on, on);
    }
    let nothing = CommentId::new([8; 16]);
    for act in [CommentAct::Delete { id: nothing }, CommentAct::Edit { id: nothing, text: "x".to_owned() }] {
        let missing = RuleBroken::not_found(Field::Comment, Thing::Comment);
        assert_eq!(full.check(&GoalAct::Comment(act), &by(ANN)), Err(missing));
    }
    let edit = |text: &str| GoalAct::Comment(CommentAct::Edit { id: WORD, text: text.to_owned() });
    let same = full.apply(&edit("I am looking forward to it"), &by(ANN)).unwrap();
    assert!(!same.comments[0].edited);
    let edited = same.apply(&edit("I am looking forward to it!"), &by(ANN)).unwrap();
    assert!(edited.comments[0].edited && edited.apply(&edit("No"), &by(ANN)).unwrap().comments[0].edited);
    let others = RuleBroken::not_allowed(Field::Comment, Rule::OnlyFor { who: Who::Author });
    assert_eq!(full.check(&edit("No"), &by(BEN)), Err(others));
}

#[test]
fn an_identifier_is_used_once_also_after_deleting() {
    let full = full();
    let text = || "x".to_owned();
    let delete_milestone = GoalAct::Milestone(MilestoneAct::Delete { id: STAGE });
    for (delete, add, field) in [
        (GoalAct::Step(StepAct::Delete { id: STEP }), add_step(1, "Again"), Field::Step),
        (delete_milestone, add_milestone(1, "Again"), Field::Milestone),
        (GoalAct::Comment(CommentAct::Delete { id: WORD }), say(1, "Again"), Field::Comment),
        (GoalAct::Progress(ProgressAct::Delete { id: ENTRY }), entry(1, None), Field::Progress),
    ] {
        let taken = Err(RuleBroken::not_allowed(field, Rule::Taken));
        assert_eq!(full.check(&add, &by(ANN)), taken, "{add:?}");
        let without = full.apply(&delete, &by(ANN)).unwrap();
        assert_eq!(without.check(&add, &by(ANN)), taken, "{add:?}");
        assert!(without.check(&delete, &by(ANN)).is_err());
    }
    let missing = StepAct::Text { id: StepId::new([9; 16]), text: text() };
    let missing = full.check(&GoalAct::Step(missing), &by(ANN));
    assert_eq!(missing, Err(RuleBroken::not_found(Field::Step, Thing::Step)));
    let missing = MilestoneAct::Title { id: MilestoneId::new([9; 16]), title: text() };
    let missing = full.check(&GoalAct::Milestone(missing), &by(ANN));
    assert_eq!(missing, Err(RuleBroken::not_found(Field::Milestone, Thing::Milestone)));
}

#[test]
fn lists_have_an_end() {
    fn fill<T: Clone>(list: &mut Vec<T>, count: u32) {
        *list = vec![list[0].clone(); usize::try_from(count).unwrap()];
    }
    type Fill = fn(&mut Goal, u32);
    let lists: [(GoalAct, u32, Field, Fill); 4] = [
        (add_step(9, "One more"), crate::step::MOST, Field::Step, |g, n| fill(&mut g.steps, n)),
        (add_milestone(9, "One more"), crate::milestone::MOST, Field::Milestone, |g, n| fill(&mut g.milestones, n)),
        (say(9, "One more"), crate::comment::MOST, Field::Comment, |g, n| fill(&mut g.comments, n)),
        (entry(9, None), crate::progress::MOST, Field::Progress, |g, n| fill(&mut g.progress, n)),
    ];
    for (act, max, field, fill) in lists {
        let mut goal = full();
        fill(&mut goal, max - 1);
        assert_eq!(goal.check(&act, &by(ANN)), Ok(()));
        fill(&mut goal, max);
        assert_eq!(goal.check(&act, &by(ANN)), Err(RuleBroken::not_allowed(field, Rule::Full { max })));
    }
}

#[test]
fn i16_a_deleted_goal_keeps_who_and_when_and_nothing_else() {
    let goal = in_stage(GoalStage::Dropped);
    let gone = goal.apply(&GoalAct::Delete, &Ctx::new(ANN, NOON.plus(5))).unwrap();
    assert_eq!((gone.id, gone.owner(), gone.life.begun), (GOAL, Some(ANN), goal.life.begun));
    assert_eq!(gone.deleted, Some(Made { by: ANN, at: NOON.plus(5) }));
    assert!(!gone.is_here() && gone.celebrations().is_empty());
    let json = serde_json::to_string(&gone).unwrap();
    for written in ["Run", "race", "shoes", "forward", "moved", "went"] {
        assert!(!json.contains(written), "{written} in {json}");
    }
    for person in [ANN, BEN] {
        let refused = RuleBroken::not_allowed(Field::Title, Rule::Deleted);
        assert_eq!(gone.check(&title("Back"), &by(person)), Err(refused));
    }
}

#[test]
fn sharing_says_the_same_and_leaves_history_behind() {
    let acts = vec![
        (ANN, turn(1, GoalTurn::Begin { owner: ANN })),
        (ANN, title("Run five kilometres")),
        (ANN, GoalAct::Set(GoalEdit::Why("For me".to_owned()))),
        (ANN, GoalAct::Set(GoalEdit::Measure(Some(kilometres(5))))),
        (ANN, GoalAct::Set(GoalEdit::Level { level: GasLevel::Less, text: "3 km".to_owned() })),
        (ANN, GoalAct::Set(GoalEdit::Due(Some(day("2026-09-01"))))),
        (ANN, GoalAct::Set(GoalEdit::Confidence(Some(Confidence::HalfSure)))),
        (ANN, add_milestone(1, "First race")),
        (ANN, GoalAct::Step(StepAct::Add(NewStep { milestone: Some(STAGE), ..step(1, "Train") }))),
        (ANN, add_step(2, "Buy shoes")),
        (ANN, tick(2, true)),
        (ANN, add_step(3, "Fly")),
        (ANN, GoalAct::Step(StepAct::Cancel { id: StepId::new([3; 16]) })),
        (ANN, say(1, "a secret thought")),
        (ANN, GoalAct::Set(GoalEdit::Weight(Weight::new(4).unwrap()))),
        (ANN, GoalAct::Set(GoalEdit::Review(Some(day("2026-06-01"))))),
        (ANN, GoalAct::Set(GoalEdit::Horizon(Some(Horizon::Short)))),
    ];
    let private = goal(alone(), &acts);
    let mut shared = goal(pair(), &[(ANN, turn(1, GoalTurn::Begin { owner: ANN }))]);
    for act in private.acts_to_share(ANN).unwrap() {
        shared = shared.apply(&act, &by(ANN)).unwrap();
    }
    assert_eq!(shared.wording, private.wording);
    assert_eq!((&shared.milestones, &shared.steps), (&private.milestones, &private.steps));
    assert_eq!((shared.confidence, shared.comments.len()), (private.confidence, 0));
    assert_eq!((shared.weight, shared.review), (private.weight, private.review));
    // A weight that says nothing is not written.
    let plain = goal(alone(), &acts[..2]);
    assert_eq!(plain.acts_to_share(ANN).unwrap(), [title("Run five kilometres")]);
    assert!(!serde_json::to_string(&shared).unwrap().contains("secret"));
    let owner_only = RuleBroken::not_allowed(Field::State, Rule::OnlyFor { who: Who::Owner });
    assert_eq!(private.acts_to_share(BEN), Err(owner_only));
    assert_eq!(shared.acts_to_share(ANN), Err(RuleBroken::not_allowed(Field::State, Rule::SharedAlready)));
    let done = [turn(2, GoalTurn::Start), turn(3, GoalTurn::Achieve)];
    let done = done.iter().fold(private.clone(), |goal, act| goal.apply(act, &by(ANN)).unwrap());
    let over = wrong(GoalStage::Achieved, GoalStage::OPEN);
    assert_eq!(done.acts_to_share(ANN), Err(RuleBroken::not_allowed(Field::State, over)));
    let deleted = private.apply(&GoalAct::Delete, &by(ANN)).unwrap();
    assert_eq!(deleted.acts_to_share(ANN), Err(RuleBroken::not_allowed(Field::State, Rule::Deleted)));
}

#[test]
fn how_sure_in_five_grades() {
    for (i, grade) in (1..).zip(Confidence::ALL) {
        assert_eq!((i64::from(grade.number()), Confidence::from_number(i)), (i, Ok(*grade)));
    }
    for number in [0, 6, -1, i64::MAX] {
        let refused = Problem::OutOfRange { min: 1, max: 5 }.of(Field::Confidence);
        assert_eq!(Confidence::from_number(number), Err(refused));
    }
}

#[test]
fn what_counts_as_a_part_of_the_goal_above() {
    use GoalStage::{Achieved, Active, PartlyAchieved, Paused};
    for stage in GoalStage::ALL {
        let counts = [Active, Paused, Achieved, PartlyAchieved].contains(stage);
        assert_eq!(in_stage(*stage).share().counts, counts, "{stage:?}");
        let deleted = in_stage(*stage).apply(&GoalAct::Delete, &by(ANN)).unwrap();
        assert!(!deleted.share().counts);
    }
    let unbegun =
        Goal { life: GoalLife { state: GoalState::Active, ..GoalLife::default() }, ..Goal::new(GOAL, pair()) };
    assert!(!unbegun.share().counts);
}

#[test]
fn the_next_step_is_the_first_open_one() {
    let later = NewStep { milestone: Some(STAGE), assignee: Some(BEN), ..step(3, "Sign up") };
    let acts = vec![
        (ANN, add_milestone(1, "First race")),
        (ANN, add_step(1, "Buy shoes")),
        (ANN, add_step(2, "Run")),
        (ANN, GoalAct::Step(StepAct::Add(later))),
    ];
    let goal = goal(pair(), &[active(), acts].concat());
    let next = |goal: &Goal, person| goal.next_step(person).map(|step| step.text.clone());
    assert_eq!(next(&goal, None).as_deref(), Some("Sign up"));
    assert_eq!(next(&goal, Some(ANN)).as_deref(), Some("Buy shoes"));
    assert_eq!(next(&goal, Some(BEN)).as_deref(), Some("Sign up"));
    let on = goal.apply(&tick(1, true), &by(ANN)).unwrap();
    assert_eq!(next(&on, Some(ANN)).as_deref(), Some("Run"));
}

#[test]
fn overdue_here_and_now() {
    let due = |id, text: &str| {
        (ANN, GoalAct::Step(StepAct::Due { id: StepId::new([id; 16]), due: Some(text.parse().unwrap()) }))
    };
    let acts = vec![
        (ANN, add_step(1, "Buy shoes")),
        (ANN, add_step(2, "Run")),
        (ANN, add_step(3, "Rest")),
        (ANN, add_step(4, "Fly")),
        due(1, "2026-05-09"),
        due(2, "2026-05-10T14:00[Europe/Zurich]"),
        // Nobody knows when that is: it cannot be called late.
        due(4, "2026-05-01T13:59[Nowhere/Else]"),
        due(3, "2026-05-10"),
        (ANN, GoalAct::Set(GoalEdit::Due(Some(day("2026-05-10"))))),
        (ANN, GoalAct::Set(GoalEdit::Review(Some(day("2026-05-10"))))),
    ];
    let goal = goal(pair(), &[active(), acts].concat());
    let zone = zurich();
    let here = |now: Millis| Here { now, zone: &zone, rules: &Tz };
    let found = goal.overdue(&here(NOON)).unwrap();
    assert_eq!(found.steps, [StepId::new([1; 16]), StepId::new([2; 16])]);
    assert_eq!((found.goal, found.review), (false, true));
    let before = goal.overdue(&here(NOON.plus(-1))).unwrap();
    assert_eq!(before.steps, [StepId::new([1; 16])]);
    let tomorrow = goal.overdue(&here(NOON.plus(Millis::HOURS_24))).unwrap();
    assert_eq!((tomorrow.steps.len(), tomorrow.goal), (3, true));
    let paused = goal.apply(&turn(9, GoalTurn::Pause), &by(ANN)).unwrap();
    assert_eq!(paused.overdue(&here(NOON.plus(Millis::HOURS_24))), Ok(Overdue::default()));
    assert!(goal.overdue(&here(Millis(i64::MAX))).is_err());
}

#[test]
fn what_is_reached_is_celebrated_as_long_as_it_is() {
    let acts =
        vec![(ANN, add_milestone(1, "First race")), (ANN, add_milestone(2, "Second race")), (ANN, reach(2, true))];
    let goal = goal(pair(), &[active(), acts].concat());
    let one = Celebration {
        what: Cheer::Milestone(MilestoneId::new([2; 16])),
        title: "Second race".to_owned(),
        by: ANN,
        at: NOON,
    };
    assert_eq!(goal.celebrations(), vec![one.clone()]);
    let achieved = goal.apply(&turn(9, GoalTurn::Achieve), &by(ANN)).unwrap();
    let whole = Celebration { what: Cheer::Goal(GOAL), title: "Run five kilometres".to_owned(), by: ANN, at: NOON };
    assert_eq!(achieved.celebrations(), [one, whole]);
    assert_eq!(goal.apply(&reach(2, false), &by(ANN)).unwrap().celebrations(), []);
}

#[test]
fn json_and_back() {
    for stage in GoalStage::ALL {
        let goal = in_stage(*stage);
        let json = serde_json::to_string(&goal).unwrap();
        assert_eq!(serde_json::from_str::<Goal>(&json).unwrap(), goal);
    }
    for (act, ..) in acts() {
        let json = serde_json::to_string(&act).unwrap();
        assert_eq!(serde_json::from_str::<GoalAct>(&json).unwrap(), act);
    }
}

proptest! {
    /// Any acts by anybody in any order: nothing panics, a refusal changes
    /// nothing, lists stay in order, and what is deleted stays deleted (I16).
    #[test]
    fn any_acts_by_anybody(picks in prop::collection::vec((0usize..34, 0usize..4), 0..60)) {
        let mut goal = goal(pair(), &active());
        let acts = acts();
        for (n, (which, who)) in picks.into_iter().enumerate() {
            let mut act = acts[which].0.clone();
            if let GoalAct::Revise { id, revision, .. } = &mut act {
                *id = EventId::from_parts(i64::try_from(n).unwrap(), [9; 10]);
                *revision = RevisionId::from_parts(i64::try_from(n).unwrap(), [9; 10]);
            }
            let gone = goal.gone.clone();
            match goal.apply(&act, &by(PEOPLE[who])) {
                Ok(next) => {
                    prop_assert!(matches!(PEOPLE[who], ANN | BEN));
                    if next.deleted.is_none() {
                        prop_assert!(next.gone.starts_with(&gone));
                        for id in next.gone.iter().map(|gone| gone.id) {
                            let there = match id {
                                ItemId::Step(id) => next.steps.iter().any(|s| s.id == id),
                                ItemId::Milestone(id) => next.milestones.iter().any(|m| m.id == id),
                                ItemId::Comment(id) => next.comments.iter().any(|c| c.id == id),
                                ItemId::Progress(id) => next.progress.iter().any(|p| p.id == id),
                                _ => true,
                            };
                            prop_assert!(!there, "{:?} came back", id);
                        }
                    }
                    prop_assert!(next.steps.is_sorted_by_key(|step| (step.order.clone(), step.id)));
                    prop_assert!(next.own_progress().share <= PerMille::ALL);
                    goal = next;
                }
                Err(broken) => { refusal::<()>(Err(broken)); }
            }
        }
    }
}
