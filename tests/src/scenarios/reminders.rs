//! Reminders of a pair: made from what lists show, kept over a restart, gone on
//! both phones when one of the two has done it.

use crate::world::notes::shared_space;
use crate::world::{Phone, START_MS, World};
use rapport_domain::meeting::{MeetingTurn, Minutes};
use rapport_domain::reminder::{
    Fate, Handed, Held, Kind, OccurrenceAct, OccurrenceState, OsBudget, Plan, PushId, SettingsAct, Snooze, Verdict,
};
use rapport_domain::time::{Day, Zone};
use rapport_node::{NewMeeting, NodeError};

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

/// Ann proposes a talk on Thursday at two, and Ben agrees.
fn agreed(world: &World, ann: &mut Phone, ben: &mut Phone) -> rapport_ids::MeetingId {
    let new = NewMeeting {
        space: shared_space(ann),
        slot: "2026-03-05T14:00[Europe/Zurich]".parse().expect("a slot"),
        minutes: Minutes::new(60).expect("an hour"),
        title: String::new(),
        mode: None,
        place: String::new(),
    };
    let meeting = ann.node.propose_meeting(new).expect("proposed");
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
    let (mut ann, mut ben) = world.pair();
    let meeting = agreed(&world, &mut ann, &mut ben);
    for phone in [&mut ann, &mut ben] {
        assert_eq!(told(&plan(phone)), ALL, "{}", phone.name);
        let Handed::Requests(requests) = plan(phone).handed else { panic!("requests") };
        assert_eq!(requests.len(), 4);
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
    let (mut ann, mut ben) = world.pair();
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
fn what_a_person_sets_holds_on_all_their_devices_and_for_nobody_else() {
    let world = World::new(63);
    let (mut ann, mut ben) = world.pair();
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
    let (mut ann, mut ben) = world.pair();
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
