//! Two who change the same meeting without a network: afterwards it is one
//! meeting, for both and for their calendars, with all that both did.

use crate::world::notes::{look, shared_space};
use crate::world::{Phone, World};
use rapport_domain::calendar::Ends;
use rapport_domain::meeting::series::SeriesTurn;
use rapport_domain::meeting::{CancelReason, MeetingStage, MeetingState, MeetingTurn, Minutes};
use rapport_domain::time::{Civil, Day};
use rapport_ids::MeetingId;
use rapport_node::view::{ics, meetings, series};
use rapport_node::{NewMeeting, NewSeries, PlanDays, SeriesPlan};

fn both(world: &World, ann: &mut Phone, ben: &mut Phone) {
    for _ in 0..2 {
        world.sync(ann);
        world.sync(ben);
    }
}

fn slot(text: &str) -> Civil {
    format!("{text}[Europe/Zurich]").parse().expect("a time")
}

fn minutes(minutes: i64) -> Minutes {
    Minutes::new(minutes).expect("minutes")
}

/// A meeting with a point that both agreed to.
fn agreed(world: &World) -> (Phone, Phone, MeetingId) {
    let (mut ann, mut ben) = world.pair();
    let (space, slot, minutes) = (shared_space(&ann), slot("2026-03-05T14:00"), minutes(45));
    let new = NewMeeting { space, slot, minutes, title: "March".to_owned(), mode: None, place: String::new() };
    let id = ann.node.propose_meeting(new).expect("proposed");
    ann.node.add_agenda_item(id, "Applications".to_owned()).expect("a point");
    both(world, &mut ann, &mut ben);
    ben.node.turn_meeting(id, MeetingTurn::Confirm).expect("agreed");
    both(world, &mut ann, &mut ben);
    (ann, ben, id)
}

fn listed(world: &World, phone: &Phone) -> Vec<(MeetingId, Civil, MeetingStage)> {
    let rows = look(phone, world.clock.now(), |lens| meetings::coming(lens, None, 9));
    rows.into_iter().map(|row| (row.id, row.slot, row.stage)).collect()
}

/// What a calendar is told: identifiers, and how sure each is.
fn file(world: &World, phone: &Phone) -> Vec<String> {
    let file = look(phone, world.clock.now(), |lens| ics::calendar(lens, None));
    let wanted = |line: &&str| line.starts_with("UID:") || line.starts_with("STATUS:") || line.starts_with("DTSTART;");
    file.lines().filter(wanted).map(str::to_owned).collect()
}

#[test]
fn both_move_a_meeting_offline_and_it_is_one() {
    let world = World::new(120);
    let (mut ann, mut ben, id) = agreed(&world);
    let one = ann.node.move_meeting(id, slot("2026-03-06T08:00"), minutes(45)).expect("moved");
    let other = ben.node.move_meeting(id, slot("2026-03-07T09:00"), minutes(60)).expect("moved");
    both(&world, &mut ann, &mut ben);
    assert_eq!(one, other, "one meeting follows the old one");
    let (a, b) = (listed(&world, &ann), listed(&world, &ben));
    assert_eq!((a.len(), &a), (1, &b), "one, and the same on both phones");
    assert_eq!((a[0].0, a[0].2), (one, MeetingStage::Proposed));
    for phone in [&ann, &ben] {
        let old = look(phone, world.clock.now(), |lens| meetings::meeting(lens, id));
        assert_eq!(old.state, MeetingState::Moved { to: one });
        let new = look(phone, world.clock.now(), |lens| meetings::meeting(lens, one));
        assert_eq!((new.moved_from, new.agenda.len()), (Some(id), 1), "the point went along once");
        // Whoever did not stand in the end may say yes, or move it on.
        assert_eq!(new.can.confirm, new.proposed_by != Some(phone.node.person()));
        assert_eq!(
            file(&world, phone).iter().filter(|line| line.starts_with("UID:")).count(),
            1,
            "{:?}",
            file(&world, phone)
        );
    }
    assert_eq!(file(&world, &ann), file(&world, &ben));
    let first = look(&ann, world.clock.now(), |lens| meetings::meeting(lens, one)).proposed_by;
    let later = if first == Some(ann.node.person()) { &mut ben } else { &mut ann };
    let again = later.node.move_meeting(one, slot("2026-03-08T10:00"), minutes(60)).expect("moved on");
    both(&world, &mut ann, &mut ben);
    let wanted = vec![(again, slot("2026-03-08T10:00"), MeetingStage::Proposed)];
    assert_eq!((listed(&world, &ann), listed(&world, &ben)), (wanted.clone(), wanted));
    assert_eq!(file(&world, &ann).iter().filter(|line| line.starts_with("UID:")).count(), 1);
}

