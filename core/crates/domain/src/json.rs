//! A strict reader of JSON for files that people bring: whole numbers only,
//! no name twice, and of everything it knows where it stands. What is wrong is
//! told with its line and column.

mod fields;

use crate::rules::{Field, Problem, RuleBroken};
use crate::words::plain;
use std::iter::Peekable;
use std::str::Chars;

pub(crate) use fields::Fields;

plain! {
    /// What is wrong with a file, at the place that is named with it.
    FileFault in "file_fault" {
        /// Not of the form that such a file has.
        NotJson = "not_json",
        /// The file is larger than any of its kind.
        TooLarge = "too_large",
        /// Something that has to be there is not.
        Missing = "missing",
        /// A name that no such file has.
        Unknown = "unknown",
        /// There twice.
        Twice = "twice",
        /// A text where a number belongs, or the like.
        WrongType = "wrong_type",
        /// A number outside of what can be.
        OutOfRange = "out_of_range",
        /// More than fit.
        TooMany = "too_many",
        /// A text that is too long, or empty, or that nobody can read.
        BadText = "bad_text",
        /// It names something that is not there, or that does not belong to it.
        DoesNotFit = "does_not_fit",
        /// A telephone number without the address it was taken from and the day.
        NoSource = "no_source",
        /// Not signed by the key that is trusted.
        NotSigned = "not_signed",
    }
}

/// Where something begins, both counted from 1; columns in UTF-16 units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    pub line: u32,
    pub column: u32,
}

/// A fault and its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    pub at: Spot,
    pub fault: FileFault,
}

impl Fault {
    /// The refusal of a file for this reason.
    pub const fn of(self, field: Field) -> RuleBroken {
        Problem::InFile { line: self.at.line, column: self.at.column, fault: self.fault }.of(field)
    }
}

impl Spot {
    pub const START: Self = Self { line: 1, column: 1 };

    pub const fn fault(self, fault: FileFault) -> Fault {
        Fault { at: self, fault }
    }
}

/// A value and where it begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    pub at: Spot,
    pub value: Value,
}

/// What stands there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Flag(bool),
    Number(i64),
    /// A number that no field can hold: refused by whoever asks for the field.
    Huge,
    Text(String),
    List(Vec<Node>),
    Object(Vec<(Spot, String, Node)>),
}

/// Bytes of the largest file that is read.
pub const LARGEST: usize = 256 * 1024;
/// Nothing of ours is deeper.
const DEEPEST: u32 = 8;

/// How large a file may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub bytes: usize,
    /// Things in one list.
    pub things: usize,
}

/// Reads one value that is the whole file.
///
/// # Errors
/// The first fault, where it stands.
pub fn read(text: &str) -> Result<Node, Fault> {
    read_within(text, Limits { bytes: LARGEST, things: MOST })
}

/// The same for a kind of file that may be larger.
///
/// # Errors
/// The first fault, where it stands.
pub fn read_within(text: &str, limits: Limits) -> Result<Node, Fault> {
    if text.len() > limits.bytes {
        return Err(Spot::START.fault(FileFault::TooLarge));
    }
    let mut reader = Reader { chars: text.chars().peekable(), at: Spot::START, things: limits.things };
    let node = reader.value(DEEPEST)?;
    reader.space();
    match reader.chars.peek() {
        None => Ok(node),
        Some(_) => Err(reader.at.fault(FileFault::NotJson)),
    }
}

struct Reader<'a> {
    chars: Peekable<Chars<'a>>,
    at: Spot,
    things: usize,
}

