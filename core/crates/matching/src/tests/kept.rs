//! What is told and kept of a run.

use super::*;

#[test]
fn small_groups_are_never_told_and_cannot_be_worked_out() {
    let (mut told, mut hidden) = (0, 0);
    each(300, 60, |_, draft, seed| {
        let run = run(draft.clone());
        let mentees: Vec<&Person> = draft.people.iter().filter(|one| one.mentee.is_some()).collect();
        let audit = run.audit();
        let mut behind = 0;
        let size = |answer: Option<&str>| {
            mentees.iter().filter(|one| one.groups.get("school").map(String::as_str) == answer).count()
        };
        for group in &audit {
            let there = size(Some(&group.answer));
            match group.told {
                Some(figures) => {
                    assert!(figures.mentees >= 3 && figures.mentees == there, "{seed} {group:?}");
                    told += 1;
                }
                None => {
                    behind += there;
                    hidden += 1;
                }
            }
        }
        // All but the told ones is what everybody can count.
        let rest = behind + size(None);
        assert!(behind == 0 || rest >= 3 || audit.iter().all(|group| group.told.is_none()), "{seed} {audit:?}");
    });
    assert!(told > 100 && hidden > 100, "{told} {hidden}");
}

#[test]
fn reasons_and_cautions_are_few_and_true() {
    let (mut reasons, mut cautions) = (0, 0);
    each(100, 40, |_, draft, seed| {
        let run = run(draft);
        for pair in run.outcome().pairs {
            assert!(pair.reasons.len() <= 3 && pair.cautions.len() <= 2, "{seed} {pair:?}");
            let share = |component| pair.bars.iter().find(|bar| bar.component == component).unwrap().share;
            for reason in &pair.reasons {
                match reason {
                    Reason::Skills { words } => {
                        assert!(!words.is_empty() && share(Component::Skills) >= Some(600), "{seed}")
                    }
                    Reason::Topics { words } | Reason::Background { words } => assert!(!words.is_empty(), "{seed}"),
                    Reason::Style { share: told } => assert_eq!(share(Component::Style), Some(*told), "{seed}"),
                    Reason::Wishes { by_mentee, by_mentor } => assert!(*by_mentee || *by_mentor, "{seed}"),
                    Reason::Time { minutes } => assert!(*minutes >= 60, "{seed}"),
                }
            }
            for caution in &pair.cautions {
                match caution {
                    Caution::Unknown { component } => assert_eq!(share(*component), None, "{seed}"),
                    Caution::Skills { .. } => assert!(share(Component::Skills) < Some(400), "{seed}"),
                    Caution::Style { share: told } => assert!(*told < 400, "{seed}"),
                    Caution::OnlyJust { above } => assert!((0..30).contains(above), "{seed}"),
                    Caution::Background { words } => assert!(!words.is_empty(), "{seed}"),
                    Caution::Time { .. } | Caution::Topics => {}
                }
            }
            let weights: u32 = pair.bars.iter().map(|bar| u32::from(bar.weight)).sum();
            let points: u32 = pair.bars.iter().map(|bar| u32::from(bar.points)).sum();
            assert!(weights == 0 || weights.abs_diff(1000) <= 3, "{seed} {weights}");
            assert!(pair.confidence == 0 || points.abs_diff(u32::from(pair.score)) <= 6, "{seed} {points} {pair:?}");
            reasons += pair.reasons.len();
            cautions += pair.cautions.len();
        }
    });
    assert!(reasons > 200 && cautions > 100, "{reasons} {cautions}");
}

#[test]
fn the_hash_is_that_of_everything_else() {
    each(20, 20, |_, draft, seed| {
        let mut outcome = run(draft).outcome();
        let kept = std::mem::take(&mut outcome.hash);
        assert_eq!(crate::pool::hash(&outcome), kept, "{seed}");
        outcome.totals.worth += 1;
        assert_ne!(crate::pool::hash(&outcome), kept, "{seed}");
    });
}
