use super::*;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// One act of ticking: what its author had seen, and what they said.
#[derive(Clone, Debug)]
struct Act {
    order: Lamport,
    seen: BTreeSet<Lamport>,
    tick: Tick,
}

/// What a phone knows: a register that keeps what is not yet overwritten.
type Known = BTreeMap<Lamport, Act>;

fn heads(known: &Known) -> impl Iterator<Item = (Lamport, Tick)> + '_ {
    let over: BTreeSet<Lamport> = known.values().flat_map(|act| act.seen.iter().copied()).collect();
    known.values().filter(move |act| !over.contains(&act.order)).map(|act| (act.order, act.tick))
}

fn merged(left: &Known, right: &Known) -> Known {
    left.iter().chain(right).map(|(order, act)| (*order, act.clone())).collect()
}

fn tick(known: &mut Known, phone: u8, done: bool) -> Lamport {
    let counter = known.keys().map(|order| order.counter).max().unwrap_or(0) + 1;
    let order = Lamport { counter, actor: [phone; 20] };
    let tick = Tick { done, by: PersonId::new([phone; 32]), at: Millis(0) };
    known.insert(order, Act { order, seen: known.keys().copied().collect(), tick });
    order
}

fn is_done(known: &Known) -> Option<bool> {
    Tick::settle(heads(known)).map(|tick| tick.done)
}

#[test]
fn nobody_ticked() {
    assert_eq!(Tick::settle([]), None);
}

#[test]
fn saying_it_again_keeps_who_said_it_first() {
    let by = |person: u8| Ctx::new(PersonId::new([person; 32]), Millis(i64::from(person)));
    let who = |tick: Option<Tick>| tick.map(|tick| (tick.done, tick.at.0));
    let mut tick = None;
    for (person, done, stands) in [
        (1, false, (false, 1)),
        (2, false, (false, 1)),
        (3, true, (true, 3)),
        (4, true, (true, 3)),
        (5, false, (false, 5)),
    ] {
        Tick::say(&mut tick, done, &by(person));
        assert_eq!(who(tick), Some(stands));
    }
}

#[test]
fn of_concurrent_ones_done_wins_and_the_later_act_decides() {
    let mut ann = Known::new();
    tick(&mut ann, 1, false);
    let mut ben = ann.clone();
    tick(&mut ann, 1, true);
    tick(&mut ben, 2, false);
    assert_eq!(is_done(&merged(&ann, &ben)), Some(true));
    // Ben sees the check and takes it back: that is later, so it decides.
    let mut ben = merged(&ann, &ben);
    tick(&mut ben, 2, false);
    assert_eq!(is_done(&merged(&ann, &ben)), Some(false));
    // A check that knew of neither wins again over the uncheck.
    let mut cleo = Known::new();
    tick(&mut cleo, 3, true);
    assert_eq!(is_done(&merged(&cleo, &ben)), Some(true));
}

#[test]
fn the_author_is_the_same_everywhere() {
    let at = |counter, actor| Lamport { counter, actor: [actor; 20] };
    let by = |person: u8, done| Tick { done, by: PersonId::new([person; 32]), at: Millis(i64::from(person)) };
    let all = [(at(5, 1), by(1, true)), (at(5, 2), by(2, true)), (at(9, 3), by(3, false))];
    for turn in 0..3 {
        let mut all = all;
        all.rotate_left(turn);
        assert_eq!(Tick::settle(all), Some(by(2, true)));
    }
}

#[derive(Clone, Debug)]
enum Doing {
    Tick(usize, bool),
    Meet(usize, usize),
}

fn doings() -> impl Strategy<Value = Vec<Doing>> {
    let doing = prop_oneof![
        (0usize..3, any::<bool>()).prop_map(|(phone, done)| Doing::Tick(phone, done)),
        (0usize..3, 0usize..3).prop_map(|(one, other)| Doing::Meet(one, other)),
    ];
    prop::collection::vec(doing, 1..24)
}

proptest! {
    /// I7 over any history of three phones, against its wording: of explicit
    /// acts the causally later decides, of concurrent ones done.
    #[test]
    fn i7_any_history(doings in doings()) {
        let mut phones = [Known::new(), Known::new(), Known::new()];
        for doing in doings {
            match doing {
                Doing::Tick(phone, done) => { tick(&mut phones[phone], u8::try_from(phone).unwrap(), done); }
                Doing::Meet(one, other) => {
                    let both = merged(&phones[one], &phones[other]);
                    phones[one] = both.clone();
                    phones[other] = both;
                }
            }
        }
        for known in &phones {
            let decided: Vec<bool> = known.values()
                .filter(|act| !known.values().any(|later| later.seen.contains(&act.order)))
                .map(|act| act.tick.done)
                .collect();
            let expected = if decided.is_empty() { None } else { Some(decided.contains(&true)) };
            prop_assert_eq!(is_done(known), expected);
        }
        // I15: in whatever order they meet, all say the same.
        let [a, b, c] = &phones;
        let one = merged(&merged(a, b), c);
        let other = merged(c, &merged(&merged(b, a), a));
        prop_assert_eq!(Tick::settle(heads(&one)), Tick::settle(heads(&other)));
        prop_assert_eq!(Tick::settle(heads(&merged(&one, &one))), Tick::settle(heads(&one)));
    }
}
