use super::*;
use proptest::prelude::*;

const A: SpaceId = SpaceId::new([1; 16]);
const B: SpaceId = SpaceId::new([2; 16]);
const HOUR: i64 = 3_600_000;

fn there(grant: Grant) -> Errands {
    let mut errands = Errands::default();
    errands.space(A).pull();
    assert_eq!(errands.next(0), vec![Step::OpenSession(vec![A])]);
    errands.space(A).standing = Standing::There;
    errands.space(A).granted(grant);
    errands.session_opened(HOUR);
    errands.ended(&Step::OpenSession(vec![A]));
    errands
}

#[test]
fn first_a_session_then_what_is_new_then_what_waits() {
    let mut errands = there(Grant::Current);
    errands.space(A).push();
    errands.space(A).send_control();
    let pull = Step::Pull { space: A, open_only: false };
    assert_eq!(errands.next(0), vec![pull.clone()]);
    assert_eq!(errands.next(0), vec![], "one call a space at a time");
    errands.space(A).pulled(false);
    errands.ended(&pull);
    assert_eq!(errands.next(0), vec![Step::Control(A)]);
    errands.space(A).control_sent(false);
    errands.ended(&Step::Control(A));
    assert_eq!(errands.next(0), vec![Step::Push(A)]);
    errands.space(A).pushed(false);
    errands.ended(&Step::Push(A));
    assert!(errands.settled() && errands.idle(0));
}

#[test]
fn who_leaves_sends_what_waits_and_fetches_only_who_is_in() {
    let mut errands = there(Grant::Current);
    errands.space(A).send_control();
    errands.space(A).leave();
    let pull = Step::Pull { space: A, open_only: true };
    assert_eq!(errands.next(0), vec![pull.clone()]);
    assert!(errands.space(A).is_busy());
    errands.space(A).pulled(false);
    errands.ended(&pull);
    assert_eq!(errands.next(0), vec![Step::Control(A)], "what was decided before, if the relay lacks it");
    errands.space(A).control_sent(false);
    errands.ended(&Step::Control(A));
    assert_eq!(errands.next(0), vec![Step::Push(A)]);
    errands.space(A).pushed(false);
    errands.ended(&Step::Push(A));
    assert!(errands.settled() && errands.idle(0), "nothing else is wanted any more");
    errands.forget(&A);
    assert!(!errands.has(&A));
}

#[test]
fn what_is_told_of_during_a_look_is_looked_at_once_more() {
    let mut errands = there(Grant::Current);
    let pull = Step::Pull { space: A, open_only: false };
    assert_eq!(errands.next(0), vec![pull.clone()]);
    errands.space(A).pull();
    // The answer was on its way before that.
    errands.space(A).pulled(false);
    errands.ended(&pull);
    assert_eq!(errands.next(0), vec![pull.clone()]);
    errands.space(A).pulled(false);
    errands.ended(&pull);
    assert!(errands.settled() && errands.idle(0));
}

#[test]
fn a_former_key_reads_what_is_open_and_sends_nothing() {
    let mut errands = there(Grant::Former);
    errands.space(A).push();
    let pull = Step::Pull { space: A, open_only: true };
    assert_eq!(errands.next(0), vec![pull.clone()]);
    errands.space(A).pulled(false);
    errands.ended(&pull);
    assert_eq!(errands.next(0), vec![]);
    assert!(!errands.settled());
    // The new key came with the control frames: a new session.
    errands.space(A).uncover();
    assert_eq!(errands.next(0), vec![Step::OpenSession(vec![A])]);
}

#[test]
fn what_no_key_opens_is_asked_for_once_and_again_when_somebody_asks() {
    let mut errands = there(Grant::Refused);
    errands.no_session();
    assert_eq!(errands.next(0), vec![], "the relay would say the same");
    assert!(errands.idle(0) && !errands.settled());
    errands.space(A).both_ways();
    assert_eq!(errands.next(0), vec![Step::OpenSession(vec![A])]);
}

#[test]
fn a_missing_space_is_opened_only_by_who_can() {
    let mut errands = Errands::default();
    errands.space(A).pull();
    errands.space(A).standing = Standing::Missing;
    assert!(errands.next(0).is_empty() && errands.settled());
    errands.space(A).can_create = true;
    assert_eq!(errands.next(0), vec![Step::Create(A)]);
}

#[test]
fn a_space_that_somebody_else_has_to_open_is_asked_for_again() {
    let mut errands = there(Grant::Current);
    errands.space(A).missing(0);
    assert!(errands.next(59_999).is_empty() && errands.settled());
    assert_eq!(errands.wake_at(), Some(60_000));
    errands.session_lost();
    assert_eq!(errands.next(60_000), vec![Step::OpenSession(vec![A])]);
    errands.session_lost();
    errands.space(A).missing(60_000);
    errands.space(A).both_ways();
    assert_eq!(errands.next(60_001), vec![Step::OpenSession(vec![A])], "or as soon as a person asks");
}

