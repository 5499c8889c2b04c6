//! The words people read: one TOML file a language, checked against each
//! other, written as Android resources, as an Apple String Catalog and as a table for
//! Kotlin.

mod android;
mod apple;
mod kotlin;
mod problem;
mod pseudo;
mod template;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use anyhow::Context;
use camino::Utf8Path;

pub(crate) use problem::{Problem, Problems};
pub(crate) use template::Template;

/// Where the languages lie, one `xx.toml` each.
pub(crate) const FOLDER: &str = "bindings/strings";

/// The language that must be there and that the others are held against.
pub(crate) const BASE: &str = "en";

/// The command line's own area. It reads the files itself; no screen says any of it.
const COMMAND_LINE: &str = "cli.";

/// CLDR's names for plural forms, in the order in which they are written.
const FORMS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// What one key says in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Text {
    One(Template),
    /// By number: forms in the order of [`FORMS`], `other` always among them,
    /// and the placeholder whose number decides.
    Plural {
        forms: Vec<(&'static str, Template)>,
        count: String,
    },
}

impl Text {
    fn placeholders(&self) -> BTreeSet<&str> {
        match self {
            Self::One(template) => template.placeholders().collect(),
            Self::Plural { forms, count } => {
                forms.iter().flat_map(|(_, form)| form.placeholders()).chain(std::iter::once(count.as_str())).collect()
            }
        }
    }
}

/// All languages; holds only what agrees.
#[derive(Debug)]
pub(crate) struct Table {
    languages: BTreeMap<String, BTreeMap<String, Text>>,
}

impl Table {
    /// Reads every `xx.toml` of `folder`. Lists all problems, not the first.
    pub(crate) fn read(folder: &Utf8Path) -> anyhow::Result<Self> {
        let mut sources = BTreeMap::new();
        for entry in folder.read_dir_utf8().with_context(|| format!("no folder {folder}"))? {
            let path = entry?.path().to_owned();
            if path.extension() == Some("toml")
                && let Some(language) = path.file_stem()
            {
                sources.insert(language.to_owned(), fs::read_to_string(&path)?);
            }
        }
        Ok(Self::parse(&sources)?)
    }

    fn parse(sources: &BTreeMap<String, String>) -> Result<Self, Problems> {
        let mut problems = Vec::new();
        let mut languages = BTreeMap::new();
        for (language, source) in sources {
            let mut flat = BTreeMap::new();
            match source.parse::<toml::Table>() {
                Ok(table) => flatten(language, "", &table, &mut flat, &mut problems),
                Err(why) => problems.push(Problem::new(language, "", format!("not TOML: {why}"))),
            }
            languages.insert(language.clone(), flat);
        }
        let table = Self { languages };
        table.compare(&mut problems);
        if problems.is_empty() { Ok(table) } else { Err(Problems(problems)) }
    }

    /// What phones and windows say: all but the command line's own sentences.
    fn for_screens(&self) -> Self {
        let mut languages = self.languages.clone();
        for texts in languages.values_mut() {
            texts.retain(|key, _| !key.starts_with(COMMAND_LINE));
        }
        Self { languages }
    }

    pub(crate) fn languages(&self) -> impl Iterator<Item = &str> {
        self.languages.keys().map(String::as_str)
    }

    pub(crate) fn keys(&self) -> impl Iterator<Item = &str> {
        self.languages.get(BASE).into_iter().flat_map(|base| base.keys().map(String::as_str))
    }

    pub(crate) fn get(&self, language: &str, key: &str) -> Option<&Text> {
        self.languages.get(language)?.get(key)
    }

    /// The number of each placeholder of a key, from 1: the order in which the
    /// base language first names them, the same for all languages.
    pub(crate) fn numbers(&self, key: &str) -> BTreeMap<&str, usize> {
        let mut numbers = BTreeMap::new();
        let mut name = |one| {
            let next = numbers.len() + 1;
            numbers.entry(one).or_insert(next);
        };
        match self.get(BASE, key) {
            Some(Text::One(template)) => template.placeholders().for_each(&mut name),
            Some(Text::Plural { forms, count }) => {
                forms.iter().rev().flat_map(|(_, form)| form.placeholders()).for_each(&mut name);
                name(count);
            }
            None => {}
        }
        numbers
    }

