use super::*;
use crate::calendar::{Ends, Repeat};
use crate::meeting::{CancelReason, Meeting, MeetingLife, MeetingTurn, Minutes, Proposal};
use crate::testing::{ANN, BEN, NOON, pair, told};
use crate::time::tests::{Tz, civil, day};
use rapport_ids::MeetingId;

fn entry(start: &str) -> Entry {
    Entry {
        uid: super::super::uid([7; 16]),
        sequence: 2,
        stamp: NOON,
        start: civil(start),
        minutes: Minutes::new(45).unwrap(),
        title: "Reden, zuhören; mit Überraschung".to_owned(),
        place: String::new(),
        status: Status::Confirmed,
        repeats: None,
    }
}

fn has(file: &str, line: &str) -> bool {
    file.replace("\r\n ", "").split("\r\n").any(|other| other == line)
}

#[test]
fn one_meeting_to_the_letter() {
    let file = write(&[entry("2026-03-03T17:30[UTC]")], Method::Publish, &Tz).unwrap();
    assert_eq!(
        file,
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Rapport//Rapport//EN\r\nCALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n\
         BEGIN:VEVENT\r\nUID:07070707-0707-0707-0707-070707070707\r\nSEQUENCE:2\r\nDTSTAMP:20260510T120000Z\r\n\
         ORGANIZER;CN=Rapport:urn:rapport:organizer\r\nDTSTART:20260303T173000Z\r\nDURATION:PT45M\r\n\
         SUMMARY:Reden\\, zuhören\\; mit Überraschung\r\nSTATUS:CONFIRMED\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    );
}

#[test]
fn a_zone_comes_with_the_changes_of_its_clock() {
    let file = write(&[entry("2026-03-03T17:30[Europe/Zurich]")], Method::Publish, &Tz).unwrap();
    for line in [
        "TZID:Europe/Zurich",
        "DTSTART;TZID=Europe/Zurich:20260303T173000",
        "DTSTART:20250330T020000",
        "RDATE:20260329T020000",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0200",
        "RDATE:20261025T030000",
    ] {
        assert!(has(&file, line), "{line}\n{file}");
    }
    let johns = write(&[entry("2026-03-03T17:30[America/St_Johns]")], Method::Publish, &Tz).unwrap();
    assert!(has(&johns, "TZOFFSETTO:-0330") && has(&johns, "TZOFFSETTO:-0230"), "{johns}");
    let lost = write(&[entry("2026-03-03T17:30[Nowhere/Else]")], Method::Publish, &Tz);
    assert_eq!(lost, Err(Problem::UnknownZone.of(Field::Slot)));
    // At both ends of the calendar as well.
    for start in ["1970-01-02T00:00[Europe/Zurich]", "2200-12-25T23:59[Pacific/Kiritimati]"] {
        assert!(write(&[entry(start)], Method::Publish, &Tz).is_ok(), "{start}");
    }
}

fn series() -> Entry {
    let repeat = Repeat::weekly(day("2026-03-03")).ending(Ends::On(day("2026-06-30"))).unwrap();
    let all = Recurrence::new(civil("2026-03-03T17:30[Europe/Zurich]"), repeat).unwrap();
    let all = all.skip(day("2026-03-10")).unwrap();
    let all = all.move_one(day("2026-03-17"), civil("2026-03-19T08:00[Asia/Tokyo]")).unwrap();
    let all = all.pause(DaySpan::new(day("2026-04-01"), day("2026-04-15"), Field::Exceptions).unwrap()).unwrap();
    Entry { repeats: Some(all), ..entry("2026-03-03T17:30[Europe/Zurich]") }
}

#[test]
fn a_series_with_its_exceptions() {
    let file = write(&[series()], Method::Publish, &Tz).unwrap();
    for line in [
        "RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20260630T153000Z",
        "EXDATE;TZID=Europe/Zurich:20260310T173000,20260407T173000,20260414T173000",
        "RECURRENCE-ID;TZID=Europe/Zurich:20260317T173000",
        "DTSTART;TZID=Asia/Tokyo:20260319T080000",
        "TZID:Asia/Tokyo",
    ] {
        assert!(has(&file, line), "{line}\n{file}");
    }
    assert_eq!(file.matches("UID:07070707-").count(), 2);
    let cancel = write(&[series()], Method::Cancel, &Tz).unwrap();
    assert!(has(&cancel, "METHOD:CANCEL") && has(&cancel, "STATUS:CANCELLED") && !has(&cancel, "STATUS:CONFIRMED"));
    assert_eq!(cancel.matches("BEGIN:VEVENT").count(), 1);
    let daily = Repeat::new(1, crate::calendar::Pattern::Daily, Ends::Never).unwrap();
    let all = Recurrence::new(civil("2026-03-03T17:30[UTC]"), daily).unwrap();
    let all = all.pause(DaySpan::new(day("2026-04-01"), Day::LAST, Field::Exceptions).unwrap()).unwrap();
    let long = Entry { repeats: Some(all), ..entry("2026-03-03T17:30[UTC]") };
    assert_eq!(write(&[long], Method::Publish, &Tz), Err(Problem::TooMany { max: 1000 }.of(Field::Exceptions)));
}