impl Reader<'_> {
    fn next(&mut self) -> Option<char> {
        let c = self.chars.next()?;
        match c {
            '\n' => self.at = Spot { line: self.at.line.saturating_add(1), column: 1 },
            wide if wide.len_utf16() == 2 => self.at.column = self.at.column.saturating_add(2),
            _ => self.at.column = self.at.column.saturating_add(1),
        }
        Some(c)
    }

    fn space(&mut self) {
        while self.chars.peek().is_some_and(|c| matches!(c, ' ' | '\t' | '\r' | '\n')) {
            self.next();
        }
    }

    fn wrong<T>(&self) -> Result<T, Fault> {
        Err(self.at.fault(FileFault::NotJson))
    }

    /// Whether this character comes next; then it is taken.
    fn takes(&mut self, wanted: char) -> bool {
        self.space();
        let there = self.chars.peek() == Some(&wanted);
        if there {
            self.next();
        }
        there
    }

    fn word(&mut self, word: &str) -> Result<(), Fault> {
        for wanted in word.chars() {
            if self.chars.peek() != Some(&wanted) {
                return self.wrong();
            }
            self.next();
        }
        Ok(())
    }

    fn value(&mut self, deep: u32) -> Result<Node, Fault> {
        self.space();
        let at = self.at;
        let value = match self.chars.peek() {
            Some('{') if deep > 0 => self.object(deep - 1)?,
            Some('[') if deep > 0 => self.list(deep - 1)?,
            Some('"') => Value::Text(self.text()?),
            Some('t') => self.word("true").map(|()| Value::Flag(true))?,
            Some('f') => self.word("false").map(|()| Value::Flag(false))?,
            Some('-' | '0'..='9') => self.number()?,
            _ => return self.wrong(),
        };
        Ok(Node { at, value })
    }

    fn object(&mut self, deep: u32) -> Result<Value, Fault> {
        self.next();
        let mut fields: Vec<(Spot, String, Node)> = Vec::new();
        if self.takes('}') {
            return Ok(Value::Object(fields));
        }
        loop {
            self.space();
            let at = self.at;
            if self.chars.peek() != Some(&'"') {
                return self.wrong();
            }
            let name = self.text()?;
            if fields.iter().any(|(_, known, _)| *known == name) {
                return Err(at.fault(FileFault::Twice));
            }
            if !self.takes(':') {
                return self.wrong();
            }
            let node = self.value(deep)?;
            fields.push((at, name, node));
            if self.takes('}') {
                return Ok(Value::Object(fields));
            }
            if !self.takes(',') {
                return self.wrong();
            }
            // A name is looked for among those before: never among endlessly many.
            if fields.len() >= MOST {
                return Err(self.at.fault(FileFault::TooMany));
            }
        }
    }

    fn list(&mut self, deep: u32) -> Result<Value, Fault> {
        self.next();
        let mut all = Vec::new();
        if self.takes(']') {
            return Ok(Value::List(all));
        }
        loop {
            all.push(self.value(deep)?);
            if self.takes(']') {
                return Ok(Value::List(all));
            }
            if !self.takes(',') {
                return self.wrong();
            }
            if all.len() >= self.things {
                return Err(self.at.fault(FileFault::TooMany));
            }
        }
    }

    fn number(&mut self) -> Result<Value, Fault> {
        let at = self.at;
        let mut digits = String::new();
        while let Some(c) = self.chars.peek().filter(|c| matches!(c, '-' | '+' | '.' | '0'..='9' | 'e' | 'E')) {
            digits.push(*c);
            self.next();
        }
        let bare = digits.strip_prefix('-').unwrap_or(&digits);
        let whole = bare.bytes().all(|b| b.is_ascii_digit());
        if !whole || bare.is_empty() || (bare.len() > 1 && bare.starts_with('0')) {
            return Err(at.fault(FileFault::NotJson));
        }
        Ok(digits.parse().map_or(Value::Huge, Value::Number))
    }

    fn text(&mut self) -> Result<String, Fault> {
        self.next();
        let mut text = String::new();
        loop {
            let at = self.at;
            match self.next() {
                Some('"') => return Ok(text),
                Some('\\') => text.push(self.escaped(at)?),
                Some(c) if !c.is_control() => text.push(c),
                _ => return Err(at.fault(FileFault::NotJson)),
            }
        }
    }

    fn escaped(&mut self, at: Spot) -> Result<char, Fault> {
        let wrong = at.fault(FileFault::NotJson);
        match self.next() {
            Some(c @ ('"' | '\\' | '/')) => Ok(c),
            Some('n') => Ok('\n'),
            Some('t') => Ok('\t'),
            Some('u') => {
                let high = self.unit().ok_or(wrong)?;
                if !(0xD800..0xDC00).contains(&high) {
                    return char::from_u32(high).ok_or(wrong);
                }
                if self.next() != Some('\\') || self.next() != Some('u') {
                    return Err(wrong);
                }
                let low = self.unit().filter(|low| (0xDC00..0xE000).contains(low)).ok_or(wrong)?;
                char::from_u32(0x1_0000 + ((high - 0xD800) << 10) + (low - 0xDC00)).ok_or(wrong)
            }
            _ => Err(wrong),
        }
    }

    fn unit(&mut self) -> Option<u32> {
        let mut unit = 0;
        for _ in 0..4 {
            unit = unit * 16 + self.next()?.to_digit(16)?;
        }
        Some(unit)
    }
}

/// Fields of an object; things in a list, where nothing else is said.
const MOST: usize = 1_000;
