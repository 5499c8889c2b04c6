//! Pages that lead from a promise to the code and the tests that keep it lead
//! there.

use super::obeyed;
use super::repository::FILES;

/// Pages in which a path between backticks is a promise, and how many of its
/// places lead to a test at least: so that the reading itself cannot go blind.
const PAGES: &[(&str, usize)] =
    &[("docs/promises.md", 45), ("docs/rules.md", 30), ("docs/threats.md", 30), ("docs/incidents.md", 18)];

/// The page that says what is promised, and the one that says what shows it.
const README: &str = "README.md";
const PROMISES: &str = "docs/promises.md";

/// A place that a page names: a file, and perhaps something in it.
fn places(text: &str) -> impl Iterator<Item = (&str, Option<&str>)> {
    let quoted = text.split('`').skip(1).step_by(2);
    quoted.filter(|place| place.contains('/') && !place.contains([' ', '*', '…'])).filter_map(|place| {
        let (path, item) = place.split_once(':').map_or((place, None), |(path, item)| (path, Some(item)));
        let file = path.rsplit('/').next().is_some_and(|name| name.contains('.'));
        file.then_some((path, item))
    })
}

fn names(text: &str, item: &str) -> bool {
    const KINDS: &[&str] = &["fn", "fun", "func", "def", "struct", "enum", "trait", "const", "type", "static"];
    text.lines().any(|line| {
        let line = line.trim_start();
        KINDS.iter().any(|kind| {
            line.split_once(&format!("{kind} {item}"))
                .is_some_and(|(_, rest)| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
        })
    })
}

/// Whether an item is a test, and not the code that it tests.
fn is_test(text: &str, item: &str) -> bool {
    ["fn", "fun", "func", "def"].iter().any(|kind| {
        text.split_once(&format!("{kind} {item}(")).is_some_and(|(before, _)| {
            // The nearest lines above: attributes, and docs of the test itself.
            let above = before.rsplit('\n').skip(1).take_while(|line| !line.trim().is_empty() && line.trim() != "}");
            let marked = above.map(str::trim).any(|line| line == "#[test]" || line.starts_with("#[tokio::test"));
            let kotlin = before.trim_end().ends_with("@Test");
            marked || kotlin || (matches!(*kind, "func" | "def") && item.starts_with("test"))
        })
    })
}

/// Whether a place leads to a test, or to a part of `tests/run`.
fn shows((path, item): (&str, Option<&str>)) -> bool {
    let Some(file) = FILES.iter().find(|file| file.path == path) else { return false };
    match item {
        Some(item) => is_test(&file.text, item),
        None => path.starts_with("tests/parts/"),
    }
}

fn page(path: &str) -> &'static str {
    FILES.iter().find(|file| file.path == path).map(|file| file.text.as_str()).unwrap_or_default()
}

/// Rows of the tables under the headings of a page: heading, first cell, second cell.
fn rows(text: &str) -> Vec<(&str, &str, &str)> {
    let (mut heading, mut rows) = ("", Vec::new());
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("## ") {
            heading = name;
        }
        let cells = line.strip_prefix("| ").and_then(|rest| rest.strip_suffix(" |"));
        let cells = cells.and_then(|cells| cells.split_once(" | ")).filter(|(first, _)| *first != "promise");
        rows.extend(cells.map(|(promise, state)| (heading, promise, state)));
    }
    rows
}