#[test]
fn a_meeting_that_moved_stays_the_same_entry_with_a_higher_number() {
    let proposal = |slot: &str, from| {
        MeetingTurn::Propose(Proposal { slot: civil(slot), minutes: Minutes::new(45).unwrap(), from })
    };
    let (first, second) = (MeetingId::new([1; 16]), MeetingId::new([2; 16]));
    let meeting =
        |id, turns: &[(rapport_ids::PersonId, MeetingTurn)]| Meeting::new(id, pair()).with_history(told(turns));
    let begun = [(ANN, proposal("2026-03-03T17:30[UTC]", None))];
    let one = meeting(first, &begun);
    let of = |chain: &[&Meeting]| Entry::of_meeting(chain, NOON).unwrap();
    assert_eq!((of(&[&one]).sequence, of(&[&one]).status), (0, Status::Tentative));
    let moved = meeting(first, &[begun[0].clone(), (BEN, MeetingTurn::Move { to: second })]);
    assert_eq!(of(&[&moved]).status, Status::Cancelled);
    let next = [(BEN, proposal("2026-03-04T17:30[UTC]", Some(first))), (ANN, MeetingTurn::Confirm)];
    let after = meeting(second, &next);
    let entry = of(&[&moved, &after]);
    assert_eq!((entry.uid, entry.sequence, entry.status), (super::super::uid([1; 16]), 3, Status::Confirmed));
    let cancel = MeetingTurn::Cancel { reason: CancelReason::Ill, note: String::new() };
    let gone = meeting(second, &[next[0].clone(), next[1].clone(), (ANN, cancel)]);
    assert_eq!((of(&[&moved, &gone]).sequence, of(&[&moved, &gone]).status), (4, Status::Cancelled));
    let empty = Meeting { life: MeetingLife::default(), ..meeting(first, &[]) };
    assert_eq!(Entry::of_meeting(&[&empty], NOON), None);
    assert_eq!(Entry::of_meeting(&[], NOON), None);
}

#[test]
fn a_series_is_one_entry_a_plan_and_what_never_came_to_be_is_off() {
    use crate::life::Stamped;
    use crate::meeting::series::{Plan, Series, SeriesTurn::*};
    let plan = |start: &str| {
        let start = civil(&format!("{start}[Europe/Zurich]"));
        Plan::new(start.clone(), Repeat::weekly(start.day), Minutes::new(45).unwrap()).unwrap()
    };
    let (first, second, third) = (plan("2026-03-03T17:30"), plan("2026-06-03T08:00"), plan("2026-05-04T08:00"));
    let series = |turns: &[(rapport_ids::PersonId, crate::meeting::series::SeriesTurn)]| -> Vec<Entry> {
        let events: Vec<Stamped<_>> = told(turns);
        let series = Series::new(pair()).with_history(events);
        Entry::of_series(&series, "uid", "Us", NOON).unwrap()
    };
    let mut turns = vec![(BEN, Propose(first))];
    assert_eq!((series(&turns)[0].status, series(&turns)[0].sequence), (Status::Tentative, 0));
    turns.extend([(ANN, Confirm), (ANN, MoveRest(second.clone())), (BEN, AgreeRest(second))]);
    let told: Vec<_> = series(&turns).into_iter().map(|entry| (entry.uid, entry.sequence, entry.status)).collect();
    let (is, off) = (Status::Confirmed, Status::Cancelled);
    assert_eq!(told, [("uid".to_owned(), 3, is), ("uid-20260603".to_owned(), 3, is)]);
    turns.extend([(ANN, MoveRest(third.clone())), (BEN, AgreeRest(third))]);
    let told: Vec<_> = series(&turns).into_iter().map(|entry| (entry.uid, entry.sequence, entry.status)).collect();
    let named = |uid: &str, status| (uid.to_owned(), 5, status);
    assert_eq!(told, [named("uid", is), named("uid-20260504", is), named("uid-20260603", off)]);
    let file = write(&series(&turns), Method::Publish, &Tz).unwrap();
    assert!(has(&file, "RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20260503T153000Z"), "{file}");
    turns.push((ANN, Cancel { reason: CancelReason::NoTime, note: String::new() }));
    assert!(series(&turns).iter().all(|entry| entry.status == off && entry.sequence == 6));
    assert_eq!(Entry::of_series(&Series::new(pair()), "uid", "Us", NOON), Ok(Vec::new()));
}
