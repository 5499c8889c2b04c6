//! What two agreed to, over a relay: who watches the plan hears of it, and what
//! Today leads to is there for whoever looks.

use super::desk::{Desk, sync, until};
use rapport_core::domain::calendar::Ends;
use rapport_core::domain::time::{Civil, Day};
use rapport_core::meetings::{CancelReason, MeetingTurn, Minutes, NewMeeting};
use rapport_core::reminders::{Kind, OsBudget, Upcoming};
use rapport_core::series::{PlanDays, SeriesDraft, SeriesPlan};
use std::sync::mpsc::channel;
use std::time::SystemTime;

/// Two in the afternoon in so many days, by UTC.
fn slot(days: i64) -> Civil {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("after 1970").as_secs();
    let today = i64::try_from(since / 86_400).expect("small");
    format!("{}T14:00[UTC]", Day::from_epoch_days(today + days).expect("a day")).parse().expect("a time")
}

fn minutes() -> Minutes {
    Minutes::new(45).expect("minutes")
}

/// Whether something comes because of a meeting ahead.
fn announces(upcoming: &Upcoming) -> bool {
    let mut parts = upcoming.pushes.iter().flat_map(|push| &push.parts);
    parts.any(|part| part.id.kind == Kind::Meeting)
}

#[test]
fn who_watches_the_plan_hears_what_the_partner_did() {
    let desk = Desk::new();
    let (ann, ben, space) = desk.pair();
    ann.sync().start().expect("watching");
    ben.sync().start().expect("watching");
    let (to, from) = channel();
    let watch = ben.reminders().watch(OsBudget::Ios, move |upcoming| drop(to.send(upcoming.clone())));
    let watch = watch.expect("a watch");
    assert!(!announces(&from.try_recv().expect("the first value is there before watch returns")));
    let (slot, minutes) = (slot(3), minutes());
    let new = NewMeeting { space, slot, minutes, title: String::new(), mode: None, place: String::new() };
    let id = ben.meetings().propose(new).expect("proposed");
    sync(&ben);
    sync(&ann);
    ann.meetings().turn(id, MeetingTurn::Confirm).expect("agreed");
    until(&from, |upcoming| announces(&upcoming).then_some(()));
    let off = MeetingTurn::Cancel { reason: CancelReason::Ill, note: String::new() };
    ann.meetings().turn(id, off).expect("called off");
    until(&from, |upcoming| (!announces(&upcoming)).then_some(()));
    watch.cancel();
}

#[test]
fn what_today_leads_to_of_a_series_is_opened_by_whoever_looks_at_it() {
    let desk = Desk::new();
    let (ann, ben, space) = desk.pair();
    let start = slot(2);
    let on = PlanDays::weekly(start.day);
    let plan = SeriesPlan { start: start.clone(), minutes: minutes(), every: 1, on, ends: Ends::Never };
    let draft = SeriesDraft { space, plan, title: "Our hour".to_owned(), mode: None, place: String::new() };
    let series = ann.meetings().propose_series(draft).expect("proposed");
    sync(&ann);
    sync(&ben);
    ben.meetings().confirm_series(series).expect("agreed");
    sync(&ben);
    sync(&ann);
    let next = |phone: &rapport_core::Rapport| phone.home().expect("Today").next_meeting.expect("a meeting");
    let (a, b) = (next(&ann), next(&ben));
    assert_eq!((a.id, &a.slot), (b.id, &start));
    assert!(ann.meetings().coming(None, 9).expect("rows").is_empty(), "nobody has opened it");
    let (to, from) = channel();
    let watch = ann.meetings().watch(a.id, move |view| drop(to.send(view.row.title.clone()))).expect("a watch");
    assert_eq!(from.try_recv().as_deref(), Ok("Our hour"));
    ben.meetings().add_agenda_item(ben.meetings().view(b.id).expect("a view").row.id, "Exams").expect("a point");
    for _ in 0..2 {
        sync(&ann);
        sync(&ben);
    }
    for phone in [&ann, &ben] {
        let brief = phone.meetings().brief(a.id).expect("a brief");
        assert_eq!(brief.agenda.iter().map(|point| point.text.as_str()).collect::<Vec<_>>(), ["Exams"]);
        assert_eq!(phone.meetings().coming(None, 9).expect("rows").len(), 1);
    }
    watch.cancel();
}
