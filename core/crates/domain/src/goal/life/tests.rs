use super::*;
use crate::life::Verdict;
use crate::testing::{ANN, BEN, CLEO, EVE, NOON, PEOPLE, alone, any_events, pair, refusal, told};
use GoalTurn::*;
use proptest::prelude::*;

const REVISION: RevisionId = RevisionId::new([7; 16]);

fn drop_it() -> GoalTurn {
    Drop { reason: "no longer needed".to_owned() }
}

fn turns() -> Vec<GoalTurn> {
    vec![
        Begin { owner: ANN },
        Begin { owner: BEN },
        Propose,
        Nod,
        Start,
        Pause,
        Resume,
        Achieve,
        PartlyAchieve,
        drop_it(),
        Carry { to: None },
        Revise { revision: REVISION },
        Newer,
    ]
}

/// A new turn does not compile until it is named here, and then fails until it
/// stands in [`turns`].
#[test]
fn no_turn_is_forgotten() {
    let number = |turn: &GoalTurn| match turn {
        Begin { .. } => 0,
        Propose => 1,
        Nod => 2,
        Start => 3,
        Pause => 4,
        Resume => 5,
        Achieve => 6,
        PartlyAchieve => 7,
        Drop { .. } => 8,
        Carry { .. } => 9,
        Revise { .. } => 10,
        Newer => 11,
    };
    assert_eq!(turns().iter().map(number).collect::<BTreeSet<_>>(), (0..12).collect());
}

fn life(members: &Members, turns: &[(PersonId, GoalTurn)]) -> GoalLife {
    let life = GoalLife::replay(members, told(turns));
    assert!(life.history.iter().all(|entry| entry.stands()), "{:?}", life.history);
    life.state
}

fn seat(members: &Members, person: PersonId) -> Option<By> {
    members.seat(person).map(|seat| By { person, seat, at: NOON })
}

