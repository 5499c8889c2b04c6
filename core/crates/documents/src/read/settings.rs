//! What a person has chosen, on all their devices.

use super::{Around, Item, Read, Troubles, What};
use crate::doc::Doc;
use crate::kind::DocKind;
use automerge::{ROOT, ScalarValue};
use std::collections::BTreeMap;

/// One choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Setting {
    Flag(bool),
    Number(i64),
    Text(String),
}

/// All choices, by their names.
pub type Settings = BTreeMap<String, Setting>;

/// The longest name and the longest text of one.
pub(crate) const NAME: u32 = 100;
pub(crate) const TEXT: u32 = 8_000;

/// The settings of a document; nothing when it is of another kind. What this
/// version does not understand stays in the document.
pub fn settings(doc: &Doc, around: &Around<'_>) -> Option<Read<Settings>> {
    if doc.kind() != DocKind::Settings {
        return None;
    }
    let troubles = Troubles::default();
    let values = Item::new(doc, ROOT, around.authors, &troubles).list("values");
    let mut settings = Settings::new();
    for key in values.keys() {
        if crate::text::units(&key) > NAME {
            values.trouble("values", What::TooLong);
            continue;
        }
        let setting = match values.all(&key).pop().map(|(value, _)| value) {
            Some(ScalarValue::Boolean(flag)) => Setting::Flag(flag),
            Some(ScalarValue::Int(number)) => Setting::Number(number),
            Some(ScalarValue::Str(text)) if crate::text::units(&text) <= TEXT => Setting::Text(text.to_string()),
            Some(ScalarValue::Null) => continue,
            _ => {
                values.trouble("values", What::Type);
                continue;
            }
        };
        settings.insert(key, setting);
    }
    Some(Read { value: settings, troubles: troubles.into_vec() })
}
