//! The columns of a change's operations: where each is, and that no run in
//! them claims more than a change may have.

use super::read::Read;
use super::{BadBytes, limits};

/// The columns that this version knows; an empty one says the same about all
/// operations.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Columns<'a> {
    pub(super) object_actor: &'a [u8],
    pub(super) object_counter: &'a [u8],
    pub(super) key_actor: &'a [u8],
    pub(super) key_counter: &'a [u8],
    pub(super) key_text: &'a [u8],
    pub(super) insert: &'a [u8],
    pub(super) action: &'a [u8],
    pub(super) value_meta: &'a [u8],
    pub(super) value: &'a [u8],
    pub(super) replaced: &'a [u8],
    pub(super) mark_name: &'a [u8],
    /// How many operations they make.
    pub(super) operations: u64,
}

/// How a column is written: the lowest three bits of its number.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// How many entries of the following columns belong to one operation.
    Group,
    /// Runs of unsigned numbers: actors, numbers, lengths of values.
    Numbers,
    /// Runs of differences.
    Differences,
    Flags,
    Texts,
    /// Bytes of values.
    Bytes,
}

/// Columns of a change: 14 are known.
const MOST: u64 = 32;

pub(super) fn read<'a>(from: &mut Read<'a>) -> Result<Columns<'a>, BadBytes> {
    let columns = from.many(MOST, |read| Ok((read.number()?, read.length()?)))?;
    let mut found = Columns::default();
    let mut last = None;
    for (number, len) in columns {
        let data = from.bytes(len)?;
        if last.is_some_and(|last| last >= number) {
            return Err(BadBytes::Malformed);
        }
        last = Some(number);
        let (place, form) = match number {
            1 => (Some(&mut found.object_actor), Form::Numbers),
            2 => (Some(&mut found.object_counter), Form::Numbers),
            17 => (Some(&mut found.key_actor), Form::Numbers),
            19 => (Some(&mut found.key_counter), Form::Differences),
            21 => (Some(&mut found.key_text), Form::Texts),
            52 => (Some(&mut found.insert), Form::Flags),
            66 => (Some(&mut found.action), Form::Numbers),
            86 => (Some(&mut found.value_meta), Form::Numbers),
            87 => (Some(&mut found.value), Form::Bytes),
            112 => (Some(&mut found.replaced), Form::Group),
            // Which operations are replaced, and whether marks grow.
            113 => (None, Form::Numbers),
            115 => (None, Form::Differences),
            148 => (None, Form::Flags),
            165 => (Some(&mut found.mark_name), Form::Texts),
            _ => return Err(BadBytes::Unknown),
        };
        let entries = entries(form, data)?;
        if let Some(place) = place {
            *place = data;
        }
        if number == 66 {
            found.operations = entries;
        }
    }
    Ok(found)
}

/// Counts the entries of a column; of a group, what it counts as well.
fn entries(form: Form, data: &[u8]) -> Result<u64, BadBytes> {
    let mut read = Read::new(data);
    let (mut total, mut grouped) = (0u64, 0u64);
    let bounded = |sum: &mut u64, count: u64| {
        *sum = sum.saturating_add(count);
        if *sum > limits::OPERATIONS { Err(BadBytes::TooMany) } else { Ok(()) }
    };
    let mut value = |read: &mut Read<'_>, times: u64| match form {
        Form::Differences => read.signed().map(drop),
        Form::Texts => {
            let len = read.length()?;
            read.bytes(len).map(drop)
        }
        Form::Group => bounded(&mut grouped, read.number()?.saturating_mul(times)),
        _ => read.number().map(drop),
    };
    match form {
        Form::Bytes => {}
        Form::Flags => {
            while !read.is_done() {
                bounded(&mut total, read.number()?)?;
            }
        }
        _ => {
            while !read.is_done() {
                match read.signed()? {
                    0 => bounded(&mut total, read.number()?)?,
                    count @ 1.. => {
                        bounded(&mut total, count.unsigned_abs())?;
                        value(&mut read, count.unsigned_abs())?;
                    }
                    count => {
                        bounded(&mut total, count.unsigned_abs())?;
                        for _ in 0..count.unsigned_abs() {
                            value(&mut read, 1)?;
                        }
                    }
                }
            }
        }
    }
    Ok(total)
}
