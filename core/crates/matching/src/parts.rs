//! The six parts of a score, each from nothing to a thousand, in whole
//! numbers.

use crate::settings::{COMPONENTS, Component, Settings};
use crate::traits::Traits;

/// Nothing is known of it.
pub(crate) const UNKNOWN: u16 = u16::MAX;
/// It was not asked for, and nothing is missing without it.
pub(crate) const UNASKED: u16 = u16::MAX - 1;
/// Between liking and not: of whom nothing was said.
const NEUTRAL: u16 = 500;

/// In the order of [`Component::ALL`].
pub(crate) type Parts = [u16; COMPONENTS];

pub(crate) fn of(mentee: &Traits, mentor: &Traits, row: usize, col: usize, minutes: u32, settings: &Settings) -> Parts {
    [
        skills(mentee, mentor),
        style(mentee, mentor),
        wishes(mentee, mentor, row, col),
        time(mentee, mentor, minutes, settings),
        topics(mentee, mentor),
        background(mentee, mentor),
    ]
}

/// Both lists are sorted by word: pairs of steps, none for a word that one of
/// them has not.
fn side_by_side(one: &[(u32, u8)], other: &[(u32, u8)], mut each: impl FnMut(u8, u8)) {
    let (mut a, mut b) = (one.iter().peekable(), other.iter().peekable());
    while let (Some((left, step)), Some((right, other_step))) = (a.peek(), b.peek()) {
        match left.cmp(right) {
            std::cmp::Ordering::Equal => {
                each(*step, *other_step);
                a.next();
                b.next();
            }
            std::cmp::Ordering::Less => {
                a.next();
            }
            std::cmp::Ordering::Greater => {
                b.next();
            }
        }
    }
}

/// The nearest whole share of a thousand.
fn share(part: u32, whole: u32) -> u16 {
    u16::try_from((part * 1000 + whole / 2) / whole.max(1)).unwrap_or(1000).min(1000)
}

/// How much of what is needed is known, the more urgent counting more.
fn skills(mentee: &Traits, mentor: &Traits) -> u16 {
    if mentee.skills.is_empty() || mentor.skills.is_empty() {
        return UNKNOWN;
    }
    let wanted: u32 = mentee.skills.iter().map(|(_, need)| u32::from(*need)).sum();
    let mut covered = 0;
    side_by_side(&mentee.skills, &mentor.skills, |need, level| covered += u32::from(need) * u32::from(level));
    share(covered, wanted * u32::from(crate::person::Person::SKILL))
}

/// How near they are in what both have said, on average.
fn style(one: &Traits, other: &Traits) -> u16 {
    let (mut both, mut apart) = (0, 0);
    side_by_side(&one.style, &other.style, |step, other| {
        both += 1;
        apart += u32::from(step.abs_diff(other));
    });
    let widest = both * u32::from(crate::person::Person::STYLE - 1);
    if both == 0 { UNKNOWN } else { share(widest - apart.min(widest), widest) }
}

/// The geometric mean of what each of them thinks of the other.
fn wishes(mentee: &Traits, mentor: &Traits, row: usize, col: usize) -> u16 {
    if mentee.wishes.is_empty() && mentor.wishes.is_empty() {
        return UNKNOWN;
    }
    let one = mentee.wishes.get(&col).copied().unwrap_or(NEUTRAL);
    let other = mentor.wishes.get(&row).copied().unwrap_or(NEUTRAL);
    let root = (u32::from(one) * u32::from(other)).isqrt();
    u16::try_from(root).unwrap_or(1000)
}

/// How much of the time that is enough they have. More is not better, so
/// nobody gains by saying less than is true.
fn time(mentee: &Traits, mentor: &Traits, minutes: u32, settings: &Settings) -> u16 {
    if mentee.week.is_empty() || mentor.week.is_empty() {
        return if mentee.writing && mentor.writing { UNASKED } else { UNKNOWN };
    }
    share(minutes.min(u32::from(settings.enough_minutes)), u32::from(settings.enough_minutes))
}

/// What both have, of all that either has: long lists do not win.
fn topics(one: &Traits, other: &Traits) -> u16 {
    if one.topics.is_empty() || other.topics.is_empty() {
        return UNKNOWN;
    }
    let mut both = 0;
    side_by_side(&one.topics, &other.topics, |step, other| both += u32::from(step.min(other)));
    share(both, one.topics_in_all + other.topics_in_all - both)
}

/// How much of the background that was asked for is there.
fn background(mentee: &Traits, mentor: &Traits) -> u16 {
    if mentee.background.is_empty() {
        return UNASKED;
    }
    if !mentor.background_told {
        return UNKNOWN;
    }
    let there = mentee.background.iter().filter(|one| mentor.background.binary_search(one).is_ok()).count();
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX / 2000);
    share(count(there), count(mentee.background.len()))
}

/// The score and how sure it is, both of a thousand. Of what is not known the
/// weight goes to the rest and the certainty down; of nothing at all the score
/// is the middle.
pub(crate) fn score(parts: &Parts, weights: &[u16; COMPONENTS]) -> (u16, u16) {
    let (mut sum, mut known, mut asked) = (0_u32, 0_u32, 0_u32);
    for (part, weight) in parts.iter().zip(weights) {
        let weight = u32::from(*weight);
        match *part {
            UNASKED => {}
            UNKNOWN => asked += weight,
            part => {
                sum += weight * u32::from(part);
                known += weight;
                asked += weight;
            }
        }
    }
    if known == 0 {
        return (NEUTRAL, 0);
    }
    let score = u16::try_from((sum + known / 2) / known).unwrap_or(1000);
    (score.min(1000), share(known, asked))
}

/// One bar of an explanation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Bar {
    pub component: Component,
    /// Of a thousand; none where nothing is known, or nothing was asked for.
    pub share: Option<u16>,
    /// Whether nothing is missing where there is no share.
    pub unasked: bool,
    /// What it counts after the weight of what is missing went to the rest, of
    /// a thousand.
    pub weight: u16,
    /// What it adds to the score, rounded.
    pub points: u16,
}

pub(crate) fn bars(parts: &Parts, weights: &[u16; COMPONENTS]) -> Vec<Bar> {
    let there = |part: &u16| *part < UNASKED;
    let known: u32 =
        parts.iter().zip(weights).filter(|(part, _)| there(part)).map(|(_, weight)| u32::from(*weight)).sum();
    let all = Component::ALL.iter().zip(parts).zip(weights);
    all.map(|((component, part), weight)| {
        let share_of = there(part).then_some(*part);
        let weight = if share_of.is_some() && known > 0 { share(u32::from(*weight), known) } else { 0 };
        let points = share(u32::from(weight) * u32::from(share_of.unwrap_or(0)) / 1000, 1000);
        Bar { component: *component, share: share_of, unasked: *part == UNASKED, weight, points }
    })
    .collect()
}
