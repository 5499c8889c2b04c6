//! Every page of help, found by following the commands that each page lists.

use super::program::program;
use super::told::{folder, hold};
use std::collections::BTreeSet;

fn page(path: &[String]) -> String {
    let output = program().args(path).arg("--help").output().expect("the program runs");
    let heard = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{path:?}: {heard}");
    String::from_utf8(output.stdout).expect("text")
}

/// The commands that a page lists.
fn inner(page: &str) -> Vec<String> {
    let listed = page.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let name = |line: &str| line.strip_prefix("  ").filter(|line| !line.starts_with(' ')).map(str::to_owned);
    let names = listed.filter_map(name).filter_map(|line| line.split_whitespace().next().map(str::to_owned));
    names.filter(|name| name != "help").collect()
}

fn walk(path: &mut Vec<String>, text: &mut String) {
    let page = page(path);
    text.push_str(&format!("$ rapport {}\n{}\n", [path.clone(), vec!["--help".to_owned()]].concat().join(" "), page));
    for name in inner(&page) {
        path.push(name);
        walk(path, text);
        path.pop();
    }
}

#[test]
fn every_page_of_help_is_as_it_was() {
    let top = page(&[]);
    hold("help/rapport", top.trim_end());
    let commands = inner(&top);
    assert!(commands.len() > 14, "{top}");
    for name in &commands {
        let mut text = String::new();
        walk(&mut vec![name.clone()], &mut text);
        hold(&format!("help/{name}"), text.trim_end());
    }
    let held: BTreeSet<String> = std::fs::read_dir(folder().join("help"))
        .expect("the folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().replace(".txt", ""))
        .collect();
    let are: BTreeSet<String> = commands.into_iter().chain(["rapport".to_owned()]).collect();
    assert_eq!(held, are, "a page of a command that is gone");
}
