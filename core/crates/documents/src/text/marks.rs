//! What is said about a stretch of text: bold, italic, a link, a person.

use rapport_ids::PersonId;
use std::sync::Arc;

/// Where a link leads, as it was written. Many characters share one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Href(Arc<str>);

impl serde::Serialize for Href {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.0)
    }
}

impl<T: Into<Arc<str>>> From<T> for Href {
    fn from(text: T) -> Self {
        Self(text.into())
    }
}

impl std::ops::Deref for Href {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

/// All marks of one character.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Marks {
    pub bold: bool,
    pub italic: bool,
    /// Where a link leads.
    pub link: Option<Href>,
    /// The person that is meant.
    pub mention: Option<PersonId>,
}

impl Marks {
    /// Whether nothing is marked.
    pub fn is_plain(&self) -> bool {
        !self.bold && !self.italic && self.link.is_none() && self.mention.is_none()
    }

    /// The marks, one by one.
    pub fn each(&self) -> impl Iterator<Item = Mark> {
        let bold = self.bold.then_some(Mark::Bold);
        let italic = self.italic.then_some(Mark::Italic);
        let link = self.link.clone().map(Mark::Link);
        let mention = self.mention.map(Mark::Mention);
        [bold, italic, link, mention].into_iter().flatten()
    }

    /// Adds one.
    pub fn set(&mut self, mark: Mark) {
        match mark {
            Mark::Bold => self.bold = true,
            Mark::Italic => self.italic = true,
            Mark::Link(to) => self.link = Some(to),
            Mark::Mention(who) => self.mention = Some(who),
        }
    }

    /// What text typed between two characters gets: bold and italic go on
    /// after the left one; a link or a person only where both sides have it,
    /// so that text typed at the end of a link does not belong to it.
    pub fn typed_between(left: Option<&Self>, right: Option<&Self>) -> Self {
        let Some(left) = left else { return Self::default() };
        Self {
            bold: left.bold,
            italic: left.italic,
            link: left.link.clone().filter(|link| right.is_some_and(|r| r.link.as_ref() == Some(link))),
            mention: left.mention.filter(|who| right.is_some_and(|r| r.mention == Some(*who))),
        }
    }
}

/// One mark.
#[derive(Clone, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    Bold,
    Italic,
    Link(Href),
    Mention(PersonId),
}

/// A mark and where it is.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct MarkSpan {
    pub from: u32,
    /// The first position that is no longer marked.
    pub to: u32,
    pub mark: Mark,
}
