use super::*;
use crate::calendar::ics::line::wrong;
use crate::calendar::ics::{Entry, Method, Status, write};
use crate::calendar::recurrence::tests::any_recurrence;
use crate::meeting::Minutes;
use crate::time::tests::{Tz, civil, day, utc, zurich};
use proptest::prelude::*;
use std::time::Instant;

fn window(from: &str, to: &str) -> Stretch {
    Stretch::new(utc(&format!("{from}T00:00")), utc(&format!("{to}T00:00")))
}

fn calendar(inside: &str) -> String {
    format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{inside}END:VCALENDAR\r\n").replace('|', "\r\n")
}

fn event(lines: &str) -> String {
    format!("BEGIN:VEVENT|UID:1|{lines}|END:VEVENT|")
}

fn read(text: &str) -> Result<Busy, RuleBroken> {
    Busy::read(text.as_bytes(), window("2026-03-01", "2026-05-01"), &zurich(), &Tz)
}

fn times(busy: &Busy) -> Vec<String> {
    let shown = |at: Millis| Wall::in_utc(at).map(|wall| format!("{} {}", wall.day, wall.time)).unwrap();
    busy.times.iter().map(|one| format!("{} - {}", shown(one.from), shown(one.to))).collect()
}

use crate::time::Wall;

#[test]
fn times_days_and_what_does_not_count() {
    let text = calendar(
        &[
            event("DTSTART;TZID=Europe/Zurich:20260303T173000|DURATION:PT45M"),
            event("DTSTART:20260304T100000Z|DTEND:20260304T110000Z|SUMMARY:secret"),
            event("DTSTART:20260305T100000|DTEND:20260305T113000"),
            event("DTSTART;VALUE=DATE:20260310|DTEND;VALUE=DATE:20260313"),
            event("DTSTART;VALUE=DATE:20260313"),
            event("DTSTART:20260306T100000Z|DTEND:20260306T110000Z|TRANSP:transparent"),
            event("DTSTART:20260306T100000Z|DTEND:20260306T110000Z|STATUS:CANCELLED"),
            event("DTSTART:20260306T100000Z"),
            event("DTSTART:20250306T100000Z|DTEND:20250306T110000Z"),
            event("DTSTART:20260430T230000Z|DTEND:20260501T020000Z"),
            event(
                "DTSTART:20260307T100000Z|DTEND:20260307T110000Z|BEGIN:VALARM|TRIGGER:-PT5M|DURATION:PT9H|END:VALARM",
            ),
        ]
        .concat(),
    );
    let busy = read(&text).unwrap();
    assert_eq!(
        times(&busy),
        [
            "2026-03-03 16:30 - 2026-03-03 17:15",
            "2026-03-04 10:00 - 2026-03-04 11:00",
            "2026-03-05 09:00 - 2026-03-05 10:30",
            "2026-03-07 10:00 - 2026-03-07 11:00",
            "2026-04-30 23:00 - 2026-05-01 00:00",
        ]
    );
    assert_eq!(busy.days, [DaySpan::new(day("2026-03-10"), day("2026-03-13"), Field::Absence).unwrap()]);
    assert_eq!(busy.left_out, []);
}

