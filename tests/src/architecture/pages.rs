//! Pages that lead from a promise to the code and the tests that keep it lead
//! there.

use super::obeyed;
use super::repository::FILES;

/// Pages in which a path between backticks is a promise, and how many of its
/// places lead to a test at least: so that the reading itself cannot go blind.
const PAGES: &[(&str, usize)] = &[("README.md", 10), ("docs/rules.md", 30), ("docs/threats.md", 30)];

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
    const KINDS: &[&str] = &["fn", "struct", "enum", "trait", "const", "type", "static"];
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
    text.split_once(&format!("fn {item}(")).is_some_and(|(before, _)| {
        // The nearest lines above: attributes, and docs of the test itself.
        let above = before.rsplit('\n').skip(1).take_while(|line| !line.trim().is_empty() && line.trim() != "}");
        above.map(str::trim).any(|line| line == "#[test]" || line.starts_with("#[tokio::test"))
    })
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
