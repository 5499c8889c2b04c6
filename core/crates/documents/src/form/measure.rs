//! A measure is one text: its kind, then baseline, target and unit for kinds
//! with figures: `amount 0 12.5 km`, `percent 0 80`, `yes_no`.

use rapport_domain::measure::{Measure, MeasureKind, Reading};
use rapport_domain::{GasLevel, PerMille};

pub(crate) fn write_measure(measure: &Measure) -> String {
    let kind = measure.kind.name();
    match measure.kind {
        MeasureKind::YesNo | MeasureKind::Levels | MeasureKind::Newer => kind.to_owned(),
        _ if measure.unit.is_empty() => format!("{kind} {} {}", measure.baseline, measure.target),
        _ => format!("{kind} {} {} {}", measure.baseline, measure.target, measure.unit),
    }
}

pub(crate) fn read_measure(text: &str) -> Option<Measure> {
    let mut parts = text.splitn(4, ' ');
    let newer = Measure { kind: MeasureKind::Newer, ..Measure::yes_no() };
    let Some(kind) = parts.next().and_then(MeasureKind::from_name) else { return Some(newer) };
    match kind {
        MeasureKind::YesNo => Some(Measure::yes_no()),
        MeasureKind::Levels => Some(Measure::levels()),
        MeasureKind::Newer => Some(newer),
        _ => {
            let (baseline, target) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
            let unit = parts.next().unwrap_or_default().to_owned();
            Measure { kind, baseline, target, unit }.tidy().ok()
        }
    }
}

/// What an entry of progress found: `amount 7`, `reached yes`, `level more`,
/// `share 500`.
pub(crate) fn write_reading(reading: &Reading) -> String {
    match reading {
        Reading::Amount(amount) => format!("amount {amount}"),
        Reading::Reached(true) => "reached yes".to_owned(),
        Reading::Reached(false) => "reached no".to_owned(),
        Reading::Level(level) => format!("level {}", level.name()),
        Reading::Share(share) => format!("share {}", share.get()),
    }
}

pub(crate) fn read_reading(text: &str) -> Option<Reading> {
    let (kind, value) = text.split_once(' ')?;
    match (kind, value) {
        ("amount", value) => value.parse().ok().map(Reading::Amount),
        ("reached", "yes") => Some(Reading::Reached(true)),
        ("reached", "no") => Some(Reading::Reached(false)),
        ("level", value) => GasLevel::from_name(value).map(Reading::Level),
        ("share", value) => PerMille::new(value.parse().ok()?).ok().map(Reading::Share),
        _ => None,
    }
}
