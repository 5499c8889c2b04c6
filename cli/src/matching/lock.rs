//! `match lock` and `match unlock`: what a coordinator decides is written into
//! the file of people, and what it changes is said.

use super::show::name;
use super::{People, file, found_mentee, found_mentor, tell, wording};
use crate::failed::Stop;
use crate::term::Paint;
use crate::words::{counted, filled, word};
use rapport_core::matching::file::{with_lock, without_lock};
use rapport_core::matching::{Change, Lock, Run, WhyNot};
use std::fmt::Write as _;

pub(super) fn lock(people: &People, mentee: &str, mentor: &str, json: bool) -> Result<(), Stop> {
    let (text, before) = file::both(&people.people)?;
    let (row, col) = (found_mentee(&before, mentee)?, found_mentor(&before, mentor)?);
    let id = |one: Option<&rapport_core::matching::Person>| one.map(|one| one.id.clone()).unwrap_or_default();
    let lock = Lock { mentee: id(before.pool().mentee(row)), mentor: id(before.pool().mentor(col)) };
    let (one, other) = (name(&before, &lock.mentee), name(&before, &lock.mentor));
    if before.is_locked(row) {
        let now = before.at(row).and_then(|col| before.pool().mentor(col)).map(|one| one.id.clone());
        let args = [("mentee", one), ("mentor", name(&before, &now.unwrap_or_default()))];
        return Err(Stop::check(filled("cli.match.lock.there", &args)));
    }
    let both = [("mentee", one), ("mentor", other)];
    match before.why_not(row, col) {
        WhyNot::Obstacles(barred) => {
            let title = filled("cli.match.not.obstacles", &both);
            Err(Stop::Check([title].into_iter().chain(wording::barred(&barred)).collect()))
        }
        WhyNot::Full => Err(Stop::check(filled("cli.match.not.full", &both))),
        _ => {
            let now = file::replace(&people.people, &with_lock(&text, &lock))?;
            changed(json, &now, &before, &filled("cli.match.lock.locked", &both))
        }
    }
}

pub(super) fn unlock(people: &People, mentee: &str, json: bool) -> Result<(), Stop> {
    let (text, before) = file::both(&people.people)?;
    let row = found_mentee(&before, mentee)?;
    let id = before.pool().mentee(row).map(|one| one.id.clone()).unwrap_or_default();
    let args = [("mentee", name(&before, &id))];
    let Some(text) = without_lock(&text, &id).transpose() else {
        return Err(Stop::check(filled("cli.match.lock.not_there", &args)));
    };
    let now = file::replace(&people.people, &text)?;
    changed(json, &now, &before, &filled("cli.match.lock.unlocked", &args))
}

/// What is other now than before.
fn changed(json: bool, now: &Run, before: &Run, title: &str) -> Result<(), Stop> {
    let change = now.since(before);
    tell(json, &change, || {
        let mut text = format!("{}\n", Paint::stdout().bold(title));
        text.push_str(&figures(&change));
        moves(&mut text, now, &change);
        text
    })
}

fn figures(change: &Change) -> String {
    let n = |n: i64| u64::try_from(n).unwrap_or(0);
    let pairs = counted("cli.match.pairs", n(change.pairs.now), &[]);
    let by = |now: i64, before: i64| match now - before {
        0 => word("cli.match.lock.as_before"),
        by => format!("{by:+}"),
    };
    let args = [
        ("pairs", pairs),
        ("pairs_by", by(change.pairs.now, change.pairs.before)),
        ("worth", change.worth.now.to_string()),
        ("worth_by", by(change.worth.now, change.worth.before)),
    ];
    format!("{}\n", filled("cli.match.lock.figures", &args))
}

fn moves(text: &mut String, now: &Run, change: &Change) {
    for moved in &change.moves {
        let _ = writeln!(text, "   {}", wording::moved(now, moved));
    }
}
