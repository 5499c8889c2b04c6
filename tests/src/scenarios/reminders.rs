//! Reminders of a pair: made from what lists show, kept over a restart, gone on
//! both phones when one of the two has done it.

use crate::world::acts::thursday;
use crate::world::notes::shared_space;
use crate::world::{Phone, START_MS, World};
use rapport_domain::checkin::{Answer, Answers, Key};
use rapport_domain::goal::GoalAct;
use rapport_domain::meeting::{MeetingTurn, Minutes};
use rapport_domain::person::Language;
use rapport_domain::reminder::{
    Fate, Handed, Held, Kind, OccurrenceAct, OccurrenceId, OccurrenceState, OsBudget, Plan, PushId, SettingsAct,
    Snooze, Verdict,
};
use rapport_domain::step::StepAct;
use rapport_domain::time::{Day, Due, Zone};
use rapport_node::{About, Asked, NewGoal, NodeError, Place, Setting, StepDraft};
use std::collections::BTreeSet;

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;

fn zone() -> Zone {
    Zone::new("Europe/Zurich").expect("a zone")
}

fn plan(phone: &mut Phone) -> Plan {
    phone.node.plan_reminders(&zone(), OsBudget::Ios).expect("a plan")
}

fn told(plan: &Plan) -> Vec<String> {
    let line = |push: &rapport_domain::reminder::Push| {
        let kinds: Vec<_> = push.parts.iter().map(|part| part.id.kind.name()).collect();
        format!("{} {} {}", push.wall.day, push.wall.time, kinds.join(" "))
    };
    plan.pushes.iter().filter(|push| push.id != PushId::Refresh).map(line).collect()
}

/// Two people who are not asked how they are.
fn pair(world: &World) -> (Phone, Phone) {
    let (mut ann, mut ben) = world.pair();
    for phone in [&mut ann, &mut ben] {
        phone.node.set_check_in_rhythm(&pulse(), None).expect("not asked");
    }
    (ann, ben)
}

fn pulse() -> Key {
    Key::new("pulse").expect("a name")
}

fn parts(plan: &Plan) -> Vec<OccurrenceId> {
    plan.occurrences().collect()
}

fn leads_to(phone: &mut Phone, ids: &[OccurrenceId]) -> Vec<Option<About>> {
    let rows = phone.node.reminder_rows(ids, &zone()).expect("rows");
    rows.into_iter().map(|row| row.about).collect()
}

/// Ann proposes a talk on Thursday at two, and Ben agrees.
fn agreed(world: &World, ann: &mut Phone, ben: &mut Phone) -> rapport_ids::MeetingId {
    let meeting = ann.node.propose_meeting(thursday(shared_space(ann))).expect("proposed");
    assert_eq!(told(&plan(ann)), [""; 0], "nobody is reminded of what is not agreed");
    both(world, ann, ben);
    ben.node.turn_meeting(meeting, MeetingTurn::Confirm).expect("confirmed");
    both(world, ann, ben);
    meeting
}

fn both(world: &World, ann: &mut Phone, ben: &mut Phone) {
    for _ in 0..2 {
        world.sync(ann);
        world.sync(ben);
    }
}

const ALL: [&str; 4] =
    ["2026-03-04 14:00 meeting", "2026-03-05 13:00 meeting", "2026-03-05 17:00 log", "2026-03-06 18:00 log"];

