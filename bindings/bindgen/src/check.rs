//! What must agree before a change may land.

use anyhow::bail;

use crate::library::Workspace;
use crate::{Source, strings, surface};

/// Compares the committed surface with the library, and the languages with each
/// other. Prints one line a check, and how to mend what failed.
pub(crate) fn all(source: &Source) -> anyhow::Result<()> {
    let workspace = Workspace::read()?;
    let mut failed = 0;

    let committed = std::fs::read_to_string(workspace.root.join(surface::FILE)).unwrap_or_default();
    let now = surface::of_library(&workspace.library(source)?)?;
    match difference(&committed, &now) {
        None => println!("ok      surface"),
        Some(lines) => {
            failed += 1;
            println!("FAILED  surface: renew it with `cargo bindgen surface --write`\n{lines}");
        }
    }

    match strings::Table::read(&workspace.root.join(strings::FOLDER)) {
        Ok(table) => {
            println!("ok      strings ({} keys, {} languages)", table.keys().count(), table.languages().count())
        }
        Err(why) => {
            failed += 1;
            println!("FAILED  strings\n{why}");
        }
    }
    if failed > 0 {
        bail!("{failed} of 2 checks failed");
    }
    Ok(())
}

/// Lines that only one of the two has, marked `-` and `+`; `None` when equal.
fn difference(before: &str, after: &str) -> Option<String> {
    if before == after {
        return None;
    }
    let only = |these: &str, those: &str, mark: char| -> String {
        let missing = these.lines().filter(|line| !those.lines().any(|other| other == *line));
        missing.map(|line| format!("  {mark} {line}\n")).collect()
    };
    let text = only(before, after, '-') + &only(after, before, '+');
    Some(if text.is_empty() { String::from("  the order or the number of equal lines changed\n") } else { text })
}

#[cfg(test)]
mod tests {
    use super::difference;

    #[test]
    fn says_what_came_and_went() {
        assert_eq!(difference("a\nb\n", "a\nb\n"), None);
        assert_eq!(difference("a\nb\n", "a\nc\n").unwrap(), "  - b\n  + c\n");
        assert!(difference("a\nb\n", "b\na\n").unwrap().contains("order"));
    }
}
