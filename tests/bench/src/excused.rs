//! Bounds that are not reached yet, each with its reason. They stay visible as
//! not held; they only do not end a check.

use crate::row::Row;
use std::collections::BTreeMap;
use std::path::Path;

/// By the name of the row.
pub struct Excused(BTreeMap<String, String>);

impl Excused {
    pub fn read(file: &Path) -> Self {
        Self::parse(&std::fs::read_to_string(file).expect("the file of reasons"))
    }

    /// A line each, `name: reason`; lines that begin with `#` are remarks.
    fn parse(text: &str) -> Self {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        let parts = lines.map(|line| line.split_once(": ").expect("a name and a reason"));
        Self(parts.map(|(name, reason)| (name.trim().to_owned(), reason.trim().to_owned())).collect())
    }

    /// Says which bounds do not hold; false when one of them has no reason here.
    pub fn judge(&self, rows: &[Row]) -> bool {
        let mut good = true;
        for row in rows {
            match (row.holds(), self.0.get(&row.name)) {
                (Some(false), Some(reason)) => eprintln!("not held, as listed: {}: {reason}", row.name),
                (Some(false), None) => {
                    eprintln!("not held: {}", row.name);
                    good = false;
                }
                (Some(true), Some(_)) => eprintln!("holds now, take it off the list: {}", row.name),
                _ => {}
            }
        }
        good
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Bound;

    fn row(name: &str, ours: f64) -> Row {
        let (floor, bound) = (None, Some(Bound::Most(1.0)));
        Row { name: name.to_owned(), unit: "ms", ours, floor, bound, source: String::new() }
    }

    #[test]
    fn only_what_is_listed_is_excused() {
        let excused = Excused::parse("# remark\n\nslow: the disk\n");
        assert!(excused.judge(&[row("slow", 2.0), row("quick", 0.5)]));
        assert!(!excused.judge(&[row("slow", 2.0), row("quick", 1.5)]));
    }
}
