//! Reads maps: the document itself, and the things in its lists. Who wrote a
//! value and when is read from the change that holds it. A thing that two
//! phones made under one id, knowing nothing of one another, has two maps and
//! is read as one.

use super::trouble::{Troubles, What};
use crate::actor::{Authors, Writer};
use crate::doc::Doc;
use crate::text::{skip_units, units};
use automerge::{ObjId, ObjType, ReadDoc, ScalarValue, Value};
use rapport_domain::sort;
use rapport_domain::{Lamport, Made, Millis, Order, Tick};

/// Who wrote something, when, and where in the order of all acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stamp {
    pub(crate) made: Made,
    pub(crate) order: Lamport,
}

/// One map.
#[derive(Clone)]
pub(crate) struct Item<'a> {
    doc: &'a Doc,
    map: ObjId,
    /// Other maps of the same thing, for things that have them.
    twins: Vec<ObjId>,
    authors: &'a dyn Authors,
    troubles: &'a Troubles,
}

/// Things of one list that were read.
pub(crate) struct Items<'a, Id> {
    /// Those that are there, with who made them.
    pub(crate) here: Vec<(Id, Stamp, Item<'a>)>,
    /// Those that were deleted (I16).
    pub(crate) gone: Vec<(Id, Made)>,
}

/// Marks something as deleted; its content stays, for whoever edits it now.
pub(crate) const DELETED: &str = "deleted";

/// Things read of one list, whatever a document claims to hold.
const MOST: usize = 20_000;

/// Where an operation stands in the order of all.
fn lamport(id: &ObjId) -> Option<Lamport> {
    let ObjId::Id(counter, actor, _) = id else { return None };
    Some(Lamport { counter: *counter, actor: actor.to_bytes().try_into().ok()? })
}

impl<'a> Item<'a> {
    pub(crate) fn new(doc: &'a Doc, map: ObjId, authors: &'a dyn Authors, troubles: &'a Troubles) -> Self {
        Self { doc, map, twins: Vec::new(), authors, troubles }
    }

    fn maps(&self) -> impl Iterator<Item = &ObjId> {
        std::iter::once(&self.map).chain(&self.twins)
    }

    /// The map under a key of the root that every document of its kind has.
    pub(crate) fn list(&self, key: &str) -> Self {
        Self { map: self.doc.map(key), twins: Vec::new(), ..self.clone() }
    }

    /// Who wrote the operation of a value.
    pub(crate) fn stamp(&self, field: &'static str, id: &ObjId) -> Option<Stamp> {
        let found = || {
            let ObjId::Id(_, actor, _) = id else { return None };
            let by = self.authors.person_of(&Writer::of(actor)?.device)?;
            let hash = self.doc.am().hash_for_opid(id)?;
            let at = Millis(self.doc.am().get_change_meta_by_hash(&hash)?.timestamp);
            let order = lamport(id)?;
            Some(Stamp { made: Made { by, at }, order })
        };
        let stamp = found();
        if stamp.is_none() {
            self.troubles.add(field, What::Author);
        }
        stamp
    }

    /// All values of a field that were written without knowing of one another.
    pub(crate) fn all(&self, field: &str) -> Vec<(ScalarValue, ObjId)> {
        let all = self.maps().flat_map(|map| self.doc.am().get_all(map, field).unwrap_or_default());
        let scalar = |(value, id)| match value {
            Value::Scalar(value) => Some((value.into_owned(), id)),
            Value::Object(_) => None,
        };
        all.filter_map(scalar).collect()
    }

    /// The value of a field; nothing where nothing stands.
    pub(crate) fn value(&self, field: &'static str) -> Option<ScalarValue> {
        match self.last(field) {
            Some((Value::Scalar(value), _)) => {
                let value = value.into_owned();
                (value != ScalarValue::Null).then_some(value)
            }
            Some((Value::Object(_), _)) => {
                self.troubles.add(field, What::Type);
                None
            }
            None => None,
        }
    }

