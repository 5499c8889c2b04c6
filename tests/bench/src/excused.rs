//! Bounds that are not reached yet, each with its reason. They stay visible as
//! not held; they only do not end a check.

use crate::row::Row;
use crate::stats::Bound;
use std::collections::BTreeMap;
use std::path::Path;

/// By the name of the row.
pub struct Excused(BTreeMap<String, Excuse>);

struct Excuse {
    /// What is borne: of the ratio where the bound is one, else of the figure.
    most: f64,
    reason: String,
}

impl Excused {
    pub fn read(file: &Path) -> Self {
        Self::parse(&std::fs::read_to_string(file).expect("the file of reasons"))
    }

    /// A line each, `name: up to MOST: reason`; lines that begin with `#` are remarks.
    fn parse(text: &str) -> Self {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        let excuse = |line: &str| {
            let (name, rest) = line.split_once(": up to ").expect("a name, and what is borne");
            let (most, reason) = rest.split_once(": ").expect("a reason");
            let most = most.trim().parse().expect("a number");
            (name.trim().to_owned(), Excuse { most, reason: reason.trim().to_owned() })
        };
        Self(lines.map(excuse).collect())
    }

    /// Says which bounds do not hold; false when one of them has no
    /// reason here, or is further off than is borne.
    pub fn judge(&self, rows: &[Row]) -> bool {
        let mut good = true;
        for row in rows {
            match (row.holds(), self.0.get(&row.name)) {
                (Some(false), Some(Excuse { most, reason })) => {
                    let is = match row.bound {
                        Some(Bound::Times(_)) => row.ratio().unwrap_or(f64::INFINITY),
                        _ => row.ours,
                    };
                    eprintln!("not held, as listed: {}: {reason}", row.name);
                    if is > *most {
                        eprintln!("{}: {is:.2} is more than the {most} that are borne", row.name);
                        good = false;
                    }
                }
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

    fn row(name: &str, ours: f64) -> Row {
        let (floor, bound) = (None, Some(Bound::Most(1.0)));
        Row { name: name.to_owned(), unit: "ms", ours, floor, bound, source: String::new() }
    }

    #[test]
    fn only_what_is_listed_is_excused() {
        let excused = Excused::parse("# remark\n\nslow: up to 2.5: the disk\n");
        assert!(excused.judge(&[row("slow", 2.0), row("quick", 0.5)]));
        assert!(!excused.judge(&[row("slow", 2.0), row("quick", 1.5)]));
        assert!(!excused.judge(&[row("slow", 2.6), row("quick", 0.5)]), "more than is borne");
    }
}
