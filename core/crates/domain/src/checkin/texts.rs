//! The words of an instrument in one language. They come from a file: our own
//! with the software, those of others from the programme that may use them.

use super::instrument::{Instrument, Scale, Scoring};
use super::key::Key;
use super::read;
use crate::json::{self, Fault, Fields, FileFault, Node};
use crate::person::Language;
use crate::rules::{Field, RuleBroken};
use crate::sort;
use crate::text::limit;
use serde::Serialize;
use std::collections::BTreeMap;

/// See the module.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Texts {
    pub language: Language,
    pub name: String,
    /// What comes before the questions.
    pub intro: String,
    /// What each item asks.
    pub items: BTreeMap<Key, String>,
    /// What each part that has a score is called.
    pub parts: BTreeMap<Key, String>,
    /// Numbers of the scale that have words.
    pub labels: BTreeMap<i64, String>,
    /// Who may use these words, and on which terms.
    pub licence: String,
    /// Where they were taken from; for a translation, who made it official.
    pub source: String,
}

/// The instrument and version that a file of words belongs to.
///
/// # Errors
/// [`Problem::InFile`](crate::Problem::InFile) of [`Field::Instrument`].
pub fn texts_belong_to(text: &str) -> Result<(Key, u32), RuleBroken> {
    let belong = |node: Node| head(&mut Fields::of(&node)?).map(|(id, version, _)| (id, version));
    json::read(text).and_then(belong).map_err(|fault| fault.of(Field::Instrument))
}

impl Instrument {
    /// Reads words for this instrument, strictly. Gives the instrument as it
    /// is with them: some bring their scale or their parts with the words.
    ///
    /// # Errors
    /// [`Problem::InFile`](crate::Problem::InFile) of [`Field::Instrument`].
    pub fn with_texts(&self, text: &str) -> Result<(Self, Texts), RuleBroken> {
        json::read(text).and_then(|node| texts(self, &node)).map_err(|fault| fault.of(Field::Instrument))
    }
}

fn head<'a>(fields: &mut Fields<'a>) -> Result<(Key, u32, &'a Node), Fault> {
    let id = fields.must("instrument")?;
    Ok((id.key()?, fields.must("version")?.small(1, u32::from(u16::MAX))?, id))
}

fn texts(of: &Instrument, node: &Node) -> Result<(Instrument, Texts), Fault> {
    let mut fields = Fields::of(node)?;
    let (id, version, id_node) = head(&mut fields)?;
    if (&id, version) != (&of.id, of.version) {
        return Err(id_node.at.fault(FileFault::DoesNotFit));
    }
    let mut with = of.clone();
    if of.from_texts.scale {
        with.scale = read::scale(fields.must("scale")?)?;
        with.from_texts.scale = false;
    }
    if of.from_texts.parts {
        with.scoring = parts_of(of, fields.must("in_parts")?)?;
        with.from_texts.parts = false;
    }
    let language = fields.must("language")?.language()?;
    let name = fields.must("name")?.line(limit::TITLE)?;
    let intro = fields.must("intro")?.prose(limit::ANSWER)?;
    let wanted: Vec<Key> = of.items.iter().map(|item| item.id.clone()).collect();
    let items = words(fields.must("items")?, &wanted)?;
    let parts = words(fields.must("parts")?, &with.part_ids())?;
    let labels = labels(fields.must("labels")?, with.scale)?;
    let licence = fields.must("licence")?.prose(limit::ANSWER)?;
    let source = fields.must("source")?.prose(limit::ANSWER)?;
    fields.end()?;
    Ok((with, Texts { language, name, intro, items, parts, labels, licence, source }))
}

/// The parts in the order of the instrument, with the items that the words name.
fn parts_of(of: &Instrument, node: &Node) -> Result<Scoring, Fault> {
    let mut named = read::parts(node, &of.items)?;
    let Scoring::Parts(wanted) = &of.scoring else { return Err(node.at.fault(FileFault::DoesNotFit)) };
    let place = |id: &Key| wanted.iter().position(|part| part.id == *id);
    if named.len() != wanted.len() || named.iter().any(|part| place(&part.id).is_none()) {
        return Err(node.at.fault(FileFault::DoesNotFit));
    }
    sort::by_key(&mut named, |part| place(&part.id));
    Ok(Scoring::Parts(named))
}

/// Words under names: all that are wanted, and no others.
fn words(node: &Node, wanted: &[Key]) -> Result<BTreeMap<Key, String>, Fault> {
    let mut found = BTreeMap::new();
    for (at, name, text) in Fields::of(node)?.rest() {
        let key = Key::new(name).filter(|key| wanted.contains(key)).ok_or(at.fault(FileFault::DoesNotFit))?;

        found.insert(key, text.prose(limit::ANSWER)?);
    }
    if found.len() < wanted.len() { Err(node.at.fault(FileFault::Missing)) } else { Ok(found) }
}

fn labels(node: &Node, scale: Scale) -> Result<BTreeMap<i64, String>, Fault> {
    let mut found = BTreeMap::new();
    for (at, name, text) in Fields::of(node)?.rest() {
        let number = name.parse().ok().filter(|number: &i64| scale.holds(*number) && number.to_string() == name);
        let number = number.ok_or(at.fault(FileFault::OutOfRange))?;
        found.insert(number, text.line(limit::TITLE)?);
    }
    Ok(found)
}
