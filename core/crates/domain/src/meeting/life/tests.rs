use super::*;
use crate::life::Verdict;
use crate::rules::Who;
use crate::testing::{ANN, BEN, CLEO, EVE, NOON, PEOPLE, alone, any_events, pair, refusal, told};
use crate::time::tests::civil;
use MeetingTurn::*;
use proptest::prelude::*;

const NEXT: MeetingId = MeetingId::new([7; 16]);

fn propose() -> MeetingTurn {
    let slot = civil("2026-05-09T17:30[Europe/Zurich]");
    Propose(Proposal { slot, minutes: Minutes::new(45).unwrap(), from: None })
}

fn miss() -> MeetingTurn {
    Miss { who: BTreeSet::from([ANN]) }
}

fn cancel() -> MeetingTurn {
    Cancel { reason: CancelReason::Ill, note: String::new() }
}

fn turns() -> Vec<MeetingTurn> {
    vec![propose(), Confirm, Hold, miss(), cancel(), Move { to: NEXT }, Log, Newer]
}

/// A new turn does not compile until it is named here, and then fails until it
/// stands in [`turns`].
#[test]
fn no_turn_is_forgotten() {
    let number = |turn: &MeetingTurn| match turn {
        Propose(_) => 0,
        Confirm => 1,
        Hold => 2,
        Miss { .. } => 3,
        Cancel { .. } => 4,
        Move { .. } => 5,
        Log => 6,
        Newer => 7,
    };
    assert_eq!(turns().iter().map(number).collect::<BTreeSet<_>>(), (0..8).collect());
}

fn by(person: PersonId) -> Option<By> {
    pair().seat(person).map(|seat| By { person, seat, at: NOON })
}

