use super::*;
use camino::Utf8PathBuf;

/// The probe's shared library, which Cargo puts beside the test binary.
pub(crate) fn probe_library() -> Utf8PathBuf {
    let here = Utf8PathBuf::from_path_buf(std::env::current_exe().unwrap()).unwrap();
    here.with_file_name(crate::library::file_name("rapport-probe"))
}

#[test]
fn the_probe_is_listed_whole() {
    // Keeps the probe among what is linked, and so built first.
    assert_eq!(rapport_probe::Failure::Stopped.to_string(), "stopped");
    let text = of_library(&probe_library()).unwrap();
    let expected = include_str!("probe.txt");
    assert!(text == expected, "the listing of the probe changed; it is now:\n{text}");
}

#[test]
fn the_order_of_the_metadata_does_not_matter() {
    let mut items = uniffi_bindgen::macro_metadata::extract_from_library(&probe_library()).unwrap();
    let first = listing(&items);
    items.reverse();
    assert_eq!(listing(&items), first);
}

#[test]
fn a_file_that_is_no_library_is_refused() {
    let this = Utf8PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"));
    assert!(of_library(&this).is_err());
}
