use super::*;
use crate::{AccountId, BadIdProblem};
use proptest::prelude::*;

#[test]
fn text_names_the_kind() {
    let id = GoalId::new([0xff; 16]);
    assert_eq!(id.to_string(), "goal-vvvvvvvvvvvvvvvvvvvvvvvvvs");
    assert_eq!(format!("{id:?}"), "goal-vvvvvvvs");
    assert_eq!(id.doc(), DocId::new([0xff; 16]));
}

#[test]
fn a_text_of_another_kind_is_refused() {
    let meeting = MeetingId::new([7; 16]).to_string();
    assert_eq!(meeting.parse::<GoalId>().unwrap_err().problem, BadIdProblem::Prefix);
    assert_eq!("goal-vv".parse::<GoalId>().unwrap_err().problem, BadIdProblem::Length);
    let upper = GoalId::new([0xab; 16]).to_string().replace("goal-", "GOAL-");
    assert_eq!(upper.parse::<GoalId>().unwrap_err().problem, BadIdProblem::Prefix);
    assert_eq!("goal-VVVVVVVVVVVVVVVVVVVVVVVVVS".parse::<GoalId>().unwrap_err().problem, BadIdProblem::Character);
    assert_eq!("goal-zzzzzzzzzzzzzzzzzzzzzzzzzz".parse::<GoalId>().unwrap_err().problem, BadIdProblem::Character);
    // The last digit carries two bits that must be zero: one id, one text.
    assert_eq!("goal-vvvvvvvvvvvvvvvvvvvvvvvvvv".parse::<GoalId>().unwrap_err().problem, BadIdProblem::Character);
}

#[test]
fn json_is_the_text() {
    let id = AccountId::new([1; 32]);
    let json = serde_json::to_string(&id).unwrap();
    assert_eq!(json, format!("\"{id}\""));
    assert_eq!(serde_json::from_str::<AccountId>(&json).unwrap(), id);
}

proptest! {
    #[test]
    fn text_and_back(bytes in any::<[u8; 16]>()) {
        let id = StepId::new(bytes);
        prop_assert_eq!(id.to_string().parse::<StepId>().unwrap(), id);
    }

    #[test]
    fn later_sorts_after_earlier_also_as_text(a in 0i64..1 << 47, b in 0i64..1 << 47, r in any::<[u8; 10]>(), s in any::<[u8; 10]>()) {
        prop_assume!(a != b);
        let (x, y) = (StepId::from_parts(a, r), StepId::from_parts(b, s));
        prop_assert_eq!(a < b, x < y);
        prop_assert_eq!(a < b, x.to_string() < y.to_string());
    }

    #[test]
    fn things_made_at_one_moment_differ_in_short(ms in any::<i64>(), r in any::<[u8; 10]>(), s in any::<[u8; 10]>()) {
        // The last digits say the last 38 bits.
        prop_assume!(r[6..] != s[6..]);
        let (a, b) = (StepId::from_parts(ms, r), StepId::from_parts(ms, s));
        prop_assert_ne!(a.short(), b.short());
        prop_assert!(a.to_string().ends_with(&a.short()));
    }

    #[test]
    fn any_clock_makes_an_id(ms in any::<i64>(), r in any::<[u8; 10]>()) {
        let id = EventId::from_parts(ms, r);
        prop_assert_eq!(&id.as_bytes()[6..], &r);
    }

    #[test]
    fn any_text_is_read_or_refused(text in ".{0,60}") {
        if let Ok(id) = text.parse::<StepId>() {
            prop_assert_eq!(id.to_string(), text);
        }
    }
}
