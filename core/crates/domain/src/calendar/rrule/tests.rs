use super::*;
use crate::calendar::recurrence::tests::any_recurrence;
use crate::calendar::{Nth, Recurrence};
use crate::rules::{Field, RuleBroken};
use crate::time::tests::{Tz, civil, day};
use proptest::prelude::*;

const START: &str = "2026-03-03T17:30[Europe/Zurich]";

fn read(text: &str, start: &str) -> Result<Repeat, RuleBroken> {
    Repeat::from_rrule(text, Begins::At(&civil(start), &Tz))
}

#[test]
fn written_and_read_again() {
    for (start, text) in [
        (START, "FREQ=DAILY;COUNT=3"),
        (START, "FREQ=WEEKLY;BYDAY=TU"),
        (START, "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU"),
        (START, "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;COUNT=10"),
        (START, "FREQ=WEEKLY;BYDAY=TU;UNTIL=20260630T153000Z"),
        (START, "FREQ=WEEKLY;BYDAY=TU;UNTIL=20261208T163000Z"),
        ("2026-01-31T09:00[Asia/Kathmandu]", "FREQ=MONTHLY;BYMONTHDAY=31"),
        ("2026-01-31T09:00[Asia/Kathmandu]", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1"),
        (START, "FREQ=MONTHLY;BYDAY=1TU"),
        ("2026-03-31T09:00[UTC]", "FREQ=MONTHLY;BYDAY=-1TU;UNTIL=20270101T090000Z"),
    ] {
        let repeat = read(text, start).unwrap();
        assert_eq!(repeat.to_rrule(&civil(start), &Tz).unwrap(), text);
        Recurrence::new(civil(start), repeat).unwrap();
    }
}

#[test]
fn other_ways_to_say_the_same() {
    for (text, same) in [
        ("freq=weekly", "FREQ=WEEKLY;BYDAY=TU"),
        ("INTERVAL=1;FREQ=WEEKLY;BYDAY=TU,TU;WKST=MO", "FREQ=WEEKLY;BYDAY=TU"),
        ("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
        ("FREQ=MONTHLY", "FREQ=MONTHLY;BYMONTHDAY=3"),
        ("FREQ=MONTHLY;BYDAY=TU;BYSETPOS=1", "FREQ=MONTHLY;BYDAY=1TU"),
        ("FREQ=MONTHLY;BYDAY=TU;BYSETPOS=-1", "FREQ=MONTHLY;BYDAY=-1TU"),
        ("FREQ=MONTHLY;BYDAY=+1TU", "FREQ=MONTHLY;BYDAY=1TU"),
        ("FREQ=YEARLY", "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=3"),
        ("FREQ=YEARLY;INTERVAL=2;BYMONTH=3;BYDAY=1TU", "FREQ=MONTHLY;INTERVAL=24;BYDAY=1TU"),
        // The end as a day or on the wall, as some programs write it.
        ("FREQ=WEEKLY;UNTIL=20260630", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20260630T153000Z"),
        ("FREQ=WEEKLY;UNTIL=20260630T173000", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20260630T153000Z"),
        ("FREQ=WEEKLY;UNTIL=20260630T172900", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20260629T153000Z"),
        ("FREQ=WEEKLY;UNTIL=20260630T152959Z", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20260629T153000Z"),
        ("FREQ=WEEKLY;UNTIL=20260701T000000Z", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20260630T153000Z"),
        ("FREQ=WEEKLY;UNTIL=99991231T235959Z", "FREQ=WEEKLY;BYDAY=TU;UNTIL=22001231T163000Z"),
    ] {
        let repeat = read(text, START).unwrap_or_else(|why| panic!("{text}: {why}"));
        assert_eq!(repeat.to_rrule(&civil(START), &Tz).unwrap(), same, "{text}");
    }
    // Behind UTC the last day on the wall is the day before.
    let repeat = read("FREQ=DAILY;UNTIL=20260701T033000Z", "2026-06-01T23:30[America/New_York]").unwrap();
    assert_eq!(repeat.ends(), Ends::On(day("2026-06-30")));
    let whole = Repeat::from_rrule("FREQ=DAILY;UNTIL=20260701", Begins::On(day("2026-06-01"))).unwrap();
    assert_eq!(whole.ends(), Ends::On(day("2026-07-01")));
}

#[test]
fn what_is_no_rule_is_refused_with_its_place() {
    let wrong = |at, field| Problem::NotARepeat { at }.of(field);
    let other = |at| Problem::RepeatNotTaken { at }.of(Field::Repeat);
    for (text, refused) in [
        ("", wrong(0, Field::Repeat)),
        ("FREQ", wrong(0, Field::Repeat)),
        ("FREQ=", wrong(0, Field::Repeat)),
        ("INTERVAL=2", wrong(0, Field::Repeat)),
        ("FREQ=WEEKLY;", wrong(12, Field::Repeat)),
        ("FREQ=WEEKLY;FREQ=DAILY", wrong(12, Field::Repeat)),
        ("FREQ=OFTEN", wrong(5, Field::Repeat)),
        ("FREQ=WEEKLY;X=1", wrong(14, Field::Repeat)),
        ("FREQ=WEEKLY;INTERVAL=0", wrong(21, Field::Interval)),
        ("FREQ=WEEKLY;INTERVAL=-1", wrong(21, Field::Interval)),
        ("FREQ=WEEKLY;INTERVAL=1000", other(21)),
        ("FREQ=WEEKLY;COUNT=0", wrong(18, Field::Count)),
        ("FREQ=WEEKLY;COUNT=99999999999999999999", wrong(18, Field::Count)),
        ("FREQ=WEEKLY;COUNT=2;UNTIL=20270101", wrong(26, Field::Until)),
        ("FREQ=WEEKLY;UNTIL=20260230", wrong(18, Field::Until)),
        ("FREQ=WEEKLY;UNTIL=20260228T250000Z", wrong(18, Field::Until)),
        ("FREQ=WEEKLY;UNTIL=19691231", wrong(18, Field::Until)),
        ("FREQ=WEEKLY;BYDAY=TU,XX", wrong(21, Field::Repeat)),
        ("FREQ=WEEKLY;BYDAY=2TU", wrong(18, Field::Repeat)),
        ("FREQ=WEEKLY;BYDAY=é", wrong(18, Field::Repeat)),
        ("FREQ=MONTHLY;BYDAY=0TU", wrong(19, Field::Repeat)),
        ("FREQ=MONTHLY;BYMONTHDAY=32", wrong(24, Field::Repeat)),
        ("FREQ=MONTHLY;BYMONTHDAY=--1", wrong(24, Field::Repeat)),
        ("FREQ=MONTHLY;BYMONTHDAY=-2", other(24)),
        ("FREQ=MONTHLY;BYMONTHDAY=1,15", other(24)),
        ("FREQ=MONTHLY;BYDAY=TU", other(19)),
        ("FREQ=MONTHLY;BYDAY=6TU", other(19)),
        ("FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1", other(19)),
        ("FREQ=MONTHLY;BYDAY=1TU;BYMONTHDAY=3", other(34)),
        ("FREQ=HOURLY", other(5)),
        ("FREQ=DAILY;INTERVAL=2;BYDAY=MO", other(5)),
        ("FREQ=WEEKLY;BYHOUR=9", other(19)),
        ("FREQ=YEARLY;BYMONTH=4", other(20)),
        ("FREQ=YEARLY;BYMONTH=13", wrong(20, Field::Repeat)),
        ("FREQ=YEARLY;BYDAY=20MO", other(18)),
        ("FREQ=YEARLY;BYMONTHDAY=3", other(23)),
        ("FREQ=YEARLY;INTERVAL=84", other(5)),
        ("FREQ=YEARLY;BYWEEKNO=20", other(21)),
    ] {
        assert_eq!(read(text, START), Err(refused), "{text}");
    }
    let day_only = Repeat::from_rrule("FREQ=DAILY;UNTIL=20260701T000000Z", Begins::On(day("2026-06-01")));
    assert_eq!(day_only, Err(wrong(17, Field::Until)));
    let nowhere = read("FREQ=DAILY;UNTIL=20270101T000000Z", "2026-06-01T09:00[Nowhere/Else]");
    assert_eq!(nowhere, Err(Problem::UnknownZone.of(Field::Zone)));
    assert_eq!(Nth::from_number(0), None);
}

proptest! {
    #[test]
    fn every_rule_comes_back(all in any_recurrence()) {
        let text = all.repeat().to_rrule(all.start(), &Tz).unwrap();
        let read = Repeat::from_rrule(&text, Begins::At(all.start(), &Tz)).unwrap();
        prop_assert_eq!(&read, all.repeat(), "{}", text);
    }

    #[test]
    fn any_text_is_read_or_refused_with_a_place_in_it(text in "(FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY|é))?(;(INTERVAL|COUNT|UNTIL|BYDAY|BYMONTHDAY|BYSETPOS|BYMONTH|WKST)=[-+0-9A-Z,]{0,9}){0,4}.{0,4}") {
        match read(&text, START) {
            Ok(repeat) => { let _ = repeat.to_rrule(&civil(START), &Tz); }
            Err(RuleBroken::Invalid { problem: Problem::NotARepeat { at } | Problem::RepeatNotTaken { at }, .. }) => {
                prop_assert!(at <= u32::try_from(text.encode_utf16().count()).unwrap());
            }
            Err(other) => prop_assert!(false, "{} {}", text, other),
        }
    }
}
