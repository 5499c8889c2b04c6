//! Words for what the core says, from the same strings as the apps.

use rapport_core::checkins::Language;
use rapport_core::domain::{Arg, Spoken};
use std::collections::BTreeMap;
use std::sync::OnceLock;

const EN: &str = include_str!("../../bindings/strings/en.toml");
const DE: &str = include_str!("../../bindings/strings/de.toml");

/// What the environment asks for, such as `de_CH.UTF-8`.
fn wanted() -> Option<String> {
    let names = ["LC_ALL", "LC_MESSAGES", "LANG"];
    names.iter().find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
}

/// The language of whoever reads; English where the environment names none.
pub(crate) fn language() -> Language {
    let named = wanted().unwrap_or_default();
    let tag = named.split(['.', '@']).next().unwrap_or_default().replace('_', "-");
    [tag.as_str(), "en"].iter().find_map(|tag| Language::new(tag).ok()).unwrap_or_else(Language::english)
}

/// The words of the language that the environment asks for; English otherwise.
fn table() -> &'static BTreeMap<String, String> {
    static WORDS: OnceLock<BTreeMap<String, String>> = OnceLock::new();
    WORDS.get_or_init(|| {
        let text = if wanted().is_some_and(|name| name.starts_with("de")) { DE } else { EN };
        let mut words = BTreeMap::new();
        if let Ok(tree) = text.parse::<toml::Table>() {
            for (area, value) in tree {
                flatten(area, &value, &mut words);
            }
        }
        words
    })
}

/// `[goal]` with `state.draft` becomes `goal.state.draft`.
fn flatten(key: String, value: &toml::Value, words: &mut BTreeMap<String, String>) {
    match value {
        toml::Value::String(text) => {
            words.insert(key, text.clone());
        }
        toml::Value::Table(inner) => {
            for (name, value) in inner {
                flatten(format!("{key}.{name}"), value, words);
            }
        }
        _ => {}
    }
}

/// What stands under a key; the key itself where nothing does.
pub(crate) fn word(key: &str) -> String {
    table().get(key).cloned().unwrap_or_else(|| key.to_owned())
}

/// The same with values in its places.
pub(crate) fn filled(key: &str, args: &[(&str, String)]) -> String {
    let mut text = word(key);
    for (name, value) in args {
        text = text.replace(&format!("{{{name}}}"), value);
    }
    text
}

/// The form of a key for this number.
pub(crate) fn counted(key: &str, n: u64, args: &[(&str, String)]) -> String {
    let form = if n == 1 { "one" } else { "other" };
    let mut all = vec![("n", n.to_string())];
    all.extend(args.iter().cloned());
    filled(&format!("{key}.{form}"), &all)
}

/// Something that the core says.
pub(crate) fn say(spoken: &dyn Spoken) -> String {
    let args: Vec<(&str, String)> = spoken.args().iter().map(|(name, arg)| (*name, argument(arg))).collect();
    filled(spoken.key(), &args)
}

fn argument(arg: &Arg) -> String {
    match arg {
        Arg::Number(n) => n.to_string(),
        Arg::Word(key) => word(key),
        Arg::Words(keys) => keys.iter().map(|key| word(key)).collect::<Vec<_>>().join(", "),
        Arg::Day(day) => day.to_string(),
        Arg::Time(civil) => format!("{} {} ({})", civil.day, civil.time, civil.zone),
        Arg::Person(person) => person.short(),
        Arg::Text(text) => crate::term::one_line(text),
    }
}

#[cfg(test)]
mod tests;
