//! Writes single fields.

use crate::doc::WriteProblem;
use automerge::transaction::{Transactable, Transaction};
use automerge::{ObjId, ReadDoc, ScalarValue, Value};

/// Sets a field, or says that it is empty. Nothing is written where nothing
/// stood and nothing is to stand.
pub(super) fn clear_or_put(
    tx: &mut Transaction<'_>,
    map: &ObjId,
    field: &str,
    value: Option<impl Into<ScalarValue>>,
) -> Result<(), WriteProblem> {
    match value {
        Some(value) => tx.put(map, field, value)?,
        None if tx.get(map, field)?.is_some() => tx.put(map, field, ScalarValue::Null)?,
        None => {}
    }
    Ok(())
}

/// Writes an entry that never changes.
pub(super) fn put_once(tx: &mut Transaction<'_>, map: &ObjId, id: &str, text: String) -> Result<(), WriteProblem> {
    if tx.get(map, id)?.is_some() {
        return Err(WriteProblem::Taken);
    }
    Ok(tx.put(map, id, text)?)
}

/// Sets a text where it is not empty.
pub(super) fn put_some(tx: &mut Transaction<'_>, map: &ObjId, field: &str, text: &str) -> Result<(), WriteProblem> {
    if text.is_empty() { Ok(()) } else { Ok(tx.put(map, field, text)?) }
}

/// The map of a thing that is there.
pub(super) fn thing(tx: &Transaction<'_>, list: &ObjId, id: &str, what: &'static str) -> Result<ObjId, WriteProblem> {
    match tx.get(list, id)? {
        Some((Value::Object(_), map)) => Ok(map),
        _ => Err(WriteProblem::Missing(what)),
    }
}

/// All maps of a thing that is there: several phones may have made it, each
/// for itself. What is said of it is said in every one of them.
pub(super) fn joined_thing(
    tx: &Transaction<'_>,
    list: &ObjId,
    id: &str,
    what: &'static str,
) -> Result<Vec<ObjId>, WriteProblem> {
    let maps = tx.get_all(list, id)?.into_iter().filter(|(value, _)| matches!(value, Value::Object(_)));
    let maps: Vec<ObjId> = maps.map(|(_, map)| map).collect();
    if maps.is_empty() { Err(WriteProblem::Missing(what)) } else { Ok(maps) }
}

/// A new map in a list; its id was never used before.
pub(super) fn new_thing(tx: &mut Transaction<'_>, list: &ObjId, id: &str) -> Result<ObjId, WriteProblem> {
    if tx.get(list, id)?.is_some() {
        return Err(WriteProblem::Taken);
    }
    Ok(tx.put_object(list, id, automerge::ObjType::Map)?)
}
