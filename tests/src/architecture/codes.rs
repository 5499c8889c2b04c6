//! What the core says in codes, shells say in words.

use std::collections::BTreeSet;

use super::obeyed;
use super::repository::FILES;

/// The text after `before`, up to the next quote.
fn quoted<'a>(line: &'a str, before: &str) -> Option<&'a str> {
    line.split_once(before)?.1.split_once('"').map(|(code, _)| code)
}

#[test]
fn what_is_not_here_has_a_word() {
    let words = FILES.iter().find(|file| file.path == "bindings/strings/en.toml").expect("the words");
    let things = words.text.split_once("[thing]\n").expect("words for things").1;
    let things: BTreeSet<&str> = things
        .lines()
        .take_while(|line| !line.starts_with('['))
        .filter_map(|line| line.split_once(" = "))
        .map(|w| w.0)
        .collect();
    let shipped = FILES.iter().filter(|file| file.path.starts_with("core/") && file.path.contains("/src/"));
    let mut codes = 0;
    let mut broken = Vec::new();
    for file in shipped.filter(|file| file.ends_with(&[".rs"])) {
        for (nth, line) in file.text.lines().enumerate() {
            let code = quoted(line, "NotFound(\"").or_else(|| quoted(line, "not_found(\""));
            codes += usize::from(code.is_some());
            if let Some(code) = code.filter(|code| !things.contains(code)) {
                broken.push(format!("{}:{}: {code}", file.path, nth + 1));
            }
        }
    }
    assert!(codes > 40, "the codes are found: {codes}");
    obeyed("A word of its own in [thing] of the strings, or the code of something that has one.", broken);
}
