//! `--json`: one value on stdout, and nothing else.

use crate::failed::Stop;
use serde::Serialize;

/// Prints one value, a line of its own.
pub(crate) fn value(value: &impl Serialize) -> Result<(), Stop> {
    let text = serde_json::to_string(value)
        .map_err(|error| Stop::Outside(format!("a value that JSON cannot hold: {error}")))?;
    crate::term::say(&format!("{text}\n"));
    Ok(())
}
