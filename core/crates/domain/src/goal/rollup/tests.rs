use super::*;
use crate::gas::GasLevel;
use crate::goal::Wording;
use crate::made::Made;
use crate::measure::{Measure, MeasureKind};
use crate::milestone::Milestone;
use crate::number::Quantity;
use crate::order::Order;
use crate::progress::ProgressEntry;
use crate::testing::{ANN, NOON, pair};
use crate::tick::Tick;
use proptest::prelude::*;
use rapport_ids::{MilestoneId, ProgressId, StepId};

const MADE: Made = Made { by: ANN, at: NOON };

fn tick(done: bool) -> Option<Tick> {
    Some(Tick { done, by: ANN, at: NOON })
}

/// A goal of milestones (reached, steps) and loose steps.
fn goal(milestones: &[(bool, &[bool])], loose: &[bool]) -> Goal {
    let mut goal = Goal::new(GoalId::new([1; 16]), pair());
    let mut next = 0;
    let mut step = |milestone, done| {
        next += 1;
        Step {
            id: StepId::new([next; 16]),
            made: MADE,
            text: "x".to_owned(),
            milestone,
            assignee: None,
            due: None,
            order: Order::first(),
            tick: tick(done),
            cancelled: false,
            from: None,
        }
    };
    for (i, (reached, steps)) in milestones.iter().enumerate() {
        let id = MilestoneId::new([u8::try_from(i).unwrap(); 16]);
        let (order, title) = (Order::first(), "x".to_owned());
        goal.milestones.push(Milestone { id, made: MADE, title, due: None, order, tick: tick(*reached) });
        goal.steps.extend(steps.iter().map(|done| step(Some(id), *done)));
    }
    goal.steps.extend(loose.iter().map(|done| step(None, *done)));
    goal
}

fn read(mut goal: Goal, kind: MeasureKind, readings: &[Reading]) -> Goal {
    let target = Quantity::whole(10).unwrap();
    let measure = Some(Measure { kind, baseline: Quantity::ZERO, target, unit: String::new() });
    goal.wording = Wording { measure, ..goal.wording };
    goal.progress = readings
        .iter()
        .map(|reading| ProgressEntry {
            id: ProgressId::new([1; 16]),
            made: MADE,
            reading: Some(*reading),
            note: String::new(),
        })
        .collect();
    goal
}

fn amount(value: i64) -> Reading {
    Reading::Amount(Quantity::whole(value).unwrap())
}

fn share(goal: &Goal) -> (u16, Basis) {
    let progress = goal.own_progress();
    (progress.share.get(), progress.basis)
}

#[test]
fn the_work_speaks_when_nothing_is_measured() {
    let check = |milestones: &[(bool, &[bool])], loose: &[bool], expected| {
        assert_eq!(share(&goal(milestones, loose)), expected, "{milestones:?} {loose:?}");
    };
    check(&[], &[], (0, Basis::Nothing));
    check(&[], &[false], (0, Basis::Work));
    check(&[], &[true, false, false], (333, Basis::Work));
    check(&[(false, &[])], &[], (0, Basis::Work));
    check(&[(true, &[])], &[], (1000, Basis::Work));
    check(&[(true, &[false, false])], &[], (1000, Basis::Work));
    check(&[(false, &[true, false, false]), (true, &[])], &[true], (777, Basis::Work));
    let mut cancelled = goal(&[], &[true, false]);
    cancelled.steps[1].cancelled = true;
    assert_eq!(share(&cancelled), (1000, Basis::Work));
    let counts = cancelled.own_progress();
    assert_eq!((counts.steps_done, counts.steps), (1, 1));
}

#[test]
fn the_last_reading_that_fits_speaks_first() {
    let work = goal(&[], &[true, true]);
    let measured = |readings: &[Reading]| share(&read(work.clone(), MeasureKind::Amount, readings));
    assert_eq!(measured(&[amount(3)]), (300, Basis::Reading));
    assert_eq!(measured(&[amount(3), amount(2)]), (200, Basis::Reading));
    assert_eq!(measured(&[amount(3), Reading::Level(GasLevel::More)]), (300, Basis::Reading));
    assert_eq!(measured(&[amount(3), Reading::Share(PerMille::HALF)]), (500, Basis::Reading));
    assert_eq!(measured(&[Reading::Level(GasLevel::More)]), (1000, Basis::Work));
    let levels = read(work.clone(), MeasureKind::Levels, &[Reading::Level(GasLevel::Less)]);
    assert_eq!((share(&levels), levels.attained()), ((500, Basis::Reading), Some(GasLevel::Less)));
}

#[test]
fn an_achieved_goal_has_come_all_the_way() {
    let mut goal = read(goal(&[], &[false]), MeasureKind::Amount, &[amount(1)]);
    goal.life.state = crate::goal::GoalState::Achieved;
    assert_eq!(share(&goal), (1000, Basis::Achieved));
}

fn part(sum: u32, parts: u32) -> Share {
    Share { sum, parts, counts: true, ..goal(&[], &[]).share() }
}

fn id(n: u8) -> GoalId {
    GoalId::new([n; 16])
}

#[test]
fn goals_below_are_parts() {
    let mut goals = BTreeMap::from([
        (id(1), (part(1000, 2), None)),
        (id(2), (part(1000, 1), Some(id(1)))),
        (id(3), (part(500, 1), Some(id(2)))),
    ]);
    let rolled = roll_up(&goals);
    let shares: Vec<_> = rolled.values().map(|progress| progress.share.get()).collect();
    // Goal 3: 500. Goal 2: (1000 + 500) / 2. Goal 1: (1000 + 750) / 3.
    assert_eq!(shares, [583, 750, 500]);
    assert_eq!(rolled[&id(1)].goals, 1);
    // One that was dropped, or that only its owner can see below a shared one, is no part.
    goals.get_mut(&id(3)).unwrap().0.counts = false;
    assert_eq!(roll_up(&goals)[&id(2)].share, PerMille::ALL);
    goals.get_mut(&id(2)).unwrap().0.private = true;
    assert_eq!(roll_up(&goals)[&id(1)].share.get(), 500);
}

