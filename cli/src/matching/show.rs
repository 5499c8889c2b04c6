//! A plan as a table: who with whom, how well, and who is left.

use super::wording;
use crate::term::{Paint, one_line};
use crate::words::{counted, filled, word};
use rapport_core::matching::{Group, Outcome, Pair, Run};
use std::fmt::Write as _;

/// Characters of the longest name in a table, and of the shortest column.
const NAME: usize = 36;
const NARROW: usize = 12;
/// Blocks of a whole bar.
const BLOCKS: usize = 10;
/// From where on a score is good, and below which it is a poor one.
const GOOD: u16 = 700;
const POOR: u16 = 450;

pub(super) fn plan(run: &Run, outcome: &Outcome) -> String {
    let paint = Paint::stdout();
    let totals = &outcome.totals;
    let n = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
    let parts = [
        counted("cli.match.mentees", n(totals.mentees), &[]),
        counted("cli.match.mentors", n(totals.mentors), &[]),
        counted("cli.match.places", n(totals.places), &[]),
        counted("cli.match.pairs", n(totals.pairs), &[]),
    ];
    let mut text = format!("{}\n{}\n", paint.bold(&one_line(&outcome.round)), parts.join(" · "));
    if let (Some(lowest), Some(mean)) = (totals.lowest, totals.mean) {
        let args = [("lowest", lowest.to_string()), ("mean", mean.to_string())];
        let _ = writeln!(text, "{}", filled("cli.match.scores", &args));
    }
    if totals.blocking > 0 {
        let _ = writeln!(text, "{}", counted("cli.match.blocking", n(totals.blocking), &[]));
    }
    if !outcome.pairs.is_empty() {
        text.push('\n');
    }
    let wide = width(outcome.pairs.iter().flat_map(|pair| [name(run, &pair.mentee), name(run, &pair.mentor)]));
    for pair in &outcome.pairs {
        text.push_str(&line(run, pair, wide, paint));
    }
    left(&mut text, run, outcome, paint);
    for must in &outcome.musts {
        let args = [("question", one_line(&must.question)), ("alone", must.alone.to_string())];
        let _ = writeln!(text, "{}", counted("cli.match.must", n(must.removes), &args));
    }
    audit(&mut text, &outcome.audit, paint);
    let _ = writeln!(text, "\n{}", paint.dim(&filled("cli.match.hash", &[("hash", outcome.hash.clone())])));
    let _ = writeln!(text, "{}", paint.dim(&word("cli.match.next")));
    text
}

fn left(text: &mut String, run: &Run, outcome: &Outcome, paint: Paint) {
    if !outcome.unmatched.is_empty() {
        let _ = writeln!(text, "\n{}", paint.bold(&word("cli.match.unmatched")));
    }
    let wide = width(outcome.unmatched.iter().map(|one| name(run, &one.mentee)));
    for one in &outcome.unmatched {
        let _ =
            writeln!(text, "{}  {}", padded(&name(run, &one.mentee), wide), wording::fix(run, &one.mentee, &one.fix));
    }
    if !outcome.open.is_empty() {
        let _ = writeln!(text, "\n{}", paint.bold(&word("cli.match.open")));
    }
    let wide = width(outcome.open.iter().map(|one| name(run, &one.mentor)));
    for one in &outcome.open {
        let n = u64::try_from(one.places).unwrap_or(u64::MAX);
        let _ = writeln!(text, "{}  {}", padded(&name(run, &one.mentor), wide), counted("cli.match.places", n, &[]));
    }
    if !outcome.musts.is_empty() {
        text.push('\n');
    }
}

fn line(run: &Run, pair: &Pair, wide: usize, paint: Paint) -> String {
    let (mentee, mentor) = (padded(&name(run, &pair.mentee), wide), padded(&name(run, &pair.mentor), wide));
    let mut text = format!("{mentee}  {mentor}  {} {:>4}", scored(pair.score, &bar(pair.score), paint), pair.score);
    let sure = filled("cli.match.sure", &[("percent", (pair.confidence / 10).to_string())]);
    let _ = write!(text, "  {sure}");
    for (there, key) in [(pair.locked, "cli.match.locked"), (pair.fragile, "cli.match.fragile")] {
        if there {
            let _ = write!(text, " · {}", word(key));
        }
    }
    text + "\n"
}

fn audit(text: &mut String, groups: &[Group], paint: Paint) {
    if !groups.is_empty() {
        let _ = writeln!(text, "\n{}", paint.bold(&word("cli.match.audit")));
    }
    let called = |group: &Group| format!("{}: {}", one_line(&group.question), one_line(&group.answer));
    let wide = width(groups.iter().map(called));
    for group in groups {
        let named = padded(&called(group), wide);
        let Some(told) = group.told else {
            let _ = writeln!(text, "{named}  {}", paint.dim(&word("cli.match.too_few")));
            continue;
        };
        let args = [
            ("percent", (told.unmatched / 10).to_string()),
            ("mean", told.mean_score.map_or_else(|| "–".to_owned(), |mean| mean.to_string())),
        ];
        let n = u64::try_from(told.mentees).unwrap_or(u64::MAX);
        let _ = writeln!(text, "{named}  {}", counted("cli.match.group", n, &args));
    }
}

/// What somebody is called.
pub(super) fn name(run: &Run, id: &str) -> String {
    run.pool().person(id).map_or_else(|| one_line(id), |one| one_line(&one.name))
}

/// How wide a column of names is.
fn width(names: impl Iterator<Item = String>) -> usize {
    names.map(|name| name.chars().count()).max().unwrap_or(0).clamp(NARROW, NAME)
}

/// A name as wide as its column.
fn padded(name: &str, wide: usize) -> String {
    let short: String = if name.chars().count() > NAME {
        name.chars().take(NAME - 1).chain(['…']).collect()
    } else {
        name.to_owned()
    };
    format!("{short:<wide$}")
}

/// A share of a thousand as blocks.
pub(super) fn bar(share: u16) -> String {
    let full = usize::from(share) * BLOCKS / 1000;
    let full = full.min(BLOCKS);
    "█".repeat(full) + &"░".repeat(BLOCKS - full)
}

pub(super) fn scored(score: u16, text: &str, paint: Paint) -> String {
    match score {
        GOOD.. => paint.good(text),
        0..POOR => paint.bad(text),
        _ => text.to_owned(),
    }
}
