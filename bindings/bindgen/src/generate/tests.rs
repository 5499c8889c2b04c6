use super::*;
use crate::surface::tests::probe_library;
use camino::Utf8PathBuf;

fn made(language: Language) -> (Utf8PathBuf, String) {
    let probe = Utf8PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/probe"));
    let out = Utf8PathBuf::from_path_buf(std::env::temp_dir()).unwrap();
    let out = out.join(format!("rapport-bindgen-{}-{}", std::process::id(), language.folder()));
    write(language, &probe_library(), &probe, &out).unwrap();
    // A second run replaces what the first one wrote.
    write(language, &probe_library(), &probe, &out).unwrap();
    let mut text = String::new();
    let mut folders = vec![out.clone()];
    while let Some(folder) = folders.pop() {
        for entry in folder.read_dir_utf8().unwrap().map(Result::unwrap) {
            match entry.path().extension() {
                _ if entry.path().is_dir() => folders.push(entry.path().to_owned()),
                Some("kt" | "swift" | "py" | "h" | "modulemap") => text += &fs::read_to_string(entry.path()).unwrap(),
                _ => {}
            }
        }
    }
    (out, text)
}

#[test]
fn kotlin_takes_the_crates_settings_and_docs() {
    let (out, text) = made(Language::Kotlin);
    assert!(out.join("org/rapport/probe/probe.kt").is_file());
    assert!(text.contains("package org.rapport.probe"), "uniffi.toml was not read");
    assert!(text.contains("RowKey("), "the custom id was not mapped");
    assert!(text.contains("suspend fun `rows`(`limit`: kotlin.UInt"));
    assert!(text.contains("What a list shows of one thing."), "doc comments are lost");
    assert!(!text.contains("android.os"), "plain Kotlin must compile without Android");
    fs::remove_dir_all(out).unwrap();
}

/// `on_check_ins` as Kotlin calls it.
fn camel(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |text, word| text + &word[..1].to_uppercase() + &word[1..])
}

#[test]
fn kotlin_keeps_threads_attached_for_all_that_the_core_calls() {
    let root = Utf8PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
    let surface = fs::read_to_string(root.join(crate::surface::FILE)).unwrap();
    let threads = fs::read_to_string(root.join("bindings/ffi/kotlin/Threads.kt")).unwrap();
    let (mut called, mut of) = (Vec::new(), None);
    for line in surface.lines() {
        match line.strip_prefix("    fn ") {
            Some(member) => {
                let method = member.split_once('(').map(|(name, _)| camel(name));
                called.extend(of.zip(method).map(|(of, method)| format!("uniffiCallbackInterface{of}.{method},")));
            }
            None if !line.starts_with(" ") => of = line.strip_prefix("trait "),
            None => {}
        }
    }
    assert!(called.len() > 20 && called.iter().any(|one| one.ends_with("HomeObserver.onHome,")), "{called:?}");
    let missing: Vec<_> = called.iter().filter(|one| !threads.contains(one.as_str())).collect();
    assert!(missing.is_empty(), "Threads.kt lacks {missing:#?}");
}

#[test]
fn kotlin_for_android_is_another_text() {
    let (out, text) = made(Language::KotlinAndroid);
    assert!(text.contains("android.os"));
    assert!(text.contains("package org.rapport.probe"));
    fs::remove_dir_all(out).unwrap();
}

#[test]
fn swift_has_source_header_and_module_map() {
    let (out, text) = made(Language::Swift);
    assert!(out.join("RapportProbe.swift").is_file());
    assert!(out.join("RapportProbeFFI.h").is_file());
    assert!(out.join("module.modulemap").is_file());
    assert!(text.contains("module RapportProbeFFI {"), "the module is not called as uniffi.toml says");
    assert!(text.contains("func rows(limit: UInt32"));
    fs::remove_dir_all(out).unwrap();
}

#[test]
fn python_lies_beside_its_library() {
    let (out, text) = made(Language::Python);
    assert!(text.contains("async def rows(self,"));
    assert!(out.join(probe_library().file_name().unwrap()).is_file());
    fs::remove_dir_all(out).unwrap();
}

#[test]
fn a_folder_with_other_files_is_left_alone() {
    let probe = Utf8PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/probe"));
    let why = write(Language::Kotlin, &probe_library(), &probe, &probe.join("src")).unwrap_err();
    assert!(why.to_string().contains("was not written by this tool"));
    assert!(probe.join("src/lib.rs").is_file());
}
