//! Settings.

use super::fields::clear_or_put;
use crate::doc::{Doc, WriteProblem, Written};
use crate::kind::DocKind;
use crate::read::{SETTING_NAME, SETTING_TEXT, Setting};
use crate::text::units;
use automerge::ScalarValue;
use rapport_domain::Millis;

/// Makes a choice, or takes it back.
///
/// # Errors
/// When the document holds no settings or cannot be written, or when name or
/// text are too long to be read again.
pub fn set(doc: &Doc, name: &str, setting: Option<&Setting>, at: Millis) -> Result<Written<()>, WriteProblem> {
    if doc.kind() != DocKind::Settings {
        return Err(WriteProblem::Missing("settings"));
    }
    let too_long = matches!(setting, Some(Setting::Text(text)) if units(text) > SETTING_TEXT);
    if name.is_empty() || units(name) > SETTING_NAME || too_long {
        return Err(WriteProblem::NotTidy);
    }
    let value = setting.map(|setting| match setting {
        Setting::Flag(flag) => ScalarValue::Boolean(*flag),
        Setting::Number(number) => ScalarValue::Int(*number),
        Setting::Text(text) => ScalarValue::Str(text.as_str().into()),
    });
    doc.write(at.0, |tx, doc| clear_or_put(tx, &doc.map("values"), name, value))
}
