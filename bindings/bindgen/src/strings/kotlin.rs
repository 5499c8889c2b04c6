//! A table for Kotlin that needs no Android: screens that are also drawn on a
//! laptop take their words from it. One function a key, so a missing word or a
//! forgotten place does not compile.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::{Table, Template, Text, pseudo};

const HEAD: &str =
    "// Made by `cargo bindgen strings` from bindings/strings; do not edit.\n\npackage org.rapport.words\n";

/// How a table is read: by hand, the same for all languages.
const READING: &str = include_str!("Reading.kt");

/// All files, by name.
pub(super) fn files(table: &Table) -> BTreeMap<String, String> {
    let mut files = BTreeMap::from([
        (String::from("Reading.kt"), String::from(READING)),
        (String::from("Words.kt"), words(table)),
        (String::from("WordsPseudo.kt"), texts(table, super::BASE, pseudo::NAME, pseudo::template)),
    ]);
    for language in table.languages() {
        let file = format!("Words{}.kt", capital(&camel(language)));
        files.insert(file, texts(table, language, language, Template::clone));
    }
    files
}

/// The class with a function for each key, and who speaks which language.
fn words(table: &Table) -> String {
    let mut out = format!("{HEAD}\n/** Every word a person reads, in one language. */\n");
    out += "class Words(reading: Reading) : Reading by reading {\n";
    for key in table.keys() {
        let numbers = table.numbers(key);
        let name = camel(key);
        let count = match table.get(super::BASE, key) {
            Some(Text::Plural { count, .. }) => Some(count.as_str()),
            _ => None,
        };
        let mut places: Vec<_> = numbers.iter().map(|(place, number)| (*number, *place)).collect();
        places.sort_unstable();
        let parameters: Vec<_> = places
            .iter()
            .map(|(_, place)| format!("`{place}`: {}", if Some(*place) == count { "Number" } else { "Any" }))
            .collect();
        let arguments: String = places.iter().map(|(_, place)| format!(", \"{place}\" to `{place}`")).collect();
        let _ = match count {
            Some(count) => {
                writeln!(out, "    fun {name}({}) = many(\"{key}\", `{count}`{arguments})", parameters.join(", "))
            }
            None if places.is_empty() => writeln!(out, "    val {name} get() = say(\"{key}\")"),
            None => writeln!(out, "    fun {name}({}) = say(\"{key}\"{arguments})", parameters.join(", ")),
        };
    }
    out += "\n    companion object {\n        /** The languages there are. */\n";
    let names: Vec<_> = table.languages().map(|language| format!("\"{language}\"")).collect();
    let _ = writeln!(out, "        val languages = listOf({})", names.join(", "));
    out += "\n        /** The words of a language such as `de` or `de-CH`; those of the base language for one we lack. */\n";
    out += "        fun of(language: String): Words = when (language.substringBefore('-').lowercase()) {\n";
    for language in table.languages().filter(|language| *language != super::BASE) {
        let _ = writeln!(out, "            \"{language}\" -> {}Words", camel(language));
    }
    let _ = writeln!(out, "            else -> {}Words\n        }}\n    }}\n}}", super::BASE);
    out
}

/// The texts of one language, a function an area, so that none grows too large for the virtual machine.
fn texts(table: &Table, source: &str, name: &str, change: impl Fn(&Template) -> Template) -> String {
    let mut areas: BTreeMap<String, String> = BTreeMap::new();
    let written = |template: &Template| {
        change(template)
            .render(|plain| escape(&plain.replace('{', "{{").replace('}', "}}")), |place| format!("{{{place}}}"))
    };
    for key in table.keys() {
        let mut parts = key.split('.');
        let mut area = parts.next().unwrap_or_default().to_owned();
        if area == "screen" {
            area = format!("screen.{}", parts.next().unwrap_or_default());
        }
        let lines = areas.entry(area).or_default();
        match table.get(source, key) {
            Some(Text::One(template)) => {
                let _ = writeln!(lines, "    this[\"{key}\"] = \"{}\"", written(template));
            }
            Some(Text::Plural { forms, .. }) => {
                for (form, template) in forms {
                    let _ = writeln!(lines, "    this[\"{key}#{form}\"] = \"{}\"", written(template));
                }
            }
            None => {}
        }
    }
    let value = camel(name);
    let mut out = format!("{HEAD}\nval {value}Words: Words by lazy {{\n    Words(Table(\"{name}\", buildMap {{\n");
    for area in areas.keys() {
        let _ = writeln!(out, "        {}{}()", value, capital(&camel(area)));
    }
    out += "    }))\n}\n";
    for (area, lines) in areas {
        let _ = write!(
            out,
            "\nprivate fun MutableMap<String, String>.{}{}() {{\n{lines}}}\n",
            value,
            capital(&camel(&area))
        );
    }
    out
}

fn escape(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\\' | '"' | '$' => out.extend(['\\', c]),
            '\n' => out += "\\n",
            c => out.push(c),
        }
    }
    out
}

/// `screen.goal.add_step` is `screenGoalAddStep`.
fn camel(key: &str) -> String {
    let mut parts = key.split(['.', '_', '-']);
    let first = parts.next().unwrap_or_default().to_ascii_lowercase();
    parts.fold(first, |name, part| name + &capital(part))
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_ascii_uppercase().to_string() + letters.as_str())
}