/// What may happen, written down a second time: state, who, what, where it leads.
type Allowed = Vec<(&'static str, PersonId, GoalTurn, GoalStage)>;

fn allowed_of_shared() -> Allowed {
    use GoalStage as S;
    let mut all = vec![
        ("nothing", ANN, Begin { owner: ANN }, S::Draft),
        ("nothing", ANN, Begin { owner: BEN }, S::Draft),
        ("nothing", BEN, Begin { owner: ANN }, S::Draft),
        ("nothing", BEN, Begin { owner: BEN }, S::Draft),
        ("draft", ANN, Propose, S::Proposed),
        ("draft by partner", ANN, Propose, S::Proposed),
        ("draft by partner", BEN, Propose, S::Proposed),
        ("proposed by owner", BEN, Nod, S::Active),
        ("proposed by partner", ANN, Nod, S::Active),
        ("revised", BEN, Nod, S::Active),
        ("paused", ANN, Resume, S::Active),
    ];
    for state in ["active", "revised"] {
        all.extend([
            (state, ANN, Pause, S::Paused),
            (state, ANN, Achieve, S::Achieved),
            (state, ANN, PartlyAchieve, S::PartlyAchieved),
            (state, ANN, drop_it(), S::Dropped),
            (state, ANN, Carry { to: None }, S::Carried),
            (state, ANN, Revise { revision: REVISION }, S::Active),
        ]);
    }
    all
}

fn allowed_of_private() -> Allowed {
    use GoalStage as S;
    vec![
        ("nothing", ANN, Begin { owner: ANN }, S::Draft),
        ("draft", ANN, Start, S::Active),
        ("paused", ANN, Resume, S::Active),
        ("active", ANN, Pause, S::Paused),
        ("active", ANN, Achieve, S::Achieved),
        ("active", ANN, PartlyAchieve, S::PartlyAchieved),
        ("active", ANN, drop_it(), S::Dropped),
        ("active", ANN, Carry { to: None }, S::Carried),
        ("active", ANN, Revise { revision: REVISION }, S::Active),
    ]
}

type Told = Vec<(&'static str, Vec<(PersonId, GoalTurn)>)>;

fn shared_stories() -> Told {
    let begin = (ANN, Begin { owner: ANN });
    let active = vec![begin.clone(), (ANN, Propose), (BEN, Nod)];
    let after = |turn| [active.clone(), vec![(ANN, turn)]].concat();
    vec![
        ("nothing", vec![]),
        ("draft", vec![begin.clone()]),
        ("draft by partner", vec![(BEN, Begin { owner: ANN })]),
        ("proposed by owner", vec![begin, (ANN, Propose)]),
        ("proposed by partner", vec![(BEN, Begin { owner: ANN }), (BEN, Propose)]),
        ("active", active.clone()),
        ("revised", after(Revise { revision: REVISION })),
        ("paused", after(Pause)),
        ("achieved", after(Achieve)),
        ("partly", after(PartlyAchieve)),
        ("dropped", after(drop_it())),
        ("carried", after(Carry { to: None })),
    ]
}

fn private_stories() -> Told {
    let active = vec![(ANN, Begin { owner: ANN }), (ANN, Start)];
    let after = |turn| [active.clone(), vec![(ANN, turn)]].concat();
    vec![
        ("nothing", vec![]),
        ("draft", active[..1].to_vec()),
        ("active", active.clone()),
        ("paused", after(Pause)),
        ("achieved", after(Achieve)),
        ("partly", after(PartlyAchieve)),
        ("dropped", after(drop_it())),
        ("carried", after(Carry { to: None })),
    ]
}

fn shared_lives() -> Vec<(&'static str, GoalLife)> {
    shared_stories().into_iter().map(|(name, turns)| (name, life(&pair(), &turns))).collect()
}

fn private_lives() -> Vec<(&'static str, GoalLife)> {
    private_stories().into_iter().map(|(name, turns)| (name, life(&alone(), &turns))).collect()
}

/// Every state, every turn, every person: exactly the allowed ones pass.
fn exactly(members: &Members, lives: &[(&'static str, GoalLife)], allowed: &Allowed) -> usize {
    let mut tried = 0;
    for (name, life) in lives {
        for turn in turns() {
            for person in PEOPLE {
                let Some(by) = seat(members, person) else { continue };
                let next = life.turned(members, &turn, &by);
                let entry = allowed.iter().find(|(n, p, t, _)| (n, p, t) == (name, &person, &turn));
                match entry {
                    Some((.., stage)) => {
                        assert_eq!(next.map(|next| next.state.stage()), Ok(*stage), "{name} {turn:?}");
                    }
                    None => {
                        let broken = refusal(next);
                        let field = broken.field();
                        assert!(matches!(field, Field::State | Field::Owner), "{name} {turn:?} {broken}");
                    }
                }
                tried += 1;
            }
        }
    }
    tried
}

#[test]
fn every_turn_of_a_shared_goal_by_everybody() {
    assert_eq!(exactly(&pair(), &shared_lives(), &allowed_of_shared()), 12 * 13 * 3);
}

/// The same through the act: what the state machine refuses is refused, and
/// what it allows is done.
#[test]
fn acts_and_turns_agree() {
    use crate::goal::{Goal, GoalAct, Wording};
    for (members, lives) in [(pair(), shared_stories()), (alone(), private_stories())] {
        for (name, story) in lives {
            let life = life(&members, &story);
            let mut goal = Goal::new(GoalId::new([1; 16]), members.clone());
            goal.wording = Wording { title: "Run".to_owned(), ..Wording::default() };
            let goal = goal.with_history(told(&story));
            assert_eq!(goal.life, life, "{name}");
            for turn in turns().into_iter().filter(|turn| !matches!(turn, Revise { .. })) {
                for person in PEOPLE {
                    let act = GoalAct::Turn { id: crate::testing::event(99), turn: turn.clone() };
                    let after = goal.apply(&act, &crate::testing::by(person)).map(|goal| goal.life);
                    match seat(&members, person) {
                        None => assert_eq!(after, Err(RuleBroken::not_allowed(Field::State, Rule::NotAMember))),
                        Some(by) => assert_eq!(after, life.turned(&members, &turn, &by), "{name} {turn:?}"),
                    }
                }
            }
        }
    }
}

#[test]
fn every_turn_of_a_private_goal() {
    assert_eq!(exactly(&alone(), &private_lives(), &allowed_of_private()), 8 * 13);
}

#[test]
fn refusals_say_which_rule() {
    let lives = shared_lives();
    let at = |name| &lives.iter().find(|(n, _)| *n == name).unwrap().1;
    let members = pair();
    let refused = |name, person, turn| {
        let by = seat(&members, person).unwrap();
        at(name).turned(&members, &turn, &by).unwrap_err()
    };
    let state = |rule| RuleBroken::not_allowed(Field::State, rule);
    assert_eq!(refused("active", BEN, Achieve), state(Rule::OnlyFor { who: Who::Owner }));
    assert_eq!(refused("active", CLEO, Achieve), state(Rule::OnlyFor { who: Who::Pair }));
    assert_eq!(refused("draft", ANN, Start), state(Rule::NodNeeded));
    assert_eq!(refused("draft", BEN, Begin { owner: BEN }), state(Rule::BegunAlready));
    assert_eq!(refused("nothing", ANN, Propose), state(Rule::NotBegun));
    assert_eq!(refused("nothing", ANN, Begin { owner: EVE }), Problem::NotOneOfUs.of(Field::Owner));
    assert_eq!(refused("nothing", ANN, Begin { owner: CLEO }), Problem::NotOneOfUs.of(Field::Owner));
    assert_eq!(refused("proposed by owner", ANN, Nod), state(Rule::AgreedAlready));
    assert_eq!(refused("active", ANN, Newer), state(Rule::NewerApp));
    let (is, allowed) = (Stage::Goal(GoalStage::Paused), vec![Stage::Goal(GoalStage::Active)]);
    assert_eq!(refused("paused", ANN, Achieve), state(Rule::WrongState { is, allowed }));
    let nobody = private_lives()[1].1.turned(&alone(), &Propose, &seat(&alone(), ANN).unwrap());
    assert_eq!(nobody, Err(state(Rule::NobodyToAsk)));
    assert_eq!(refused("active", ANN, Drop { reason: " ".to_owned() }), Problem::Empty.of(Field::Reason));
}

#[test]
fn a_new_version_asks_for_a_new_nod() {
    let lives = shared_lives();
    let revised = &lives.iter().find(|(name, _)| *name == "revised").unwrap().1;
    assert_eq!((revised.version, revised.nods.clone()), (2, BTreeSet::from([ANN])));
    let nodded = revised.turned(&pair(), &Nod, &seat(&pair(), BEN).unwrap()).unwrap();
    assert_eq!((nodded.version, nodded.nods), (2, BTreeSet::from([ANN, BEN])));
}

#[test]
fn of_two_at_once_all_phones_take_the_same() {
    // Ann pauses on one phone and achieves on the other, neither knowing of it.
    let mut events = told(&[(ANN, Begin { owner: ANN }), (ANN, Propose), (BEN, Nod), (ANN, Pause), (ANN, Achieve)]);
    events[4].order.counter = events[3].order.counter;
    events[3].order.actor = [1; 20];
    let life = GoalLife::replay(&pair(), events);
    assert_eq!(life.state.state, GoalState::Achieved);
    let (last, before) = (&life.history[4], &life.history[3]);
    assert_eq!((&before.event.turn, before.stands()), (&Achieve, true));
    let (is, allowed) = (Stage::Goal(GoalStage::Achieved), vec![Stage::Goal(GoalStage::Active)]);
    let why = RuleBroken::not_allowed(Field::State, Rule::WrongState { is, allowed });
    assert_eq!((&last.event.turn, &last.verdict), (&Pause, &Verdict::Rejected { why }));
}

fn any_turn() -> impl Strategy<Value = GoalTurn> {
    prop::sample::select(turns())
}

proptest! {
    /// I14, I15: phones that know the same turns, learnt in any order, in any
    /// portions and any number of times, agree on state and on every verdict.
    #[test]
    fn i14_i15_phones_agree(events in any_events(any_turn()), cut in 0usize..24, turn in 0usize..24) {
        let here = GoalLife::replay(&pair(), events.clone());
        let cut = cut.min(events.len());
        let mut there = [&events[cut..], &events[..cut], &events[cut..]].concat();
        there.reverse();
        if !there.is_empty() { let n = turn % there.len(); there.rotate_left(n); }
        let there = GoalLife::replay(&pair(), there);
        prop_assert_eq!(&here, &there);
        // Nothing is dropped: every turn is in the log, once.
        prop_assert_eq!(here.history.len(), events.len());
    }

    /// I14: each turn that stands was allowed where it stands; rejected ones
    /// changed nothing.
    #[test]
    fn i14_only_allowed_turns_count(events in any_events(any_turn())) {
        let life = GoalLife::replay(&pair(), events);
        let standing: Vec<_> = life.history.iter().filter(|e| e.stands()).map(|e| e.event.clone()).collect();
        let again = GoalLife::replay(&pair(), standing);
        prop_assert!(again.history.iter().all(|entry| entry.stands()));
        prop_assert_eq!(again.state, life.state);
        for entry in &life.history {
            let may = matches!(entry.event.by, ANN | BEN);
            prop_assert!(may || !entry.stands(), "{:?}", entry);
        }
    }

    /// Both nodded, or the owner alone decides: there is no third way to active.
    #[test]
    fn active_means_agreed(events in any_events(any_turn())) {
        let life = GoalLife::replay(&pair(), events.clone()).state;
        if life.state.stage() == GoalStage::Active && life.version == 1 {
            prop_assert_eq!(life.nods, BTreeSet::from([ANN, BEN]));
        }
        let life = GoalLife::replay(&alone(), events).state;
        prop_assert!(life.owner.is_none_or(|owner| owner == ANN));
    }
}
