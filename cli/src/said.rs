//! Failures as people read them: what, why, and what to do next.

use crate::failed::Stop;
use crate::term::note;
use crate::words::{filled, say, word};
use rapport_core::Failure;
use rapport_core::domain::{Field, Problem, RuleBroken};
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
    if let Stop::Unread(text) = stop {
        note(text);
    } else {
        for line in &lines {
            note(&format!("rapport: {line}\n"));
        }
    }
    ExitCode::from(stop.code())
}

fn lines(stop: &Stop) -> Vec<String> {
    match stop {
        Stop::Core(failure) => of_core(failure),
        Stop::Unread(text) => {
            let lines = text.lines().map(|line| line.strip_prefix("error: ").unwrap_or(line).trim());
            lines.filter(|line| !line.is_empty()).map(str::to_owned).collect()
        }
        Stop::Usage(text) => vec![text.clone(), word("cli.failed.usage")],
        Stop::Check(reasons) | Stop::File(reasons) => reasons.clone(),
        Stop::NoRelay(text) => vec![word("failure.offline.what"), text.clone(), word("failure.offline.do")],
        Stop::Relay { text, .. } | Stop::Outside(text) => vec![text.clone()],
    }
}

fn both(kind: &str, args: &[(&str, String)]) -> Vec<String> {
    vec![filled(&format!("failure.{kind}.what"), args), filled(&format!("failure.{kind}.do"), args)]
}

/// What, why, and what to do.
fn broken(rule: &RuleBroken) -> Vec<String> {
    vec![say(rule), say(&rule.advice())]
}

/// What would fit in a field, where more can be said than for all of them.
const fn what_fits(field: Field) -> Option<&'static str> {
    Some(match field {
        Field::Answer => "cli.failed.fit.answer",
        Field::Cadence => "cli.failed.fit.cadence",
        Field::Date => "cli.failed.fit.date",
        Field::Instrument => "cli.failed.fit.instrument",
        Field::Place => "cli.failed.fit.place",
        Field::Reading => "cli.failed.fit.reading",
        Field::Repeat => "cli.failed.fit.repeat",
        Field::Slot => "cli.failed.fit.slot",
        _ => return None,
    })
}

fn of_core(failure: &Failure) -> Vec<String> {
    match failure {
        Failure::NotFound { what } if what == "profile" => {
            vec![word("cli.failed.no_profile_what"), word("cli.failed.no_profile_do")]
        }
        Failure::NotFound { what } if what == "relay" => {
            vec![word("cli.failed.no_relay_what"), word("cli.failed.no_relay_do")]
        }
        Failure::NotFound { what } => both("not_found", &[("thing", word(&format!("thing.{what}")))]),
        Failure::NotAllowed { field, rule } => broken(&RuleBroken::not_allowed(*field, rule.clone())),
        Failure::Invalid { field, problem: problem @ Problem::NotEncrypted { .. } } => {
            vec![say(&problem.clone().of(*field)), word("cli.failed.not_encrypted_do")]
        }
        Failure::Invalid { field, problem: Problem::DoesNotFit } => {
            let rule = Problem::DoesNotFit.of(*field);
            vec![say(&rule), what_fits(*field).map_or_else(|| say(&rule.advice()), word)]
        }
        Failure::Invalid { field, problem } => broken(&RuleBroken::invalid(*field, problem.clone())),
        Failure::Conflict { what } if what == "profile_exists" => {
            vec![word("cli.failed.profile_exists_what"), word("cli.failed.profile_exists_do")]
        }
        Failure::Conflict { what } if what == "profile_open" => both("locked", &[]),
        Failure::Conflict { .. } => both("conflict", &[]),
        Failure::Offline => both("offline", &[]),
        Failure::RelayRefused { code, .. } => {
            let mut lines = both("relay_refused", &[]);
            lines.insert(1, crate::sync::why_refused(*code));
            lines
        }
        Failure::Locked => vec![word("cli.failed.locked_what"), word("cli.failed.locked_do")],
        Failure::KeyLost => vec![word("cli.failed.key_lost_what"), word("cli.failed.key_lost_do")],
        Failure::StorageFull { needed_bytes } => {
            both("storage_full", &[("needed", format!("{} MB", needed_bytes.div_ceil(1_000_000)))])
        }
        Failure::StorageReadOnly => vec![word("cli.failed.read_only_what"), word("cli.failed.read_only_do")],
        Failure::StorageDamaged { detail } => {
            vec![word("failure.storage_damaged.what"), format!("({detail})"), word("cli.failed.damaged_do")]
        }
        Failure::NeedsUpdate { .. } => both("needs_update", &[]),
        Failure::Port { what, detail } => both("port", &[("what", what.clone()), ("detail", detail.clone())]),
        Failure::Stopped => both("stopped", &[]),
        Failure::Bug { reference } => both("bug", &[("reference", reference.clone())]),
    }
}
