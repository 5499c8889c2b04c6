//! Series of meetings: both phones offline at once, and one clear state with
//! its history afterwards; meetings that both open are one; what comes next.

use crate::world::notes::{look, shared_space};
use crate::world::{Phone, World};
use rapport_domain::calendar::{DaySpan, Ends};
use rapport_domain::meeting::series::SeriesTurn;
use rapport_domain::meeting::{AgendaAct, CancelReason, MeetingAct, MeetingStage, MeetingTurn, Minutes};
use rapport_domain::time::{Civil, Day};
use rapport_domain::{Field, Problem, Rule, RuleBroken};
use rapport_ids::{MeetingId, SeriesId};
use rapport_node::view::meetings::{coming, meeting};
use rapport_node::view::series::{self, SeriesView};
use rapport_node::{Following, NewMeeting, NewNote, NewSeries, NodeError, Place, PlanDays, SeriesPlan};

const DAY_MS: i64 = 86_400_000;

fn both_ways(world: &World, ann: &mut Phone, ben: &mut Phone) {
    for _ in 0..2 {
        world.sync(ann);
        world.sync(ben);
    }
}

fn at(day: Day, time: &str) -> Civil {
    format!("{day}T{time}[Europe/Zurich]").parse().expect("a time")
}

fn weekly(first: Day, time: &str) -> SeriesPlan {
    let minutes = Minutes::new(45).expect("minutes");
    SeriesPlan { start: at(first, time), minutes, every: 1, on: PlanDays::weekly(first), ends: Ends::Never }
}

fn proposed(phone: &mut Phone, plan: &SeriesPlan) -> SeriesId {
    let (space, title) = (shared_space(phone), "Our hour".to_owned());
    let plan = plan.plan().expect("a plan");
    phone.node.propose_series(NewSeries { space, plan, title, mode: None, place: String::new() }).expect("proposed")
}

/// A series that both agreed to, with its first day.
fn agreed(world: &World, ann: &mut Phone, ben: &mut Phone) -> (SeriesId, Day) {
    let today = Day::from_epoch_days(world.clock.now().div_euclid(DAY_MS)).expect("a day");
    let first = today.plus_days(3).expect("a day");
    let id = proposed(ann, &weekly(first, "17:30"));
    both_ways(world, ann, ben);
    ben.node.turn_series(id, SeriesTurn::Confirm).expect("confirmed");
    both_ways(world, ann, ben);
    (id, first)
}

fn seen(world: &World, phone: &Phone, id: SeriesId) -> SeriesView {
    look(phone, world.clock.now(), |lens| series::series(lens, id))
}

/// What does not depend on who looks.
fn common(view: &SeriesView) -> String {
    let times: Vec<_> = view.times.iter().map(|one| (&one.slot, one.agreed, one.meeting)).collect();
    let moved: Vec<_> = view.moved.iter().map(|one| (one.of, &one.to, one.by, one.agreed)).collect();
    format!("{:?} {:?} {times:?} {moved:?} {:?}", view.state, view.plans, view.history)
}

fn refused<T: std::fmt::Debug>(outcome: Result<T, NodeError>) -> RuleBroken {
    match outcome.expect_err("refused") {
        NodeError::Rule(broken) => broken,
        other => panic!("{other:?}"),
    }
}