#[test]
fn both_move_it_to_the_same_time_and_that_is_the_yes() {
    let world = World::new(121);
    let (mut ann, mut ben, id) = agreed(&world);
    let to = slot("2026-03-06T08:00");
    let one = ann.node.move_meeting(id, to.clone(), minutes(45)).expect("moved");
    ben.node.move_meeting(id, to.clone(), minutes(45)).expect("moved");
    both(&world, &mut ann, &mut ben);
    let wanted = vec![(one, to, MeetingStage::Confirmed)];
    assert_eq!((listed(&world, &ann), listed(&world, &ben)), (wanted.clone(), wanted));
}

#[test]
fn one_calls_it_off_while_the_other_moves_it_and_calendars_have_one_entry() {
    let world = World::new(122);
    let (mut ann, mut ben, id) = agreed(&world);
    let before = file(&world, &ann);
    let off = MeetingTurn::Cancel { reason: CancelReason::Ill, note: String::new() };
    ann.node.turn_meeting(id, off).expect("called off");
    ben.node.move_meeting(id, slot("2026-03-07T09:00"), minutes(60)).expect("moved");
    both(&world, &mut ann, &mut ben);
    assert_eq!(listed(&world, &ann), listed(&world, &ben));
    for phone in [&ann, &ben] {
        let told = file(&world, phone);
        let names: Vec<_> = told.iter().filter(|line| line.starts_with("UID:")).collect();
        assert_eq!(names, before.iter().filter(|line| line.starts_with("UID:")).collect::<Vec<_>>(), "{told:?}");
    }
}

#[test]
fn both_move_the_opened_time_of_a_series_and_a_yes_ends_it_at_one_place() {
    let world = World::new(123);
    let (mut ann, mut ben) = world.pair();
    let (start, of): (Civil, Day) = (slot("2026-03-05T14:00"), "2026-03-05".parse().expect("a day"));
    let plan = SeriesPlan { on: PlanDays::weekly(of), start, minutes: minutes(45), every: 1, ends: Ends::Never };
    let (space, plan) = (shared_space(&ann), plan.plan().expect("a plan"));
    let new = NewSeries { space, plan, title: String::new(), mode: None, place: String::new() };
    let id = ann.node.propose_series(new).expect("proposed");
    both(&world, &mut ann, &mut ben);
    ben.node.turn_series(id, SeriesTurn::Confirm).expect("agreed");
    ben.node.open_series_time(id, of).expect("opened");
    both(&world, &mut ann, &mut ben);
    let moved = |phone: &mut Phone, to: &str| {
        phone.node.turn_series(id, SeriesTurn::MoveOne { of, to: slot(to) }).expect("moved");
    };
    moved(&mut ann, "2026-03-06T08:00");
    moved(&mut ben, "2026-03-07T09:00");
    both(&world, &mut ann, &mut ben);
    assert_eq!((listed(&world, &ann).len(), listed(&world, &ann)), (1, listed(&world, &ben)));
    let view = |phone: &Phone| look(phone, world.clock.now(), |lens| series::series(lens, id));
    let shift = view(&ann).moved.remove(0);
    let other = if shift.by == ann.node.person() { &mut ben } else { &mut ann };
    let yes = SeriesTurn::AgreeOne { of, to: shift.to.clone() };
    other.node.turn_series(id, yes).expect("agreed");
    both(&world, &mut ann, &mut ben);
    for phone in [&ann, &ben] {
        let times: Vec<_> = view(phone).moved.iter().map(|one| (one.to.clone(), one.agreed)).collect();
        assert_eq!(times, [(shift.to.clone(), true)]);
        let slots: Vec<_> = listed(&world, phone).into_iter().map(|(_, slot, _)| slot).collect();
        assert_eq!(slots, std::slice::from_ref(&shift.to), "the meeting is where the series says");
    }
}