#[test]
fn what_one_has_written_down_the_other_is_not_reminded_of() {
    let world = World::new(61);
    let (mut ann, mut ben) = pair(&world);
    let meeting = agreed(&world, &mut ann, &mut ben);
    for phone in [&mut ann, &mut ben] {
        assert_eq!(told(&plan(phone)), ALL, "{}", phone.name);
        let Handed::Requests(requests) = plan(phone).handed else { panic!("requests") };
        assert_eq!(requests.len(), 4);
        let (ids, space) = (parts(&plan(phone)), shared_space(phone));
        assert_eq!(leads_to(phone, &ids), vec![Some(About::Meeting { meeting, space }); 4]);
    }
    // The system shows the first two; then the talk is over.
    world.clock.advance(3 * DAY + 7 * HOUR);
    let shown: Vec<_> = plan(&mut ann).pushes.iter().map(|push| push.id).collect();
    assert_eq!(shown.len(), 2, "two lie behind");
    ben.node.turn_meeting(meeting, MeetingTurn::Hold).expect("held");
    ben.node.log_meeting(meeting, Minutes::new(50).expect("minutes"), Default::default()).expect("written down");
    let log = shown[0];
    both(&world, &mut ann, &mut ben);
    let verdict = ann.node.may_show(log, &zone()).expect("a verdict");
    assert_eq!(verdict, Verdict::Suppress { why: Held::Over });
    assert_eq!(told(&plan(&mut ann)), [""; 0]);
    let PushId::Of(id) = log else { panic!("of something") };
    let why = ann.node.why_reminder(id, &zone()).expect("a reason");
    assert_eq!((why.because, why.fate), (None, Fate::LeftOut { why: Held::Over }));
    assert_eq!(why.marks.last().map(|mark| mark.state), Some(OccurrenceState::Suppressed));
}

#[test]
fn what_became_of_reminders_outlives_the_process() {
    let world = World::new(62);
    let (mut ann, mut ben) = pair(&world);
    agreed(&world, &mut ann, &mut ben);
    let before = plan(&mut ann);
    world.clock.advance(2 * DAY + 4 * HOUR);
    let verdict = ann.node.may_show(before.pushes[0].id, &zone()).expect("a verdict");
    assert!(matches!(verdict, Verdict::Show { loud: true, .. }), "{verdict:?}");
    let mut ann = world.restart(ann);
    assert_eq!(told(&plan(&mut ann)), ALL[1..], "shown once");
    let id = before.pushes[0].parts[0].id;
    let to = OccurrenceAct::Snooze { to: Snooze::Hour, over_quiet: false };
    ann.node.act_on_reminder(id, to, &zone()).expect("put off");
    assert_eq!(told(&plan(&mut ann))[0], "2026-03-04 15:00 meeting");
    let mut ann = world.restart(ann);
    assert_eq!(told(&plan(&mut ann))[0], "2026-03-04 15:00 meeting");
    // Lost by the system, it is planned anew.
    world.clock.advance(2 * HOUR);
    ann.node.reminders_shown(&[], &zone()).expect("told");
    assert_eq!(told(&plan(&mut ann))[0], "2026-03-04 16:00 meeting");
    let unknown = rapport_domain::reminder::OccurrenceId { kind: Kind::Concern, ..id };
    let refused = ann.node.act_on_reminder(unknown, OccurrenceAct::Done, &zone());
    assert!(matches!(refused, Err(NodeError::Rule(_))), "{refused:?}");
}

#[test]
fn where_reminders_may_not_be_shown_it_is_told_and_kept() {
    let world = World::new(66);
    let (mut ann, mut ben) = pair(&world);
    agreed(&world, &mut ann, &mut ben);
    let before = plan(&mut ann);
    let (push, id) = (before.pushes[0].id, before.pushes[0].parts[0].id);
    ann.node.reminders_allowed(false).expect("written");
    // The alarm that the system had goes off all the same, and after a restart it is still so.
    world.clock.advance(2 * DAY + 4 * HOUR);
    assert_eq!(ann.node.may_show(push, &zone()), Ok(Verdict::Suppress { why: Held::NotAllowed }));
    let mut ann = world.restart(ann);
    ann.node.reminders_shown(&[], &zone()).expect("told");
    let now = plan(&mut ann);
    assert_eq!((now.pushes.len(), &now.handed), (ALL.len(), &Handed::Nothing), "the app tells what the phone does not");
    let why = ann.node.why_reminder(id, &zone()).expect("a reason");
    let Fate::Coming { held: Some(Held::NotAllowed), .. } = why.fate else { panic!("{why:?}") };
    assert!(why.because.is_some() && why.marks.iter().all(|mark| mark.state != OccurrenceState::Shown), "{why:?}");
    ann.node.reminders_allowed(true).expect("written");
    let Handed::Requests(requests) = plan(&mut ann).handed else { panic!("requests") };
    assert_eq!(requests.len(), ALL.len(), "none of them was shown");
    assert_eq!(told(&plan(&mut ben)), ALL, "it was said of her device only");
}

