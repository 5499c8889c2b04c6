//! A short listing of everything the library exports: one line a name, sorted,
//! so that a change of the boundary is a change of one committed file.

mod line;

use std::fmt::Write as _;

use camino::Utf8Path;
use uniffi_meta::Metadata;

/// The committed listing.
pub(crate) const FILE: &str = "bindings/surface.txt";

const HEAD: &str = "\
# Everything the library exports. Made by `cargo bindgen surface --write`; do not edit.
# T? may be absent, [T] is a list, `= x` is a default, `!` names the error.
";

/// Reads the metadata that stands in the built library.
pub(crate) fn of_library(library: &Utf8Path) -> anyhow::Result<String> {
    Ok(listing(&uniffi_bindgen::macro_metadata::extract_from_library(library)?))
}

fn listing(items: &[Metadata]) -> String {
    let mut blocks: Vec<String> = items.iter().filter_map(|item| block(item, items)).collect();
    blocks.sort();
    let mut text = String::from(HEAD);
    for block in blocks {
        let _ = write!(text, "\n{block}");
    }
    text
}

/// A heading and, indented, what belongs to it; `None` for what stands under
/// another heading.
fn block(item: &Metadata, items: &[Metadata]) -> Option<String> {
    let (head, mut members) = match item {
        Metadata::Func(one) => (line::function(one), Vec::new()),
        Metadata::Record(one) => (format!("record {}", one.name), one.fields.iter().map(line::field).collect()),
        Metadata::Enum(one) => {
            let kind = if one.shape.is_error() { "error" } else { "enum" };
            (format!("{kind} {}", one.name), one.variants.iter().map(line::variant).collect())
        }
        Metadata::CustomType(one) => (format!("custom {} = {}", one.name, line::ty(&one.builtin)), Vec::new()),
        Metadata::Object(one) => {
            let kind = if one.imp.is_trait_interface() { "trait" } else { "object" };
            (format!("{kind} {}", one.name), line::members(&one.name, items))
        }
        Metadata::CallbackInterface(one) => (format!("trait {}", one.name), line::members(&one.name, items)),
        _ => return None,
    };
    // Fields and variants keep their order, which is part of the surface;
    // the order of methods is not.
    if matches!(item, Metadata::Object(_) | Metadata::CallbackInterface(_)) {
        members.sort();
    }
    let mut text = head + "\n";
    for member in members {
        let _ = writeln!(text, "    {member}");
    }
    Some(text)
}

#[cfg(test)]
pub(crate) mod tests;
