//! Questions, only to somebody who can answer.

use crate::failed::Stop;
use std::io::{BufRead, IsTerminal};

/// Whether somebody sits there who can answer.
pub(crate) fn is_possible() -> bool {
    std::io::stdin().is_terminal()
}

/// A line from the terminal; wrong usage where there is none.
pub(crate) fn line(prompt: &str) -> Result<String, Stop> {
    if !is_possible() {
        return Err(Stop::usage(crate::words::word("cli.nobody_to_ask")));
    }
    crate::term::note(prompt);
    let mut text = String::new();
    std::io::stdin().lock().read_line(&mut text).map_err(|error| Stop::outside("the terminal", &error))?;
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}

/// A question to which only yes is yes, in either language.
pub(crate) fn yes(question: &str) -> Result<bool, Stop> {
    let answer = line(&format!("{question} "))?;
    Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes" | "j" | "ja"))
}

/// The same as [`line()`] without showing what is typed.
pub(crate) fn secret(prompt: &str) -> Result<String, Stop> {
    let _hidden = Hidden::begin();
    let text = line(prompt)?;
    crate::term::note("\n");
    Ok(text)
}

/// Switches the echo off while it lives, where there is a `stty`.
struct Hidden;

impl Hidden {
    fn begin() -> Self {
        stty("-echo");
        Self
    }
}

impl Drop for Hidden {
    fn drop(&mut self) {
        stty("echo");
    }
}

fn stty(what: &str) {
    // Without it the passphrase is seen while typed; it still works.
    let _ = std::process::Command::new("stty").arg(what).stderr(std::process::Stdio::null()).status();
}
