//! The instruments that come with the software, and the words that may come
//! with it: our own, and those whose licence and official wording are known.

use super::instrument::Instrument;
use super::texts::Texts;
use crate::person::Language;

struct Shipped {
    name: &'static str,
    instrument: &'static str,
    texts: &'static [&'static str],
}

macro_rules! shipped {
    ($($name:literal $([$($language:literal),*])?;)*) => {
        &[$(Shipped {
            name: $name,
            instrument: include_str!(concat!("../../instruments/", $name, ".json")),
            texts: &[$($(include_str!(concat!("../../instruments/", $name, ".", $language, ".json"))),*)?],
        }),*]
    };
}

/// In the order in which a list shows them.
const ALL: &[Shipped] = shipped!(
    "pulse" ["en", "de"];
    "domains" ["en", "de"];
    "match" ["en", "de"];
    "ons4" ["en"];
    "gas" ["en", "de"];
    "who5";
    "gse";
    "mca21";
    "met";
);

/// All of them, without words.
pub fn instruments() -> Vec<Instrument> {
    ALL.iter().filter_map(|one| Instrument::from_json(one.instrument).ok()).collect()
}

/// The one of this name.
pub fn instrument(id: &str) -> Option<Instrument> {
    let one = ALL.iter().find(|one| one.name == id)?;
    Instrument::from_json(one.instrument).ok()
}

/// The words that come with the software, in all languages.
pub fn texts(of: &Instrument) -> Vec<Texts> {
    let all = ALL.iter().find(|one| one.name == of.id.as_str()).map_or(&[][..], |one| one.texts);
    all.iter().filter_map(|text| of.with_texts(text).ok()).map(|(_, texts)| texts).collect()
}

/// The words for a reader: in their language, else in one that is close, else
/// in English, else in any there is.
pub fn best<'a>(texts: impl Iterator<Item = &'a Texts> + Clone, wanted: &Language) -> Option<&'a Texts> {
    let base = |language: &Language| language.as_str().split('-').next().unwrap_or_default().to_owned();
    let is = |texts: &&Texts| texts.language == *wanted;
    let close = |texts: &&Texts| base(&texts.language) == base(wanted);
    let english = |texts: &&Texts| base(&texts.language) == "en";
    let find = |test: &dyn Fn(&&Texts) -> bool| texts.clone().find(|texts| test(texts));
    find(&is).or_else(|| find(&close)).or_else(|| find(&english)).or_else(|| find(&|_| true))
}
