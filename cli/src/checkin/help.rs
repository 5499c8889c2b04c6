//! `rapport checkin help-directory`: reading it, taking it, signing it.

use super::show;
use crate::args::Ctx;
use crate::failed::Stop;
use crate::words::filled;
use clap::Args;
use rapport_core::Rapport;
use serde_json::json;
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub(crate) struct HelpArgs {
    /// Take this signed directory
    #[arg(long, value_name = "FILE")]
    load: Option<PathBuf>,
    /// Trust this key for it, 64 digits; needed once, and for another key
    #[arg(long, value_name = "KEY")]
    trust: Option<String>,
    /// Sign the directory in this file, for others to take
    #[arg(long, value_name = "FILE", conflicts_with_all = ["load", "trust"], requires = "to")]
    sign: Option<PathBuf>,
    /// Where the signed one goes; it must not exist
    #[arg(long, value_name = "FILE", requires = "sign")]
    to: Option<PathBuf>,
}

pub(super) fn run(ctx: &Ctx, core: &Rapport, args: &HelpArgs) -> Result<(), Stop> {
    let checkins = core.checkins();
    if let (Some(from), Some(to)) = (&args.sign, &args.to) {
        let signed = checkins.sign_help(&read(from)?)?;
        let key = signed.lines().nth(1).and_then(|line| line.strip_prefix("key ")).unwrap_or_default().to_owned();
        let mut options = std::fs::OpenOptions::new();
        let opened = options.write(true).create_new(true).open(to);
        let written = opened.and_then(|mut file| std::io::Write::write_all(&mut file, signed.as_bytes()));
        written.map_err(|error| Stop::named_by("--to", to, &error))?;
        return ctx.show(&json!({ "written": to, "key": key }), || {
            filled("cli.checkin.signed", &[("file", to.display().to_string()), ("key", key.clone())]) + "\n"
        });
    }
    if let Some(key) = &args.trust {
        checkins.trust_help_key(key)?;
    }
    if let Some(file) = &args.load {
        checkins.load_help(&read(file)?)?;
    }
    let view = checkins.help()?;
    ctx.show(&view, || if view.places.is_empty() { show::empty() } else { show::places(&view.places) })
}

/// Larger ones are refused by the core anyway.
const LARGEST: u64 = 1024 * 1024;

pub(super) fn read(file: &Path) -> Result<String, Stop> {
    let told = |error: std::io::Error| Stop::named(file, &error);
    if std::fs::metadata(file).map_err(told)?.len() > LARGEST {
        return Err(told(std::io::ErrorKind::FileTooLarge.into()));
    }
    std::fs::read_to_string(file).map_err(told)
}
