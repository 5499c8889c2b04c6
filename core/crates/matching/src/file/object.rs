//! A value of a file together with the way that led to it.

use super::FileRefused;
use crate::refused::Place;
use rapport_domain::json::{Fault, FileFault, Node, Spot, Value};
use std::collections::BTreeMap;

pub(super) struct At<'a> {
    pub(super) node: &'a Node,
    pub(super) place: Place,
}

type Got<T> = Result<T, FileRefused>;

impl<'a> At<'a> {
    pub(super) fn refused(&self, fault: FileFault) -> FileRefused {
        FileRefused::new(self.place.clone(), self.node.at, fault)
    }

    fn at<T>(&self, got: Result<T, Fault>) -> Got<T> {
        got.map_err(|fault| FileRefused::new(self.place.clone(), fault.at, fault.fault))
    }

    pub(super) fn text(&self) -> Got<String> {
        self.at(self.node.raw()).map(str::to_owned)
    }

    pub(super) fn flag(&self) -> Got<bool> {
        self.at(self.node.flag())
    }

    /// A whole number; what it may be is checked with all the rest.
    pub(super) fn small(&self) -> Got<u16> {
        let number = self.at(self.node.small(0, u32::from(u16::MAX)))?;
        u16::try_from(number).map_err(|_| self.refused(FileFault::OutOfRange))
    }

    pub(super) fn tiny(&self) -> Got<u8> {
        u8::try_from(self.small()?).map_err(|_| self.refused(FileFault::OutOfRange))
    }

    pub(super) fn choice<T>(&self, read: impl FnOnce(&str) -> Option<T>) -> Got<T> {
        self.at(self.node.choice(read))
    }

    /// Each thing of a list.
    pub(super) fn list<T>(&self, each: impl Fn(&At<'a>) -> Got<T>) -> Got<Vec<T>> {
        let all = self.at(self.node.list(usize::MAX))?;
        let nth = all.iter().enumerate();
        nth.map(|(nth, node)| each(&At { node, place: self.place.then(nth) })).collect()
    }

    pub(super) fn words(&self) -> Got<Vec<String>> {
        self.list(Self::text)
    }

    pub(super) fn object(&self) -> Got<Object<'a>> {
        match &self.node.value {
            Value::Object(fields) => {
                Ok(Object { place: self.place.clone(), at: self.node.at, left: fields.iter().collect() })
            }
            _ => Err(self.refused(FileFault::WrongType)),
        }
    }

    /// Names that somebody gave, each with its value.
    pub(super) fn map<T>(&self, each: impl Fn(&At<'a>) -> Got<T>) -> Got<BTreeMap<String, T>> {
        let Object { place, left, .. } = self.object()?;
        let one = |(_, name, node): &'a (Spot, String, Node)| {
            Ok((name.clone(), each(&At { node, place: place.then(name.as_str()) })?))
        };
        left.into_iter().map(one).collect()
    }
}

/// The fields of an object: each is taken once, and none may be left.
pub(super) struct Object<'a> {
    place: Place,
    at: Spot,
    left: Vec<&'a (Spot, String, Node)>,
}

impl<'a> Object<'a> {
    pub(super) fn may(&mut self, name: &str) -> Option<At<'a>> {
        let nth = self.left.iter().position(|(_, known, _)| known == name)?;
        let (_, _, node) = self.left.remove(nth);
        Some(At { node, place: self.place.then(name) })
    }

    pub(super) fn must(&mut self, name: &str) -> Got<At<'a>> {
        let refused = FileRefused::new(self.place.then(name), self.at, FileFault::Missing);
        self.may(name).ok_or(refused)
    }

    /// What a field says, or what is meant without it.
    pub(super) fn or<T>(&mut self, name: &str, without: T, read: impl FnOnce(&At<'a>) -> Got<T>) -> Got<T> {
        self.may(name).map_or(Ok(without), |at| read(&at))
    }

    pub(super) fn end(self) -> Got<()> {
        match self.left.first() {
            None => Ok(()),
            Some((at, name, _)) => Err(FileRefused::new(self.place.then(name.as_str()), *at, FileFault::Unknown)),
        }
    }
}