    fn compare(&self, problems: &mut Vec<Problem>) {
        let Some(base) = self.languages.get(BASE) else {
            problems.push(Problem::new(BASE, "", "the base language is missing"));
            return;
        };
        let mut names = BTreeMap::new();
        for key in base.keys() {
            if let Some(other) = names.insert(resource_name(key), key) {
                problems.push(Problem::new(BASE, key, format!("becomes the same resource name as `{other}`")));
            }
        }
        for (language, texts) in self.languages.iter().filter(|(language, _)| *language != BASE) {
            for (key, ours) in base {
                match texts.get(key) {
                    None => problems.push(Problem::new(language, key, "is missing")),
                    Some(theirs) => compare_texts(language, key, ours, theirs, problems),
                }
            }
            for key in texts.keys().filter(|key| !base.contains_key(*key)) {
                problems.push(Problem::new(language, key, format!("is not in {BASE}.toml")));
            }
        }
    }
}

fn compare_texts(language: &str, key: &str, ours: &Text, theirs: &Text, problems: &mut Vec<Problem>) {
    let mut say = |what: String| problems.push(Problem::new(language, key, what));
    match (ours, theirs) {
        (Text::Plural { .. }, Text::One(_)) => say(format!("has no plural forms, {BASE} has")),
        (Text::One(_), Text::Plural { .. }) => say(format!("has plural forms, {BASE} has none")),
        (Text::Plural { count: a, .. }, Text::Plural { count: b, .. }) if a != b => {
            say(format!("goes by {{{b}}}, {BASE} by {{{a}}}"));
        }
        _ => {}
    }
    let (ours, theirs) = (ours.placeholders(), theirs.placeholders());
    for lost in ours.difference(&theirs) {
        say(format!("lacks {{{lost}}}"));
    }
    for extra in theirs.difference(&ours) {
        say(format!("has {{{extra}}}, which {BASE} lacks"));
    }
}

/// Tables become dotted keys; a table of plural forms is one text.
fn flatten(
    language: &str,
    prefix: &str,
    table: &toml::Table,
    flat: &mut BTreeMap<String, Text>,
    problems: &mut Vec<Problem>,
) {
    for (name, value) in table {
        let key = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
        let mut say = |what: String| problems.push(Problem::new(language, &key, what));
        if !key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-')) {
            say(String::from("a key has letters, digits, `_`, `-` and dots only"));
        }
        let text = match value {
            toml::Value::String(text) => Template::parse(text).map(Text::One),
            toml::Value::Table(inner) if inner.keys().all(|name| FORMS.contains(&name.as_str())) => plural(inner),
            toml::Value::Table(inner) => {
                flatten(language, &key, inner, flat, problems);
                continue;
            }
            other => Err(format!("is {}, not a text", other.type_str())),
        };
        match text {
            Ok(text) => {
                if flat.insert(key.clone(), text).is_some() {
                    problems.push(Problem::new(language, &key, "stands twice"));
                }
            }
            Err(what) => say(what),
        }
    }
}

fn plural(table: &toml::Table) -> Result<Text, String> {
    let mut forms = Vec::new();
    for form in FORMS {
        if let Some(value) = table.get(form) {
            let text = value.as_str().ok_or_else(|| format!("`{form}` is not a text"))?;
            forms.push((form, Template::parse(text)?));
        }
    }
    let Some((_, other)) = forms.last().filter(|(form, _)| *form == "other") else {
        return Err(String::from("plural forms need `other`"));
    };
    let names: BTreeSet<_> = other.placeholders().collect();
    let count = ["count", "n"].into_iter().find(|name| names.contains(name));
    let count = match (count, names.len()) {
        (Some(count), _) => count,
        (None, 1) => names.first().copied().unwrap_or_default(),
        _ => return Err(String::from("which number decides the form? call it {count}")),
    };
    Ok(Text::Plural { count: count.to_owned(), forms })
}

/// What Android calls a key.
fn resource_name(key: &str) -> String {
    key.replace(['.', '-'], "_")
}

/// Writes `android/res/values*/strings.xml`, `kotlin/org/rapport/words/*.kt`,
/// `apple/Localizable.xcstrings` and `apple/WordPlaces.swift`, without the command line's words.
pub(crate) fn write_all(table: &Table, out: &Utf8Path) -> anyhow::Result<()> {
    let table = &table.for_screens();
    for language in table.languages() {
        let values = if language == BASE { String::from("values") } else { format!("values-{language}") };
        write(&out.join("android/res").join(values).join("strings.xml"), &android::resources(table, language))?;
    }
    for (file, text) in kotlin::files(table) {
        write(&out.join("kotlin/org/rapport/words").join(file), &text)?;
    }
    write(&out.join("apple/Localizable.xcstrings"), &apple::catalog(table))?;
    write(&out.join("apple/WordPlaces.swift"), &apple::places(table))
}

fn write(path: &Utf8Path, text: &str) -> anyhow::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, text)?;
    println!("{path}");
    Ok(())
}

#[cfg(test)]
mod tests;
