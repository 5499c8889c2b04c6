//! Who may use whom: core/README.md draws it.

use super::obeyed;
use super::repository::WORKSPACE;

/// What each crate may link directly of ours. A crate that stands not here may
/// not be in the workspace.
const ARROWS: &[(&str, &[&str])] = &[
    ("rapport-ids", &[]),
    ("rapport-wire", &["ids"]),
    ("rapport-domain", &["ids"]),
    ("rapport-seal", &["ids", "wire"]),
    ("rapport-membership", &["ids", "wire", "seal"]),
    ("rapport-documents", &["ids", "domain"]),
    ("rapport-matching", &["ids", "domain"]),
    ("rapport-insight", &["ids", "domain"]),
    ("rapport-engine", &["ids", "wire", "seal", "membership", "documents"]),
    ("rapport-store", &["ids", "wire", "domain", "engine"]),
    ("rapport-node", &["ids", "wire", "domain", "seal", "membership", "documents", "matching", "engine", "store"]),
    ("rapport-net", &["ids", "wire"]),
    ("rapport-core", &["node", "net"]),
    ("rapport-ffi", &["core"]),
    ("rapport-relay", &["ids", "wire"]),
    ("rapport-people", &["ids", "domain"]),
    ("rapport-cli", &["core", "relay", "people"]),
    ("rapport-bindgen", &[]),
    ("rapport-probe", &[]),
    ("rapport-tests", ALL),
    ("rapport-bench", ALL),
];

const ALL: &[&str] = &["*"];

/// What anybody's tests may use beyond the arrows: invented people, and the
/// library that stands in for the real one.
const FOR_TESTS: &[&str] = &["rapport-people", "rapport-probe"];

#[test]
fn arrows_point_inwards() {
    let mut broken = Vec::new();
    for package in &WORKSPACE.packages {
        let Some((_, may)) = ARROWS.iter().find(|(name, _)| *name == package.name) else {
            broken.push(format!("{} has no line in the table of arrows", package.name));
            continue;
        };
        let allowed =
            |other: &str| may.contains(&"*") || other.strip_prefix("rapport-").is_none_or(|short| may.contains(&short));
        broken.extend(
            package.uses.iter().filter(|other| !allowed(other)).map(|other| format!("{} uses {other}", package.name)),
        );
        let tests = package.tests_use.iter().filter(|other| !allowed(other) && !FOR_TESTS.contains(&other.as_str()));
        broken.extend(tests.map(|other| format!("tests of {} use {other}", package.name)));
    }
    obeyed("Arrows are explained in core/README.md; the table is in tests/src/architecture/arrows.rs.", broken);
}

#[test]
fn the_table_has_no_arrow_to_nowhere() {
    let known =
        |short: &&str| *short == "*" || ARROWS.iter().any(|(name, _)| name.strip_prefix("rapport-") == Some(short));
    let loose = ARROWS.iter().flat_map(|(name, may)| {
        may.iter().filter(|short| !known(short)).map(move |short| format!("{name} -> {short}"))
    });
    obeyed("Every arrow of the table leads to a crate of the table.", loose);
}

#[test]
fn the_relay_is_blind_by_build() {
    const SEES: &[&str] = &["rapport-seal", "rapport-membership", "rapport-documents", "rapport-domain", "automerge"];
    let links = WORKSPACE.links("rapport-relay");
    let broken = SEES.iter().filter(|name| links.contains(*name)).map(|name| format!("rapport-relay links {name}"));
    obeyed("A relay that cannot open a record must not contain the code that could.", broken);
}

#[test]
fn nothing_that_ships_links_a_tool() {
    // Zones come from the phone: the table of `chrono-tz` alone has 1.9 MB.
    const TOOLS: &[&str] =
        &["rapport-people", "rapport-bindgen", "rapport-probe", "uniffi_bindgen", "proptest", "chrono-tz"];
    let broken = ["rapport-ffi", "rapport-core", "rapport-relay"].into_iter().flat_map(|name| {
        let links = WORKSPACE.links(name);
        TOOLS.iter().filter(move |tool| links.contains(*tool)).map(move |tool| format!("{name} links {tool}"))
    });
    obeyed("Tools are for builds and tests.", broken);
}
