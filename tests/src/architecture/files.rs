//! One noun a file, short enough to be read in one go.

use super::obeyed;
use super::repository::{FILES, File, WORKSPACE};

const CODE: &[&str] = &[".rs", ".kt", ".kts", ".swift", ".py", ".sql", ".sh"];
const LONGEST: usize = 400;
const MEDIAN: usize = 150;

fn code_files() -> impl Iterator<Item = &'static File> {
    FILES.iter().filter(|file| file.ends_with(CODE) && !file.path.ends_with("tests.rs"))
}

#[test]
fn no_file_is_longer_than_one_can_hold_in_mind() {
    let long = code_files().map(|file| (file.text.lines().count(), file)).filter(|(lines, _)| *lines > LONGEST);
    let broken = long.map(|(lines, file)| format!("{}: {lines} lines", file.path));
    obeyed("At most 400 lines: find the second noun in it and give it a file.", broken);
}

/// `cargo story median --nocapture` prints the table.
#[test]
fn the_median_stays_short() {
    let mut broken = Vec::new();
    println!("{:<28}{:>6}{:>8}{:>6}", "code of", "files", "median", "max");
    for (name, start) in [
        ("core", "core/"),
        ("bindings", "bindings/"),
        ("relay", "relay/"),
        ("cli", "cli/"),
        ("tests", "tests/"),
        ("all", ""),
    ] {
        let mut lines: Vec<usize> =
            code_files().filter(|file| file.path.starts_with(start)).map(|file| file.text.lines().count()).collect();
        lines.sort_unstable();
        let (Some(median), Some(most)) = (lines.get(lines.len() / 2), lines.last()) else { continue };
        println!("{name:<28}{:>6}{median:>8}{most:>6}", lines.len());
        if *median > MEDIAN {
            broken.push(format!("{name}: half of its files have more than {median} lines"));
        }
    }
    obeyed("The median file has at most 150 lines.", broken);
}

#[test]
fn every_module_says_what_it_is_for() {
    let broken = FILES.iter().filter(|file| {
        let module = file.path.ends_with(".rs") && file.path.contains("/src/") && !file.is_test_of_a_module();
        module && !file.text.starts_with("//! ")
    });
    obeyed("Its first line is `//! ` and what it is for.", broken.map(|file| file.path.clone()));
}

#[test]
fn every_crate_has_a_doc_and_a_description() {
    let mut broken = Vec::new();
    for package in &WORKSPACE.packages {
        for root in &package.roots {
            let path = root.to_string_lossy();
            if !FILES.iter().any(|file| file.path == path && file.text.starts_with("//! ")) {
                broken.push(format!("{path} does not begin with a crate doc"));
            }
        }
        let manifest = format!("{}/Cargo.toml", package.folder.display());
        if !FILES.iter().any(|file| file.path == manifest && file.text.contains("\ndescription = \"")) {
            broken.push(format!("{manifest} has no description"));
        }
    }
    obeyed("One sentence is enough; core/README.md shows it.", broken);
}

impl File {
    /// `x/tests.rs` and what lies below `x/tests/`.
    fn is_test_of_a_module(&self) -> bool {
        self.path
            .split("/src/")
            .nth(1)
            .is_some_and(|inner| inner.split('/').any(|part| matches!(part, "tests" | "tests.rs")))
    }
}