    /// What stands in a field. Of several maps what was changed counts before
    /// what a map was made with, then the latest.
    fn last(&self, field: &str) -> Option<(Value<'a>, ObjId)> {
        let am = self.doc.am();
        if self.twins.is_empty() {
            return am.get(&self.map, field).ok().flatten();
        }
        let found = |map| am.get(map, field).ok().flatten().map(|(value, id)| (map, value, id));
        let all = self.maps().filter_map(found);
        let last = all.max_by_key(|(map, _, id)| (am.hash_for_opid(id) != am.hash_for_opid(map), lamport(id)));
        last.map(|(_, value, id)| (value, id))
    }

    /// Who wrote the value of a field.
    pub(crate) fn writer(&self, field: &'static str) -> Option<Stamp> {
        let (_, id) = self.last(field)?;
        self.stamp(field, &id)
    }

    /// Lines of text of at most so many units; longer ones are cut.
    pub(crate) fn prose(&self, field: &'static str, longest: u32) -> String {
        match self.value(field) {
            None => String::new(),
            Some(ScalarValue::Str(text)) => self.clean(field, &text, longest, true),
            Some(_) => self.wrong(field).unwrap_or_default(),
        }
    }

    /// One line of text.
    pub(crate) fn line(&self, field: &'static str, longest: u32) -> String {
        match self.value(field) {
            None => String::new(),
            Some(ScalarValue::Str(text)) => self.clean(field, &text, longest, false),
            Some(_) => self.wrong(field).unwrap_or_default(),
        }
    }

