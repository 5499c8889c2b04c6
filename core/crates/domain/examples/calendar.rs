//! Answers questions about the calendar, one JSON line each, for the check in
//! another language (`tests/calendar`). The zones are those of `chrono-tz`.

// Whoever asks is a test; what cannot be answered stops it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use chrono::{Offset, TimeZone};
use rapport_domain::calendar::ics::{Busy, Entry, Method, Status, write};
use rapport_domain::calendar::{Asked, Availability, Begins, Recurrence, Repeat, Stretch, overlap};
use rapport_domain::life::{Lamport, Stamped};
use rapport_domain::meeting::{CancelReason, Meeting, MeetingTurn, Minutes, Proposal};
use rapport_domain::members::Members;
use rapport_domain::time::{Civil, Millis, Transition, UnknownZone, Zone, ZoneRules, ZoneTable, transitions_by_probe};
use rapport_ids::{EventId, MeetingId, PersonId};
use serde::Deserialize;
use serde_json::{Value, json};
use std::io::{BufRead, BufWriter, Write};

struct Tz;

impl ZoneRules for Tz {
    fn transitions(&self, zone: &Zone, from: Millis, to: Millis) -> Result<Vec<Transition>, UnknownZone> {
        let tz: chrono_tz::Tz = zone.as_str().parse().map_err(|_| UnknownZone)?;
        Ok(transitions_by_probe(from, to, |at| {
            let utc = chrono::DateTime::from_timestamp_millis(at.0).unwrap_or_default().naive_utc();
            tz.offset_from_utc_datetime(&utc).fix().local_minus_utc()
        }))
    }
}

#[derive(Deserialize)]
#[serde(tag = "ask", rename_all = "snake_case")]
enum Question {
    /// The release of the zones and their names.
    Zones,
    /// When a wall shows a time.
    Instant { civil: Civil },
    /// What a wall shows at an instant.
    Wall { zone: Zone, at: Millis },
    /// What repeats in a stretch, with its exceptions.
    Repeat { start: Civil, rule: String, exceptions: Exceptions, from: Millis, to: Millis },
    /// When two are free.
    Overlap { first: Availability, second: Availability, from: Millis, days: u16, minutes: i64, most: usize },
    /// A series as a calendar file.
    WriteFile { start: Civil, rule: String, exceptions: Exceptions, minutes: i64, title: String },
    /// A meeting that is proposed at the first of these times and moved to the
    /// others, each time agreed to: what a calendar is told at every turn.
    Life { slots: Vec<Civil>, minutes: i64, title: String, place: String, off: bool },
    /// When the owner of a calendar file is busy.
    ReadFile { file: String, zone: Zone, from: Millis, to: Millis },
}

/// As a repetition keeps them.
#[derive(Deserialize)]
struct Exceptions {
    skipped: Value,
    moved: Value,
    pauses: Value,
}

fn answer(question: Question) -> Value {
    match question {
        Question::Zones => {
            let names: Vec<_> = chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name()).collect();
            json!({ "release": chrono_tz::IANA_TZDB_VERSION, "names": names })
        }
        Question::Instant { civil } => match civil.resolve(&Tz) {
            Ok(found) => json!({ "at": found.at, "landing": format!("{:?}", found.landing), "shown": found.shown }),
            Err(problem) => json!({ "refused": problem.to_string() }),
        },
        Question::Wall { zone, at } => {
            let table = ZoneTable::ask(&Tz, &zone, at, at.plus(1)).unwrap();
            json!({ "wall": table.wall(at).unwrap() })
        }
        Question::Repeat { start, rule, exceptions, from, to } => repeat(&start, &rule, &exceptions, from, to),
        Question::Overlap { first, second, from, days, minutes, most } => {
            let minutes = Minutes::new(minutes).unwrap();
            let slots = overlap(&first, &second, &Asked { from, days, minutes, most }, &Tz).unwrap();
            json!(slots.iter().map(|slot| json!([slot.at, slot.points, slot.first, slot.second])).collect::<Vec<_>>())
        }
        Question::WriteFile { start, rule, exceptions, minutes, title } => {
            let (_, all) = recurrence(&start, &rule, &exceptions).unwrap();
            let entry = Entry {
                uid: "1b4e28ba-2fa1-11d2-883f-0016d3cca427".to_owned(),
                sequence: 4,
                stamp: STAMP,
                start,
                minutes: Minutes::new(minutes).unwrap(),
                title,
                place: String::new(),
                status: Status::Confirmed,
                repeats: Some(all),
            };
            json!(write(&[entry], Method::Publish, &Tz).unwrap())
        }
        Question::Life { slots, minutes, title, place, off } => life(&slots, minutes, &title, &place, off),
        Question::ReadFile { file, zone, from, to } => {
            let busy = Busy::read(file.as_bytes(), Stretch { from, to }, &zone, &Tz).unwrap();
            let times: Vec<_> = busy.times.iter().map(|one| json!([one.from, one.to])).collect();
            let days: Vec<_> = busy.days.iter().map(|one| json!([one.first(), one.last()])).collect();
            json!({ "times": times, "days": days, "left_out": busy.left_out.len() })
        }
    }
}

