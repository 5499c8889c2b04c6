//! Settings about reminders among all that a person has chosen: one name each,
//! so that what two devices set meets without loss.

use rapport_documents::read::Setting;
use rapport_domain::reminder::{Kind, QuietHours, Settings, SettingsAct, Used};
use rapport_domain::time::{Millis, TimeOfDay};
use rapport_ids::DeviceId;

const QUIET: &str = "reminders.quiet";
const WEEKENDS: &str = "reminders.quiet_weekends";
const PAUSE: &str = "reminders.paused_until";
const OFF: &str = "reminders.off.";
const USUAL: &str = "reminders.usual";
const RINGS: &str = "reminders.rings";
const EXACT: &str = "reminders.exact_meetings";
const USED: &str = "reminders.used.";

/// What stands for no quiet hours at all.
const NEVER: &str = "never";

type Chosen = rapport_documents::read::Settings;

/// What is not there, or cannot be understood, is as it comes.
pub(super) fn read(chosen: &Chosen) -> Settings {
    let flag = |name: &str| matches!(chosen.get(name), Some(Setting::Flag(true)));
    let text = |name: &str| match chosen.get(name) {
        Some(Setting::Text(text)) => Some(text.as_str()),
        _ => None,
    };
    let usual = Settings::default();
    Settings {
        quiet: match text(QUIET) {
            Some(NEVER) => None,
            Some(hours) => quiet(hours).or(usual.quiet),
            None => usual.quiet,
        },
        quiet_weekends: flag(WEEKENDS),
        paused_until: text(PAUSE).and_then(|day| day.parse().ok()),
        off: Kind::ALL.iter().copied().filter(|kind| flag(&off(*kind))).collect(),
        usual: text(USUAL).and_then(|time| time.parse().ok()).unwrap_or(usual.usual),
        rings: text(RINGS).and_then(|device| device.parse().ok()),
        exact_meetings: flag(EXACT),
    }
}

/// Under which name an act is kept, and what.
pub(super) fn written(act: &SettingsAct) -> (String, Option<Setting>) {
    let text = |text: Option<String>| text.map(Setting::Text);
    match act {
        SettingsAct::Quiet(Some(hours)) => (QUIET.to_owned(), text(Some(format!("{}-{}", hours.from(), hours.to())))),
        SettingsAct::Quiet(None) => (QUIET.to_owned(), text(Some(NEVER.to_owned()))),
        SettingsAct::QuietWeekends(on) => (WEEKENDS.to_owned(), Some(Setting::Flag(*on))),
        SettingsAct::Pause(until) => (PAUSE.to_owned(), text(until.map(|day| day.to_string()))),
        SettingsAct::Kind { kind, on } => (off(*kind), Some(Setting::Flag(!on))),
        SettingsAct::Usual(time) => (USUAL.to_owned(), text(Some(time.to_string()))),
        SettingsAct::Rings(device) => (RINGS.to_owned(), text(device.map(|device| device.to_string()))),
        SettingsAct::ExactMeetings(on) => (EXACT.to_owned(), Some(Setting::Flag(*on))),
    }
}

/// When each device was last used, as far as they have said so.
pub(super) fn used(chosen: &Chosen) -> Vec<Used> {
    let all = chosen.iter().filter_map(|(name, setting)| {
        let device = name.strip_prefix(USED)?.parse().ok()?;
        let Setting::Number(at) = setting else { return None };
        Some(Used { device, at: Millis(*at) })
    });
    all.collect()
}

pub(super) fn used_now(device: DeviceId, now_ms: i64) -> (String, Setting) {
    (format!("{USED}{device}"), Setting::Number(now_ms))
}

fn off(kind: Kind) -> String {
    format!("{OFF}{}", kind.name())
}

fn quiet(text: &str) -> Option<QuietHours> {
    let (from, to) = text.split_once('-')?;
    let time = |text: &str| text.parse::<TimeOfDay>().ok();
    QuietHours::new(time(from)?, time(to)?).ok()
}
