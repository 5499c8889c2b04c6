//! Apple's String Catalog: one JSON file for all languages, and for Swift the
//! order in which each text takes its arguments.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use super::{BASE, Table, Template, Text};

/// The whole catalog. Placeholders become `%1$@`, the number of a plural
/// `%1$lld`, numbered alike in all languages and as on Android.
pub(super) fn catalog(table: &Table) -> String {
    let strings: Map<String, Value> = table.keys().map(|key| (key.to_owned(), entry(table, key))).collect();
    let catalog = json!({ "sourceLanguage": BASE, "strings": strings, "version": "1.0" });
    format!("{catalog:#}\n")
}

fn entry(table: &Table, key: &str) -> Value {
    let numbers = table.numbers(key);
    let unit = |template: &Template, count: Option<&str>| {
        let value = template.render(
            |plain| if numbers.is_empty() { plain.to_owned() } else { plain.replace('%', "%%") },
            |place| format!("%{}${}", numbers[place], if Some(place) == count { "lld" } else { "@" }),
        );
        json!({ "stringUnit": { "state": "translated", "value": value } })
    };
    let languages: Map<String, Value> = table
        .languages()
        .filter_map(|language| {
            let text = match table.get(language, key)? {
                Text::One(template) => unit(template, None),
                Text::Plural { forms, count } => {
                    let forms: Map<String, Value> =
                        forms.iter().map(|(form, text)| ((*form).to_owned(), unit(text, Some(count)))).collect();
                    json!({ "variations": { "plural": forms } })
                }
            };
            Some((language.to_owned(), text))
        })
        .collect();
    json!({ "extractionState": "manual", "localizations": languages })
}

/// Swift that knows the placeholders of each key by name, in the order of their numbers: so the apps
/// name their arguments, and a text may change their order.
pub(super) fn places(table: &Table) -> String {
    let mut swift = String::from("/// The placeholders of each text, in the order in which it takes them.\n");
    swift.push_str("public let wordPlaces: [String: [String]] = [\n");
    for key in table.keys() {
        let mut numbers: Vec<(&str, usize)> = table.numbers(key).into_iter().collect();
        numbers.sort_by_key(|(_, number)| *number);
        let names: Vec<String> = numbers.iter().map(|(name, _)| format!("{name:?}")).collect();
        // Writing to a text cannot fail.
        let _ = writeln!(swift, "    {key:?}: [{}],", names.join(", "));
    }
    swift.push_str("]\n\n/// Of texts that depend on a number: which placeholder that is.\n");
    swift.push_str("public let wordCounts: [String: String] = [\n");
    for key in table.keys() {
        if let Some(Text::Plural { count, .. }) = table.get(BASE, key) {
            let _ = writeln!(swift, "    {key:?}: {count:?},");
        }
    }
    swift.push_str("]\n");
    swift
}