/// What a status table says and nothing shows.
fn unshown(readme: &str, promises: &str, shows: impl Fn((&str, Option<&str>)) -> bool) -> Vec<String> {
    let mut broken = Vec::new();
    let shown = rows(promises);
    let told: Vec<_> = rows(readme).into_iter().filter(|(heading, ..)| *heading == "What holds today").collect();
    for (_, promise, state) in &told {
        if *state == "not yet" {
            continue;
        }
        let link = state.strip_prefix("[works](").or_else(|| state.strip_prefix("[partly]("));
        let Some(anchor) = link.and_then(|rest| rest.split_once(')')?.0.strip_prefix("docs/promises.md#")) else {
            broken.push(format!("{README}: {promise}: neither `not yet` nor a link to what shows it"));
            continue;
        };
        let row = shown.iter().find(|(_, of, _)| of == promise);
        match row {
            None => broken.push(format!("{PROMISES} lacks {promise}")),
            Some((heading, ..)) if heading.to_lowercase().replace(' ', "-") != anchor => {
                broken.push(format!("{README}: {promise} stands under {heading}"));
            }
            Some((_, _, tests)) => {
                if places(tests).next().is_none() || !places(tests).all(&shows) {
                    broken.push(format!("{PROMISES}: {promise}: {tests} are no tests"));
                }
            }
        }
    }
    let stale = shown.iter().filter(|(_, promise, _)| !told.iter().any(|(_, of, _)| of == promise));
    broken.extend(stale.map(|(_, promise, _)| format!("{README} lacks {promise}")));
    broken
}

#[test]
fn what_works_is_shown_by_a_test() {
    let broken = unshown(page(README), page(PROMISES), shows);
    assert!(rows(page(PROMISES)).len() > 35, "the tables are read");
    obeyed("The table of README.md says what works; docs/promises.md names tests for each row.", broken);
}

#[test]
fn a_promise_without_a_test_is_noticed() {
    let readme =
        |state: &str| format!("## What holds today\n\n| promise | state |\n|---|---|\n| It flies | {state} |\n");
    let promises = "## In the air\n\n| promise | shown by |\n|---|---|\n| It flies | `tests/wing.rs:it_flies` |\n";
    let works = readme("[works](docs/promises.md#in-the-air)");
    assert!(unshown(&works, promises, |place| place == ("tests/wing.rs", Some("it_flies"))).is_empty());
    for (told, shown) in [
        (works.as_str(), promises.replace("it_flies", "it_fell")),
        (works.as_str(), promises.replace("`tests/wing.rs:it_flies`", "somebody")),
        (works.as_str(), promises.replace("It flies", "It swims")),
        (works.as_str(), promises.replace("In the air", "Elsewhere")),
        (readme("works").as_str(), promises.to_owned()),
        ("", promises.to_owned()),
    ] {
        assert!(
            !unshown(told, &shown, |place| place == ("tests/wing.rs", Some("it_flies"))).is_empty(),
            "{told}\n{shown}"
        );
    }
    assert!(unshown(&readme("not yet"), "", |_| false).is_empty());
}

#[test]
fn pages_name_what_is_there() {
    let mut broken = Vec::new();
    for (page, least) in PAGES {
        let Some(text) = FILES.iter().find(|file| file.path == *page).map(|file| &file.text) else {
            broken.push(format!("{page} is not there"));
            continue;
        };
        let mut tests = 0;
        for (path, item) in places(text) {
            match (FILES.iter().find(|file| file.path == path), item) {
                (None, _) => broken.push(format!("{page}: no file {path}")),
                (Some(file), Some(item)) if !names(&file.text, item) => {
                    broken.push(format!("{page}: no {item} in {path}"));
                }
                (Some(file), Some(item)) => tests += usize::from(is_test(&file.text, item)),
                (Some(_), None) => {}
            }
        }
        if tests < *least {
            broken.push(format!("{page}: {tests} of its places are tests, {least} were expected"));
        }
    }
    obeyed("The page names what the code is called now, or what shows the promise now.", broken);
}

/// The lines of a page's list `- Tests:` name tests and nothing else.
#[test]
fn what_is_called_a_test_is_one() {
    let mut broken = Vec::new();
    for (page, _) in PAGES {
        let text = FILES.iter().find(|file| file.path == *page).map(|file| file.text.as_str()).unwrap_or_default();
        for list in text.split("\n- Tests:").skip(1) {
            let list = list.split("\n\n").next().unwrap_or_default();
            let list = list.split("\n- ").next().unwrap_or_default();
            for (path, item) in places(list) {
                let file = FILES.iter().find(|file| file.path == path);
                if !file.zip(item).is_some_and(|(file, item)| is_test(&file.text, item)) {
                    broken.push(format!("{page}: {path} {}", item.unwrap_or("without a name")));
                }
            }
        }
    }
    obeyed("`- Tests:` lists tests as `file:name`.", broken);
}
