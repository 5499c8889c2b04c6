//! What crosses to other languages.

use super::obeyed;
use super::repository::FILES;

/// Across the boundary a panic would be an error that no shell can name.
#[test]
fn every_call_that_answers_at_once_is_guarded() {
    let mut broken = Vec::new();
    for file in FILES.iter().filter(|file| file.path.starts_with("bindings/ffi/src/") && file.path.ends_with(".rs")) {
        let lines: Vec<&str> = file.text.lines().collect();
        for (nth, line) in lines.iter().enumerate() {
            if line.trim_start().starts_with("pub fn ") && line.contains("&self") && line.contains("Failure>") {
                let body = lines.get(nth + 1).map(|next| next.trim_start()).unwrap_or_default();
                if !body.starts_with("self.core.guarded(") && !body.starts_with("rapport_core::guarded(") {
                    broken.push(format!("{}:{}: {}", file.path, nth + 1, line.trim()));
                }
            }
        }
    }
    obeyed("Put its body into `guarded`, or make it `async`.", broken);
}

/// What a field means and in which unit it counts arrives as KDoc and as Swift docs, or nowhere.
#[test]
fn every_field_that_crosses_says_what_it_is() {
    let mut broken = Vec::new();
    let mut seen = 0;
    for file in FILES.iter().filter(|file| file.path.starts_with("bindings/ffi/src/") && file.path.ends_with(".rs")) {
        // Whether the lines read are those of a record or an enum that crosses.
        let (mut crosses, mut inside, mut said) = (false, false, false);
        for (nth, line) in file.text.lines().enumerate() {
            let text = line.trim_start();
            if line.starts_with("#[") {
                crosses |= ["uniffi::remote(", "uniffi::Record", "uniffi::Enum"].iter().any(|one| line.contains(one));
            } else if line.starts_with("pub struct ") || line.starts_with("pub enum ") {
                inside = crosses && line.ends_with('{');
                crosses = false;
            } else if line.starts_with('}') {
                inside = false;
            } else if inside {
                let on_one_line = text.starts_with(|c: char| c.is_ascii_uppercase()) && text.contains(" { ");
                if on_one_line || (is_field(text) && !said) {
                    broken.push(format!("{}:{}: {text}", file.path, nth + 1));
                }
                seen += usize::from(is_field(text));
            }
            said = text.starts_with("///") || (said && text.starts_with("#["));
        }
    }
    assert!(seen > 300, "only {seen} fields were found");
    obeyed("Say above each field, on a line of its own, what it means and in which unit it counts.", broken);
}

/// `name: Type,`, with or without `pub`.
fn is_field(text: &str) -> bool {
    let name = text.strip_prefix("pub ").unwrap_or(text).split_once(": ").map(|(name, _)| name);
    text.ends_with(',')
        && name.is_some_and(|name| !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '_'))
}

/// An instant is what each language has for it, so that nobody can take its unit or its beginning for another. What is
/// wide enough to hold one as a number is therefore a number of something else, or how long something takes.
#[test]
fn no_instant_crosses_as_a_bare_number() {
    const LASTS: [&str; 2] = ["window_ms", "budget_ms"];
    const COUNTS: [&str; 8] =
        ["min", "max", "lowest", "highest", "number", "scores", "thousandths", "change_that_matters"];
    let surface = FILES.iter().find(|file| file.path == "bindings/surface.txt").expect("a surface");
    let (mut broken, mut wide) = (Vec::new(), 0);
    for (nth, line) in surface.text.lines().enumerate() {
        let mut named = "";
        for word in line.split(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != ':').filter(|w| !w.is_empty()) {
            let bare = word.trim_end_matches(':');
            if bare.ends_with("_ms") && !LASTS.contains(&bare) {
                broken.push(format!("bindings/surface.txt:{}: {bare}", nth + 1));
            }
            if word.ends_with(':') {
                named = bare;
                continue;
            }
            let name = std::mem::take(&mut named);
            if ["i64", "u64", "f64"].contains(&word) && line.trim() != "custom Moment = i64" {
                wide += 1;
                if !LASTS.contains(&name) && !COUNTS.contains(&name) {
                    broken.push(format!("bindings/surface.txt:{}: {}", nth + 1, line.trim()));
                }
            }
        }
    }
    assert!(surface.text.contains("custom Moment = i64") && surface.text.contains("at: Moment") && wide > 8);
    obeyed(
        "Make it a `Moment`, and call it by what happens then; a number of something else stands in `COUNTS`.",
        broken,
    );
}
