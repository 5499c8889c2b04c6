use super::{DE, EN, flatten};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

fn keys(text: &str) -> BTreeSet<String> {
    let mut words = BTreeMap::new();
    for (area, value) in text.parse::<toml::Table>().unwrap() {
        flatten(area, &value, &mut words);
    }
    // What is counted is asked for without its form.
    let counted = |key: &str| key.strip_suffix(".one").or(key.strip_suffix(".other")).unwrap_or(key).to_owned();
    words.keys().filter(|key| key.starts_with("cli.")).map(|key| counted(key)).collect()
}

/// Every `"cli.…"` of the sources.
fn asked_for(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            asked_for(&path, found);
        } else if !path.ends_with("tests.rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            let pieces = text.split('"').filter(|piece| piece.starts_with("cli."));
            found.extend(pieces.map(str::to_owned));
        }
    }
}

#[test]
fn every_sentence_of_the_command_line_stands_in_the_files_and_no_other() {
    let mut asked = BTreeSet::new();
    asked_for(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut asked);
    assert!(asked.len() > 50);
    for text in [EN, DE] {
        assert_eq!(keys(text), asked);
    }
}
