//! What can be written behind an option: one of a few names, a number in a
//! range, or `none` to take away what stands there.

use crate::pick::{bare, day};
use crate::words::say;
use rapport_core::domain::Problem;
use rapport_core::domain::gas::{GasLevel, Weight};
use rapport_core::domain::goal::{Confidence, Horizon};
use rapport_core::domain::measure::MeasureKind;
use rapport_core::domain::number::{PerMille, Quantity};
use rapport_core::domain::time::Day;
use rapport_core::notes::LineKind;

/// A value; without one, what stands there is taken away.
#[derive(Debug, Clone)]
pub(crate) struct OrNone<T>(pub(crate) Option<T>);

/// What takes a value away.
const NONE: &str = "none";

fn or_none<T>(text: &str, read: impl FnOnce(&str) -> Result<T, String>) -> Result<OrNone<T>, String> {
    if text == NONE { Ok(OrNone(None)) } else { read(text).map(|value| OrNone(Some(value))) }
}

/// One of these by its name; the names where it is none of them.
fn named<T: Copy>(text: &str, known: &[T], name: impl Fn(T) -> &'static str) -> Result<T, String> {
    let found = known.iter().copied().find(|one| name(*one) == text);
    found.ok_or_else(|| known.iter().map(|one| name(*one)).collect::<Vec<_>>().join(", "))
}

/// A whole number of a range that a rule names.
fn number<T>(text: &str, min: i64, max: i64, read: impl FnOnce(i64) -> Option<T>) -> Result<T, String> {
    let number: i64 = text.parse().map_err(|_| bare(&Problem::NotANumber))?;
    read(number).ok_or_else(|| bare(&Problem::OutOfRange { min, max }))
}

pub(crate) fn day_or_none(text: &str) -> Result<OrNone<Day>, String> {
    or_none(text, day)
}

pub(crate) fn horizon(text: &str) -> Result<OrNone<Horizon>, String> {
    or_none(text, |text| named(text, Horizon::ALL, Horizon::name))
}

pub(crate) fn confidence(text: &str) -> Result<OrNone<Confidence>, String> {
    or_none(text, |text| number(text, 1, 5, |n| Confidence::from_number(n).ok()))
}

pub(crate) fn weight(text: &str) -> Result<Weight, String> {
    number(text, 1, i64::from(Weight::MOST), |n| Weight::new(n).ok())
}

pub(crate) fn level(text: &str) -> Result<GasLevel, String> {
    number(text, -2, 2, |n| GasLevel::from_number(n).ok())
}

/// A share of the way, written in percent.
pub(crate) fn percent(text: &str) -> Result<PerMille, String> {
    number(text, 0, 100, |n| (0..=100).contains(&n).then(|| PerMille::of(n.into(), 100)))
}

pub(crate) fn measure(text: &str) -> Result<OrNone<MeasureKind>, String> {
    const KNOWN: [MeasureKind; 5] =
        [MeasureKind::Amount, MeasureKind::Percent, MeasureKind::Rating, MeasureKind::YesNo, MeasureKind::Levels];
    or_none(text, |text| named(text, &KNOWN, MeasureKind::name))
}

/// A figure in either way of writing decimals.
pub(crate) fn quantity(text: &str) -> Result<Quantity, String> {
    Quantity::typed_anywhere(text).map_err(|problem| bare(&problem))
}

/// What a line of a note is.
pub(crate) fn line_kind(text: &str) -> Result<LineKind, String> {
    named(text, &LineKind::ALL, |kind| kind.name().unwrap_or("paragraph"))
}

/// A thing's number in a list, or `none`.
pub(crate) fn nth_or_none(text: &str) -> Result<OrNone<usize>, String> {
    or_none(text, |text| text.parse().map_err(|_| bare(&Problem::NotANumber)))
}

/// What a level means, from two words of the command line.
pub(crate) fn meanings(pairs: Vec<String>) -> Result<Vec<(GasLevel, String)>, String> {
    let mut pairs = pairs.into_iter();
    let mut all = Vec::new();
    while let (Some(number), Some(text)) = (pairs.next(), pairs.next()) {
        let level = level(&number).map_err(|why| format!("--scale: {number}: {why}"))?;
        all.push((level, text));
    }
    Ok(all)
}

/// Words for a level, with the number by which it is named here.
pub(crate) fn level_words(level: GasLevel) -> String {
    format!("{} {}", level.number(), say(&level))
}
