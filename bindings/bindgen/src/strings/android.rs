//! Android's `strings.xml`, with its escapes.

use std::fmt::Write as _;

use super::{Table, Template, Text, resource_name};

const HEAD: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<!-- Made by `cargo bindgen strings` from bindings/strings; do not edit. -->
<resources>
"#;

/// The whole file of one language. Placeholders become `%1$s`, the number of a
/// plural `%1$d`, numbered alike in all languages.
pub(super) fn resources(table: &Table, language: &str) -> String {
    let mut out = String::from(HEAD);
    for key in table.keys() {
        let numbers = table.numbers(key);
        let name = resource_name(key);
        let written = |template: &Template, count: Option<&str>| {
            // Only a text with arguments goes through the formatter.
            let formatted = !numbers.is_empty();
            let body = template.render(
                |plain| escape(&if formatted { plain.replace('%', "%%") } else { plain.to_owned() }),
                |place| format!("%{}${}", numbers[place], if Some(place) == count { 'd' } else { 's' }),
            );
            guard_ends(&body)
        };
        let _ = match table.get(language, key) {
            Some(Text::One(template)) => {
                let plain = if numbers.is_empty() { " formatted=\"false\"" } else { "" };
                writeln!(out, "    <string name=\"{name}\"{plain}>{}</string>", written(template, None))
            }
            Some(Text::Plural { forms, count }) => {
                let items: String = forms
                    .iter()
                    .map(|(form, text)| {
                        format!("        <item quantity=\"{form}\">{}</item>\n", written(text, Some(count)))
                    })
                    .collect();
                writeln!(out, "    <plurals name=\"{name}\">\n{items}    </plurals>")
            }
            None => Ok(()),
        };
    }
    out + "</resources>\n"
}

/// Runs of white space would be folded into one space, so all but the first
/// of a run are written as escapes.
fn escape(text: &str) -> String {
    let mut out = String::new();
    let mut after_space = false;
    for c in text.chars() {
        match c {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '\\' => out += "\\\\",
            '\'' => out += "\\'",
            '"' => out += "\\\"",
            '\n' => out += "\\n",
            ' ' if after_space => out += "\\u0020",
            c => out.push(c),
        }
        after_space = c == ' ';
    }
    out
}

/// `@` and `?` mean something else at the beginning; spaces at both ends would
/// be cut off.
fn guard_ends(text: &str) -> String {
    let mut text = match text.chars().next() {
        Some('@' | '?') => format!("\\{text}"),
        Some(' ') => format!("\\u0020{}", &text[1..]),
        _ => text.to_owned(),
    };
    if text.ends_with(' ') {
        text.pop();
        text += "\\u0020";
    }
    text
}
