//! What of a calendar file is kept while it is read: its events as lines that
//! matter, and what it says about its own names of zones.

use super::line::{self, Line, too_large, wrong};
use super::own::RawZone;
use crate::rules::RuleBroken;
use std::collections::BTreeMap;

/// Events of the largest file that is read.
const MOST_EVENTS: usize = 10_000;
/// Single times that such a file may add or leave out.
const MOST_VALUES: usize = 20_000;
/// Parts inside of parts.
const DEEPEST: usize = 8;
/// Lines of an event that say when it is.
const KEPT: &[&str] =
    &["UID", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "TRANSP", "STATUS"];

/// An event, by the lines that matter.
#[derive(Debug, Default)]
pub(super) struct Raw {
    /// Where it begins.
    pub(super) at: u32,
    pub(super) lines: Vec<Line>,
}

impl Raw {
    /// The first line of a name.
    pub(super) fn line(&self, name: &str) -> Option<&Line> {
        self.lines.iter().find(|line| line.name == name)
    }

    /// Every line of a name.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Line> {
        self.lines.iter().filter(move |line| line.name == name)
    }
}

/// The whole file.
#[derive(Debug, Default)]
pub(super) struct Object {
    pub(super) events: Vec<Raw>,
    /// What the file says its own name of a zone means.
    pub(super) zones: BTreeMap<String, RawZone>,
}

impl Object {
    pub(super) fn read(bytes: &[u8]) -> Result<Self, RuleBroken> {
        let mut reading = Reading::default();
        let last = line::each(bytes, |line| reading.take(line))?;
        if !reading.open.is_empty() || !reading.any {
            return Err(wrong(last));
        }
        Ok(reading.object)
    }
}

#[derive(Default)]
struct Reading {
    object: Object,
    /// The parts that have begun and not ended, outermost first.
    open: Vec<String>,
    /// Whether there was a calendar at all.
    any: bool,
    event: Option<Raw>,
    /// Single times so far.
    values: usize,
    /// The zone that has begun, and its own name.
    zone: (String, RawZone),
}

impl Reading {
    fn take(&mut self, line: Line) -> Result<(), RuleBroken> {
        match line.name.as_str() {
            "BEGIN" => self.begin(&line),
            "END" => self.end(&line),
            _ if self.open.is_empty() => Err(wrong(line.at)),
            name => {
                let inside = self.open.last().map_or("", String::as_str);
                if inside == "VEVENT" && KEPT.contains(&name) {
                    self.values += usize::from(name.ends_with("DATE")) * line.value.split(',').count();
                    if self.values > MOST_VALUES {
                        return Err(too_large(line.at));
                    }
                    self.event.get_or_insert_default().lines.push(line);
                } else if inside == "VTIMEZONE" && name == "TZID" {
                    self.zone.0 = line.value;
                } else if inside == "VTIMEZONE" && name == "X-LIC-LOCATION" {
                    self.zone.1.means = Some(line.value);
                } else if ["STANDARD", "DAYLIGHT"].contains(&inside) {
                    self.zone.1.parts.last_mut().into_iter().for_each(|part| part.push(line.clone()));
                }
                Ok(())
            }
        }
    }

    fn begin(&mut self, line: &Line) -> Result<(), RuleBroken> {
        let name = line.value.to_ascii_uppercase();
        if self.open.is_empty() != (name == "VCALENDAR") || self.open.len() == DEEPEST {
            return Err(wrong(line.at));
        }
        if name == "VEVENT" {
            if self.open.len() != 1 {
                return Err(wrong(line.at));
            }
            if self.object.events.len() == MOST_EVENTS {
                return Err(too_large(line.at));
            }
            self.event = Some(Raw { at: line.at, lines: Vec::new() });
        }
        if ["STANDARD", "DAYLIGHT"].contains(&name.as_str()) {
            self.zone.1.parts.push(Vec::new());
        }
        self.any = true;
        self.open.push(name);
        Ok(())
    }

    fn end(&mut self, line: &Line) -> Result<(), RuleBroken> {
        let name = line.value.to_ascii_uppercase();
        if self.open.pop().as_ref() != Some(&name) {
            return Err(wrong(line.at));
        }
        match name.as_str() {
            "VEVENT" => self.object.events.extend(self.event.take()),
            "VTIMEZONE" => {
                let (name, zone) = std::mem::take(&mut self.zone);
                self.object.zones.insert(name, zone);
            }
            _ => {}
        }
        Ok(())
    }
}
