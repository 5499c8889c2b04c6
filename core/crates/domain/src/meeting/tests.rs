use super::*;
use crate::made::ItemId;
use crate::members::Ctx;
use crate::order::Order;
use crate::rules::{Field, Rule, RuleBroken, Stage, Thing, Who};
use crate::step::{NewStep, StepAct};
use crate::testing::{ANN, BEN, CLEO, EVE, NOON, PEOPLE, by, event, pair, refusal};
use crate::time::tests::{Tz, civil, utc, zurich};
use proptest::prelude::*;
use rapport_ids::{AgendaItemId, EventId, StepId};

const POINT: AgendaItemId = AgendaItemId::new([1; 16]);

fn turn(number: u8, turn: MeetingTurn) -> MeetingAct {
    MeetingAct::Turn { id: event(number), turn }
}

fn propose(slot: &str) -> MeetingAct {
    let minutes = Minutes::new(45).unwrap();
    turn(1, MeetingTurn::Propose(Proposal { slot: civil(slot), minutes, from: None }))
}

fn point(id: u8, text: &str) -> MeetingAct {
    let order = Order::parse(&format!("a{id}")).unwrap();
    let id = AgendaItemId::new([id; 16]);
    MeetingAct::Agenda(AgendaAct::Add(NewAgendaItem { id, text: text.to_owned(), order, carried_from: None }))
}

fn cover(id: u8, covered: bool) -> MeetingAct {
    MeetingAct::Agenda(AgendaAct::Cover { id: AgendaItemId::new([id; 16]), covered })
}

fn action(id: u8) -> MeetingAct {
    let order = Order::first();
    let (id, text) = (StepId::new([id; 16]), "Write the letter".to_owned());
    MeetingAct::Action(StepAct::Add(NewStep {
        id,
        text,
        order,
        milestone: None,
        assignee: Some(ANN),
        due: None,
        from: Some(MeetingId::new([5; 16])),
    }))
}

fn log(number: u8) -> MeetingAct {
    let attendance = BTreeMap::from([(ANN, Attendance::Late), (BEN, Attendance::Yes)]);
    MeetingAct::Log { id: event(number), took: Minutes::new(50).unwrap(), attendance }
}

fn meeting(acts: &[(PersonId, MeetingAct)]) -> Meeting {
    let mut meeting = Meeting::new(MeetingId::new([5; 16]), pair());
    for (person, act) in acts {
        meeting = meeting.apply(act, &by(*person)).unwrap_or_else(|broken| panic!("{act:?}: {broken}"));
    }
    meeting
}

fn proposed() -> Vec<(PersonId, MeetingAct)> {
    vec![(BEN, propose("2026-05-09T17:30[Europe/Zurich]")), (ANN, point(1, "Applications")), (BEN, action(1))]
}

fn in_stage(stage: MeetingStage) -> Meeting {
    let after = |turns: &[MeetingTurn]| {
        let mut acts = proposed();
        acts.push((ANN, turn(2, MeetingTurn::Confirm)));
        acts.extend((3..).zip(turns).map(|(number, next)| (BEN, turn(number, next.clone()))));
        meeting(&acts)
    };
    match stage {
        MeetingStage::Empty => meeting(&[]),
        MeetingStage::Proposed => meeting(&proposed()),
        MeetingStage::Confirmed => after(&[]),
        MeetingStage::Held => after(&[MeetingTurn::Hold]),
        MeetingStage::Logged => after(&[MeetingTurn::Hold, MeetingTurn::Log]),
        MeetingStage::Missed => after(&[MeetingTurn::Miss { who: [ANN].into() }]),
        MeetingStage::Cancelled => after(&[MeetingTurn::Cancel { reason: CancelReason::Ill, note: String::new() }]),
        MeetingStage::Moved => after(&[MeetingTurn::Move { to: MeetingId::new([6; 16]) }]),
    }
}

