//! The help directory: whom to turn to, readable without a network. It is
//! brought by the programme, signed; here is only what it says. No telephone
//! number is taken without the address it was read from and the day.

use crate::json::{self, Fault, Fields, FileFault, Node};
use crate::person::Language;
use crate::rules::{Field, RuleBroken};
use crate::sort;
use crate::text::limit;
use crate::time::Day;
use serde::Serialize;

/// One place to turn to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HelpEntry {
    pub name: String,
    /// What it is there for, in its own language.
    pub about: String,
    /// For whom: a country, a town, a programme.
    pub region: String,
    pub languages: Vec<Language>,
    /// For when it cannot wait.
    pub urgent: bool,
    pub phone: Option<String>,
    pub link: Option<String>,
    /// When somebody is there.
    pub hours: String,
    /// The address that number and hours were read from, and when.
    pub source: Option<(String, Day)>,
}

/// See the module.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct HelpDirectory {
    /// Urgent ones first, otherwise in the order of the file.
    pub entries: Vec<HelpEntry>,
}

const ENTRIES: usize = 500;
/// Digits, spaces and signs of the longest number taken.
const PHONE: u32 = 40;

impl HelpDirectory {
    /// Reads a directory, strictly.
    ///
    /// # Errors
    /// [`Problem::InFile`](crate::Problem::InFile) of [`Field::File`].
    pub fn from_json(text: &str) -> Result<Self, RuleBroken> {
        json::read(text).and_then(|node| directory(&node)).map_err(|fault| fault.of(Field::File))
    }
}

fn directory(node: &Node) -> Result<HelpDirectory, Fault> {
    let mut fields = Fields::of(node)?;
    let format = fields.must("help")?;
    format.small(1, 1)?;
    let mut entries = Vec::new();
    for one in fields.must("entries")?.list(ENTRIES)? {
        entries.push(entry(one)?);
    }
    fields.end()?;
    sort::by_key(&mut entries, |entry| !entry.urgent);
    Ok(HelpDirectory { entries })
}

fn entry(node: &Node) -> Result<HelpEntry, Fault> {
    let mut fields = Fields::of(node)?;
    let name = fields.must("name")?.line(limit::TITLE)?;
    let about = fields.must("about")?.prose(limit::ANSWER)?;
    let region = fields.must("region")?.line(limit::TITLE)?;
    let languages = fields.must("languages")?.list(20)?.iter().map(Node::language).collect::<Result<_, _>>()?;
    let urgent = fields.may("urgent").map_or(Ok(false), Node::flag)?;
    let phone = fields.may("phone").map(phone).transpose()?;
    let link = fields.may("link").map(address).transpose()?;
    let hours = fields.may("hours").map_or(Ok(String::new()), |node| node.line(limit::TITLE))?;
    let source = match (fields.may("source"), fields.may("checked")) {
        (Some(source), Some(checked)) => {
            let day = checked.raw()?.parse().map_err(|_| checked.at.fault(FileFault::BadText))?;
            Some((address(source)?, day))
        }
        (None, None) => None,
        (Some(half), None) | (None, Some(half)) => return Err(half.at.fault(FileFault::NoSource)),
    };
    fields.end()?;
    if phone.is_some() && source.is_none() {
        return Err(node.at.fault(FileFault::NoSource));
    }
    Ok(HelpEntry { name, about, region, languages, urgent, phone, link, hours, source })
}

fn phone(node: &Node) -> Result<String, Fault> {
    let number = node.line(PHONE)?;
    let form = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '+' | '-' | '(' | ')' | '/');
    let digits = number.chars().filter(char::is_ascii_digit).count();
    if number.chars().all(form) && digits >= 3 { Ok(number) } else { Err(node.at.fault(FileFault::BadText)) }
}

fn address(node: &Node) -> Result<String, Fault> {
    let address = node.line(limit::LINK)?;
    let host = address.strip_prefix("https://").unwrap_or_default();
    if host.is_empty() || host.starts_with('/') { Err(node.at.fault(FileFault::BadText)) } else { Ok(address) }
}