#[test]
fn a_kind_that_this_device_may_not_show_is_kept_and_holds_nowhere_else() {
    let world = World::new(67);
    let (mut ann, mut ben) = pair(&world);
    agreed(&world, &mut ann, &mut ben);
    let push = plan(&mut ann).pushes[0].id;
    ann.node.reminders_refused(&[Kind::Meeting, Kind::Log].into()).expect("written");
    world.clock.advance(2 * DAY + 4 * HOUR);
    assert_eq!(ann.node.may_show(push, &zone()), Ok(Verdict::Suppress { why: Held::NotAllowed }));
    let mut ann = world.restart(ann);
    let kinds = |plan: &Plan| plan.occurrences().map(|id| id.kind).collect::<BTreeSet<_>>();
    assert!(kinds(&plan(&mut ann)).is_disjoint(&[Kind::Meeting, Kind::Log].into()));
    ann.node.reminders_refused(&[Kind::Log].into()).expect("written");
    assert!(kinds(&plan(&mut ann)).contains(&Kind::Meeting), "let again");
    assert!(kinds(&plan(&mut ben)).contains(&Kind::Log), "it was said of her device only");
}

#[test]
fn what_a_person_sets_holds_on_all_their_devices_and_for_nobody_else() {
    let world = World::new(63);
    let (mut ann, mut ben) = pair(&world);
    agreed(&world, &mut ann, &mut ben);
    for act in [
        SettingsAct::Kind { kind: Kind::Log, on: false },
        SettingsAct::Usual("18:30".parse().expect("a time")),
        SettingsAct::QuietWeekends(true),
        SettingsAct::ExactMeetings(true),
        SettingsAct::Rings(Some(ann.node.device())),
        SettingsAct::Quiet(None),
    ] {
        let wanted = ann.node.reminder_settings().expect("settings").apply(&act);
        ann.node.set_reminders(&act).expect("set");
        assert_eq!(ann.node.reminder_settings().expect("settings"), wanted, "{act:?}");
    }
    assert_eq!(told(&plan(&mut ann)), ALL[..2]);
    ann.node.set_reminders(&SettingsAct::Pause(Some(Day::new(2026, 3, 20).expect("a day")))).expect("paused");
    assert_eq!(told(&plan(&mut ann)), [""; 0], "I19");
    ann.node.set_reminders(&SettingsAct::Pause(None)).expect("goes on");
    let mut ann = world.restart(ann);
    assert_eq!(told(&plan(&mut ann)), ALL[..2]);
    both(&world, &mut ann, &mut ben);
    assert_eq!(told(&plan(&mut ben)), ALL, "nothing of it concerns the other");
}

#[test]
fn who_has_not_met_for_two_weeks_is_reminded_until_there_is_a_date() {
    let world = World::new(64);
    let (mut ann, mut ben) = pair(&world);
    world.clock.advance(10 * DAY);
    assert_eq!(told(&plan(&mut ben)), ["2026-03-16 09:00 idle"]);
    world.clock.advance(START_MS - world.clock.now());
    agreed(&world, &mut ann, &mut ben);
    assert_eq!(told(&plan(&mut ben)), ALL);
    // A second device is used: it rings from then on, and says so to the rest.
    ben.node.used().expect("written");
    ben.node.used().expect("nothing new");
    assert!(plan(&mut ben).pushes.iter().all(|push| push.loud));
}

