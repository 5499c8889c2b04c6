//! Everything the core can say is said in every language, and every language
//! says the same.

// Helpers of tests outside of a test function; what fails here fails a test.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use rapport_domain::words::{self, Word};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

const PLURALS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];
/// The plural forms that each language needs for whole numbers.
const NEEDED: [(&str, &[&str]); 2] = [("en", &["one", "other"]), ("de", &["one", "other"])];
/// Filled in every refusal, beside what the refusal itself holds.
const REFUSALS: [&str; 2] = ["problem.", "rule."];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..")
}

/// What stands under one key: one text, or one a plural form.
#[derive(Debug, PartialEq)]
enum Said {
    Text(String),
    Counted(BTreeMap<String, String>),
}

impl Said {
    fn texts(&self) -> Vec<(&str, &str)> {
        match self {
            Self::Text(text) => vec![("", text)],
            Self::Counted(forms) => forms.iter().map(|(form, text)| (form.as_str(), text.as_str())).collect(),
        }
    }

    /// The text that has every placeholder.
    fn full(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::Counted(forms) => forms.get("other").map_or("", String::as_str),
        }
    }
}

fn flatten(prefix: &str, table: &toml::Table, into: &mut BTreeMap<String, Said>) {
    for (name, value) in table {
        let key = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
        match value {
            toml::Value::String(text) => {
                assert!(!PLURALS.contains(&name.as_str()), "{key}: only a plural form is called so");
                into.insert(key, Said::Text(text.clone()));
            }
            toml::Value::Table(inner) if inner.contains_key("other") => {
                let form = |(name, text): (&String, &toml::Value)| {
                    assert!(PLURALS.contains(&name.as_str()), "{key}.{name}: not a plural form");
                    (name.clone(), text.as_str().expect("a text").to_owned())
                };
                into.insert(key.clone(), Said::Counted(inner.iter().map(form).collect()));
            }
            toml::Value::Table(inner) => flatten(&key, inner, into),
            other => panic!("{key}: a text or plural forms, not {other:?}"),
        }
    }
}