#[test]
fn what_repeats_with_exceptions_and_single_times_that_are_elsewhere() {
    let text = calendar(&[
        event("DTSTART;TZID=Europe/Zurich:20260101T090000|DURATION:PT1H|RRULE:FREQ=WEEKLY;BYDAY=TH|EXDATE;TZID=Europe/Zurich:20260305T090000|EXDATE:20260312T080000Z|EXDATE;VALUE=DATE:20260319"),
        event("RECURRENCE-ID;TZID=Europe/Zurich:20260326T090000|DTSTART;TZID=Europe/Zurich:20260327T140000|DURATION:PT2H"),
        event("RECURRENCE-ID:20260402T070000Z|DTSTART:20260402T070000Z|DURATION:PT1H|STATUS:CANCELLED"),
        "BEGIN:VEVENT|UID:2|DTSTART;VALUE=DATE:20200431|RRULE:FREQ=YEARLY|END:VEVENT|".replace("0431", "0430"),
        "BEGIN:VEVENT|UID:3|DTSTART:20260420T080000Z|DURATION:PT1H|RDATE:20260421T080000Z,20260422T080000Z|END:VEVENT|".to_owned(),
    ]
    .concat());
    let busy = read(&text).unwrap();
    assert_eq!(
        times(&busy),
        [
            "2026-03-27 13:00 - 2026-03-27 15:00",
            "2026-04-09 07:00 - 2026-04-09 08:00",
            "2026-04-16 07:00 - 2026-04-16 08:00",
            "2026-04-20 08:00 - 2026-04-20 09:00",
            "2026-04-21 08:00 - 2026-04-21 09:00",
            "2026-04-22 08:00 - 2026-04-22 09:00",
            "2026-04-23 07:00 - 2026-04-23 08:00",
            "2026-04-30 07:00 - 2026-04-30 08:00",
        ]
    );
    assert_eq!(busy.days, [DaySpan::day(day("2026-04-30"))]);
}

#[test]
fn names_of_zones_that_only_the_file_knows() {
    let zone = "BEGIN:VTIMEZONE|TZID:Our place|X-LIC-LOCATION:Europe/Zurich|END:VTIMEZONE|";
    let at = |name: &str| event(&format!("DTSTART;TZID={name}:20260303T173000|DURATION:PT1H"));
    for name in ["Our place", "\"Our place\"", "/example.org/Europe/Zurich", "/x/y/Europe/Zurich"] {
        let busy = read(&calendar(&(at(name) + zone))).unwrap();
        assert_eq!(times(&busy), ["2026-03-03 16:30 - 2026-03-03 17:30"], "{name}");
    }
    let busy = read(&calendar(&(at("Their place") + &event("DTSTART:20260304T100000Z|DURATION:PT1H")))).unwrap();
    assert_eq!(times(&busy), ["2026-03-04 10:00 - 2026-03-04 11:00"]);
    assert_eq!(busy.left_out, [LeftOut { line: 6, why: Problem::UnknownZone.of(Field::Zone) }]);
}

#[test]
fn zones_that_only_the_file_knows() {
    // As some programs write it: rules since 1601, in the months of the rules.
    let part = |name: &str, more: &str| format!("BEGIN:{name}|DTSTART:16010101T{more}|END:{name}|");
    let zone = format!(
        "BEGIN:VTIMEZONE|TZID:Their time|{}{}END:VTIMEZONE|",
        part(
            "STANDARD",
            "030000|TZOFFSETFROM:+0200|TZOFFSETTO:+0100|RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10"
        ),
        part(
            "DAYLIGHT",
            "020000|TZOFFSETFROM:+0100|TZOFFSETTO:+0200|RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3"
        )
    );
    let weekly = event("DTSTART;TZID=Their time:20260322T173000|DURATION:PT1H|RRULE:FREQ=WEEKLY;COUNT=2");
    let busy = read(&calendar(&(weekly.clone() + &zone))).unwrap();
    assert_eq!(times(&busy), ["2026-03-22 16:30 - 2026-03-22 17:30", "2026-03-29 15:30 - 2026-03-29 16:30"]);
    // The end of a rule is an instant: this one had its last change in 2025.
    let ended = zone.replace("BYMONTH=3|", "BYMONTH=3;UNTIL=20250330T010000Z|");
    assert_eq!(times(&read(&calendar(&(weekly.clone() + &ended))).unwrap())[1], "2026-03-29 16:30 - 2026-03-29 17:30");
    let listed = "BEGIN:VTIMEZONE|TZID:Their time|BEGIN:STANDARD|DTSTART:19700101T000000|TZOFFSETFROM:-0330|\
        TZOFFSETTO:-0330|END:STANDARD|BEGIN:DAYLIGHT|DTSTART:20200101T000000|RDATE:20260329T020000|TZOFFSETFROM:-0330|\
        TZOFFSETTO:-0230|END:DAYLIGHT|END:VTIMEZONE|";
    assert_eq!(times(&read(&calendar(&(weekly.clone() + listed))).unwrap())[1], "2026-03-29 20:00 - 2026-03-29 21:00");
    for broken in [zone.replace("+0200", "+2"), zone.replace("YEARLY", "HOURLY"), zone.replace("16010101T03", "x")] {
        let busy = read(&calendar(&(weekly.clone() + &broken))).unwrap();
        assert_eq!((busy.times.len(), busy.left_out.len()), (0, 1), "{broken}");
    }
}