#[test]
fn both_change_a_series_offline_and_see_one_state_with_its_history() {
    let world = World::new(70);
    let (mut ann, mut ben) = world.pair();
    let (id, first) = agreed(&world, &mut ann, &mut ben);
    let of = |weeks: i64| first.plus_days(7 * weeks).expect("a day");
    // Nobody hears of the other: the same time is moved twice, one is left
    // out by one and moved by the other, and both wish for another rhythm.
    let moved = |phone: &mut Phone, weeks: i64, time: &str| {
        let turn = SeriesTurn::MoveOne { of: of(weeks), to: at(of(weeks), time) };
        phone.node.turn_series(id, turn).expect("moved");
    };
    moved(&mut ann, 1, "18:00");
    moved(&mut ben, 1, "19:00");
    moved(&mut ann, 2, "12:00");
    let skip = SeriesTurn::Skip { of: of(2), reason: CancelReason::Clash, note: "A visit".to_owned() };
    ben.node.turn_series(id, skip).expect("left out");
    moved(&mut ann, 3, "08:15");
    moved(&mut ben, 3, "08:15");
    let wish = |time: &str| SeriesTurn::MoveRest(weekly(of(6), time).plan().expect("a plan"));
    ann.node.turn_series(id, wish("07:00")).expect("a wish");
    ben.node.turn_series(id, wish("21:00")).expect("a wish");
    both_ways(&world, &mut ann, &mut ben);
    let (a, b) = (seen(&world, &ann, id), seen(&world, &ben, id));
    assert_eq!(common(&a), common(&b));
    // Ten turns are told: the two of the beginning, and all eight of both.
    assert_eq!((a.history.len(), a.history.iter().filter(|turn| turn.stands).count()), (10, 10));
    let one = |weeks: i64| a.moved.iter().find(|one| one.of == of(weeks));
    assert!(one(1).is_some_and(|one| !one.agreed), "one of the two places, open for a yes");
    assert!(one(3).is_some_and(|one| one.agreed), "both chose the same: that is the yes");
    let asked = |view: &SeriesView, weeks| view.moved.iter().any(|one| one.of == of(weeks) && one.can_agree);
    assert!(asked(&a, 1) != asked(&b, 1), "the yes is asked of the one who did not move it there");
    assert!(!asked(&a, 3) && !asked(&b, 3), "nobody is asked for a yes that was given");
    assert_eq!(one(2).is_some(), a.skipped.is_empty(), "either moved or left out, never both");
    let wish = a.wish.expect("one of the wishes");
    let (mine, other) = if wish.by == ann.node.person() { (&mut ann, &mut ben) } else { (&mut ben, &mut ann) };
    let yes = SeriesTurn::AgreeRest(wish.plan.plan().expect("a plan"));
    let own = refused(mine.node.turn_series(id, yes.clone()));
    assert_eq!(own, RuleBroken::not_allowed(Field::State, Rule::OwnProposal));
    other.node.turn_series(id, yes).expect("agreed");
    both_ways(&world, &mut ann, &mut ben);
    let (a, b) = (seen(&world, &ann, id), seen(&world, &ben, id));
    assert_eq!(common(&a), common(&b));
    assert_eq!((a.wish, a.plans.len()), (None, 2));
    assert_eq!(a.times.iter().find(|time| time.of >= of(6)).map(|time| &time.slot), Some(&wish.plan.start));
}

#[test]
fn one_ends_a_series_while_the_other_changes_it() {
    let world = World::new(71);
    let (mut ann, mut ben) = world.pair();
    let (id, first) = agreed(&world, &mut ann, &mut ben);
    let end = |reason| SeriesTurn::Cancel { reason, note: String::new() };
    ann.node.turn_series(id, end(CancelReason::NoTime)).expect("ended");
    let span = DaySpan::new(first, first, Field::Until).expect("a day");
    ben.node.turn_series(id, SeriesTurn::Pause(span)).expect("paused");
    ben.node.turn_series(id, end(CancelReason::NotNeeded)).expect("ended");
    both_ways(&world, &mut ann, &mut ben);
    let (a, b) = (seen(&world, &ann, id), seen(&world, &ben, id));
    assert_eq!(common(&a), common(&b));
    assert_eq!((a.row.stage, a.times.len(), a.history.len()), (MeetingStage::Cancelled, 0, 5));
    let counted = a.history.iter().filter(|turn| turn.stands).count();
    assert!(counted == 3 || counted == 4, "one end counts, and what came after it does not");
    let listed = |past| look(&ben, world.clock.now(), |lens| series::all(lens, None, past)).len();
    assert_eq!((listed(false), listed(true)), (0, 1));
    let late = refused(ann.node.turn_series(id, SeriesTurn::Resume { from: first }));
    assert!(matches!(late, RuleBroken::NotAllowed { rule: Rule::WrongState { .. }, .. }), "{late:?}");
}

