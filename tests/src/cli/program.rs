//! Runs `rapport`, built beside this test.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The program. `tests/run build` makes it; so does `cargo build --profile ci -p rapport-cli`.
pub(super) fn program() -> Command {
    let here = std::env::current_exe().expect("this test's own file");
    let file = here.parent().and_then(Path::parent).expect("the folder of the profile").join("rapport");
    assert!(file.exists(), "{} is built by: cargo build --profile ci -p rapport-cli", file.display());
    let mut command = Command::new(file);
    // Nothing of whoever runs the tests.
    for name in ["RAPPORT_PROFILE", "RAPPORT_PASSPHRASE", "LC_ALL", "LC_MESSAGES", "EDITOR", "VISUAL", "COLUMNS"] {
        command.env_remove(name);
    }
    command.stdin(Stdio::null()).env("NO_COLOR", "1").env("LANG", "en_US.UTF-8").env("TZ", "Europe/Zurich");
    command
}

/// One person's profile in a folder of its own.
pub(super) struct Person(pub(super) PathBuf);

impl Person {
    /// What the folder is called.
    pub(super) fn called(&self) -> &str {
        self.0.file_name().and_then(|name| name.to_str()).expect("a name")
    }

    pub(super) fn command(&self, args: &[&str]) -> Command {
        let mut command = program();
        command.arg("--profile").arg(&self.0).args(args);
        command
    }

    pub(super) fn run(&self, args: &[&str]) -> Output {
        self.command(args).output().expect("the program runs")
    }

    /// What a command prints, when it has done what it was asked.
    pub(super) fn say(&self, args: &[&str]) -> String {
        let output = self.run(args);
        let heard = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{args:?}: {heard}");
        String::from_utf8(output.stdout).expect("text")
    }

    /// The one JSON value of a command.
    pub(super) fn json(&self, args: &[&str]) -> Value {
        let mut all = vec!["--json"];
        all.extend(args);
        let text = self.say(&all);
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{args:?}: {error}: {text}"))
    }

    /// The exit code of a command and what it says on stderr.
    pub(super) fn refused(&self, args: &[&str]) -> (i32, String) {
        let output = self.run(args);
        (output.status.code().expect("an exit code"), String::from_utf8_lossy(&output.stderr).into_owned())
    }
}