#[test]
fn a_check_in_is_told_on_its_day_and_once_more_and_goes_when_it_is_answered() {
    let world = World::new(65);
    let (mut ann, _ben) = world.pair();
    ann.node.set_reminders(&SettingsAct::Usual("18:30".parse().expect("a time"))).expect("set");
    let begun = plan(&mut ann);
    let days = ["2026-03-02", "2026-03-04", "2026-03-09", "2026-03-11"];
    assert_eq!(told(&begun), days.map(|day| format!("{day} 18:30 check_in")));
    let about = About::CheckIn { instrument: "pulse".to_owned(), pair: None };
    assert_eq!(leads_to(&mut ann, &parts(&begun)), vec![Some(about); 4]);
    let Handed::Requests(requests) = &begun.handed else { panic!("requests") };
    assert_eq!(requests.len(), 4, "the one of each week counts once, and one asks to open the app");

    let asked = Asked { instrument: pulse(), about: None };
    let answers = Answers([(Key::new("mood").expect("a name"), Answer::Number(4))].into());
    let today = Day::new(2026, 3, 2).expect("a day");
    ann.node.answer_check_in(&asked, &Language::english(), today, &answers).expect("answered");
    let answered = plan(&mut ann);
    assert_eq!(told(&answered), ["2026-03-09 18:30 check_in", "2026-03-11 18:30 check_in"]);

    // Waved away twice in a row it comes every other week, until the person says otherwise.
    let next = parts(&answered)[0];
    for rarer in [None, Some(Kind::CheckIn)] {
        let acted = ann.node.act_on_reminder(next, OccurrenceAct::Dismiss, &zone()).expect("waved away");
        assert_eq!(acted.rarer, rarer);
    }
    assert_eq!(told(&plan(&mut ann)), [""; 0]);
    world.clock.advance(7 * DAY);
    let every_other = ["2026-03-16 18:30 check_in idle", "2026-03-18 18:30 check_in"];
    assert_eq!(told(&plan(&mut ann)), every_other);
    ann.node.restore_reminders(Kind::CheckIn, &zone()).expect("as before");
    assert_eq!(told(&plan(&mut ann))[1..], every_other);
    let lives = ann.node.reminder_lives(100, &zone()).expect("lives");
    assert!(lives.iter().any(|life| life.id == next && life.fate == Fate::Was { state: OccurrenceState::Dismissed }));
    assert_eq!(ann.node.reminder_lives(1, &zone()).expect("lives").len(), 1);
}

#[test]
fn a_step_leads_to_its_goal_and_can_be_put_off_three_times() {
    let world = World::new(66);
    let mut ann = world.phone("Ann Anderson");
    let new =
        NewGoal { place: Place::Private, title: "Speak up".into(), why: String::new(), due: None, for_partner: false };
    let goal = ann.node.begin_goal(new).expect("a goal");
    let due = Some(Due::On(Day::new(2026, 3, 4).expect("a day")));
    let draft = StepDraft { text: "Ask one question".to_owned(), milestone: None, assignee: None, due };
    let step = ann.node.add_step(goal, draft).expect("a step");
    let planned = plan(&mut ann);
    assert_eq!(told(&planned), ["2026-03-04 09:00 step"]);
    let id = parts(&planned)[0];
    let row = ann.node.reminder_rows(&[id], &zone()).expect("rows").remove(0);
    assert_eq!((row.title.as_str(), row.with.as_str()), ("Ask one question", ""));
    let Some(About::Step { step: named, goal: of, meeting: None, .. }) = row.about else { panic!("{row:?}") };
    assert_eq!((named, of), (step, Some(goal)));

    world.clock.advance(2 * DAY - 2 * HOUR);
    let snoozes = ann.node.reminder_snoozes(id, &zone()).expect("choices");
    assert_eq!(snoozes, Snooze::ALL);
    for _ in 0..3 {
        ann.node
            .act_on_reminder(id, OccurrenceAct::Snooze { to: Snooze::Tomorrow, over_quiet: false }, &zone())
            .expect("off");
    }
    assert!(ann.node.reminder_snoozes(id, &zone()).expect("choices").is_empty());
    assert_eq!(told(&plan(&mut ann)), ["2026-03-05 09:00 step"]);
    ann.node.act_on_goal(goal, GoalAct::Step(StepAct::Tick { id: step, done: true })).expect("done");
    assert_eq!(told(&plan(&mut ann)), [""; 0]);
    assert_eq!(ann.node.why_reminder(id, &zone()).expect("why").fate, Fate::LeftOut { why: Held::Over });
}

