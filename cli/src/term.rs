//! How things look on a terminal, and plainly elsewhere.

use std::io::{IsTerminal, Write};

/// Colours, where they are wanted.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Paint {
    on: bool,
}

impl Paint {
    /// For stdout: on a terminal, unless `NO_COLOR` says no.
    pub(crate) fn stdout() -> Self {
        let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        Self { on: std::io::stdout().is_terminal() && !refused && !dumb }
    }

    fn wrap(self, code: &str, text: &str) -> String {
        if self.on && !text.is_empty() { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    pub(crate) fn bold(self, text: &str) -> String {
        self.wrap("1", text)
    }

    pub(crate) fn dim(self, text: &str) -> String {
        self.wrap("2", text)
    }

    pub(crate) fn good(self, text: &str) -> String {
        self.wrap("32", text)
    }

    pub(crate) fn bad(self, text: &str) -> String {
        self.wrap("31", text)
    }

    /// One of two people.
    pub(crate) fn person(self, which: usize, text: &str) -> String {
        self.wrap(if which == 0 { "36" } else { "33" }, text)
    }
}

/// Writes to stdout. Whoever closed it does not want to hear it.
pub(crate) fn say(text: &str) {
    let _ = std::io::stdout().write_all(text.as_bytes());
}

/// Writes to stderr: messages and progress.
pub(crate) fn note(text: &str) {
    let _ = std::io::stderr().write_all(text.as_bytes());
}

/// A text from somebody else, without what could steer a terminal.
pub(crate) fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
}

/// The same on one line.
pub(crate) fn one_line(text: &str) -> String {
    plain(text).replace(['\n', '\t'], " ")
}

/// A counter on stderr, where somebody watches it.
pub(crate) struct Progress {
    shown: bool,
    what: &'static str,
    of: usize,
    last: usize,
}

impl Progress {
    pub(crate) fn new(what: &'static str, of: usize, wanted: bool) -> Self {
        Self { shown: wanted && std::io::stderr().is_terminal(), what, of, last: 0 }
    }

    pub(crate) fn at(&mut self, done: usize) {
        if self.shown && (done == self.of || done > self.last + self.of / 200) {
            self.last = done;
            let blocks = done * 30 / self.of.max(1);
            note(&format!(
                "\r  {} {}{} {done} of {}",
                self.what,
                "█".repeat(blocks),
                "░".repeat(30 - blocks.min(30)),
                self.of
            ));
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.shown {
            note("\r\u{1b}[2K");
        }
    }
}
