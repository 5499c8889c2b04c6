//! When something is said, on a clock made of numbers.

use super::*;
use proptest::prelude::*;
use rapport_ids::DocId;

const A: SpaceId = SpaceId::new([1; 16]);
const B: SpaceId = SpaceId::new([2; 16]);

fn here(writing: bool) -> Option<Presence> {
    Some(Presence { doc: DocId::new([3; 16]), place: None, writing })
}

/// Says what stands if it is due, and has it delivered at once.
fn turn(out: &mut Outgoing, presence: Option<&Presence>, now_ms: i64) -> bool {
    let Some(space) = out.due(now_ms, |_| true) else { return false };
    let said = out.say(space, presence, None, now_ms);
    out.ended(&space);
    said
}

#[test]
fn a_note_that_opens_is_told_at_once_and_then_every_ten_seconds() {
    let mut out = Outgoing::default();
    assert_eq!(out.next_at(|_| true), None);
    out.stir(A, Stir::Turned);
    assert!(turn(&mut out, here(false).as_ref(), 0));
    assert_eq!(out.next_at(|_| true), Some(10_000));
    assert!(!turn(&mut out, here(false).as_ref(), 9_999));
    assert!(turn(&mut out, here(false).as_ref(), 10_000));
    out.stir(A, Stir::Turned);
    assert!(turn(&mut out, None, 10_500), "closing is told too");
    assert_eq!(out.next_at(|_| true), None, "and then there is silence");
}

#[test]
fn what_did_not_change_is_not_told() {
    let mut out = Outgoing::default();
    out.stir(A, Stir::Turned);
    assert!(!turn(&mut out, None, 0), "nothing open, nothing to say");
    out.stir(A, Stir::Turned);
    assert!(turn(&mut out, here(false).as_ref(), 0));
    out.stir(A, Stir::Turned);
    assert!(!turn(&mut out, here(false).as_ref(), 1_000));
    assert_eq!(out.next_at(|_| true), Some(10_000));
    out.greet(A);
    assert!(turn(&mut out, here(false).as_ref(), 2_000), "somebody came who has not heard it");
}

#[test]
fn movements_are_slow_as_long_as_nobody_is_there() {
    let mut out = Outgoing::default();
    out.stir(A, Stir::Turned);
    assert!(turn(&mut out, here(false).as_ref(), 0));
    out.stir(A, Stir::Moved);
    assert_eq!(out.next_at(|_| true), Some(2_000));
    out.set_company(A, true);
    assert_eq!(out.next_at(|_| true), Some(200));
}

#[test]
fn one_frame_of_a_space_is_under_way_at_a_time() {
    let mut out = Outgoing::default();
    out.stir(A, Stir::Turned);
    assert!(out.say(A, here(false).as_ref(), None, 0));
    out.stir(A, Stir::Turned);
    assert_eq!((out.next_at(|_| true), out.due(60_000, |_| true)), (None, None));
    out.ended(&A);
    assert_eq!(out.due(60_000, |_| true), Some(A));
    assert_eq!(out.due(60_000, |_| false), None, "no session covers it");
    out.pause_until(70_000);
    assert_eq!((out.next_at(|_| true), out.due(69_999, |_| true)), (Some(70_000), None));
}

#[test]
fn what_changes_by_time_alone_is_told_in_time() {
    let mut out = Outgoing::default();
    out.stir(A, Stir::Turned);
    assert!(out.say(A, here(true).as_ref(), Some(3_000), 0));
    out.ended(&A);
    assert_eq!(out.next_at(|_| true), Some(3_000));
    assert!(turn(&mut out, here(false).as_ref(), 3_000));
}

#[test]
fn who_does_not_watch_says_nothing() {
    let mut out = Outgoing::default();
    out.stir(A, Stir::Turned);
    assert!(turn(&mut out, here(false).as_ref(), 0));
    out.hush();
    assert_eq!(out.next_at(|_| true), None);
    out.stir(A, Stir::Turned);
    assert!(turn(&mut out, here(false).as_ref(), 1_000), "and says all of it when it watches again");
}

#[test]
fn a_clock_that_is_set_back_silences_nobody() {
    let mut out = Outgoing::default();
    out.stir(A, Stir::Turned);
    assert!(turn(&mut out, here(false).as_ref(), 1_000_000));
    out.stir(A, Stir::Moved);
    assert!(turn(&mut out, here(true).as_ref(), 500));
}

#[test]
fn a_clock_that_is_set_back_ends_in_silence_too() {
    let mut out = Outgoing::default();
    out.stir(A, Stir::Turned);
    assert!(turn(&mut out, here(false).as_ref(), 100));
    out.stir(B, Stir::Turned);
    assert!(turn(&mut out, here(false).as_ref(), 5_000));
    let mut said = 0;
    for _ in 0..10 {
        said += usize::from(turn(&mut out, here(false).as_ref(), 500));
    }
    assert_eq!((said, out.due(500, |_| true)), (1, None), "what was said in the future is said again, once");
}

proptest! {
    #[test]
    fn never_more_than_five_a_second_and_nothing_is_left_unsaid(
        steps in proptest::collection::vec((0i64..120, any::<bool>(), any::<bool>(), any::<bool>()), 1..200)
    ) {
        let mut out = Outgoing::default();
        let (mut now, mut sent) = (0i64, Vec::new());
        let mut stands = [here(false), here(false)];
        let mut said = [None, None];
        for space in [A, B] {
            out.stir(space, Stir::Turned);
            out.set_company(space, true);
        }
        let look = |out: &mut Outgoing, now: i64, stands: &[Option<Presence>; 2], said: &mut [Option<Presence>; 2], sent: &mut Vec<i64>| {
            while let Some(space) = out.due(now, |_| true) {
                let which = usize::from(space == B);
                if out.say(space, stands[which].as_ref(), None, now) {
                    sent.push(now);
                    said[which] = stands[which].clone();
                }
                out.ended(&space);
            }
        };
        for (wait, second, open, writing) in steps {
            now += wait;
            stands[usize::from(second)] = if open { here(writing) } else { None };
            out.stir(if second { B } else { A }, if writing { Stir::Moved } else { Stir::Turned });
            look(&mut out, now, &stands, &mut said, &mut sent);
        }
        for window in sent.windows(6) {
            prop_assert!(window[5] - window[0] >= 1_000, "{window:?}");
        }
        for _ in 0..20 {
            now += 200;
            look(&mut out, now, &stands, &mut said, &mut sent);
        }
        prop_assert_eq!(said, stands);
    }
}
