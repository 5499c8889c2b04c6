//! Marks on stretches of text.

use crate::rules::{Field, Problem, RuleBroken};
use crate::text::{self, limit};
use crate::words::plain;
use rapport_ids::PersonId;
use serde::{Deserialize, Deserializer, Serialize};

plain! {
    /// What a mark does.
    MarkKind in "mark" {
        Bold = "bold",
        Italic = "italic",
        Link = "link",
        /// Names a person.
        Mention = "mention",
    }
}

impl MarkKind {
    /// Whether text typed at the end of such a mark belongs to it.
    pub const fn grows(self) -> bool {
        matches!(self, Self::Bold | Self::Italic)
    }
}

/// An address that is safe to open: web pages and mail, nothing that runs.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct Link(String);

impl Link {
    const SCHEMES: [&'static str; 3] = ["https://", "http://", "mailto:"];

    /// # Errors
    /// Not `https`, `http` or `mailto`, blank after it, or with spaces.
    pub fn new(text: &str) -> Result<Self, RuleBroken> {
        let text = text::line(Field::Link, text, limit::LINK)?;
        let after = |scheme: &&str| {
            let head = text.get(..scheme.len())?;
            head.eq_ignore_ascii_case(scheme).then(|| text.get(scheme.len()..)).flatten()
        };
        let rest = Self::SCHEMES.iter().find_map(after).ok_or(Problem::NotALink.of(Field::Link))?;
        if rest.is_empty() || rest.starts_with('/') || rest.contains(|c: char| c.is_whitespace() || c == '"') {
            return Err(Problem::NotALink.of(Field::Link));
        }
        Ok(Self(text))
    }

    /// The address as it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Link {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(from)?;
        Self::new(&text).map_err(serde::de::Error::custom)
    }
}

/// A mark with what belongs to it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    Bold,
    Italic,
    Link(Link),
    Mention(PersonId),
}

impl Mark {
    /// The mark without what belongs to it.
    pub const fn kind(&self) -> MarkKind {
        match self {
            Self::Bold => MarkKind::Bold,
            Self::Italic => MarkKind::Italic,
            Self::Link(_) => MarkKind::Link,
            Self::Mention(_) => MarkKind::Mention,
        }
    }

    /// What stands beside its kind in a document; nothing for bold and italic.
    pub fn value(&self) -> Option<String> {
        match self {
            Self::Bold | Self::Italic => None,
            Self::Link(link) => Some(link.as_str().to_owned()),
            Self::Mention(person) => Some(person.to_string()),
        }
    }

    /// The mark of a kind and a value, as somebody else may have written it.
    ///
    /// # Errors
    /// An unsafe link, or a mention of no person.
    pub fn from_value(kind: MarkKind, value: &str) -> Result<Self, RuleBroken> {
        match kind {
            MarkKind::Bold => Ok(Self::Bold),
            MarkKind::Italic => Ok(Self::Italic),
            MarkKind::Link => Link::new(value).map(Self::Link),
            MarkKind::Mention => value.parse().map(Self::Mention).map_err(|_| Problem::NotOneOfUs.of(Field::Mention)),
        }
    }
}
