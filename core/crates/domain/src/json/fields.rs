//! The fields of an object in a file: each is taken once, and whatever is left
//! at the end is refused by its place.

use super::{Fault, FileFault, Node, Spot, Value};
use crate::checkin::Key;
use crate::person::Language;
use crate::text;

/// See the module.
pub(crate) struct Fields<'a> {
    at: Spot,
    left: Vec<&'a (Spot, String, Node)>,
}

impl<'a> Fields<'a> {
    /// # Errors
    /// It is no object.
    pub(crate) fn of(node: &'a Node) -> Result<Self, Fault> {
        match &node.value {
            Value::Object(fields) => Ok(Self { at: node.at, left: fields.iter().collect() }),
            _ => Err(node.at.fault(FileFault::WrongType)),
        }
    }

    /// The value of that name, where it is there.
    pub(crate) fn may(&mut self, name: &str) -> Option<&'a Node> {
        let index = self.left.iter().position(|(_, known, _)| known == name)?;
        Some(&self.left.remove(index).2)
    }

    /// # Errors
    /// It is not there.
    pub(crate) fn must(&mut self, name: &str) -> Result<&'a Node, Fault> {
        self.may(name).ok_or(self.at.fault(FileFault::Missing))
    }

    /// The names that are left, each with its value: for maps.
    pub(crate) fn rest(self) -> impl Iterator<Item = (Spot, &'a str, &'a Node)> {
        self.left.into_iter().map(|(at, name, node)| (*at, name.as_str(), node))
    }

    /// # Errors
    /// A field was not taken.
    pub(crate) fn end(self) -> Result<(), Fault> {
        match self.left.first() {
            None => Ok(()),
            Some((at, _, _)) => Err(at.fault(FileFault::Unknown)),
        }
    }
}

impl Node {
    /// # Errors
    /// No number, or not between the two.
    pub fn number(&self, from: i64, to: i64) -> Result<i64, Fault> {
        match self.value {
            Value::Number(number) if (from..=to).contains(&number) => Ok(number),
            Value::Number(_) | Value::Huge => Err(self.at.fault(FileFault::OutOfRange)),
            _ => Err(self.at.fault(FileFault::WrongType)),
        }
    }

    /// # Errors
    /// No number, or not between the two.
    pub fn small(&self, from: u32, to: u32) -> Result<u32, Fault> {
        let number = self.number(i64::from(from), i64::from(to))?;
        u32::try_from(number).map_err(|_| self.at.fault(FileFault::OutOfRange))
    }

    /// # Errors
    /// Neither true nor false.
    pub fn flag(&self) -> Result<bool, Fault> {
        match self.value {
            Value::Flag(flag) => Ok(flag),
            _ => Err(self.at.fault(FileFault::WrongType)),
        }
    }

    /// # Errors
    /// No list, or a longer one.
    pub fn list(&self, most: usize) -> Result<&[Self], Fault> {
        match &self.value {
            Value::List(all) if all.len() <= most => Ok(all),
            Value::List(_) => Err(self.at.fault(FileFault::TooMany)),
            _ => Err(self.at.fault(FileFault::WrongType)),
        }
    }

    /// # Errors
    /// No text.
    pub fn raw(&self) -> Result<&str, Fault> {
        match &self.value {
            Value::Text(text) => Ok(text),
            Value::Huge => Err(self.at.fault(FileFault::OutOfRange)),
            _ => Err(self.at.fault(FileFault::WrongType)),
        }
    }

    /// Lines that people read; never blank.
    ///
    /// # Errors
    /// No text, or one that does not fit.
    pub fn prose(&self, longest: u32) -> Result<String, Fault> {
        text::prose(crate::rules::Field::File, self.raw()?, longest).map_err(|_| self.at.fault(FileFault::BadText))
    }

    /// One line that people read; never blank.
    ///
    /// # Errors
    /// No text, or one that does not fit.
    pub fn line(&self, longest: u32) -> Result<String, Fault> {
        text::line(crate::rules::Field::File, self.raw()?, longest).map_err(|_| self.at.fault(FileFault::BadText))
    }

    /// # Errors
    /// No text of the form of a key.
    pub fn key(&self) -> Result<Key, Fault> {
        Key::new(self.raw()?).ok_or(self.at.fault(FileFault::BadText))
    }

    /// # Errors
    /// No name of a language.
    pub fn language(&self) -> Result<Language, Fault> {
        Language::new(self.raw()?).map_err(|_| self.at.fault(FileFault::BadText))
    }

    /// One of a list of words.
    ///
    /// # Errors
    /// No text, or a word that is not among them.
    pub fn choice<T>(&self, read: impl FnOnce(&str) -> Option<T>) -> Result<T, Fault> {
        read(self.raw()?).ok_or(self.at.fault(FileFault::Unknown))
    }
}