/// One act of every kind that is not a turn, and where both of the pair may do it.
fn acts() -> Vec<(MeetingAct, &'static [MeetingStage])> {
    use MeetingStage::{Confirmed, Held, Logged, Missed, Proposed};
    const FIELDS: &[MeetingStage] = &[Proposed, Confirmed, Held, Logged];
    const AGENDA: &[MeetingStage] = &[Proposed, Confirmed, Held];
    const STEPS: &[MeetingStage] = &[Proposed, Confirmed, Held, Logged, Missed];
    let text = || "Other words".to_owned();
    let agenda = |act| (MeetingAct::Agenda(act), AGENDA);
    vec![
        (MeetingAct::Title(text()), FIELDS),
        (MeetingAct::Mode(Some(Mode::Phone)), FIELDS),
        (MeetingAct::Place(text()), FIELDS),
        (MeetingAct::Attend { person: ANN, attendance: Attendance::Late }, &[Held, Logged]),
        (MeetingAct::Took(Minutes::new(30).unwrap()), &[Logged]),
        (log(9), &[Held, Logged]),
        (point(2, "Holidays"), AGENDA),
        agenda(AgendaAct::Text { id: POINT, text: text() }),
        agenda(AgendaAct::Move { id: POINT, order: Order::first() }),
        agenda(AgendaAct::Cover { id: POINT, covered: true }),
        agenda(AgendaAct::Delete { id: POINT }),
        (action(2), STEPS),
        (MeetingAct::Action(StepAct::Tick { id: StepId::new([1; 16]), done: true }), STEPS),
    ]
}

/// A new act does not compile until it is named here, and then fails until it
/// stands in [`acts`]. Turns and steps have tables of their own.
#[test]
fn no_act_is_forgotten() {
    let number = |act: &MeetingAct| match act {
        MeetingAct::Title(_) => 0,
        MeetingAct::Mode(_) => 1,
        MeetingAct::Place(_) => 2,
        MeetingAct::Attend { .. } => 3,
        MeetingAct::Took(_) => 4,
        MeetingAct::Log { .. } => 5,
        MeetingAct::Agenda(act) => match act {
            AgendaAct::Add(_) => 6,
            AgendaAct::Text { .. } => 7,
            AgendaAct::Move { .. } => 8,
            AgendaAct::Cover { .. } => 9,
            AgendaAct::Delete { .. } => 10,
        },
        MeetingAct::Action(_) => 11,
        MeetingAct::Delete | MeetingAct::Turn { .. } => 12,
    };
    let numbers: Vec<u8> = acts().iter().map(|(act, _)| number(act)).collect();
    assert_eq!(numbers, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 11]);
}

#[test]
fn every_act_in_every_state_by_everybody() {
    for stage in MeetingStage::ALL {
        let meeting = in_stage(*stage);
        assert_eq!(meeting.stage(), *stage);
        for (act, stages) in acts() {
            for person in PEOPLE {
                let may = [ANN, BEN].contains(&person) && stages.contains(stage);
                let result = meeting.apply(&act, &by(person));
                assert_eq!(result.is_ok(), may, "{stage:?} {act:?} by {person}: {result:?}");
                if !may {
                    let field = refusal(result).field();
                    let log = matches!(act, MeetingAct::Log { .. });
                    assert!(field == act.field() || log && field == Field::State, "{act:?} {field:?}");
                }
            }
        }
        // Only who proposed it deletes it.
        let begun = *stage != MeetingStage::Empty;
        assert_eq!(meeting.check(&MeetingAct::Delete, &by(BEN)).is_ok(), begun);
        assert!(meeting.check(&MeetingAct::Delete, &by(ANN)).is_err());
    }
}

#[test]
fn a_meeting_that_surely_lies_ahead_was_not_held() {
    let slot = "2026-05-20T17:30[Europe/Zurich]";
    let meeting = meeting(&[(BEN, propose(slot)), (ANN, turn(2, MeetingTurn::Confirm))]);
    let refused = Err(RuleBroken::not_allowed(Field::State, Rule::NotYet { slot: civil(slot) }));
    let miss = MeetingTurn::Miss { who: [ANN].into() };
    for what in [MeetingTurn::Hold, miss] {
        assert_eq!(meeting.check(&turn(3, what.clone()), &by(BEN)), refused);
        assert_eq!(meeting.check(&turn(3, what), &Ctx::new(BEN, utc("2026-05-20T15:31"))), Ok(()));
    }
    // What another phone wrote is not judged by this phone's clock.
    let mut events: Vec<_> = meeting.history.iter().map(|entry| entry.event.clone()).collect();
    let mut hold = events[1].clone();
    (hold.id, hold.turn, hold.order.counter) = (event(3), MeetingTurn::Hold, 9);
    events.push(hold);
    assert_eq!(meeting.with_history(events).stage(), MeetingStage::Held);
}

