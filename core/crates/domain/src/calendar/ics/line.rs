//! Lines of a calendar file on their way in: unfolded, counted, and cut into
//! name, parameters and value. Hard limits stand here; nothing is copied that
//! a limit would have refused.

use crate::rules::{Field, Problem, RuleBroken};

/// Bytes of the longest file that is read.
pub(super) const MOST_BYTES: usize = 8 * 1024 * 1024;
/// Lines of it.
const MOST_LINES: u32 = 200_000;
/// Bytes of one line once it is unfolded.
const LONGEST: usize = 256 * 1024;

/// A line of the file, and where it begins in it, counted from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) at: u32,
    /// In capitals.
    pub(super) name: String,
    params: Vec<(String, String)>,
    pub(super) value: String,
}

/// The refusal of a file from a line on.
pub(super) const fn wrong(line: u32) -> RuleBroken {
    Problem::NotACalendar { line }.of(Field::Calendar)
}

/// The refusal of a file with too much in it.
pub(super) const fn too_large(line: u32) -> RuleBroken {
    Problem::CalendarTooLarge { line }.of(Field::Calendar)
}

impl Line {
    /// A parameter of this name in capitals.
    pub(super) fn param(&self, name: &str) -> Option<&str> {
        self.params.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    /// Whether it is this name with this value, however that is written.
    pub(super) fn says(&self, name: &str, value: &str) -> bool {
        self.name == name && self.value.eq_ignore_ascii_case(value)
    }

    fn read(at: u32, text: &str) -> Result<Self, RuleBroken> {
        let end = text.find([';', ':']).ok_or(wrong(at))?;
        let name = name_in(text.get(..end)).ok_or(wrong(at))?;
        let (mut rest, mut params) = (text.get(end..).unwrap_or_default(), Vec::new());
        while let Some(after) = rest.strip_prefix(';') {
            let (name, after) = after.split_once('=').ok_or(wrong(at))?;
            let name = name_in(Some(name)).ok_or(wrong(at))?;
            let (value, after) = param_value(after).ok_or(wrong(at))?;
            if params.len() == 32 {
                return Err(wrong(at));
            }
            params.push((name, value.to_owned()));
            rest = after;
        }
        let value = rest.strip_prefix(':').ok_or(wrong(at))?.to_owned();
        Ok(Self { at, name, params, value })
    }
}

/// Letters, digits and `-`, in capitals.
fn name_in(text: Option<&str>) -> Option<String> {
    let text = text.filter(|text| (1..=64).contains(&text.len()))?;
    text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-').then(|| text.to_ascii_uppercase())
}

/// A value up to the next parameter or the value of the line; in quotes it may
/// hold the signs that end it. Of a list it is the whole list.
fn param_value(text: &str) -> Option<(&str, &str)> {
    if let Some(quoted) = text.strip_prefix('"') {
        let (value, after) = quoted.split_once('"')?;
        if !after.starts_with(',') {
            return Some((value, after));
        }
    }
    let mut quoted = false;
    let end = text.find(|sign| {
        quoted ^= sign == '"';
        !quoted && matches!(sign, ';' | ':')
    })?;
    text.split_at_checked(end)
}

/// Gives every unfolded line to `take`, which may refuse.
pub(super) fn each(bytes: &[u8], mut take: impl FnMut(Line) -> Result<(), RuleBroken>) -> Result<u32, RuleBroken> {
    if bytes.len() > MOST_BYTES {
        return Err(too_large(line_at(bytes, MOST_BYTES)));
    }
    let text = std::str::from_utf8(bytes).map_err(|why| wrong(line_at(bytes, why.valid_up_to())))?;
    let (mut open, mut at): (Option<(u32, String)>, u32) = (None, 0);
    for line in text.strip_prefix('\u{feff}').unwrap_or(text).split_terminator('\n') {
        at += 1;
        let line = line.strip_suffix('\r').unwrap_or(line);
        if at > MOST_LINES {
            return Err(too_large(at));
        }
        match (line.strip_prefix([' ', '\t']), &mut open) {
            (Some(more), Some((_, whole))) => {
                if whole.len() + more.len() > LONGEST {
                    return Err(too_large(at));
                }
                whole.push_str(more);
            }
            (Some(_), None) => return Err(wrong(at)),
            (None, open) => {
                if line.len() > LONGEST {
                    return Err(too_large(at));
                }
                if let Some((begins, whole)) = open.replace((at, line.to_owned())) {
                    take_whole(begins, &whole, &mut take)?;
                }
            }
        }
    }
    if let Some((begins, whole)) = open {
        take_whole(begins, &whole, &mut take)?;
    }
    Ok(at.max(1))
}

/// Empty lines are no lines: programs leave some at the end.
fn take_whole(at: u32, whole: &str, take: &mut impl FnMut(Line) -> Result<(), RuleBroken>) -> Result<(), RuleBroken> {
    if whole.is_empty() { Ok(()) } else { take(Line::read(at, whole)?) }
}

fn line_at(bytes: &[u8], at: usize) -> u32 {
    let breaks = bytes.iter().take(at).filter(|byte| **byte == b'\n').count();
    u32::try_from(breaks).unwrap_or(u32::MAX).saturating_add(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Result<Vec<Line>, RuleBroken> {
        let mut all = Vec::new();
        each(text.as_bytes(), |line| {
            all.push(line);
            Ok(())
        })?;
        Ok(all)
    }

    #[test]
    fn unfolded_and_cut() {
        let all =
            lines("begin:VEVENT\r\nDTSTART;TZID=\"A;B:C\";X=1,\"2;3\":2026\n 0303\r\n\tT1\n\nEND:VEVENT").unwrap();
        assert_eq!(all.iter().map(|line| line.at).collect::<Vec<_>>(), [1, 2, 6]);
        assert_eq!((all[1].name.as_str(), all[1].value.as_str()), ("DTSTART", "20260303T1"));
        assert_eq!(
            (all[1].param("TZID"), all[1].param("X"), all[1].param("Y")),
            (Some("A;B:C"), Some("1,\"2;3\""), None)
        );
        assert!(all[0].says("BEGIN", "vevent"));
    }

    #[test]
    fn a_broken_line_is_named() {
        for (text, line) in [
            (" A:1", 1),
            ("A:1\nB", 2),
            ("A:1\nB;C:1", 2),
            ("A:1\n\n:1", 3),
            ("A:1\nB;C=\"1:2", 2),
            ("Ä:1", 1),
            ("A;B=1", 1),
        ] {
            assert_eq!(lines(text), Err(wrong(line)), "{text:?}");
        }
        assert_eq!(each(b"A:1\nB:\xff", |_| Ok(())), Err(wrong(2)));
        let wide = format!("A:1\nB:{}", "x".repeat(LONGEST));
        assert_eq!(lines(&wide), Err(too_large(2)));
        let folded = format!("A:1\nB:{}\n {}", "x".repeat(LONGEST - 2), "y");
        assert_eq!(lines(&folded), Err(too_large(3)));
        let long = "A:1\n".repeat(200_001);
        assert_eq!(lines(&long), Err(too_large(200_001)));
        assert_eq!(
            each(&vec![b'\n'; MOST_BYTES + 1], |_| Ok(())),
            Err(too_large(u32::try_from(MOST_BYTES).unwrap() + 1))
        );
    }
}
