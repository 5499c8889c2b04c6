//! What differs from run to run, as words that stay the same.

use std::collections::BTreeMap;

/// Remembers what it has met, so that the same id is the same word again.
pub(super) struct Mask {
    /// Texts that are replaced wherever they stand, and by what.
    known: Vec<(String, String)>,
    /// Words of ids by their tails, whole and as short as people see them.
    whole: BTreeMap<String, String>,
    short: BTreeMap<String, String>,
    counts: BTreeMap<String, usize>,
}

/// As many letters as a short id has.
const SHORT: usize = 8;
/// The tail of a full id has at least so many.
const LONG: usize = 20;

impl Mask {
    pub(super) fn new() -> Self {
        Self { known: Vec::new(), whole: BTreeMap::new(), short: BTreeMap::new(), counts: BTreeMap::new() }
    }

    /// Shows `word` instead of `text` from now on.
    pub(super) fn name(&mut self, text: impl Into<String>, word: &str) {
        self.known.push((text.into(), word.to_owned()));
    }

    /// Shows `word` for an id, whether whole or short.
    pub(super) fn name_id(&mut self, id: &str, word: &str) {
        let tail = id.split_once('-').map_or(id, |(_, tail)| tail);
        self.whole.insert(tail.to_owned(), word.to_owned());
        self.short.insert(tail[tail.len().saturating_sub(SHORT)..].to_owned(), word.to_owned());
    }

    fn id(&mut self, tail: &str, kind: &str) -> String {
        let known = if tail.len() == SHORT { &mut self.short } else { &mut self.whole };
        if let Some(word) = known.get(tail) {
            return word.clone();
        }
        let count = self.counts.entry(kind.to_owned()).or_default();
        *count += 1;
        let word = format!("{kind}-{count}");
        known.insert(tail.to_owned(), word.clone());
        word
    }

    pub(super) fn text(&mut self, text: &str) -> String {
        let mut text = text.to_owned();
        for (known, word) in &self.known {
            text = text.replace(known, word);
        }
        text = after(&text, "127.0.0.1:", |c| c.is_ascii_digit(), "PORT");
        text = after(&text, "#v1.", |c| c.is_ascii_alphanumeric() || "-_.".contains(c), "SECRET");
        text = after(&text, "process ", |c| c.is_ascii_digit(), "PID");
        text = after(&text, "both see: ", |c| c.is_ascii_lowercase() || c == ' ', "FOUR WORDS");
        text.split_inclusive('\n').map(|line| self.line(line)).collect()
    }

    fn line(&mut self, line: &str) -> String {
        let plain = line.trim_end();
        let words: Vec<&str> = plain.split(' ').collect();
        if words.len() == 24 && words.iter().all(|word| word.chars().all(|c| c.is_ascii_lowercase())) {
            return line.replace(plain, "TWENTY-FOUR WORDS");
        }
        let mut out = String::new();
        let mut rest = line;
        while let Some(from) = rest.find(part_of_word) {
            out.push_str(&rest[..from]);
            rest = &rest[from..];
            let end = rest.find(|c| !part_of_word(c)).unwrap_or(rest.len());
            let (word, behind) = rest.split_at(end);
            let first = out.is_empty();
            out.push_str(&self.word(word, first && behind.starts_with("  ")));
            rest = behind;
        }
        out.push_str(rest);
        // A day of this run, and the time behind it.
        let shown = after(&out, "TODAY ", |c| c.is_ascii_digit() || c == ':', "NOW");
        shown.replace("TODAY NOW UTC", "NOW")
    }

    fn word(&mut self, word: &str, begins_line: bool) -> String {
        let letters = |text: &str| text.chars().all(|c| matches!(c, '0'..='9' | 'a'..='v'));
        if let Some(shown) = self.short.get(word) {
            return shown.clone();
        }
        if let Some((kind, tail)) = word.split_once('-')
            && tail.len() >= LONG
            && letters(tail)
        {
            return self.id(tail, kind);
        }
        if word.len() >= LONG && letters(word) && word.contains(|c: char| c.is_ascii_digit()) {
            return self.id(word, "id");
        }
        if begins_line && word.len() == SHORT && letters(word) {
            return self.id(word, "id");
        }
        // Stories plan for the thirties and look back at 2020.
        if is_day(word) && !word.starts_with("203") && !word.starts_with("2020") {
            return "TODAY".to_owned();
        }
        word.to_owned()
    }
}

fn part_of_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-' || c == '_'
}

fn is_day(word: &str) -> bool {
    word.len() == 10
        && word.chars().enumerate().all(|(n, c)| if n == 4 || n == 7 { c == '-' } else { c.is_ascii_digit() })
}

/// What follows `mark`, as far as `of_it` says, becomes `word`.
fn after(text: &str, mark: &str, of_it: impl Fn(char) -> bool, word: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once(mark) {
        out.push_str(before);
        out.push_str(mark);
        let end = behind.find(|c| !of_it(c)).unwrap_or(behind.len());
        out.push_str(if end > 0 { word } else { "" });
        rest = &behind[end..];
    }
    out + rest
}