#[test]
fn a_clock_that_goes_back_years_makes_nothing_wait_for_years() {
    const YEARS: i64 = 5 * 365 * 24 * HOUR;
    let pull = vec![Step::Pull { space: A, open_only: false }];
    let mut errands = there(Grant::Current);
    errands.session_opened(YEARS + HOUR);
    errands.wait_until(YEARS + 5_000);
    errands.space(A).hold_until(YEARS + 5_000);
    assert_eq!(errands.next(YEARS), vec![]);
    assert_eq!(errands.next(0), vec![Step::OpenSession(vec![A])], "nobody knows how long the old one lasts");
    errands.session_opened(HOUR);
    assert_eq!(errands.next(0), pull);
}

#[test]
fn patience_is_kept_and_told() {
    let mut errands = there(Grant::Current);
    errands.wait_until(5_000);
    assert!(errands.next(4_999).is_empty());
    assert_eq!(errands.wake_at(), Some(5_000));
    errands.hurry();
    assert_eq!(errands.next(4_999).len(), 1);
}

#[test]
fn a_full_space_does_not_stop_the_others() {
    let mut errands = there(Grant::Current);
    errands.space(A).hold_until(9_000);
    errands.space(B).push();
    errands.space(B).standing = Standing::There;
    errands.space(B).granted(Grant::Current);
    errands.space(A).push();
    let pull = Step::Pull { space: A, open_only: false };
    assert_eq!(errands.next(0), vec![pull.clone(), Step::Push(B)], "what others write there is read");
    errands.ended(&pull);
    errands.space(A).pulled(false);
    assert_eq!(errands.next(8_999), vec![]);
    assert_eq!(errands.next(9_000), vec![Step::Push(A)]);
}

#[test]
fn what_a_relay_refuses_is_kept_back_for_longer_each_time_up_to_an_hour() {
    let mut errands = there(Grant::Current);
    let pull = Step::Pull { space: A, open_only: false };
    assert_eq!(errands.next(0), vec![pull.clone()]);
    errands.ended(&pull);
    errands.space(A).pulled(false);
    errands.space(A).push();
    let (mut now, mut pauses) = (0, Vec::new());
    for _ in 0..12 {
        assert_eq!(errands.next(now), vec![Step::Push(A)]);
        errands.ended(&Step::Push(A));
        errands.space(A).refused(now, u64::MAX - 1);
        let until = errands.wake_at().unwrap();
        assert!(errands.next(until - 1).is_empty());
        pauses.push(until - now);
        now = until;
        errands.session_opened(now + HOUR);
    }
    assert!(pauses.is_sorted() && pauses[0] <= 30_000 && pauses[11] >= HOUR / 2 && pauses[11] <= HOUR, "{pauses:?}");
    errands.space(A).taken();
    errands.space(A).refused(now, 0);
    assert_eq!(errands.wake_at(), Some(now + 15_000), "it begins anew");
}

#[test]
fn a_session_is_renewed_before_it_ends() {
    let mut errands = there(Grant::Current);
    let steps = errands.next(HOUR - SESSION_MARGIN_MS);
    assert_eq!(steps.first(), Some(&Step::OpenSession(vec![A])));
}

proptest! {
    /// Whatever happens in whatever order: one call a space, a few at once, and no panic.
    #[test]
    fn never_two_calls_in_one_space(script in proptest::collection::vec((0u8..12, 0u8..6), 0..200)) {
        let mut errands = Errands::default();
        let mut under_way: Vec<Step> = Vec::new();
        let mut now = 0;
        for (act, who) in script {
            let space = SpaceId::new([who; 16]);
            match act {
                0 => errands.space(space).pull(),
                1 => errands.space(space).push(),
                2 => errands.space(space).send_control(),
                3 => errands.space(space).standing = Standing::There,
                4 => errands.space(space).granted(Grant::Current),
                5 => errands.space(space).granted(Grant::Former),
                6 => { errands.space(space).standing = Standing::Missing; errands.space(space).can_create = true; }
                7 => errands.session_opened(now + HOUR),
                8 => errands.session_lost(),
                9 => { if let Some(step) = under_way.pop() { errands.ended(&step); } }
                10 => errands.wait_until(now + 10),
                _ => now += 7,
            }
            for step in errands.next(now) {
                if let Some(space) = step.space() {
                    prop_assert!(under_way.iter().all(|s| s.space() != Some(space)), "{:?} beside {:?}", step, under_way);
                }
                under_way.push(step);
            }
            prop_assert!(under_way.iter().filter(|s| s.space().is_some()).count() <= AT_ONCE);
        }
    }
}
