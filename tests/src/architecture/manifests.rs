//! Every version stands once, and every dependency has a reason.

use super::obeyed;
use super::repository::{FILES, File};

fn manifests() -> impl Iterator<Item = &'static File> {
    FILES.iter().filter(|file| file.path.ends_with("/Cargo.toml"))
}

/// Lines of the tables whose name ends with `dependencies`.
fn dependency_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut inside = false;
    text.lines().enumerate().filter_map(move |(nth, line)| {
        if line.starts_with('[') {
            inside = line.trim_end_matches(']').ends_with("dependencies");
            return None;
        }
        (inside && line.contains('=') && !line.starts_with('#')).then_some((nth + 1, line))
    })
}

#[test]
fn versions_stand_in_the_workspace_only() {
    let broken = manifests().flat_map(|file| {
        let own = dependency_lines(&file.text)
            .filter(|(_, line)| !line.contains("workspace = true") && !line.contains("path = "));
        own.map(|(nth, line)| format!("{}:{nth}: {line}", file.path))
    });
    obeyed("Write `name.workspace = true` and the version into the root Cargo.toml.", broken);
}

#[test]
fn every_crate_keeps_the_lints() {
    let broken = manifests().filter(|file| !file.text.contains("\n[lints")).map(|file| file.path.clone());
    obeyed("End the manifest with `[lints]` and `workspace = true`.", broken);
}

#[test]
fn every_dependency_has_its_line_in_the_record() {
    const RECORD: &str = "docs/decisions/0002-dependencies.md";
    let text =
        |path: &str| FILES.iter().find(|file| file.path == path).map(|file| file.text.as_str()).unwrap_or_default();
    let record = text(RECORD);
    let names =
        dependency_lines(text("Cargo.toml")).filter_map(|(_, line)| line.split_once(" = ")).map(|(name, _)| name);
    let broken = names.filter(|name| !name.starts_with("rapport-") && !record.contains(&format!("\n| `{name}` |")));
    obeyed(
        "Say in docs/decisions/0002-dependencies.md why it is here and what else there was.",
        broken.map(str::to_owned),
    );
}