#[test]
fn an_event_that_cannot_be_understood_is_left_out_and_named() {
    for (lines, line, field) in [
        ("SUMMARY:nothing", 4, Field::Date),
        ("DTSTART:2026", 6, Field::Date),
        ("DTSTART:20260303T250000Z", 6, Field::Time),
        ("DTSTART:19010101T000000Z", 6, Field::Date),
        ("DTSTART:20260303T100000Z|DTEND:20260303T090000Z", 6, Field::Minutes),
        ("DTSTART:20260303T100000Z|DTEND;VALUE=DATE:20260304", 7, Field::Date),
        ("DTSTART:20260303T100000Z|DURATION:-PT5M", 7, Field::Minutes),
        ("DTSTART:20260303T100000Z|DURATION:P9999D", 6, Field::Minutes),
        ("DTSTART:20260303T100000Z|DURATION:PT5M|RRULE:FREQ=HOURLY", 8, Field::Repeat),
        ("DTSTART:20260303T100000Z|DURATION:PT5M|RRULE:FREQ=DAILY;INTERVAL=0", 8, Field::Interval),
        ("DTSTART:20260303T100000Z|DURATION:PT5M|EXDATE:nonsense", 8, Field::Date),
        ("DTSTART:20260303T100000Z|DURATION:PT5M|RECURRENCE-ID;RANGE=THISANDFUTURE:20260303T100000Z", 8, Field::Repeat),
    ] {
        let busy = read(&calendar(&event(lines))).unwrap();
        let left_out: Vec<_> = busy.left_out.iter().map(|one| (one.line, one.why.field())).collect();
        assert_eq!((times(&busy).len(), left_out), (0, vec![(line, field)]), "{lines}");
    }
}

#[test]
fn a_file_that_cannot_be_understood_is_refused_with_its_line() {
    let whole = calendar(&event("DTSTART:20260303T100000Z"));
    for (text, line) in [
        (String::new(), 1),
        ("hello".to_owned(), 1),
        ("VERSION:2.0\n".to_owned(), 1),
        ("BEGIN:VEVENT\nEND:VEVENT\n".to_owned(), 1),
        (whole.replace("END:VCALENDAR", "X:1"), 8),
        (whole.replace("END:VEVENT", "END:VALARM"), 7),
        (whole.replace("UID:1", "UID 1"), 5),
        (whole.replace("UID:1", "BEGIN:VEVENT"), 5),
        (whole.replace("UID:1", "BEGIN:VCALENDAR"), 5),
        (whole.clone() + "X:1\n", 9),
        (calendar(&"BEGIN:X|".repeat(9)), 11),
    ] {
        assert_eq!(read(&text), Err(wrong(line)), "{text}");
    }
    let mad = Stretch::new(Millis(0), Millis(i64::MAX));
    let refused = Busy::read(whole.as_bytes(), mad, &zurich(), &Tz).unwrap_err();
    assert_eq!(refused.field(), Field::Date);
    assert_eq!(read(&whole.clone().repeat(2)).unwrap(), read(&whole).unwrap());
}

