//! The JSON form. Each transaction and each patch is parsed on its own, so that
//! what is wrong can be named by its index.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::{Kind, Limits, Patch, Place, Problem, Trace, TraceError, Txn};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct RawTrace<'a> {
    kind: Option<RawKind>,
    start_content: Option<String>,
    end_content: String,
    num_agents: Option<usize>,
    #[serde(borrow)]
    txns: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum RawKind {
    Sequential,
    Concurrent,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct RawTxn<'a> {
    /// Only shown by other tools.
    #[serde(rename = "time")]
    _time: Option<String>,
    #[serde(rename = "numChildren")]
    _num_children: Option<usize>,
    agent: Option<usize>,
    parents: Option<Vec<usize>>,
    #[serde(borrow)]
    patches: Vec<&'a RawValue>,
}

fn fail<T>(place: Place, problem: Problem) -> Result<T, TraceError> {
    Err(TraceError { place, problem })
}

fn few(place: Place, found: usize, most: usize) -> Result<(), TraceError> {
    if found > most { fail(place, Problem::TooMany { found, most }) } else { Ok(()) }
}

fn form(place: Place, why: &serde_json::Error) -> TraceError {
    // The message of a wrong value repeats it, and it may be what somebody
    // typed: only the place and the sort of the mistake are kept.
    let detail = match why.classify() {
        serde_json::error::Category::Eof => String::from("it ends in the middle"),
        serde_json::error::Category::Data => described(&why.to_string()),
        _ => format!("not JSON at line {}, column {}", why.line(), why.column()),
    };
    TraceError { place, problem: Problem::Form { detail } }
}

/// Field names and expected types of a message, without the value that was found.
fn described(message: &str) -> String {
    let message = message.split(" at line ").next().unwrap_or_default();
    match message.split_once(", expected ") {
        Some((found, expected)) if found.starts_with("invalid") => format!("expected {expected}"),
        _ => message.chars().take(120).collect(),
    }
}

pub(super) fn parse(json: &str, limits: &Limits) -> Result<Trace, TraceError> {
    let raw: RawTrace<'_> = serde_json::from_str(json).map_err(|why| form(Place::File, &why))?;
    few(Place::Field("txns"), raw.txns.len(), limits.txns)?;
    let kind = match (&raw.kind, &raw.start_content) {
        (Some(RawKind::Concurrent), None) => Kind::Concurrent,
        (Some(RawKind::Concurrent), Some(_)) => return fail(Place::Field("startContent"), Problem::Unexpected),
        (_, Some(_)) => Kind::Sequential,
        (_, None) => return fail(Place::Field("startContent"), Problem::Missing),
    };
    let agents = match (kind, raw.num_agents) {
        (Kind::Sequential, _) => 1,
        (Kind::Concurrent, Some(agents)) => agents,
        (Kind::Concurrent, None) => return fail(Place::Field("numAgents"), Problem::Missing),
    };
    few(Place::Field("numAgents"), agents, limits.agents)?;

    let mut points = 0;
    let mut txns = Vec::with_capacity(raw.txns.len());
    for (index, raw) in raw.txns.iter().enumerate() {
        txns.push(txn(index, raw.get(), kind, agents, limits, &mut points)?);
    }
    Ok(Trace { kind, start: raw.start_content.unwrap_or_default(), end: raw.end_content, txns, agents })
}

fn txn(
    index: usize,
    json: &str,
    kind: Kind,
    agents: usize,
    limits: &Limits,
    points: &mut usize,
) -> Result<Txn, TraceError> {
    let place = Place::Txn { txn: index };
    let raw: RawTxn<'_> = read(place, json)?;
    few(place, raw.patches.len(), limits.patches)?;
    let (agent, parents) = match (kind, raw.agent, raw.parents) {
        (Kind::Sequential, None, None) => (0, index.checked_sub(1).into_iter().collect()),
        (Kind::Sequential, ..) => return fail(place, Problem::Unexpected),
        (Kind::Concurrent, Some(agent), Some(parents)) => (agent, parents),
        (Kind::Concurrent, ..) => return fail(place, Problem::Missing),
    };
    if agent >= agents {
        return fail(place, Problem::Agent { agent, agents });
    }
    few(place, parents.len(), limits.parents)?;
    for (nth, &parent) in parents.iter().enumerate() {
        if parent >= index {
            return fail(place, Problem::Parent { parent });
        }
        if parents.iter().take(nth).any(|&other| other == parent) {
            return fail(place, Problem::ParentTwice { parent });
        }
    }
    let mut patches = Vec::with_capacity(raw.patches.len());
    for (nth, raw) in raw.patches.iter().enumerate() {
        let place = Place::Patch { txn: index, patch: nth };
        let (at, delete, insert): (usize, usize, String) = read(place, raw.get())?;
        *points += insert.chars().count();
        few(place, *points, limits.inserted_points)?;
        patches.push(Patch { at, delete, insert });
    }
    Ok(Txn { agent, parents, patches })
}

fn read<'a, T: Deserialize<'a>>(place: Place, json: &'a str) -> Result<T, TraceError> {
    serde_json::from_str(json).map_err(|why| form(place, &why))
}
