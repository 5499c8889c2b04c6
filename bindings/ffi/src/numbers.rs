//! Numbers and lists that the core keeps within bounds. What is out of them
//! becomes `Failure.Invalid` of the call that was given it.

use crate::failure::{Failure, Field, Problem};
use crate::ids::PersonId;
use crate::time::read;
use std::collections::BTreeSet;

pub use rapport_core::domain::gas::Weight;
pub use rapport_core::domain::meeting::Minutes;
pub use rapport_core::domain::{DecimalMark, PerMille, Quantity};

/// The words of the five levels of attainment, lowest first.
pub type Levels = [String; 5];
/// Several people.
pub type Persons = BTreeSet<PersonId>;

/// What stands between a number and its parts where a person lives.
#[uniffi::remote(Enum)]
pub enum DecimalMark {
    /// 12.5, and 1,250 for more than a thousand.
    Point,
    /// 12,5, and 1.250 for more than a thousand.
    Comma,
}

// A figure with a point, as programs write it: `12.5`. What a person types goes through `Goals.figure`.
uniffi::custom_type!(Quantity, String, {
    remote,
    try_lift: |text| read(&text, Field::Reading),
    lower: |quantity| quantity.to_string(),
});

// Thousandths of the way.
uniffi::custom_type!(PerMille, u32, {
    remote,
    try_lift: |thousandths| {
        let fits = u16::try_from(thousandths).unwrap_or(u16::MAX);
        PerMille::new(fits).map_err(|problem| Failure::from(problem.of(Field::Reading)).into())
    },
    lower: |share| u32::from(share.get()),
});

// How much a goal counts, 1 to 10.
uniffi::custom_type!(Weight, u32, {
    remote,
    try_lift: |weight| Weight::new(i64::from(weight)).map_err(|broken| Failure::from(broken).into()),
    lower: |weight| u32::from(weight.get()),
});

// How long something takes, 1 minute to 24 hours.
uniffi::custom_type!(Minutes, u32, {
    remote,
    try_lift: |minutes| Minutes::new(i64::from(minutes)).map_err(|broken| Failure::from(broken).into()),
    lower: |minutes| u32::from(minutes.get()),
});

uniffi::custom_type!(Levels, Vec<String>, {
    remote,
    try_lift: |words| {
        let wrong = |_| Failure::from(Problem::DoesNotFit.of(Field::Level)).into();
        <[String; 5]>::try_from(words).map_err(wrong)
    },
    lower: |levels| levels.to_vec(),
});

uniffi::custom_type!(Persons, Vec<PersonId>, {
    remote,
    try_lift: |list| Ok(list.into_iter().collect()),
    lower: |set| set.into_iter().collect(),
});