/// Each would cost minutes without a limit.
#[test]
fn hostile_files_are_refused_soon() {
    let begun = Instant::now();
    let too_large = |text: String| {
        let refused = read(&text).unwrap_err();
        assert!(
            matches!(
                refused,
                RuleBroken::Invalid { field: Field::Calendar, problem: Problem::CalendarTooLarge { .. } }
            ),
            "{refused}"
        );
    };
    let daily = event("DTSTART:19700101T000000Z|DURATION:PT1H|RRULE:FREQ=DAILY;COUNT=1000000000");
    too_large(calendar(&daily.repeat(9_000)));
    too_large(calendar(&event("DTSTART:20260303T100000Z").repeat(10_001)));
    too_large(calendar(
        &event(&format!("DTSTART:20260303T100000Z|EXDATE:{}", "20260303T100000Z,".repeat(9_000))).repeat(3),
    ));
    too_large(calendar(&format!("X:{}|", "x".repeat(9_000_000))));
    too_large("BEGIN:VCALENDAR\n\n".to_owned() + &" x\n".repeat(200_000));
    // Allowed, and still quick: ten thousand of the most tedious rules, and as many zones.
    let rare = event("DTSTART;VALUE=DATE:20240229|RRULE:FREQ=YEARLY;COUNT=99999");
    assert_eq!(read(&calendar(&rare.repeat(9_999))).unwrap(), Busy::default());
    let zones: String =
        (0..9_000).map(|nth| event(&format!("DTSTART;TZID=A/{nth}:20260303T100000|DURATION:PT1H"))).collect();
    assert_eq!(read(&calendar(&zones)).unwrap().left_out.len(), 9_000);
    assert!(begun.elapsed().as_secs() < 60, "{:?}", begun.elapsed());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    /// What is written is read again as the same times, exceptions and all.
    #[test]
    fn written_and_read_again(all in any_recurrence(), skip in 0usize..9, moved in 0usize..9, pause in 0i64..200) {
        let days: Vec<Day> = all.days(Day::FIRST, Day::LAST).take(9).collect();
        let mut all = all;
        if let (Some(day), true) = (days.get(skip), skip != moved) { all = all.skip(*day).unwrap(); }
        if let Some(day) = days.get(moved) { all = all.move_one(*day, civil("2030-05-05T12:00[Asia/Tokyo]")).unwrap(); }
        let first = days[0].plus_days(pause).unwrap();
        all = all.pause(DaySpan::new(first, first.plus_days(20).unwrap(), Field::Exceptions).unwrap()).unwrap();
        let entry = Entry {
            uid: "a".to_owned(), sequence: 3, stamp: Millis(0), start: all.start().clone(), minutes: Minutes::new(30).unwrap(),
            title: "Ann; Ben, \\ and\nothers".to_owned(), place: String::new(), status: Status::Confirmed, repeats: Some(all.clone()),
        };
        let file = write(&[entry], Method::Publish, &Tz).unwrap();
        let from = all.start().wall().as_if_utc().plus(-Millis::HOURS_24);
        let window = Stretch::new(from, from.plus(500 * Millis::HOURS_24));
        let busy = Busy::read(file.as_bytes(), window, &zurich(), &Tz).unwrap();
        prop_assert_eq!(&busy.left_out, &[]);
        let length = 30 * 60_000;
        let met = all.between(window.from.plus(-length), window.to, &Tz).unwrap();
        let times = met.iter().filter_map(|one| Stretch::new(one.at, one.at.plus(length)).within(window)).collect();
        prop_assert_eq!(busy.times, merged(times), "{}", file);
    }

    #[test]
    fn any_text_is_read_or_refused_with_a_line_in_it(lines in prop::collection::vec("(BEGIN:V(CALENDAR|EVENT|TIMEZONE|ALARM)|END:V(CALENDAR|EVENT|TIMEZONE)|DTSTART(;TZID=(UTC|\"a:b\"|é))?:2026030[0-9](T1[0-9]0000Z?)?|DTEND:20260[34]0[0-9]T100000|RRULE:FREQ=(DAILY|WEEKLY|MONTHLY);COUNT=[0-9]|EXDATE:20260303,| x|.{0,12})", 0..16)) {
        let text = lines.join("\n");
        match read(&text) {
            Ok(busy) => prop_assert!(busy.left_out.iter().all(|one| one.line >= 1 && one.line as usize <= lines.len())),
            Err(RuleBroken::Invalid { problem: Problem::NotACalendar { line } | Problem::CalendarTooLarge { line }, .. }) => {
                prop_assert!(line >= 1 && line as usize <= lines.len().max(1), "{}", line);
            }
            Err(other) => prop_assert!(false, "{}", other),
        }
    }
}
