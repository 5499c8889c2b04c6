//! The words of a shell, as the file of its language has them.

use std::collections::BTreeMap;

const ENGLISH: &str = include_str!("../../../../bindings/strings/en.toml");

/// Keys and words; a plural form is a key of its own.
pub(super) fn english() -> BTreeMap<String, String> {
    let (mut words, mut area) = (BTreeMap::new(), "");
    for line in ENGLISH.lines() {
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            area = name;
        } else if let Some((key, value)) = line.split_once(" = ").filter(|_| !line.starts_with('#')) {
            let quoted = |text: &str| text.trim().trim_matches('"').to_owned();
            match value.strip_prefix("{ ").and_then(|rest| rest.strip_suffix(" }")) {
                Some(forms) => {
                    for form in forms.split("\", ") {
                        let (name, text) = form.split_once(" = ").expect("a plural form");
                        words.insert(format!("{area}.{key}.{name}"), quoted(text));
                    }
                }
                None => drop(words.insert(format!("{area}.{key}"), quoted(value))),
            }
        }
    }
    assert_eq!(words["count.steps.one"], "{n} step");
    words
}