#[test]
fn it_is_written_down_in_one_act_and_corrected_in_others() {
    let held = in_stage(MeetingStage::Held);
    let logged = held.apply(&log(9), &by(ANN)).unwrap();
    assert_eq!((logged.stage(), logged.took), (MeetingStage::Logged, Some(Minutes::new(50).unwrap())));
    assert_eq!(logged.attendance[&ANN], Attendance::Late);
    let attend = MeetingAct::Attend { person: ANN, attendance: Attendance::Yes };
    assert_eq!(logged.apply(&attend, &by(BEN)).unwrap().attendance[&ANN], Attendance::Yes);
    let stranger = MeetingAct::Attend { person: EVE, attendance: Attendance::Yes };
    let refused = crate::rules::Problem::NotOneOfUs.of(Field::Attendance);
    assert_eq!(logged.check(&stranger, &by(BEN)), Err(refused.clone()));
    let odd = MeetingAct::Log {
        id: event(10),
        took: Minutes::new(5).unwrap(),
        attendance: BTreeMap::from([(CLEO, Attendance::Yes)]),
    };
    assert_eq!(logged.check(&odd, &by(BEN)), Err(refused));
    // Both wrote it down: the second one's word about the minutes stays, nobody is told off.
    let again = logged.apply(
        &MeetingAct::Log { id: event(10), took: Minutes::new(45).unwrap(), attendance: BTreeMap::new() },
        &by(BEN),
    );
    let again = again.unwrap();
    assert_eq!((again.took.map(Minutes::get), again.attendance.len()), (Some(45), 2));
    assert!(again.history.iter().all(|entry| entry.stands()));
}

#[test]
fn what_was_not_talked_about_is_carried_on() {
    let acts = vec![(ANN, point(2, "Holidays")), (BEN, point(3, "Exams")), (ANN, cover(2, true))];
    let meeting = meeting(&[proposed(), acts].concat());
    let carried: Vec<_> = meeting.to_carry().map(|item| item.text.clone()).collect();
    assert_eq!(carried, ["Applications", "Exams"]);
    let from = Carried { meeting: meeting.id, item: POINT };
    let next = NewAgendaItem {
        id: AgendaItemId::new([9; 16]),
        text: " Applications ".to_owned(),
        order: Order::first(),
        carried_from: Some(from),
    };
    let next = meeting.apply(&MeetingAct::Agenda(AgendaAct::Add(next)), &by(ANN)).unwrap();
    let item = next.agenda.iter().find(|item| item.carried_from == Some(from)).unwrap();
    assert_eq!((item.text.as_str(), item.made.by), ("Applications", ANN));
}

#[test]
fn odd_input_is_refused_with_its_field() {
    use crate::rules::Problem;
    let meeting = in_stage(MeetingStage::Confirmed);
    for (act, refused) in [
        (point(1, "Again"), RuleBroken::not_allowed(Field::Agenda, Rule::Taken)),
        (point(2, ""), Problem::Empty.of(Field::Agenda)),
        (cover(7, true), RuleBroken::not_found(Field::Agenda, Thing::AgendaItem)),
        (MeetingAct::Title("a\nb".to_owned()), Problem::ControlCharacter { at: 1 }.of(Field::Title)),
        (MeetingAct::Place("x".repeat(3000)), Problem::TooLong { max: 2000, is: 3000 }.of(Field::Place)),
        (turn(9, MeetingTurn::Move { to: meeting.id }), Problem::Same.of(Field::Slot)),
        (turn(1, MeetingTurn::Hold), RuleBroken::not_allowed(Field::Event, Rule::Taken)),
        (propose("2026-05-09T17:30[Europe/Zurich]"), RuleBroken::not_allowed(Field::Event, Rule::Taken)),
    ] {
        assert_eq!(meeting.check(&act, &by(ANN)), Err(refused), "{act:?}");
    }
    for minutes in [0, -1, 1441, i64::MAX] {
        assert_eq!(Minutes::new(minutes), Err(Problem::OutOfRange { min: 1, max: 1440 }.of(Field::Minutes)));
    }
    assert!(serde_json::from_str::<Minutes>("0").is_err());
    let (is, allowed) = (Stage::Meeting(MeetingStage::Confirmed), vec![Stage::Meeting(MeetingStage::Logged)]);
    assert_eq!(
        meeting.check(&MeetingAct::Took(Minutes::new(3).unwrap()), &by(ANN)),
        Err(RuleBroken::not_allowed(Field::Minutes, Rule::WrongState { is, allowed }))
    );
    assert_eq!(
        meeting.check(&MeetingAct::Delete, &by(ANN)),
        Err(RuleBroken::not_allowed(Field::State, Rule::OnlyFor { who: Who::Author }))
    );
}

