//! Failures as people read them: what, why, and what to do next.

use crate::failed::Stop;
use crate::term::note;
use crate::words::{filled, say, word};
use rapport_core::Failure;
use rapport_core::domain::RuleBroken;
use serde_json::json;
use std::process::ExitCode;

/// Tells why a command stopped, and gives its exit code.
pub(crate) fn tell(stop: &Stop, json: bool) -> ExitCode {
    let lines = lines(stop);
    if json {
        let failure = json!({ "failure": { "kind": stop.kind(), "reasons": lines } });
        // Nothing else can be said on a closed stdout.
        let _ = crate::out::value(&failure);
    }
    for line in &lines {
        note(&format!("rapport: {line}\n"));
    }
    ExitCode::from(stop.code())
}

fn lines(stop: &Stop) -> Vec<String> {
    match stop {
        Stop::Core(failure) => of_core(failure),
        Stop::Usage(text) => vec![text.clone(), "`rapport --help` shows what there is.".to_owned()],
        Stop::Check(reasons) => reasons.clone(),
        Stop::NoRelay(text) => vec![word("failure.offline.what"), text.clone(), word("failure.offline.do")],
        Stop::Relay { text, .. } | Stop::Outside(text) => vec![text.clone()],
    }
}

fn both(kind: &str, args: &[(&str, String)]) -> Vec<String> {
    vec![filled(&format!("failure.{kind}.what"), args), filled(&format!("failure.{kind}.do"), args)]
}

fn of_core(failure: &Failure) -> Vec<String> {
    match failure {
        Failure::NotFound { what } if what == "profile" => vec![
            "There is no profile here yet.".to_owned(),
            "`rapport init NAME` makes one; --profile names another folder.".to_owned(),
        ],
        Failure::NotFound { what } => both("not_found", &[("thing", word(&format!("thing.{what}")))]),
        Failure::NotAllowed { field, rule } => {
            vec![say(&RuleBroken::not_allowed(*field, rule.clone())), word("failure.not_allowed.what")]
        }
        Failure::Invalid { field, problem } => {
            vec![say(&RuleBroken::invalid(*field, problem.clone())), word("failure.invalid.do")]
        }
        Failure::Conflict { what } if what == "profile_exists" => {
            vec!["There is a profile here already.".to_owned(), "--profile names another folder.".to_owned()]
        }
        Failure::Conflict { what } if what == "profile_open" => both("locked", &[]),
        Failure::Conflict { .. } => both("conflict", &[]),
        Failure::Offline => both("offline", &[]),
        Failure::RelayRefused { code, .. } => {
            let mut lines = both("relay_refused", &[]);
            lines.insert(1, format!("{code:?}"));
            lines
        }
        Failure::Locked => vec![
            word("failure.locked.what"),
            "The passphrase is needed: type it, or set RAPPORT_PASSPHRASE.".to_owned(),
        ],
        Failure::KeyLost => vec![
            "The key of this profile cannot be found or read.".to_owned(),
            "Put the file `key` back into the profile's folder, from where you copied the folder.".to_owned(),
        ],
        Failure::StorageFull { needed_bytes } => {
            both("storage_full", &[("needed", format!("{} MB", needed_bytes.div_ceil(1_000_000)))])
        }
        Failure::StorageReadOnly => vec![
            "The profile's folder cannot be written.".to_owned(),
            "Look at who owns it, and whether the disk is mounted for reading only.".to_owned(),
        ],
        Failure::StorageDamaged { detail } => {
            let mut lines = both("storage_damaged", &[]);
            lines.insert(1, format!("({detail})"));
            lines
        }
        Failure::NeedsUpdate { minimum } => both("needs_update", &[("minimum", minimum.to_string())]),
        Failure::Port { what, detail } => both("port", &[("what", what.clone()), ("detail", detail.clone())]),
        Failure::Stopped => both("stopped", &[]),
        Failure::Bug { reference } => both("bug", &[("reference", reference.clone())]),
    }
}
