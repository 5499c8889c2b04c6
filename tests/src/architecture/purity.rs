//! Pure crates take time, chance and files from whoever calls them, so that a
//! seed repeats a run to the byte.

use std::collections::BTreeSet;

use super::obeyed;
use super::repository::{FILES, File, WORKSPACE};

const PURE: &[&str] = &[
    "rapport-ids",
    "rapport-wire",
    "rapport-domain",
    "rapport-seal",
    "rapport-membership",
    "rapport-documents",
    "rapport-matching",
    "rapport-insight",
    "rapport-engine",
    "rapport-people",
];

/// They touch files or wait for others, but time and chance still come in.
const CLOCKLESS: &[&str] = &["rapport-store", "rapport-node"];

#[test]
fn pure_crates_link_no_input_and_no_output() {
    const IO: &[&str] =
        &["tokio", "rusqlite", "libsqlite3-sys", "reqwest", "hyper", "axum", "uniffi", "mio", "socket2"];
    let broken = PURE.iter().flat_map(|name| {
        let links = WORKSPACE.links(name);
        IO.iter().filter(move |io| links.contains(*io)).map(move |io| format!("{name} links {io}"))
    });
    obeyed("What needs a file, a socket or a runtime belongs into an outer crate, or behind a port.", broken);
}

#[test]
fn nobody_inside_reads_a_clock_or_draws_chance() {
    const TIME_AND_CHANCE: &[&str] = &[
        "SystemTime::now",
        "Instant::now",
        "Utc::now",
        "Local::now",
        "thread_rng",
        "rand::rng()",
        "rand::random",
        "OsRng",
        "SysRng",
        "getrandom::",
        "from_os_rng",
    ];
    let crates = PURE.iter().chain(CLOCKLESS);
    let broken = crates.flat_map(|name| uses_of(name, TIME_AND_CHANCE));
    obeyed("Time comes in as an argument, chance through a port.", broken);
}

#[test]
fn pure_crates_touch_nothing_outside() {
    const OUTSIDE: &[&str] = &[
        "std::fs",
        "std::net::Tcp",
        "std::net::Udp",
        "ToSocketAddrs",
        "std::env",
        "std::thread",
        "std::process",
        "tokio::",
    ];
    obeyed(
        "Files, sockets and threads belong into an outer crate.",
        PURE.iter().flat_map(|name| uses_of(name, OUTSIDE)),
    );
}

/// Lines of the shipped code of a crate that have one of `words`.
fn uses_of(name: &str, words: &[&str]) -> Vec<String> {
    let Some(package) = WORKSPACE.package(name) else { return Vec::new() };
    let source = format!("{}/src/", package.folder.display());
    let files: Vec<_> = FILES.iter().filter(|file| file.path.starts_with(&source)).collect();
    let only_tests = test_modules(&files);
    let mut found = Vec::new();
    for file in files {
        let parts = file.path[source.len()..].split('/').map(|part| part.trim_end_matches(".rs"));
        if parts.into_iter().any(|part| part == "tests" || only_tests.contains(part)) {
            continue;
        }
        for (line, code) in file.code() {
            let hits = words.iter().filter(|word| code.contains(*word));
            found.extend(hits.map(|word| format!("{}:{line}: {word}", file.path)));
        }
    }
    found
}

/// Modules that are declared as `#[cfg(test)] mod name;`.
fn test_modules<'a>(files: &[&'a File]) -> BTreeSet<&'a str> {
    let declared = files.iter().flat_map(|file| file.text.split("#[cfg(test)]\n").skip(1));
    let names = declared.filter_map(|after| after.lines().next()?.trim().strip_suffix(';')?.rsplit_once("mod "));
    names.map(|(_, name)| name).collect()
}
