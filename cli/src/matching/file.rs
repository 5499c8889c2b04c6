//! Files of people and of runs, read and written.

use super::{hint, wording};
use crate::failed::Stop;
use crate::term::one_line;
use crate::words::{filled, say, word};
use rapport_core::domain::json::{FileFault, Spot};
use rapport_core::matching::file::{FileRefused, LIMITS, Read, read};
use rapport_core::matching::{Outcome, Place, Run};
use std::fs::{File, OpenOptions};
use std::io::{Read as _, Write as _};
use std::path::Path;

/// The plan for the people of a file.
pub(super) fn plan(path: &Path) -> Result<Run, Stop> {
    both(path).map(|(_, run)| run)
}

/// What the file says, and the plan for its people.
pub(super) fn both(path: &Path) -> Result<(String, Run), Stop> {
    let text = text(path)?;
    let run = made(path, &text)?;
    Ok((text, run))
}

fn made(path: &Path, text: &str) -> Result<Run, Stop> {
    read(text).and_then(Read::run).map_err(|refused| stop(path, &refused))
}

/// Writes a file of people anew, once there is a plan for it: all of it, or
/// nothing changes.
pub(super) fn replace(path: &Path, text: &Result<String, FileRefused>) -> Result<Run, Stop> {
    let text = text.as_ref().map_err(|refused| stop(path, refused))?;
    let run = made(path, text)?;
    let outside = |error: std::io::Error| Stop::outside(&path.display().to_string(), &error);
    // The file that a link leads to, so that the link stays one.
    let real = path.canonicalize().map_err(outside)?;
    let mut beside = real.clone().into_os_string();
    beside.push(".new");
    let written = || {
        let mut file = File::create_new(&beside)?;
        file.set_permissions(std::fs::metadata(&real)?.permissions())?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        std::fs::rename(&beside, &real)
    };
    written().map_err(|error| {
        if error.kind() != std::io::ErrorKind::AlreadyExists {
            // What was begun is of no use to anybody.
            let _ = std::fs::remove_file(&beside);
        }
        outside(error)
    })?;
    Ok(run)
}

/// What a file says, when it is a text and no larger than any of them.
pub(super) fn text(path: &Path) -> Result<String, Stop> {
    let named = |error: std::io::Error| Stop::named(path, &error);
    let mut bytes = Vec::new();
    // One byte more shows that it is too large.
    let most = u64::try_from(LIMITS.bytes).unwrap_or(u64::MAX).saturating_add(1);
    File::open(path).map_err(named)?.take(most).read_to_end(&mut bytes).map_err(named)?;
    if bytes.len() > LIMITS.bytes {
        return Err(stop(path, &refused(Spot::START, FileFault::TooLarge)));
    }
    String::from_utf8(bytes).map_err(|wrong| {
        let good =
            String::from_utf8_lossy(wrong.as_bytes().get(..wrong.utf8_error().valid_up_to()).unwrap_or_default());
        let line = u32::try_from(good.matches('\n').count()).unwrap_or(u32::MAX).saturating_add(1);
        let column = good.rsplit('\n').next().map_or(0, |line| line.encode_utf16().count());
        let column = u32::try_from(column).unwrap_or(u32::MAX).saturating_add(1);
        stop(path, &refused(Spot { line, column }, FileFault::BadText))
    })
}

pub(super) fn refused(at: Spot, fault: FileFault) -> FileRefused {
    FileRefused { place: Place::default(), at, fault, barred: None }
}

/// A file that is not taken, in words: where, what, and what to do.
pub(super) fn stop(path: &Path, refused: &FileRefused) -> Stop {
    let place = refused.place.to_string();
    let mut args = vec![
        ("file", path.display().to_string()),
        ("line", refused.at.line.to_string()),
        ("column", refused.at.column.to_string()),
        ("fault", say(&refused.fault)),
    ];
    let key = if place.is_empty() { "cli.match.refused" } else { "cli.match.refused_at" };
    args.push(("place", one_line(&place)));
    let mut lines = vec![filled(key, &args)];
    if let Some(barred) = &refused.barred {
        lines.extend(wording::barred(barred));
    }
    lines.extend(hint::of(refused));
    lines.push(word("cli.match.refused_do"));
    Stop::File(lines)
}

/// Writes a run where nothing is yet, for its owner alone.
pub(super) fn keep(to: &Path, outcome: &Outcome) -> Result<(), Stop> {
    let text = serde_json::to_string(outcome).map_err(|error| Stop::Outside(error.to_string()))?;
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(to).and_then(|mut file| file.write_all(format!("{text}\n").as_bytes()));
    written.map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => {
            Stop::usage(filled("cli.file_exists", &[("option", "--to".to_owned()), ("file", to.display().to_string())]))
        }
        _ => Stop::named_by("--to", to, &error),
    })
}
