//! Points in time, days, and wall times with their zone. What people agree on
//! is kept as they said it (I17): a date, a time and a place; the instant is
//! worked out when it is needed, with the zone's rules of that day.
//!
//! Nothing here asks a clock, and nothing adds 24 hours to mean "tomorrow".

mod cached;
mod civil;
mod day;
mod due;
mod millis;
mod probe;
mod table;
mod zone;

pub use cached::CachedZones;
pub use civil::{Civil, Wall};
pub use day::{Day, TimeOfDay, Weekday};
pub use due::{Due, Here};
pub use millis::Millis;
pub use probe::transitions_by_probe;
pub use table::{Landing, Resolved, ZoneTable};
pub use zone::{Transition, UnknownZone, Zone, ZoneRules};

/// Text is the form of these in JSON and in documents.
macro_rules! text_form {
    ($name:ident) => {
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                crate::text::from_text(from)
            }
        }
    };
}
pub(crate) use text_form;

#[cfg(test)]
pub(crate) mod tests;