const STAMP: Millis = Millis(1_767_636_000_000);

fn life(slots: &[Civil], minutes: i64, title: &str, place: &str, off: bool) -> Value {
    let (ann, ben) = (PersonId::new([1; 32]), PersonId::new([2; 32]));
    let id = |nth: usize| MeetingId::new([u8::try_from(nth + 1).unwrap(); 16]);
    let mut lives: Vec<Vec<(PersonId, MeetingTurn)>> = Vec::new();
    let mut files = Vec::new();
    let told = |lives: &[Vec<(PersonId, MeetingTurn)>]| {
        let meeting = |(nth, turns): (usize, &Vec<(PersonId, MeetingTurn)>)| {
            let members = Members::pair(ann, ben).unwrap();
            let named = Meeting { title: title.to_owned(), place: place.to_owned(), ..Meeting::new(id(nth), members) };
            named.with_history(stamped(turns))
        };
        let chain: Vec<Meeting> = lives.iter().enumerate().map(meeting).collect();
        Entry::of_meeting(&chain.iter().collect::<Vec<_>>(), STAMP).unwrap()
    };
    for (nth, slot) in slots.iter().enumerate() {
        if let Some(last) = lives.last_mut() {
            last.push((ben, MeetingTurn::Move { to: id(nth) }));
        }
        let minutes = Minutes::new(minutes).unwrap();
        let proposal = Proposal { slot: slot.clone(), minutes, from: nth.checked_sub(1).map(id) };
        lives.push(vec![(ann, MeetingTurn::Propose(proposal))]);
        files.push(write(&[told(&lives)], Method::Publish, &Tz).unwrap());
        lives[nth].push((ben, MeetingTurn::Confirm));
        files.push(write(&[told(&lives)], Method::Publish, &Tz).unwrap());
    }
    if off {
        let cancel = MeetingTurn::Cancel { reason: CancelReason::Ill, note: String::new() };
        lives.last_mut().unwrap().push((ann, cancel));
        files.push(write(&[told(&lives)], Method::Publish, &Tz).unwrap());
        files.push(write(&[told(&lives)], Method::Cancel, &Tz).unwrap());
    }
    json!(files)
}

fn stamped(turns: &[(PersonId, MeetingTurn)]) -> Vec<Stamped<MeetingTurn>> {
    let one = |(nth, (by, turn)): (usize, &(PersonId, MeetingTurn))| {
        let number = u8::try_from(nth + 1).unwrap();
        let order = Lamport { counter: u64::from(number), actor: [0; 20] };
        Stamped { id: EventId::new([number; 16]), order, by: *by, at: STAMP, turn: turn.clone() }
    };
    turns.iter().enumerate().map(one).collect()
}

fn recurrence(start: &Civil, rule: &str, exceptions: &Exceptions) -> Result<(Repeat, Recurrence), String> {
    let read = Repeat::from_rrule(rule, Begins::At(start, &Tz)).map_err(|refused| refused.to_string())?;
    let whole = json!({
        "start": start,
        "repeat": read,
        "skipped": exceptions.skipped,
        "moved": exceptions.moved,
        "pauses": exceptions.pauses,
    });
    Ok((read, serde_json::from_value(whole).map_err(|why| format!("{rule}: {why}"))?))
}

fn repeat(start: &Civil, rule: &str, exceptions: &Exceptions, from: Millis, to: Millis) -> Value {
    match recurrence(start, rule, exceptions) {
        Ok((read, all)) => {
            let met = all.between(from, to, &Tz).unwrap();
            let at: Vec<_> = met.iter().map(|one| one.at).collect();
            json!({ "again": read.to_rrule(start, &Tz).unwrap(), "at": at })
        }
        Err(refused) => json!({ "refused": refused }),
    }
}

fn main() {
    let mut out = BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let line = line.unwrap();
        let question = serde_json::from_str(&line).unwrap_or_else(|why| panic!("{line}: {why}"));
        writeln!(out, "{}", answer(question)).unwrap();
    }
    out.flush().unwrap();
}