type Told = Vec<(&'static str, Vec<(PersonId, MeetingTurn)>)>;

fn stories() -> Told {
    let confirmed = vec![(BEN, propose()), (ANN, Confirm)];
    let after = |turns: &[MeetingTurn]| {
        let turns: Vec<_> = turns.iter().map(|turn| (BEN, turn.clone())).collect();
        [confirmed.clone(), turns].concat()
    };
    vec![
        ("nothing", vec![]),
        ("proposed by ben", vec![(BEN, propose())]),
        ("proposed by ann", vec![(ANN, propose())]),
        ("confirmed", confirmed.clone()),
        ("held", after(&[Hold])),
        ("logged", after(&[Hold, Log])),
        ("missed", after(&[miss()])),
        ("cancelled", after(&[cancel()])),
        ("moved", after(&[Move { to: NEXT }])),
    ]
}

fn lives() -> Vec<(&'static str, MeetingLife)> {
    let life = |turns: &[(PersonId, MeetingTurn)]| {
        let life = MeetingLife::replay(&pair(), told(turns));
        assert!(life.history.iter().all(|entry| entry.stands()), "{:?}", life.history);
        life.state
    };
    stories().into_iter().map(|(name, turns)| (name, life(&turns))).collect()
}

/// The same through the act: what the state machine refuses is refused, and
/// what it allows is done.
#[test]
fn acts_and_turns_agree() {
    use crate::meeting::{Meeting, MeetingAct};
    for (name, story) in stories() {
        let meeting = Meeting::new(MeetingId::new([1; 16]), pair()).with_history(told(&story));
        for turn in turns() {
            for person in PEOPLE {
                let act = MeetingAct::Turn { id: crate::testing::event(99), turn: turn.clone() };
                let after = meeting.apply(&act, &crate::testing::by(person)).map(|meeting| meeting.life);
                match by(person) {
                    None => assert_eq!(after, Err(RuleBroken::not_allowed(Field::State, Rule::NotAMember))),
                    Some(by) => assert_eq!(after, meeting.life.turned(&pair(), &turn, &by), "{name} {turn:?}"),
                }
            }
        }
    }
}

/// What may happen, written down a second time.
fn allowed() -> Vec<(&'static str, PersonId, MeetingTurn, MeetingStage)> {
    use MeetingStage as S;
    let mut all =
        vec![("proposed by ben", ANN, Confirm, S::Confirmed), ("proposed by ann", BEN, Confirm, S::Confirmed)];
    // Both chose the same.
    all.push(("proposed by ben", ANN, propose(), S::Confirmed));
    all.push(("proposed by ann", BEN, propose(), S::Confirmed));
    for person in [ANN, BEN] {
        all.push(("nothing", person, propose(), S::Proposed));
        for state in ["proposed by ben", "proposed by ann", "confirmed"] {
            all.push((state, person, Hold, S::Held));
            all.push((state, person, miss(), S::Missed));
            all.push((state, person, cancel(), S::Cancelled));
            all.push((state, person, Move { to: NEXT }, S::Moved));
        }
        all.push(("held", person, Log, S::Logged));
        all.push(("logged", person, Log, S::Logged));
    }
    all
}

#[test]
fn every_turn_in_every_state_by_everybody() {
    let mut tried = 0;
    for (name, life) in lives() {
        for turn in turns() {
            for person in [ANN, BEN, CLEO] {
                let next = life.turned(&pair(), &turn, &by(person).unwrap());
                let entry = allowed().into_iter().find(|(n, p, t, _)| (*n, *p, t) == (name, person, &turn));
                match entry {
                    Some((.., stage)) => assert_eq!(next.unwrap().state.stage(), stage, "{name} {turn:?}"),
                    None => assert_eq!(refusal(next).field(), Field::State, "{name} {turn:?} {person}"),
                }
                tried += 1;
            }
        }
    }
    assert_eq!(tried, 9 * 8 * 3);
}

#[test]
fn refusals_say_which_rule() {
    let lives = lives();
    let refused = |name, person, turn: MeetingTurn| {
        let life = &lives.iter().find(|(n, _)| *n == name).unwrap().1;
        life.turned(&pair(), &turn, &by(person).unwrap()).unwrap_err()
    };
    let state = |rule| RuleBroken::not_allowed(Field::State, rule);
    assert_eq!(refused("proposed by ben", BEN, Confirm), state(Rule::OwnProposal));
    assert_eq!(refused("confirmed", CLEO, Hold), state(Rule::OnlyFor { who: Who::Pair }));
    let nobody = Miss { who: BTreeSet::new() };
    assert_eq!(refused("confirmed", ANN, nobody), Problem::Empty.of(Field::Attendance));
    for stranger in [EVE, CLEO] {
        let who = Miss { who: BTreeSet::from([stranger]) };
        assert_eq!(refused("confirmed", ANN, who), Problem::NotOneOfUs.of(Field::Attendance));
    }
    let note = Cancel { reason: CancelReason::Unsaid, note: "\u{1}".to_owned() };
    assert_eq!(refused("confirmed", ANN, note), Problem::ControlCharacter { at: 0 }.of(Field::Reason));
    let open = [MeetingStage::Proposed, MeetingStage::Confirmed].map(Stage::Meeting).to_vec();
    let (is, allowed) = (Stage::Meeting(MeetingStage::Held), open);
    assert_eq!(refused("held", ANN, miss()), state(Rule::WrongState { is, allowed }));
    let ann = By { person: ANN, seat: alone().seat(ANN).unwrap(), at: NOON };
    assert_eq!(MeetingLife::default().turned(&alone(), &propose(), &ann), Err(state(Rule::NobodyToAsk)));
}

#[test]
fn whoever_comes_first_in_the_order_is_followed() {
    // Ann confirms while Ben cancels: whichever stands first, it ends cancelled, and both see why.
    for (confirm, cancel_, verdicts) in [(1, 2, [true, true]), (2, 1, [true, false])] {
        let mut events = told(&[(BEN, propose()), (ANN, Confirm), (BEN, cancel())]);
        events[2].order.counter = events[1].order.counter;
        events[1].order.actor = [confirm; 20];
        events[2].order.actor = [cancel_; 20];
        let life = MeetingLife::replay(&pair(), events);
        assert_eq!(life.state.state.stage(), MeetingStage::Cancelled);
        let stood: Vec<_> = life.history[1..].iter().map(|entry| entry.stands()).collect();
        assert_eq!(stood, verdicts);
    }
    // Both say at once that it took place: the second is kept, and says so.
    let mut events = told(&[(BEN, propose()), (ANN, Confirm), (ANN, Hold), (BEN, Hold)]);
    events[3].order = events[2].order;
    events[3].order.actor = [1; 20];
    let life = MeetingLife::replay(&pair(), events);
    assert_eq!(life.state.state, MeetingState::Held);
    assert!(matches!(life.history[3].verdict, Verdict::Rejected { .. }));
}

#[test]
fn of_two_proposals_the_first_counts_and_the_same_one_is_the_yes() {
    let other = |slot: &str, minutes: i64| {
        Propose(Proposal { slot: civil(slot), minutes: Minutes::new(minutes).unwrap(), from: Some(NEXT) })
    };
    let (same, slot) = (other("2026-05-09T17:30[Europe/Zurich]", 45), "2026-05-09T17:30[Europe/Zurich]");
    let life = |second: &MeetingTurn| MeetingLife::replay(&pair(), told(&[(BEN, propose()), (ANN, second.clone())]));
    assert_eq!(life(&same).state.state, MeetingState::Confirmed);
    assert_eq!(life(&same).state.proposal, MeetingLife::replay(&pair(), told(&[(BEN, propose())])).state.proposal);
    for different in
        [other("2026-05-09T17:30[Europe/Paris]", 45), other("2026-05-10T17:30[Europe/Zurich]", 45), other(slot, 30)]
    {
        let life = life(&different);
        assert_eq!(life.state.state, MeetingState::Proposed { by: BEN });
        assert!(matches!(life.history[1].verdict, Verdict::Rejected { .. }), "kept, and marked");
    }
    // Saying it twice is no yes to oneself.
    let twice = MeetingLife::replay(&pair(), told(&[(BEN, propose()), (BEN, propose())]));
    assert_eq!(twice.state.state, MeetingState::Proposed { by: BEN });
}

proptest! {
    #[test]
    fn i14_i15_phones_agree(events in any_events(prop::sample::select(turns())), cut in 0usize..24) {
        let here = MeetingLife::replay(&pair(), events.clone());
        let cut = cut.min(events.len());
        let mut there = [&events[cut..], &events[..]].concat();
        there.reverse();
        prop_assert_eq!(&here, &MeetingLife::replay(&pair(), there));
        prop_assert_eq!(here.history.len(), events.len());
        let standing: Vec<_> = here.history.iter().filter(|e| e.stands()).map(|e| e.event.clone()).collect();
        prop_assert!(standing.iter().all(|event| PEOPLE[..2].contains(&event.by)));
        prop_assert_eq!(MeetingLife::replay(&pair(), standing).state, here.state);
    }

    /// I17: whatever happens to a meeting, its slot stays as it was said.
    #[test]
    fn i17_a_slot_never_changes(events in any_events(prop::sample::select(turns()))) {
        if let Some(proposal) = MeetingLife::replay(&pair(), events).state.proposal {
            prop_assert_eq!(Propose(proposal), propose());
        }
    }
}