#[test]
fn both_open_the_meeting_of_one_time_and_it_is_one() {
    let world = World::new(72);
    let (mut ann, mut ben) = world.pair();
    let (id, first) = agreed(&world, &mut ann, &mut ben);
    let opened = ann.node.open_series_time(id, first).expect("opened");
    assert_eq!(ben.node.open_series_time(id, first), Ok(opened));
    ann.node.add_agenda_item(opened, "From Ann".to_owned()).expect("a point");
    ben.node.add_agenda_item(opened, "From Ben".to_owned()).expect("a point");
    both_ways(&world, &mut ann, &mut ben);
    let texts = |phone: &Phone, id: MeetingId| {
        let view = look(phone, world.clock.now(), |lens| meeting(lens, id));
        let mut texts: Vec<_> = view.agenda.into_iter().map(|point| point.text).collect();
        texts.sort();
        (view.row.title, view.row.stage, texts)
    };
    let points = vec!["From Ann".to_owned(), "From Ben".to_owned()];
    assert_eq!(texts(&ann, opened), ("Our hour".to_owned(), MeetingStage::Confirmed, points.clone()));
    assert_eq!(texts(&ann, opened), texts(&ben, opened));
    assert_eq!(seen(&world, &ann, id).times[0].meeting, Some(opened));
    let wrong = first.plus_days(1).expect("a day");
    assert_eq!(refused(ann.node.open_series_time(id, wrong)), Problem::DoesNotFit.of(Field::Date));
    // Moved in the series, the meeting goes along, with its agenda.
    let to = at(wrong, "09:00");
    ben.node.turn_series(id, SeriesTurn::MoveOne { of: first, to: to.clone() }).expect("moved");
    both_ways(&world, &mut ann, &mut ben);
    let next = look(&ann, world.clock.now(), |lens| coming(lens, None, 5));
    assert_eq!(next.iter().map(|row| (&row.slot, row.stage)).collect::<Vec<_>>(), [(&to, MeetingStage::Proposed)]);
    assert_eq!(texts(&ann, next[0].id).2, points);
    ann.node.turn_series(id, SeriesTurn::AgreeOne { of: first, to }).expect("agreed");
    assert_eq!(texts(&ann, next[0].id).1, MeetingStage::Confirmed);
    // Left out, it is called off for the same reason.
    let second = first.plus_days(7).expect("a day");
    let other = ann.node.open_series_time(id, second).expect("opened");
    let skip = SeriesTurn::Skip { of: second, reason: CancelReason::Ill, note: "Flu".to_owned() };
    ann.node.turn_series(id, skip).expect("left out");
    assert_eq!(texts(&ann, other).1, MeetingStage::Cancelled);
    let gone = refused(ann.node.open_series_time(id, second));
    assert_eq!(gone, Problem::DoesNotFit.of(Field::Date));
}

#[test]
fn closing_a_meeting_proposes_the_next_and_both_propose_the_same() {
    let world = World::new(73);
    let (mut ann, mut ben) = world.pair();
    let (id, first) = agreed(&world, &mut ann, &mut ben);
    let opened = ann.node.open_series_time(id, first).expect("opened");
    ann.node.add_agenda_item(opened, "Left over".to_owned()).expect("a point");
    world.clock.advance(4 * DAY_MS);
    let following = |phone: &Phone, id| look(phone, world.clock.now(), |lens| series::following(lens, id));
    ann.node.turn_meeting(opened, MeetingTurn::Hold).expect("held");
    both_ways(&world, &mut ann, &mut ben);
    let next = following(&ann, opened).expect("the next");
    let second = first.plus_days(7).expect("a day");
    assert_eq!((&next.proposal.slot, next.series), (&at(second, "17:30"), Some((id, second))));
    assert_eq!(following(&ben, opened), Some(next.clone()));
    let one = ann.node.propose_following(opened, next.clone()).expect("proposed");
    assert_eq!(ben.node.propose_following(opened, next).map(|id| id == one), Ok(true));
    both_ways(&world, &mut ann, &mut ben);
    for phone in [&ann, &ben] {
        let view = look(phone, world.clock.now(), |lens| meeting(lens, one));
        assert!(view.agenda.iter().all(|point| point.carried_from == Some(opened)) && !view.agenda.is_empty());
        assert_eq!(following(phone, opened), None, "one is ahead");
    }
    // Without a series and without a rhythm nobody knows when.
    let end = SeriesTurn::Cancel { reason: CancelReason::Unsaid, note: String::new() };
    ann.node.turn_series(id, end).expect("ended");
    let cancel = MeetingTurn::Cancel { reason: CancelReason::Unsaid, note: String::new() };
    ann.node.turn_meeting(one, cancel).expect("called off");
    assert_eq!(following(&ann, opened), None::<Following>);
}

