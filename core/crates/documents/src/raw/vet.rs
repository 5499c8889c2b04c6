//! What each operation of a change may be. The library takes more than it can
//! keep (an end without a beginning, a character of several letters that
//! cannot be cut); what no writer of ours makes is refused here.
//!
//! Objects that this version does not know stay open to what a newer one puts
//! there: texts of sections are checked most.

use super::columns::Columns;
use super::read::Read;
use super::runs::{Entries, Flags};
use super::{BadBytes, Peek, limits};

/// An operation, named by the actor's bytes and its counter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Id<'a> {
    pub(crate) actor: &'a [u8],
    pub(crate) counter: u64,
}

/// A mark: the text it is in, and after what it begins and ends (nothing is
/// the beginning of the text).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Pair<'a> {
    pub(crate) object: Id<'a>,
    pub(crate) begin: Id<'a>,
    pub(crate) from: Option<Id<'a>>,
    pub(crate) to: Option<Id<'a>>,
}

/// What the operations of a change do, beyond single characters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Facts<'a> {
    pub(crate) marks: Vec<Pair<'a>>,
    /// Whether any key of a map is written; text alone has none.
    pub(crate) keys: bool,
    /// Whether one of them could name something a document begins with.
    pub(crate) shape: bool,
}

enum Key<'a> {
    Text(&'a [u8]),
    Head,
    After(Id<'a>),
}

/// The longest key of a map, in bytes.
const KEY_BYTES: usize = 200;

const MAKE_MAP: u64 = 0;
const SET: u64 = 1;
const MAKE_LIST: u64 = 2;
const DELETE: u64 = 3;
const MAKE_TEXT: u64 = 4;
const MARK: u64 = 7;

/// Types of values: text, and the last of those that are kept as they are.
/// Counters lose increments; none is ever written.
const TEXT: u64 = 6;
const BYTES: u64 = 7;
const TIME: u64 = 9;

struct Rows<'a> {
    object_actor: Entries<'a, u64>,
    object_counter: Entries<'a, u64>,
    key_actor: Entries<'a, u64>,
    key_counter: Entries<'a, i64>,
    key_text: Entries<'a, &'a [u8]>,
    insert: Flags<'a>,
    action: Entries<'a, u64>,
    value_meta: Entries<'a, u64>,
    value: Read<'a>,
    replaced: Entries<'a, u64>,
    mark_name: Entries<'a, &'a [u8]>,
    /// Counters of keys are written as differences.
    key_sum: i64,
}

fn text<'a>(read: &mut Read<'a>) -> Result<&'a [u8], BadBytes> {
    let len = read.length()?;
    read.bytes(len)
}

impl<'a> Rows<'a> {
    fn new(columns: &Columns<'a>) -> Self {
        Self {
            object_actor: Entries::new(columns.object_actor, Read::number),
            object_counter: Entries::new(columns.object_counter, Read::number),
            key_actor: Entries::new(columns.key_actor, Read::number),
            key_counter: Entries::new(columns.key_counter, Read::signed),
            key_text: Entries::new(columns.key_text, text),
            insert: Flags::new(columns.insert),
            action: Entries::new(columns.action, Read::number),
            value_meta: Entries::new(columns.value_meta, Read::number),
            value: Read::new(columns.value),
            replaced: Entries::new(columns.replaced, Read::number),
            mark_name: Entries::new(columns.mark_name, text),
            key_sum: 0,
        }
    }
}

/// What an object is, as far as this version knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// The text of a section.
    Text,
    /// A map of entries that are written once and never change.
    Entries,
    Other,
}

