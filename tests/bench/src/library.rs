//! The library that a phone gets: how large, and of what.

use crate::input::Input;
use crate::row::Row;
use crate::stats::Bound;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

const MEGABYTE: f64 = 1_000_000.0;
/// Code by the crate it comes from; the rest of an area is what no name tells.
const AREAS: &[(&str, &[&str])] = &[
    ("Rapport", &["rapport"]),
    ("Automerge", &["automerge", "hexane"]),
    ("SQLite", &["sqlite3", "rusqlite", "fts5", "rtree", "walCheck", "pager", "btree", "json"]),
    ("cryptography", &["ring", "curve25519", "ed25519", "chacha20", "poly1305", "argon2", "hpke", "sha2", "blake2"]),
    ("network", &["tokio", "hyper", "reqwest", "rustls", "h2", "http", "mio", "webpki", "url", "idna"]),
    ("bindings", &["uniffi"]),
    ("standard library", &["core", "std", "alloc", "gimli", "addr2line", "rustc_demangle"]),
];

pub fn rows(_: &Input) -> Vec<Row> {
    let Some(library) = built() else { return Vec::new() };
    let stripped = library.with_file_name("stripped-bench.so");
    run(Command::new("strip").args(["--strip-all", "-o"]).arg(&stripped).arg(&library));
    let bytes = std::fs::metadata(&stripped).expect("the stripped copy").len();
    let row = |name: String, bytes: u64, bound| Row {
        name,
        unit: "MB",
        ours: f64::from(u32::try_from(bytes).expect("small")) / MEGABYTE,
        floor: None,
        bound,
        source: "profile phone, stripped".to_owned(),
    };
    let mut rows = vec![row("library for a phone".to_owned(), bytes, Some(Bound::Most(6.0)))];
    let areas = areas(&library);
    let named: u64 = areas.values().sum();
    rows.extend(areas.into_iter().map(|(area, bytes)| row(format!("  of it {area}"), bytes, None)));
    rows.push(row("  of it tables, constants, unwinding".to_owned(), bytes.saturating_sub(named), None));
    rows
}

/// Builds it as `tests/tools/phone-size` does; none while there is no such crate.
fn built() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    root.join("bindings/ffi/Cargo.toml").is_file().then_some(())?;
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut build = Command::new(root.join("bindings/phone-env"));
    build.current_dir(&root).arg(cargo).args([
        "build",
        "--quiet",
        "--locked",
        "--package",
        "rapport-ffi",
        "--profile",
        "phone",
    ]);
    run(&mut build);
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    Some(target.join("phone/librapport_ffi.so"))
}

/// Bytes of all functions and data with a name, by area.
fn areas(library: &Path) -> BTreeMap<&'static str, u64> {
    let listed = run(Command::new("nm").args(["--print-size", "--demangle", "--radix=d"]).arg(library));
    let mut areas = BTreeMap::new();
    for line in listed.lines() {
        let mut fields = line.splitn(4, ' ');
        let (Some(_), Some(size), Some(kind), Some(name)) =
            (fields.next(), fields.next(), fields.next(), fields.next())
        else {
            continue;
        };
        // What is only reserved in memory takes no place in the file.
        if let Ok(size) = size.parse::<u64>()
            && !matches!(kind, "b" | "B")
        {
            *areas.entry(area_of(name)).or_default() += size;
        }
    }
    areas
}

fn area_of(symbol: &str) -> &'static str {
    let name = symbol.trim_start_matches(['<', '&', '_', '*', '[', '(', ' ']).trim_start_matches("dyn ");
    let of = |(_, crates): &&(&str, &[&str])| crates.iter().any(|one| name.starts_with(one));
    AREAS.iter().find(of).map_or("other", |(area, _)| area)
}

fn run(command: &mut Command) -> String {
    let output = command.output().expect("the tool is there");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}
