//! Whom to turn to, as a screen shows it.

use crate::command::help::kept;
use crate::error::NodeResult;
use crate::view::Lens;
use rapport_domain::checkin::HelpEntry;
use rapport_domain::time::Day;

/// A place to turn to.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct HelpPlace {
    pub name: String,
    pub about: String,
    pub region: String,
    pub languages: Vec<String>,
    /// For when it cannot wait; these come first.
    pub urgent: bool,
    pub phone: Option<String>,
    pub link: Option<String>,
    pub hours: String,
    /// The address it was read from; empty where it has no telephone number.
    pub source: String,
    /// The day it was read.
    pub checked: Option<Day>,
}

/// The help directory of this device.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct HelpView {
    /// Empty until a programme or the person has filled it.
    pub places: Vec<HelpPlace>,
    /// The key whose directory is shown, 64 hexadecimal digits.
    pub trusted_key: Option<String>,
}

/// The help directory.
///
/// # Errors
/// The storage failed.
pub fn help(lens: &Lens<'_>) -> NodeResult<HelpView> {
    let kept = kept(lens.conn)?;
    let place = |entry: HelpEntry| {
        let (source, checked) = entry.source.map_or((String::new(), None), |(source, day)| (source, Some(day)));
        HelpPlace {
            name: entry.name,
            about: entry.about,
            region: entry.region,
            languages: entry.languages.iter().map(ToString::to_string).collect(),
            urgent: entry.urgent,
            phone: entry.phone,
            link: entry.link,
            hours: entry.hours,
            source,
            checked,
        }
    };
    Ok(HelpView { places: kept.directory.entries.into_iter().map(place).collect(), trusted_key: kept.key })
}