#[test]
fn both_carry_a_point_on_offline_and_it_is_one() {
    let world = World::new(75);
    let (mut ann, mut ben) = world.pair();
    let (id, first) = agreed(&world, &mut ann, &mut ben);
    let opened = ann.node.open_series_time(id, first).expect("opened");
    for text in ["Applications", "Exams"] {
        ann.node.add_agenda_item(opened, text.to_owned()).expect("a point");
    }
    world.clock.advance(4 * DAY_MS);
    ann.node.turn_meeting(opened, MeetingTurn::Hold).expect("held");
    both_ways(&world, &mut ann, &mut ben);
    // Nobody hears of the other from here on: both open the next meeting, and both go on with its points.
    let next = look(&ann, world.clock.now(), |lens| series::following(lens, opened)).expect("the next");
    let one = ann.node.propose_following(opened, next.clone()).expect("proposed");
    assert_eq!(ben.node.propose_following(opened, next), Ok(one));
    let points = |phone: &Phone| look(phone, world.clock.now(), |lens| meeting(lens, one)).agenda;
    let [of_ann, of_ben] = [points(&ann), points(&ben)];
    let of = |text: &str| of_ann.iter().find(|point| point.text == text).map(|point| point.id).expect("a point");
    let (applications, exams) = (of("Applications"), of("Exams"));
    let cover = |id, covered| MeetingAct::Agenda(AgendaAct::Cover { id, covered });
    ann.node.act_on_meeting(one, cover(applications, true)).expect("covered");
    let named = MeetingAct::Agenda(AgendaAct::Text { id: exams, text: "Exams in June".to_owned() });
    ben.node.act_on_meeting(one, named).expect("the same point on the other phone");
    let section = |phone: &mut Phone| {
        let new = NewNote { place: Place::In(shared_space(phone)), title: "Our hour".to_owned(), meeting: Some(one) };
        let (note, _) = phone.node.begin_note(new).expect("a note");
        phone.node.add_section(note, String::new(), Some(exams)).expect("a section")
    };
    assert_eq!(section(&mut ann), section(&mut ben), "what both write about a point stands in one text");
    both_ways(&world, &mut ann, &mut ben);
    let seen = |phone: &Phone| {
        let agenda = points(phone).into_iter();
        agenda.map(|point| (point.id, point.text, point.covered, point.carried_from)).collect::<Vec<_>>()
    };
    let both = seen(&ann);
    assert_eq!(both, seen(&ben));
    assert_eq!((of_ann.len(), of_ben.len(), both.len()), (2, 2, 2), "each stands once: {both:?}");
    assert!(both.contains(&(applications, "Applications".to_owned(), true, Some(opened))), "{both:?}");
    assert!(both.contains(&(exams, "Exams in June".to_owned(), false, Some(opened))), "{both:?}");
    // Whatever is done to it from now on is done to all of it.
    ben.node.act_on_meeting(one, cover(applications, false)).expect("not covered");
    ben.node.act_on_meeting(one, MeetingAct::Agenda(AgendaAct::Delete { id: exams })).expect("taken away");
    both_ways(&world, &mut ann, &mut ben);
    let left = vec![(applications, "Applications".to_owned(), false, Some(opened))];
    assert_eq!((seen(&ann), seen(&ben)), (left.clone(), left));
}

#[test]
fn series_of_nobody_and_odd_plans_are_refused_and_nothing_is_there() {
    let world = World::new(74);
    let (mut ann, _ben) = world.pair();
    let monday: Day = "2026-05-04".parse().expect("a day");
    let plan = weekly(monday, "17:30");
    for (every, field) in [(0, Field::Interval), (1_000, Field::Interval), (u32::MAX, Field::Interval)] {
        assert_eq!(SeriesPlan { every, ..plan.clone() }.plan().expect_err("odd").field(), field);
    }
    let on = |on: PlanDays| SeriesPlan { on, ..plan.clone() }.plan().map(drop).map_err(|broken| broken.field());
    assert_eq!(on(PlanDays::Date { date: 300 }), Err(Field::Repeat));
    assert_eq!(on(PlanDays::Date { date: 5 }), Err(Field::Repeat));
    assert_eq!(on(PlanDays::Weekly { days: vec![], begins: monday.weekday() }), Err(Field::Repeat));
    let none = SeriesPlan { ends: Ends::After(0), ..plan.clone() }.plan().expect_err("odd");
    assert_eq!(none.field(), Field::Count);
    let space = ann.node.personal_space();
    let alone =
        NewSeries { space, plan: plan.plan().expect("a plan"), title: String::new(), mode: None, place: String::new() };
    ann.node.propose_series(alone).expect_err("nobody to meet");
    let nowhere = ann.node.turn_series(SeriesId::new([9; 16]), SeriesTurn::Confirm);
    assert_eq!(nowhere, Err(NodeError::NotFound("series")));
    let space = shared_space(&ann);
    let single = NewMeeting {
        space,
        slot: plan.start.clone(),
        minutes: plan.minutes,
        title: String::new(),
        mode: None,
        place: String::new(),
    };
    let id = ann.node.propose_meeting(single).expect("a meeting");
    let not_one = ann.node.turn_series(SeriesId::from(id.doc()), SeriesTurn::Confirm);
    assert_eq!(not_one, Err(NodeError::NotFound("series")));
    assert_eq!(look(&ann, world.clock.now(), |lens| series::all(lens, None, true)), []);
}
