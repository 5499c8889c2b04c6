use std::collections::BTreeSet;

use super::*;
use proptest::prelude::*;

/// Every thing is made before it is used, and used up only once.
fn is_sound(life: &Life) -> Result<(), String> {
    let (mut goals, mut shared, mut ended) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let (mut steps, mut done, mut meetings, mut closed) =
        (BTreeSet::new(), BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for Event { deed, .. } in &life.events {
        let fits = match deed {
            Deed::DraftGoal { goal, title, .. } => goals.insert(*goal) && !title.is_empty(),
            Deed::ShareGoal { goal } => goals.contains(goal) && shared.insert(*goal),
            Deed::AddStep { goal, step, .. } => shared.contains(goal) && !ended.contains(goal) && steps.insert(*step),
            Deed::FinishStep { step } => steps.contains(step) && done.insert(*step),
            Deed::ReportProgress { goal, percent, .. } => {
                shared.contains(goal) && !ended.contains(goal) && *percent <= 100
            }
            Deed::Comment { goal, text } => shared.contains(goal) && !text.is_empty(),
            Deed::EndGoal { goal, .. } => shared.contains(goal) && ended.insert(*goal),
            Deed::ProposeMeeting { meeting, .. } => meetings.insert(*meeting),
            Deed::AddAgenda { meeting, .. } | Deed::ConfirmMeeting { meeting } | Deed::MoveMeeting { meeting, .. } => {
                meetings.contains(meeting) && !closed.contains(meeting)
            }
            Deed::WriteNote { meeting, .. } => meetings.contains(meeting) && !closed.contains(meeting),
            Deed::CloseMeeting { meeting, .. } => meetings.contains(meeting) && closed.insert(*meeting),
            Deed::AddAction { meeting, step, .. } => closed.contains(meeting) && steps.insert(*step),
            Deed::AnswerPulse { score } => (1..=5).contains(score),
        };
        if !fits {
            return Err(format!("{deed:?}"));
        }
    }
    Ok(())
}

#[test]
fn two_years_have_what_two_years_have() {
    let life = pair(1, &Size::default());
    let count = |is: fn(&Deed) -> bool| life.events.iter().filter(|event| is(&event.deed)).count();
    assert_eq!(count(|deed| matches!(deed, Deed::DraftGoal { .. })), 10);
    assert_eq!(count(|deed| matches!(deed, Deed::CloseMeeting { .. })), 48);
    assert!(count(|deed| matches!(deed, Deed::FinishStep { .. })) > 20);
    assert!(count(|deed| matches!(deed, Deed::WriteNote { .. })) > 200);
    assert_eq!(life, pair(1, &Size::default()));
}

#[test]
fn a_hundred_pairs_are_a_hundred_lives() {
    let small = Size { days: 60, goals: 2, meetings: 4, ..Size::default() };
    let lives = pairs(5, 100, &small);
    let different: BTreeSet<String> = lives.iter().map(|life| format!("{life:?}")).collect();
    assert_eq!(different.len(), 100);
}

#[test]
fn a_life_in_whole_sentences_is_sound_and_repeats() {
    let (plain, spoken) = (pair(3, &Size::default()), super::spoken(3, &Size::default()));
    assert_eq!(spoken.names, plain.names);
    is_sound(&spoken).unwrap();
    let titles = |life: &Life| {
        let of = |event: &Event| match &event.deed {
            Deed::DraftGoal { title, .. } => Some(title.clone()),
            _ => None,
        };
        life.events.iter().filter_map(of).collect::<BTreeSet<_>>()
    };
    assert!(titles(&spoken).contains("Speak at the spring conference"), "{:?}", titles(&spoken));
    assert_eq!(spoken, super::spoken(3, &Size::default()));
}

proptest! {
    #[test]
    fn every_life_is_sound(seed in any::<u64>(), days in 0usize..400, goals in 0usize..8, meetings in 0usize..20,
        steps in 0usize..6, note_words in 0usize..70) {
        let life = pair(seed, &Size { days, goals, meetings, steps, note_words });
        prop_assert!(life.events.is_sorted_by_key(|event| event.at_ms));
        prop_assert_eq!(is_sound(&life), Ok(()));
    }
}
