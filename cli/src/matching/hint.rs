//! What would fit in a file of people, beyond what is wrong with it.

use crate::words::{filled, word};
use rapport_core::domain::json::FileFault;
use rapport_core::matching::file::FileRefused;
use rapport_core::matching::{Part, Person, Place, Settings};

/// What to write instead, where more can be said than for all files.
pub(super) fn of(refused: &FileRefused) -> Option<String> {
    match refused.fault {
        FileFault::NotJson => Some(word("cli.match.hint.json")),
        FileFault::OutOfRange => range(&refused.place)
            .map(|(from, to)| filled("cli.match.hint.range", &[("from", from.to_string()), ("to", to.to_string())])),
        _ if refused.place.0.is_empty() && refused.fault == FileFault::BadText => Some(word("cli.match.hint.utf8")),
        _ if refused.barred.is_some() => None,
        FileFault::Missing if names(&refused.place).eq(["people", "mentee"]) => Some(word("cli.match.hint.role")),
        fault => names(&refused.place).find_map(|name| key(name, fault)).map(word),
    }
}

/// The names on the way; those that people gave stand at its end.
fn names(place: &Place) -> impl Iterator<Item = &str> {
    place.0.iter().filter_map(|part| if let Part::Name(name) = part { Some(name.as_str()) } else { None })
}

fn key(name: &str, fault: FileFault) -> Option<&'static str> {
    Some(match (name, fault) {
        ("free", FileFault::BadText) => "cli.match.hint.hours",
        ("free", FileFault::Unknown) => "cli.match.hint.days",
        ("languages", FileFault::BadText) => "cli.match.hint.language",
        ("modes", FileFault::Unknown) => "cli.match.hint.modes",
        ("why", FileFault::Unknown) => "cli.match.hint.why",
        ("match", FileFault::Unknown) => "cli.match.hint.version",
        ("must", FileFault::DoesNotFit) => "cli.match.hint.must",
        ("must", FileFault::TooMany) => "cli.match.hint.musts",
        ("wishes" | "one" | "other" | "mentee" | "mentor", FileFault::DoesNotFit) => "cli.match.hint.id",
        _ => return None,
    })
}

/// What a number may be.
fn range(place: &Place) -> Option<(u16, u16)> {
    let small = |from: u8, to: u8| (u16::from(from), u16::from(to));
    names(place).find_map(|name| {
        Some(match name {
            "slots" | "mentees" => small(0, Person::SLOTS),
            "skills" => small(1, Person::SKILL),
            "needs" => small(1, Person::LEVELS),
            "topics" => small(1, Person::LEVELS),
            "style" => small(1, Person::STYLE),
            "rounds" => small(0, Person::ROUNDS),
            "load" => (0, Settings::LOAD),
            "least_minutes" => (0, Settings::WEEK),
            "enough_minutes" => (1, Settings::WEEK),
            "least_group" => (2, Settings::MOST),
            "weights" | "floor" | "waiting" | "waiting_most" => (0, Settings::MOST),
            _ => return None,
        })
    })
}