#[test]
fn circles_are_cut_at_the_smallest_identifier() {
    let circle =
        BTreeMap::from([(id(1), Some(id(3))), (id(2), Some(id(1))), (id(3), Some(id(2))), (id(4), Some(id(3)))]);
    let above = tree::above(&circle);
    assert_eq!(above, BTreeMap::from([(id(2), id(1)), (id(3), id(2)), (id(4), id(3))]));
    let itself = BTreeMap::from([(id(1), Some(id(1))), (id(2), Some(id(9)))]);
    assert_eq!(tree::above(&itself), BTreeMap::new());
}

#[test]
fn a_parent_is_checked() {
    use crate::goal::tree::{DEEPEST, Link, check_parent};
    use crate::rules::{Field, Rule, RuleBroken, Thing};
    let link = |parent: u8, private| Link { parent: (parent > 0).then_some(id(parent)), private };
    let mut goals: BTreeMap<_, _> = (1..=9).map(|n| (id(n), link(n - 1, false))).collect();
    goals.insert(id(20), link(0, true));
    goals.insert(id(21), link(0, false));
    let refused = |rule| Err(RuleBroken::not_allowed(Field::Parent, rule));
    assert_eq!(check_parent(id(21), id(1), &goals), Ok(()));
    assert_eq!(check_parent(id(20), id(1), &goals), Ok(()));
    assert_eq!(check_parent(id(1), id(1), &goals), refused(Rule::PartOfItself));
    assert_eq!(check_parent(id(1), id(9), &goals), refused(Rule::PartOfItself));
    assert_eq!(check_parent(id(21), id(20), &goals), refused(Rule::SharedUnderPrivate));
    assert_eq!(check_parent(id(21), id(9), &goals), refused(Rule::TooDeep { max: DEEPEST }));
    assert_eq!(check_parent(id(1), id(21), &goals), refused(Rule::TooDeep { max: DEEPEST }));
    assert_eq!(check_parent(id(21), id(7), &goals), Ok(()));
    assert_eq!(check_parent(id(21), id(99), &goals), Err(RuleBroken::not_found(Field::Parent, Thing::Goal)));
}

fn any_goal() -> impl Strategy<Value = Goal> {
    let milestones = prop::collection::vec((any::<bool>(), prop::collection::vec(any::<bool>(), 0..5)), 0..4);
    (milestones, prop::collection::vec(any::<bool>(), 0..6)).prop_map(|(milestones, loose)| {
        let milestones: Vec<(bool, &[bool])> = milestones.iter().map(|(r, s)| (*r, s.as_slice())).collect();
        goal(&milestones, &loose)
    })
}

proptest! {
    #[test]
    fn ticking_and_reaching_never_lower_it(goal in any_goal(), which in any::<prop::sample::Index>()) {
        let before = goal.own_progress().share;
        if !goal.steps.is_empty() {
            let mut more = goal.clone();
            let which = which.index(goal.steps.len());
            more.steps[which].tick = tick(true);
            prop_assert!(more.own_progress().share >= before);
        }
        if !goal.milestones.is_empty() {
            let mut more = goal.clone();
            let which = which.index(goal.milestones.len());
            more.milestones[which].tick = tick(true);
            prop_assert!(more.own_progress().share >= before);
        }
    }

    #[test]
    fn all_done_is_all_and_nothing_done_is_nothing(goal in any_goal()) {
        let mut all = goal.clone();
        for step in &mut all.steps { step.tick = tick(true); }
        for milestone in &mut all.milestones { milestone.tick = tick(true); }
        let parts = goal.steps.len() + goal.milestones.len();
        prop_assert_eq!(all.own_progress().share.get(), if parts == 0 { 0 } else { 1000 });
        for step in &mut all.steps { step.tick = None; }
        for milestone in &mut all.milestones { milestone.tick = tick(false); }
        prop_assert_eq!(all.own_progress().share.get(), 0);
    }

    /// Any links, circles among them: every goal gets a figure, it is between
    /// nothing and all, it does not depend on the order, and a goal below that
    /// comes further never lowers one above.
    #[test]
    fn any_web_of_goals(
        goals in prop::collection::vec((0u32..=4000, 1u32..=4, prop::option::of(0u8..12)), 1..12),
        which in any::<prop::sample::Index>(),
    ) {
        let node = |(i, (sum, parts, parent)): (usize, &(u32, u32, Option<u8>))| {
            (id(u8::try_from(i).unwrap()), (part((*sum).min(parts * 1000), *parts), parent.map(id)))
        };
        let all: BTreeMap<_, _> = goals.iter().enumerate().map(node).collect();
        let rolled = roll_up(&all);
        prop_assert_eq!(rolled.len(), all.len());
        prop_assert!(rolled.values().all(|progress| progress.share <= PerMille::ALL));
        let mut more = all.clone();
        let chosen = id(u8::try_from(which.index(all.len())).unwrap());
        if let Some((share, _)) = more.get_mut(&chosen) { share.sum = share.parts * 1000; }
        let further = roll_up(&more);
        for (id, progress) in &rolled {
            prop_assert!(further[id].share >= progress.share);
        }
    }
}
