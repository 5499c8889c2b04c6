//! The main job, and the page that shows what it prints.

use super::program::program;
use serde_json::Value;

fn demo(args: &[&str]) -> (i32, String, String) {
    let output = program().arg("demo").args(args).output().expect("the program runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    (output.status.code().expect("an exit code"), text(output.stdout), text(output.stderr))
}

#[test]
fn two_phones_end_with_the_same_and_the_relay_saw_nothing() {
    for seed in ["1", "20261124"] {
        let (code, stdout, stderr) = demo(&["--seed", seed, "--json"]);
        assert_eq!(code, 0, "seed {seed}: {stdout}{stderr}");
        let value: Value = serde_json::from_str(&stdout).expect("one JSON value and nothing else");
        assert_eq!(value["converged"], true, "seed {seed}");
        assert_eq!(value["relay_saw_plaintext"], false, "seed {seed}");
        let counts = ["deferred", "quarantined", "devices"].map(|name| value[name].as_u64());
        assert_eq!(counts, [Some(0), Some(0), Some(2)], "seed {seed}");
        assert!(value["edits"].as_u64() > Some(100) && value["records"].as_u64() > Some(10), "{value}");
        assert_eq!(value["text_sha256"].as_str().map(str::len), Some(64));
    }
}

/// Two lines that were typed at the same time at the same place stand in the
/// order of their devices, which are new in every run.
const AT_ONCE: [&str; 2] = ["Call the organiser before Friday.", "Prepare three questions."];

/// Words as they are, what differs from run to run as one sign.
fn masked(text: &str) -> Vec<String> {
    let either = |line: String| match line.split_once(": ") {
        Some((before, _)) if AT_ONCE.iter().all(|typed| line.contains(typed)) => {
            format!("{before}: both, in some order")
        }
        _ => line,
    };
    let code = |line: &str| line.split_once("the same code: ").map_or(line.to_owned(), |(before, _)| before.to_owned());
    let digits = |line: String| {
        let mut out = String::new();
        for letter in line.chars() {
            match (letter.is_ascii_digit(), out.ends_with('#')) {
                (true, true) => {}
                (true, false) => out.push('#'),
                (false, _) => out.push(letter),
            }
        }
        let out = out.replace("#.#", "#");
        if out.contains("travelled") { out.replace("# bytes", "# KB") } else { out }
    };
    text.lines().map(|line| either(digits(code(line.trim_end())))).collect()
}

#[test]
fn the_readme_shows_what_the_demo_prints() {
    let readme = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../README.md")).expect("README.md");
    let (_, rest) = readme.split_once("<!-- the demo -->\n```\n").expect("the place of the demo");
    let (shown, _) = rest.split_once("\n```").expect("its end");
    let (code, stdout, stderr) = demo(&["--seed", "7"]);
    assert_eq!(code, 0, "{stderr}");
    let printed = if stdout.trim().is_empty() { stderr } else { stdout };
    assert_eq!(masked(shown.trim()), masked(printed.trim()), "put what `rapport demo --seed 7` prints into README.md");
}

#[test]
fn a_trace_that_is_none_is_refused_with_its_place() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("broken.json");
    for (content, what) in [
        ("", "empty"),
        ("{", "cut"),
        ("{\"kind\":\"concurrent\",\"endContent\":\"\",\"numAgents\":1,\"txns\":[{}]}", "without its fields"),
        ("[1,2,3]", "another thing"),
    ] {
        std::fs::write(&file, content).expect("written");
        let (code, stdout, stderr) = demo(&["--trace", file.to_str().expect("a name")]);
        assert_eq!(code, 2, "{what}: {stdout}{stderr}");
        assert!(!stderr.contains("panicked"), "{what}: {stderr}");
    }
    let (code, _, stderr) = demo(&["--trace", "/nowhere/at/all.json.gz"]);
    assert_eq!(code, 2, "{stderr}");
}