/// What one of Ann's devices showed aloud, the other one knows of as soon as they
/// have synced: it is not shown twice, and stands in its list with its reason.
#[test]
fn what_one_device_showed_its_sibling_does_not_show_again() {
    let world = World::new(71);
    let (mut ann, mut ben) = pair(&world);
    agreed(&world, &mut ann, &mut ben);
    let mut tablet = super::linking::linked(&world, &mut ann);
    for _ in 0..2 {
        [&mut tablet, &mut ann, &mut ben].into_iter().for_each(|phone| world.sync(phone));
    }
    ann.node.used().expect("in use");
    both(&world, &mut ann, &mut tablet);
    assert_eq!(told(&plan(&mut tablet)), told(&plan(&mut ann)), "both know of the same");

    let first = plan(&mut ann).pushes[0].clone();
    let id = first.parts[0].id;
    world.clock.advance(2 * DAY + 4 * HOUR);
    // Nobody has told the tablet yet: by its plan it would come.
    assert!(told(&plan(&mut tablet)).len() >= ALL.len() - 1);
    let verdict = ann.node.may_show(first.id, &zone()).expect("a verdict");
    assert!(matches!(verdict, Verdict::Show { loud: true, .. }), "{verdict:?}");
    both(&world, &mut ann, &mut tablet);
    tablet.node.used().expect("in use");
    tablet.node.set_reminders(&SettingsAct::Rings(Some(tablet.node.device()))).expect("it rings from now on");
    for _ in 0..2 {
        let now = plan(&mut tablet);
        assert!(!parts(&now).contains(&id), "{:?}", told(&now));
        let why = tablet.node.why_reminder(id, &zone()).expect("a reason");
        assert_eq!(why.marks.last().map(|mark| mark.held), Some(Some(Held::Shown)), "{:?}", why.marks);
        tablet = world.restart(tablet);
    }
    // Told once, and forgotten after the days in which it matters.
    let said = |phone: &mut Phone| {
        let chosen = phone.node.settings().expect("choices");
        chosen.into_keys().filter(|name| name.starts_with("reminders.shown.")).count()
    };
    both(&world, &mut ann, &mut tablet);
    assert_eq!((said(&mut ann), said(&mut tablet)), (1, 1));
    let old = format!("reminders.shown.{}.{}", tablet.node.device(), world.clock.now() - 10 * DAY);
    tablet.node.set(&old, Some(&Setting::Text("[]".to_owned()))).expect("kept");
    assert_eq!(said(&mut tablet), 2);
    let next = plan(&mut tablet).pushes[0].clone();
    world.clock.advance(next.at.0 - world.clock.now() + 1);
    let verdict = tablet.node.may_show(next.id, &zone()).expect("a verdict");
    assert!(matches!(verdict, Verdict::Show { loud: true, .. }), "{verdict:?}");
    let chosen = tablet.node.settings().expect("choices");
    assert!(!chosen.contains_key(&old), "what lies further back is gone");
    assert_eq!(said(&mut tablet), 2, "and the new one told");
}

/// The phone that rang is lost: the other one rings, without having been touched.
#[test]
fn a_device_that_was_removed_rings_for_nobody() {
    let world = World::new(73);
    let (mut ann, mut ben) = pair(&world);
    agreed(&world, &mut ann, &mut ben);
    let mut tablet = super::linking::linked(&world, &mut ann);
    ann.node.used().expect("in use");
    world.clock.advance(HOUR);
    tablet.node.used().expect("in use");
    for _ in 0..2 {
        both(&world, &mut ann, &mut tablet);
    }
    let rings = |phone: &mut Phone| plan(phone).pushes.iter().any(|push| push.loud);
    assert!(rings(&mut tablet) && !rings(&mut ann));
    ann.node.remove_device(tablet.node.device()).expect("removed");
    assert!(rings(&mut ann));
}

/// Whoever has one device tells nobody anything.
#[test]
fn one_device_alone_writes_nothing_of_what_it_showed() {
    let world = World::new(72);
    let (mut ann, mut ben) = pair(&world);
    agreed(&world, &mut ann, &mut ben);
    let first = plan(&mut ann).pushes[0].id;
    world.clock.advance(2 * DAY + 4 * HOUR);
    assert!(matches!(ann.node.may_show(first, &zone()), Ok(Verdict::Show { loud: true, .. })));
    let chosen = ann.node.settings().expect("choices");
    assert!(!chosen.keys().any(|name| name.starts_with("reminders.shown.")), "{chosen:?}");
}
