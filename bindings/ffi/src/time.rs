//! Instants, days, times and zones. An instant crosses as a number and a day as a text, which are what the other
//! language has for them; wall times and zones are texts there too. What is not acceptable becomes
//! `Failure.Invalid` of the call that was given it.

use crate::failure::{Failure, Field, Problem};
pub use rapport_core::domain::person::Language;
pub use rapport_core::domain::time::{Wall, Weekday};
pub use rapport_core::domain::{Civil, Day, Due, Millis as Moment, TimeOfDay, Zone};

/// Reads a text, or says of which field it is not acceptable.
pub(crate) fn read<T: std::str::FromStr<Err = Problem>>(text: &str, field: Field) -> uniffi::Result<T> {
    text.parse::<T>().map_err(|problem| Failure::from(problem.of(field)).into())
}

// The years 1 to 9999: what every language has an instant for, exact to the millisecond.
const EARLIEST: i64 = -62_135_596_800_000;
const LATEST: i64 = 253_402_300_799_999;

// An instant, in milliseconds since 1970. What a wrong clock said beyond those years is told as their end; who
// says it here is refused, be it because their own type holds more or because it holds what is no time at all.
uniffi::custom_type!(Moment, i64, {
    remote,
    try_lift: |ms| {
        let beyond = || Failure::from(Problem::OutOfRange { min: EARLIEST, max: LATEST }.of(Field::Time)).into();
        (EARLIEST..=LATEST).contains(&ms).then_some(Moment(ms)).ok_or_else(beyond)
    },
    lower: |at| at.0.clamp(EARLIEST, LATEST),
});

// A date of the calendar, such as `2026-03-01`.
uniffi::custom_type!(Day, String, { remote, try_lift: |text| read(&text, Field::Date), lower: |day| day.to_string() });

// Wall time with its zone, such as `2026-03-01T17:30[Europe/Zurich]`.
uniffi::custom_type!(Civil, String, {
    remote,
    try_lift: |text| read(&text, Field::Slot),
    lower: |civil| civil.to_string(),
});

// Wall time, such as `17:30`.
uniffi::custom_type!(TimeOfDay, String, {
    remote,
    try_lift: |text| read(&text, Field::Time),
    lower: |time| time.to_string(),
});

// The name of a time zone, such as `Europe/Zurich`.
uniffi::custom_type!(Zone, String, { remote, try_lift: |text| read(&text, Field::Zone), lower: |zone| zone.to_string() });

// The short name of a language, such as `de` or `pt-BR`.
uniffi::custom_type!(Language, String, {
    remote,
    try_lift: |text| read(&text, Field::Languages),
    lower: |language| language.to_string(),
});

/// When something is due.
#[uniffi::remote(Enum)]
pub enum Due {
    /// At some time of that day, wherever one is.
    On(Day),
    /// At a time, at a place.
    At(Civil),
}

/// What a calendar and a clock on some wall show.
#[uniffi::remote(Record)]
pub struct Wall {
    /// The date.
    pub day: Day,
    /// The time of day.
    pub time: TimeOfDay,
}

/// A day of the week.
#[uniffi::remote(Enum)]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}
