//! `rapport completions`, `man`: both follow from the definition of the arguments.

use crate::args::Cli;
use crate::failed::Stop;
use serde_json::json;
use std::path::Path;

pub(crate) fn completions(shell: clap_complete::Shell) {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut Cli::definition(), "rapport", &mut text);
    crate::term::say(&String::from_utf8_lossy(&text));
}

/// The page of the program on stdout, or those of all commands in a folder.
pub(crate) fn pages(folder: Option<&Path>, json: bool) -> Result<(), Stop> {
    let Some(folder) = folder else {
        let mut text = Vec::new();
        let written = clap_mangen::Man::new(Cli::definition()).render(&mut text);
        written.map_err(|error| Stop::outside("the manual page", &error))?;
        crate::term::say(&String::from_utf8_lossy(&text));
        return Ok(());
    };
    let told = |error| Stop::named_by("--to", folder, &error);
    std::fs::create_dir_all(folder).map_err(told)?;
    clap_mangen::generate_to(Cli::definition(), folder).map_err(told)?;
    if json {
        return crate::out::value(&json!({ "written": folder }));
    }
    let file = folder.display().to_string();
    crate::term::say(&(crate::words::filled("cli.written_to", &[("file", file)]) + "\n"));
    Ok(())
}
