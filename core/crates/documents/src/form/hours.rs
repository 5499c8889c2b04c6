//! Lists in one text, the best first: `de,pt-BR`; `monday 09:00-12:00,…`.

use rapport_domain::person::{ContactHours, Language};
use rapport_domain::time::{TimeOfDay, Weekday};

pub(crate) fn write_languages(languages: &[Language]) -> String {
    let all: Vec<&str> = languages.iter().map(Language::as_str).collect();
    all.join(",")
}

/// Those that can be read; none at all when one cannot.
pub(crate) fn read_languages(text: &str) -> Option<Vec<Language>> {
    if text.is_empty() {
        return Some(Vec::new());
    }
    text.split(',').map(|tag| Language::new(tag).ok()).collect()
}

pub(crate) fn write_hours(hours: &[ContactHours]) -> String {
    let all: Vec<String> =
        hours.iter().map(|hours| format!("{} {}-{}", hours.day().name(), hours.from(), hours.to())).collect();
    all.join(",")
}

pub(crate) fn read_hours(text: &str) -> Option<Vec<ContactHours>> {
    if text.is_empty() {
        return Some(Vec::new());
    }
    text.split(',').map(one).collect()
}

fn one(text: &str) -> Option<ContactHours> {
    let (day, times) = text.split_once(' ')?;
    let (from, to) = times.split_once('-')?;
    let (from, to): (TimeOfDay, TimeOfDay) = (from.parse().ok()?, to.parse().ok()?);
    ContactHours::new(Weekday::from_name(day)?, from, to).ok()
}
