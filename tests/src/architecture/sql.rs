//! Tables are made in `.sql` files, strictly typed, and written by name.

use super::obeyed;
use super::repository::{FILES, File};

#[test]
fn every_table_is_strict() {
    let mut broken = Vec::new();
    for file in FILES.iter().filter(|file| file.path.ends_with(".sql")) {
        let code: String =
            file.text.lines().map(|line| line.split("--").next().unwrap_or_default()).collect::<Vec<_>>().join("\n");
        for statement in code.split(';') {
            let Some(start) = statement.find("CREATE TABLE") else { continue };
            let after = statement.rsplit(')').next().unwrap_or_default();
            if !after.contains("STRICT") {
                let head = statement[start..].lines().next().unwrap_or_default();
                broken.push(format!("{}: {head}", file.path));
            }
        }
    }
    obeyed("End it with `) STRICT` or `) STRICT, WITHOUT ROWID`.", broken);
}

#[test]
fn schemas_stand_in_sql_files() {
    const MAKES: &[&str] = &[
        "CREATE TABLE ",
        "CREATE INDEX ",
        "CREATE UNIQUE INDEX ",
        "CREATE TRIGGER ",
        "CREATE VIEW ",
        "CREATE VIRTUAL ",
        "ALTER TABLE ",
    ];
    let rust = FILES.iter().filter(|file| file.path.ends_with(".rs") && !file.is_test());
    let broken = rust.flat_map(|file| {
        let hits = file.code().filter(|(_, line)| MAKES.iter().any(|make| line.contains(make)));
        hits.map(|(nth, line)| format!("{}:{nth}: {line}", file.path))
    });
    obeyed("Put it into the next numbered file under sql/.", broken);
}

#[test]
fn every_insert_names_its_columns() {
    let broken = FILES.iter().filter(|file| file.ends_with(&[".rs", ".sql"]) && !file.is_test()).flat_map(|file| {
        let nameless = file.code().filter(|(_, line)| {
            line.split_once(concat!("INSERT", " INTO ")).is_some_and(|(_, after)| {
                let table: String = after.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
                let rest = after[table.len()..].trim_start();
                !table.is_empty() && !rest.is_empty() && !rest.starts_with('(')
            })
        });
        nameless.map(|(nth, line)| format!("{}:{nth}: {line}", file.path))
    });
    obeyed("A new column must not shift the old ones: write the columns out.", broken);
}

/// The seams at which another database could take the place of this one.
#[test]
fn only_storage_speaks_to_the_database() {
    const SHIPPED: &[&str] = &["relay/src/", "core/crates/", "core/src/", "bindings/ffi/", "cli/"];
    const STORAGE: &[&str] = &["relay/src/store/sqlite", "core/crates/store/"];
    let starts = |file: &File, with: &[&str]| with.iter().any(|start| file.path.starts_with(start));
    let outside = FILES.iter().filter(|file| {
        file.path.ends_with(".rs") && !file.is_test() && starts(file, SHIPPED) && !starts(file, STORAGE)
    });
    let broken = outside.flat_map(|file| {
        let hits = file.code().filter(|(_, line)| line.contains("rusqlite"));
        hits.map(|(nth, line)| format!("{}:{nth}: {line}", file.path))
    });
    obeyed("Ask the traits of relay/src/store.rs, or the tables of core/crates/store.", broken);
}