/// Looks at every operation. `place` knows the objects of the document.
pub(crate) fn vet<'a>(peek: &'a Peek<'a>, place: impl Fn(&Id<'_>) -> Place) -> Result<Facts<'a>, BadBytes> {
    let mut rows = Rows::new(&peek.columns);
    let id = |actor: Option<u64>, counter: u64| -> Result<Id<'a>, BadBytes> {
        let actor = usize::try_from(actor.ok_or(BadBytes::Malformed)?).map_err(|_| BadBytes::Malformed)?;
        let actor = match actor {
            0 => peek.actor,
            other => peek.others.get(other - 1).copied().ok_or(BadBytes::Malformed)?,
        };
        if (1..limits::COUNTER).contains(&counter) { Ok(Id { actor, counter }) } else { Err(BadBytes::Counter) }
    };
    let mut facts = Facts::default();
    // The text of the row before, so that a run of typing is looked up once.
    let mut known: Option<(Id<'a>, Place)> = None;
    let mut open: Option<Pair<'a>> = None;
    for counter in peek.start_op..=peek.max_op() {
        // What an operation is in, and what it stands after, was made before
        // it. Otherwise an object could be inside of itself, and the library
        // would look for its outside until the memory is full.
        let earlier = |id: &Id<'_>| id.counter < counter;
        let object = match (rows.object_actor.next()?, rows.object_counter.next()?) {
            (None, None) => None,
            (actor, counter) => Some(id(actor, counter.unwrap_or(0))?),
        };
        if object.as_ref().is_some_and(|object| !earlier(object)) {
            return Err(BadBytes::Operation);
        }
        let place = match (object, known) {
            (None, _) => Place::Other,
            (Some(object), Some((same, answer))) if object == same => answer,
            (Some(object), _) => {
                let answer = place(&object);
                known = Some((object, answer));
                answer
            }
        };
        let in_text = place == Place::Text;
        let key = key(&mut rows, id)?;
        if matches!(&key, Key::After(id) if !earlier(id)) {
            return Err(BadBytes::Operation);
        }
        let (insert, action) = (rows.insert.next()?, rows.action.next()?.ok_or(BadBytes::Malformed)?);
        let (kind, value) = value(&mut rows)?;
        let replaced = rows.replaced.next()?.unwrap_or(0);
        let name = rows.mark_name.next()?;
        if action == MARK {
            let (Some(object), true, 0) = (object, insert, replaced) else { return Err(BadBytes::Operation) };
            let after = match key {
                Key::Text(_) => return Err(BadBytes::Operation),
                Key::Head => None,
                Key::After(id) => Some(id),
            };
            open = match (open, name) {
                (None, Some(_)) => {
                    let begin = Id { actor: peek.actor, counter };
                    Some(Pair { object, begin, from: after, to: None })
                }
                // A mark ends with the very next operation.
                (Some(pair), None) if pair.object == object => {
                    facts.marks.push(Pair { to: after, ..pair });
                    None
                }
                _ => return Err(BadBytes::Operation),
            };
            continue;
        }
        let makes = matches!(action, MAKE_MAP | MAKE_LIST | MAKE_TEXT);
        let fine = open.is_none()
            && name.is_none()
            && (makes || action == SET || action == DELETE)
            && (action == SET || (kind == 0 && value.is_empty()))
            && match (&key, insert) {
                // What is put in replaces nothing.
                (Key::Text(_), true) => false,
                (_, true) => replaced == 0 && action != DELETE,
                (Key::Text(_), false) => action != DELETE || replaced > 0,
                (Key::Head, false) => false,
                // Characters and lines come and go; they never change.
                (Key::After(_), false) => replaced > 0 && (action == DELETE || !in_text),
            }
            && (!in_text || !insert || in_a_text(action, kind, value))
            && (place != Place::Entries || (action == SET && kind == TEXT && replaced == 0));
        if !fine {
            return Err(BadBytes::Operation);
        }
        if let Key::Text(text) = key {
            if in_text || text.len() > KEY_BYTES {
                return Err(BadBytes::Operation);
            }
            facts.keys = true;
            facts.shape |= crate::genesis::may_be_shape(text);
        }
    }
    if open.is_some() { Err(BadBytes::Operation) } else { Ok(facts) }
}

/// What may be put into the text of a section: a character or a line.
fn in_a_text(action: u64, kind: u64, value: &[u8]) -> bool {
    match action {
        MAKE_MAP => true,
        SET => {
            let mut chars = str::from_utf8(value).unwrap_or_default().chars();
            kind == TEXT && chars.next().is_some() && chars.next().is_none()
        }
        _ => false,
    }
}

fn key<'a>(
    rows: &mut Rows<'a>,
    id: impl Fn(Option<u64>, u64) -> Result<Id<'a>, BadBytes>,
) -> Result<Key<'a>, BadBytes> {
    let (actor, difference, text) = (rows.key_actor.next()?, rows.key_counter.next()?, rows.key_text.next()?);
    if let Some(difference) = difference {
        rows.key_sum = rows.key_sum.checked_add(difference).ok_or(BadBytes::Counter)?;
    }
    match (actor, difference, text) {
        (None, None, Some(text)) => Ok(Key::Text(text)),
        (None, Some(_), None) if rows.key_sum == 0 => Ok(Key::Head),
        (Some(_), Some(_), None) => {
            let counter = u64::try_from(rows.key_sum).map_err(|_| BadBytes::Counter)?;
            id(actor, counter).map(Key::After)
        }
        _ => Err(BadBytes::Operation),
    }
}

fn value<'a>(rows: &mut Rows<'a>) -> Result<(u64, &'a [u8]), BadBytes> {
    let meta = rows.value_meta.next()?.unwrap_or(0);
    let (len, kind) = (meta >> 4, meta & 15);
    if kind > BYTES && kind != TIME {
        return Err(BadBytes::Unknown);
    }
    Ok((kind, rows.value.bytes(usize::try_from(len).unwrap_or(usize::MAX))?))
}