    /// A text that means something.
    pub(crate) fn word<T>(&self, field: &'static str, read: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        match self.value(field)? {
            ScalarValue::Str(text) => {
                let read = read(&text);
                if read.is_none() {
                    self.troubles.add(field, What::Unknown);
                }
                read
            }
            _ => self.wrong(field),
        }
    }

    /// A whole number that means something.
    pub(crate) fn number<T>(&self, field: &'static str, read: impl FnOnce(i64) -> Option<T>) -> Option<T> {
        let number = match self.value(field)? {
            ScalarValue::Int(number) => number,
            ScalarValue::Uint(number) => i64::try_from(number).unwrap_or(i64::MAX),
            _ => return self.wrong(field),
        };
        let read = read(number);
        if read.is_none() {
            self.troubles.add(field, What::Unknown);
        }
        read
    }

    /// Whether any of the concurrent values says yes.
    pub(crate) fn any(&self, field: &str) -> bool {
        self.all(field).iter().any(|(value, _)| matches!(value, ScalarValue::Boolean(true)))
    }

    /// Bytes of exactly this length.
    pub(crate) fn bytes(&self, field: &'static str) -> Option<Vec<u8>> {
        match self.value(field)? {
            ScalarValue::Bytes(bytes) => Some(bytes),
            _ => self.wrong(field),
        }
    }

    /// I7: what the concurrent ticks of a field come to.
    pub(crate) fn tick(&self, field: &'static str) -> Option<Tick> {
        Tick::settle(self.all(field).into_iter().filter_map(|(value, id)| {
            let ScalarValue::Boolean(done) = value else {
                self.troubles.add(field, What::Type);
                return None;
            };
            let stamp = self.stamp(field, &id)?;
            Some((stamp.order, Tick { done, by: stamp.made.by, at: stamp.made.at }))
        }))
    }

    /// Where it stands in its list.
    pub(crate) fn order(&self) -> Order {
        self.word("order", |text| Some(Order::lenient(text))).unwrap_or_else(Order::first)
    }

    /// Whether the value of a field came later than the thing itself.
    pub(crate) fn changed_since_made(&self, field: &str) -> bool {
        let am = self.doc.am();
        let Ok(Some((_, id))) = am.get(&self.map, field) else { return false };
        am.hash_for_opid(&id) != am.hash_for_opid(&self.map)
    }

    /// Who said first that this is deleted.
    pub(crate) fn deleted(&self) -> Option<Made> {
        let said = self.all(DELETED).into_iter().filter(|(value, _)| matches!(value, ScalarValue::Boolean(true)));
        let stamps = said.filter_map(|(_, id)| self.stamp(DELETED, &id));
        stamps.min_by_key(|stamp| stamp.order).map(|stamp| stamp.made)
    }

    /// The keys of this map, with what stands under each.
    pub(crate) fn keys(&self) -> Vec<String> {
        self.doc.am().keys(&self.map).collect()
    }

    /// The things in this list, in the order in which they were made.
    pub(crate) fn things<Id: std::str::FromStr>(&self, field: &'static str) -> Items<'a, Id> {
        self.gather(field, false)
    }

    /// The same where an id may be one that several phones derive: whatever
    /// they made under it is one thing, made when the first of them made it.
    pub(crate) fn joined_things<Id: std::str::FromStr>(&self, field: &'static str) -> Items<'a, Id> {
        self.gather(field, true)
    }

    fn gather<Id: std::str::FromStr>(&self, field: &'static str, joined: bool) -> Items<'a, Id> {
        let mut found = Items { here: Vec::new(), gone: Vec::new() };
        for key in self.keys() {
            let Ok(id) = key.parse::<Id>() else {
                self.troubles.add(field, What::Id);
                continue;
            };
            let Ok(Some((Value::Object(ObjType::Map), map))) = self.doc.am().get(&self.map, key.as_str()) else {
                self.troubles.add(field, What::Type);
                continue;
            };
            let twins = if joined { self.twins_of(&key, &map) } else { Vec::new() };
            let stamps = std::iter::once(&map).chain(&twins).filter_map(|map| self.stamp(field, map));
            let Some(stamp) = stamps.min_by_key(|stamp| stamp.order) else { continue };
            if found.here.len() + found.gone.len() >= MOST {
                self.troubles.add(field, What::TooMany);
                break;
            }
            let item = Self { map, twins, ..self.clone() };
            match item.any(DELETED) {
                true => found.gone.push((id, stamp.made)),
                false => found.here.push((id, stamp, item)),
            }
        }
        sort::by_key(&mut found.here, |(_, stamp, _)| stamp.order);
        found
    }

    /// The other maps that were made under a key at the same time.
    fn twins_of(&self, key: &str, map: &ObjId) -> Vec<ObjId> {
        let all = self.doc.am().get_all(&self.map, key).unwrap_or_default().into_iter();
        let twin = |(value, id): (Value<'_>, ObjId)| match value {
            Value::Object(ObjType::Map) if id != *map => Some(id),
            _ => None,
        };
        all.filter_map(twin).collect()
    }

    /// Texts written once under ids of their own, by whoever wrote them.
    pub(crate) fn entries<Id: std::str::FromStr + Copy>(&self, field: &'static str) -> Vec<(Id, Stamp, String)> {
        let mut found = Vec::new();
        for key in self.keys() {
            let Ok(id) = key.parse::<Id>() else {
                self.troubles.add(field, What::Id);
                continue;
            };
            for (value, op) in self.all(&key) {
                let ScalarValue::Str(text) = value else {
                    self.troubles.add(field, What::Type);
                    continue;
                };
                if found.len() >= MOST {
                    self.troubles.add(field, What::TooMany);
                    return found;
                }
                if let Some(stamp) = self.stamp(field, &op) {
                    found.push((id, stamp, self.clean(field, &text, ENTRY, true)));
                }
            }
        }
        found
    }

    pub(crate) fn trouble(&self, field: &'static str, what: What) {
        self.troubles.add(field, what);
    }

    fn wrong<T>(&self, field: &'static str) -> Option<T> {
        self.troubles.add(field, What::Type);
        None
    }

    /// Nothing that controls machines, and nothing endless.
    fn clean(&self, field: &'static str, text: &str, longest: u32, lines: bool) -> String {
        let mut text = text.to_owned();
        if units(&text) > longest {
            self.troubles.add(field, What::TooLong);
            text.truncate(skip_units(&text, longest));
        }
        let welcome = |c: char| !c.is_control() || (lines && matches!(c, '\n' | '\t'));
        if !text.chars().all(welcome) {
            self.troubles.add(field, What::Control);
            text.retain(welcome);
        }
        text
    }
}

/// The longest text of an entry: a reason of a few sentences, and room for
/// what a newer version says.
pub(crate) const ENTRY: u32 = 20_000;