fn strings(language: &str) -> BTreeMap<String, Said> {
    let path = root().join(format!("bindings/strings/{language}.toml"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let mut strings = BTreeMap::new();
    flatten("", &text.parse::<toml::Table>().unwrap(), &mut strings);
    strings
}

fn placeholders(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').unwrap_or_else(|| panic!("an open brace in {text:?}"));
        assert!(!name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'), "{name:?} in {text:?}");
        found.insert(name.to_owned());
        rest = after;
    }
    assert!(!rest.contains('}'), "a closing brace in {text:?}");
    found
}

fn languages() -> impl Iterator<Item = (&'static str, &'static [&'static str], BTreeMap<String, Said>)> {
    NEEDED.into_iter().map(|(language, forms)| (language, forms, strings(language)))
}

#[test]
fn every_key_of_the_core_is_said_in_every_language() {
    for (language, _, strings) in languages() {
        for Word { key, args } in words::all() {
            let said = strings.get(key).unwrap_or_else(|| panic!("{language}.toml has no {key}"));
            let mut filled: BTreeSet<String> = args.iter().map(|arg| (*arg).to_owned()).collect();
            if REFUSALS.iter().any(|area| key.starts_with(area)) {
                filled.insert("field".to_owned());
            }
            let asked = placeholders(said.full());
            assert!(asked.is_subset(&filled), "{language} {key}: nothing fills {:?}", &asked - &filled);
        }
    }
}

#[test]
fn areas_of_the_core_hold_nothing_else() {
    // A word that nobody says any more is taken out of the files.
    let keys: BTreeSet<&str> = words::all().iter().map(|word| word.key).collect();
    let areas: BTreeSet<&str> = keys.iter().filter_map(|key| key.split('.').next()).collect();
    for (language, _, strings) in languages() {
        for key in strings.keys().filter(|key| areas.contains(key.split('.').next().unwrap())) {
            assert!(keys.contains(key.as_str()), "{language} {key}: the core does not say this");
        }
    }
}

#[test]
fn both_files_have_the_same_keys_and_placeholders() {
    let (en, de) = (strings("en"), strings("de"));
    let only = |a: &BTreeMap<String, Said>, b: &BTreeMap<String, Said>| -> Vec<String> {
        a.keys().filter(|key| !b.contains_key(*key)).cloned().collect()
    };
    assert_eq!(only(&en, &de), Vec::<String>::new(), "not in de.toml");
    assert_eq!(only(&de, &en), Vec::<String>::new(), "not in en.toml");
    for (key, english) in &en {
        let german = &de[key];
        assert_eq!(placeholders(english.full()), placeholders(german.full()), "{key}");
        let counted = |said: &Said| matches!(said, Said::Counted(_));
        assert_eq!(counted(english), counted(german), "{key}: counted in one and not in the other");
    }
}

#[test]
fn plural_forms_are_complete() {
    for (language, needed, strings) in languages() {
        for (key, said) in &strings {
            let Said::Counted(forms) = said else { continue };
            let there: Vec<&str> = forms.keys().map(String::as_str).collect();
            assert_eq!(there, needed, "{language} {key}");
            assert!(placeholders(said.full()).contains("n"), "{language} {key}: counts nothing");
            for text in forms.values() {
                assert!(placeholders(text).is_subset(&placeholders(said.full())), "{language} {key}");
            }
        }
    }
}

#[test]
fn texts_are_fit_to_print() {
    for (language, _, strings) in languages() {
        let mut flat = BTreeSet::new();
        for (key, said) in &strings {
            let plain = |part: &str| {
                part.starts_with(|c: char| c.is_ascii_lowercase())
                    && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
            };
            assert!(key.split('.').all(plain), "{language} {key}: not a key that every platform can have");
            // Platforms that know no dots join the parts: still one word a key.
            assert!(flat.insert(key.replace('.', "_")), "{language} {key}: the same as another without dots");
            for (_, text) in said.texts() {
                assert!(!text.is_empty() && text.trim() == text, "{language} {key}: {text:?}");
                assert!(!text.contains(|c: char| c.is_control() || matches!(c, '"' | '\'')), "{language} {key}");
                assert!(!text.contains("..."), "{language} {key}: write …");
            }
        }
    }
}

#[test]
fn german_says_du() {
    for (key, said) in strings("de") {
        for (_, text) in said.texts() {
            let formal = |word: &str| ["Ihnen", "Ihre", "Ihren", "Ihrem", "Ihrer", "Ihr's"].contains(&word);
            let words = text.split(|c: char| !c.is_alphabetic());
            let sie = text.contains(" Sie ") && !text.contains(". Sie ");
            assert!(!sie && !words.into_iter().any(formal), "{key}: {text}");
        }
    }
}

/// Names declared with the macros, read from the sources: an enum that is
/// missing in the one list of all words is found here.
#[test]
fn no_enum_is_missing_in_the_list() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let list = std::fs::read_to_string(src.join("words/all.rs")).unwrap();
    let mut found = 0;
    let mut folders = vec![src];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            let lines: Vec<&str> = text.lines().collect();
            for (i, line) in lines.iter().enumerate() {
                if !matches!(line.trim(), "plain! {" | "spoken! {") {
                    continue;
                }
                let named = lines[i + 1..].iter().find(|l| l.contains(" in \"")).expect("a name");
                let name = named.split_whitespace().next().unwrap();
                assert!(list.contains(&format!("    {name}::WORDS,\n")), "words/all.rs misses {name}");
                found += 1;
            }
            // Declared by hand: only what passes on the words of others, or is listed by hand.
            for line in lines.iter().filter(|line| line.starts_with("impl Spoken for ")) {
                let name = line.trim_start_matches("impl Spoken for ").trim_end_matches(" {");
                assert!(["RuleBroken", "Stage"].contains(&name), "{name} is spoken by hand");
            }
        }
    }
    assert_eq!(found, list.matches("::WORDS,").count(), "nothing else is listed");
}