#[test]
fn i16_a_deleted_meeting_keeps_who_and_when_and_nothing_else() {
    let deleted = in_stage(MeetingStage::Logged).apply(&MeetingAct::Delete, &by(BEN)).unwrap();
    assert_eq!(
        (deleted.life.begun, deleted.deleted),
        (Some(Made { by: BEN, at: NOON }), Some(Made { by: BEN, at: NOON }))
    );
    let json = serde_json::to_string(&deleted).unwrap();
    assert!(!json.contains("Applications") && !json.contains("letter") && !json.contains("17:30"), "{json}");
    assert_eq!(deleted.check(&point(2, "More"), &by(ANN)), Err(RuleBroken::not_allowed(Field::Agenda, Rule::Deleted)));
    let point_gone =
        in_stage(MeetingStage::Held).apply(&MeetingAct::Agenda(AgendaAct::Delete { id: POINT }), &by(BEN)).unwrap();
    let gone = crate::made::Gone { id: ItemId::AgendaItem(POINT), made: Made { by: ANN, at: NOON } };
    assert_eq!(point_gone.gone, [gone]);
}

#[test]
fn ahead_and_behind() {
    let zone = zurich();
    let here = |text: &str| Here { now: utc(text), zone: &zone, rules: &Tz };
    let meeting = in_stage(MeetingStage::Confirmed);
    assert_eq!(meeting.begins(&here("2026-05-09T12:00")), Ok(Some(utc("2026-05-09T15:30"))));
    for (now, ahead) in [("2026-05-09T15:29", true), ("2026-05-09T16:14", true), ("2026-05-09T16:15", false)] {
        assert_eq!(meeting.is_ahead(&here(now)), Ok(ahead), "{now}");
        assert_eq!(meeting.wants_log(&here(now)), Ok(!ahead), "{now}");
    }
    assert_eq!(in_stage(MeetingStage::Held).wants_log(&here("2026-05-09T12:00")), Ok(true));
    assert_eq!(in_stage(MeetingStage::Logged).wants_log(&here("2026-05-09T20:00")), Ok(false));
    assert_eq!(in_stage(MeetingStage::Cancelled).is_ahead(&here("2026-05-09T12:00")), Ok(false));
    let nowhere = self::meeting(&[(BEN, propose("2026-05-09T17:30[Nowhere/Else]"))]);
    assert!(nowhere.is_ahead(&here("2026-05-09T12:00")).is_err());
}

#[test]
fn an_agenda_has_an_end() {
    let mut meeting = in_stage(MeetingStage::Confirmed);
    let one = meeting.agenda[0].clone();
    meeting.agenda = vec![one.clone(); usize::try_from(MOST_POINTS - 1).unwrap()];
    assert_eq!(meeting.check(&point(9, "One more"), &by(ANN)), Ok(()));
    meeting.agenda.push(one);
    let full = Rule::Full { max: MOST_POINTS };
    assert_eq!(meeting.check(&point(9, "One more"), &by(ANN)), Err(RuleBroken::not_allowed(Field::Agenda, full)));
    let deleted =
        in_stage(MeetingStage::Held).apply(&MeetingAct::Agenda(AgendaAct::Delete { id: POINT }), &by(BEN)).unwrap();
    assert_eq!(deleted.check(&point(1, "Again"), &by(ANN)), Err(RuleBroken::not_allowed(Field::Agenda, Rule::Taken)));
}

#[test]
fn json_and_back() {
    for stage in MeetingStage::ALL {
        let meeting = in_stage(*stage);
        let json = serde_json::to_string(&meeting).unwrap();
        assert_eq!(serde_json::from_str::<Meeting>(&json).unwrap(), meeting);
    }
}

proptest! {
    #[test]
    fn any_acts_by_anybody(picks in prop::collection::vec((0usize..13, 0usize..4, any::<u8>()), 0..60)) {
        let mut meeting = in_stage(MeetingStage::Held);
        let acts = acts();
        for (which, who, number) in picks {
            let mut act = acts[which].0.clone();
            if let MeetingAct::Log { id, .. } = &mut act { *id = EventId::new([number; 16]); }
            match meeting.apply(&act, &by(PEOPLE[who])) {
                Ok(next) => {
                    prop_assert!(who < 2);
                    for gone in &next.gone {
                        prop_assert!(!next.agenda.iter().any(|item| ItemId::AgendaItem(item.id) == gone.id));
                    }
                    meeting = next;
                }
                Err(broken) => { refusal::<()>(Err(broken)); }
            }
        }
    }
}
