use super::*;
use crate::goal::{Confidence, Horizon, Wording};
use crate::measure::Measure;
use crate::number::Quantity;
use crate::testing::alone;
use crate::time::tests::day;
use crate::words::Spoken;
use rapport_ids::GoalId;

fn hints(wording: Wording) -> Vec<Hint> {
    let mut goal = Goal::new(GoalId::new([1; 16]), alone());
    goal.wording = wording;
    goal.hints(day("2026-05-10"))
}

fn clear() -> Wording {
    let target = Quantity::whole(10).unwrap();
    Wording {
        title: "Send ten applications".to_owned(),
        why: "I want to learn a trade".to_owned(),
        means: "Every Tuesday evening".to_owned(),
        measure: Some(Measure {
            kind: MeasureKind::Amount,
            baseline: Quantity::ZERO,
            target,
            unit: "applications".to_owned(),
        }),
        horizon: Some(Horizon::Short),
        due: Some(day("2026-06-30")),
        ..Wording::default()
    }
}

#[test]
fn a_clear_goal_gets_none() {
    assert_eq!(hints(clear()), []);
}

#[test]
fn each_gap_is_named_with_its_field() {
    let vague = hints(Wording { title: "Be better".to_owned(), ..Wording::default() });
    let word = Hint::VagueWord { word: "better".to_owned() };
    assert_eq!(vague, [Hint::SayMore, word, Hint::NoMeasure, Hint::NoWhy, Hint::NoMeans, Hint::NoDue]);
    assert!(vague.iter().all(|hint| !hint.field().key().is_empty()));
    for (wording, hint) in [
        (Wording { measure: clear().measure.map(|m| Measure { unit: String::new(), ..m }), ..clear() }, Hint::NoUnit),
        (Wording { measure: Some(Measure::levels()), ..clear() }, Hint::LevelsMissing { missing: 5 }),
        (Wording { why: String::new(), ..clear() }, Hint::NoWhy),
        (Wording { means: String::new(), ..clear() }, Hint::NoMeans),
        (Wording { due: None, ..clear() }, Hint::NoDue),
        (Wording { due: Some(day("2026-05-09")), ..clear() }, Hint::DuePassed { due: day("2026-05-09") }),
        (Wording { due: Some(day("2026-07-20")), ..clear() }, Hint::DueBeyondHorizon),
    ] {
        assert_eq!(hints(wording), [hint]);
    }
    let at = |due: &str| hints(Wording { due: Some(day(due)), horizon: None, ..clear() }).len();
    assert_eq!([at("2026-05-10"), at("2026-08-10"), at("2026-08-11")], [0, 0, 2]);
    let near = |due: &str| hints(Wording { due: Some(day(due)), ..clear() });
    assert_eq!((near("2026-07-11"), near("2026-07-12")), (vec![], vec![Hint::DueBeyondHorizon]));
    let far = Wording { due: Some(day("2027-05-01")), horizon: Some(Horizon::Medium), ..clear() };
    assert_eq!(hints(far), [Hint::NoMilestone, Hint::NoReview]);
}

#[test]
fn a_word_is_vague_only_without_a_measure() {
    let titled = |title: &str, measure| Wording { title: title.to_owned(), measure, test: "x".to_owned(), ..clear() };
    assert_eq!(hints(titled("Öfter Sport machen!", None)), [Hint::VagueWord { word: "öfter".to_owned() }]);
    assert_eq!(hints(titled("Öfter Sport machen!", clear().measure)), []);
    assert_eq!(hints(titled("Anymore people", None)), []);
}

#[test]
fn being_unsure_is_heard() {
    let mut goal = Goal::new(GoalId::new([1; 16]), alone());
    goal.wording = clear();
    goal.confidence = Some(Confidence::Unsure);
    assert_eq!(goal.hints(day("2026-05-10")), [Hint::LowConfidence]);
    goal.confidence = Some(Confidence::HalfSure);
    assert_eq!(goal.hints(day("2026-05-10")), []);
    goal.wording = Wording::default();
    goal.life.state = crate::goal::GoalState::PartlyAchieved;
    assert_eq!(goal.hints(day("2026-05-10")), []);
}
