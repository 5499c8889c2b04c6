//! What stands in a file, as a draft. Whether it belongs together is looked at
//! later, for all that brings people.

use super::object::At;
use super::{FileRefused, VERSION};
use crate::person::{Apart, AsMentee, AsMentor, Lock, Mode, Person, Separated};
use crate::pool::Draft;
use crate::settings::{Component, Settings};
use crate::week::Hours;
use rapport_domain::json::FileFault;
use rapport_domain::person::Language;
use rapport_domain::time::Weekday;

type Got<T> = Result<T, FileRefused>;

pub(super) fn draft(at: &At<'_>) -> Got<Draft> {
    let mut fields = at.object()?;
    let version = fields.must("match")?;
    if u32::from(version.small()?) != VERSION {
        return Err(version.refused(FileFault::Unknown));
    }
    let draft = Draft {
        round: fields.must("round")?.text()?,
        settings: fields.or("settings", Settings::default(), settings)?,
        people: fields.must("people")?.list(person)?,
        apart: fields.or("apart", Vec::new(), |at| at.list(separated))?,
        locks: fields.or("locks", Vec::new(), |at| at.list(lock))?,
    };
    fields.end()?;
    Ok(draft)
}

fn settings(at: &At<'_>) -> Got<Settings> {
    let (mut fields, usual) = (at.object()?, Settings::default());
    let settings = Settings {
        weights: fields.or("weights", usual.weights, weights)?,
        floor: fields.or("floor", usual.floor, At::small)?,
        least_minutes: fields.or("least_minutes", usual.least_minutes, At::small)?,
        enough_minutes: fields.or("enough_minutes", usual.enough_minutes, At::small)?,
        waiting: fields.or("waiting", usual.waiting, At::small)?,
        waiting_most: fields.or("waiting_most", usual.waiting_most, At::small)?,
        load: fields.or("load", usual.load, At::small)?,
        must: fields.or("must", Vec::new(), At::words)?,
        least_group: fields.or("least_group", usual.least_group, At::small)?,
    };
    fields.end()?;
    Ok(settings)
}

fn weights(at: &At<'_>) -> Got<[u16; crate::settings::COMPONENTS]> {
    let (mut fields, mut weights) = (at.object()?, Settings::default().weights);
    for (component, weight) in Component::ALL.iter().zip(&mut weights) {
        *weight = fields.or(component.name(), *weight, At::small)?;
    }
    fields.end()?;
    Ok(weights)
}

fn person(at: &At<'_>) -> Got<Person> {
    let mut fields = at.object()?;
    let person = Person {
        id: fields.must("id")?.text()?,
        name: fields.must("name")?.text()?,
        languages: fields.must("languages")?.list(language)?,
        free: fields.or("free", Vec::new(), week)?,
        writing_is_enough: fields.or("writing_is_enough", false, At::flag)?,
        modes: fields.or("modes", vec![Mode::Remote], |at| at.list(mode))?,
        place: fields.or("place", String::new(), At::text)?,
        minor: fields.or("minor", false, At::flag)?,
        cleared: fields.or("cleared", false, At::flag)?,
        style: fields.or("style", Default::default(), |at| at.map(At::tiny))?,
        topics: fields.or("topics", Default::default(), |at| at.map(At::tiny))?,
        background: fields.or("background", Vec::new(), At::words)?,
        answers: fields.or("answers", Default::default(), |at| at.map(At::words))?,
        groups: fields.or("groups", Default::default(), |at| at.map(At::text))?,
        mentor: fields.may("mentor").map(|at| mentor(&at)).transpose()?,
        mentee: fields.may("mentee").map(|at| mentee(&at)).transpose()?,
    };
    fields.end()?;
    Ok(person)
}

fn mentor(at: &At<'_>) -> Got<AsMentor> {
    let mut fields = at.object()?;
    let mentor = AsMentor {
        ready: fields.or("ready", true, At::flag)?,
        slots: fields.or("slots", 1, At::tiny)?,
        mentees: fields.or("mentees", 0, At::tiny)?,
        skills: fields.or("skills", Default::default(), |at| at.map(At::tiny))?,
        wishes: fields.or("wishes", Vec::new(), At::words)?,
    };
    fields.end()?;
    Ok(mentor)
}

fn mentee(at: &At<'_>) -> Got<AsMentee> {
    let mut fields = at.object()?;
    let mentee = AsMentee {
        ready: fields.or("ready", true, At::flag)?,
        needs: fields.or("needs", Default::default(), |at| at.map(At::tiny))?,
        wishes: fields.or("wishes", Vec::new(), At::words)?,
        asks: fields.or("asks", Vec::new(), At::words)?,
        rounds: fields.or("rounds", 0, At::tiny)?,
    };
    fields.end()?;
    Ok(mentee)
}

fn language(at: &At<'_>) -> Got<Language> {
    Language::new(&at.text()?).map_err(|_| at.refused(FileFault::BadText))
}

fn mode(at: &At<'_>) -> Got<Mode> {
    at.choice(|word| match word {
        "remote" => Some(Mode::Remote),
        "in_person" => Some(Mode::InPerson),
        _ => None,
    })
}

/// Days of a week, each with its hours.
fn week(at: &At<'_>) -> Got<Vec<Hours>> {
    let mut fields = at.object()?;
    let mut week = Vec::new();
    for day in Weekday::ALL {
        let hours = |at: &At<'_>| Hours::read(*day, &at.text()?).ok_or(at.refused(FileFault::BadText));
        week.extend(fields.or(day.name(), Vec::new(), |at| at.list(hours))?);
    }
    fields.end()?;
    Ok(week)
}

fn separated(at: &At<'_>) -> Got<Separated> {
    let mut fields = at.object()?;
    let why = |word: &str| {
        Some(match word {
            "relative" => Apart::Relative,
            "line_manager" => Apart::LineManager,
            "assessor" => Apart::Assessor,
            "conflict" => Apart::Conflict,
            "blocked" => Apart::Blocked,
            "no_fit" => Apart::NoFit,
            _ => return None,
        })
    };
    let pair = Separated {
        one: fields.must("one")?.text()?,
        other: fields.must("other")?.text()?,
        why: fields.must("why")?.choice(why)?,
    };
    fields.end()?;
    Ok(pair)
}

fn lock(at: &At<'_>) -> Got<Lock> {
    let mut fields = at.object()?;
    let lock = Lock { mentee: fields.must("mentee")?.text()?, mentor: fields.must("mentor")?.text()? };
    fields.end()?;
    Ok(lock)
}
