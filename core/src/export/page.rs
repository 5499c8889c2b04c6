//! A page of Markdown as it is written: headings, facts, lists, prose. What
//! people wrote stands in it as they wrote it, never as marks of the page.

use rapport_node::domain::time::{Millis, Wall};
use rapport_node::domain::{Arg, Spoken};
use std::fmt::Write as _;

/// See the module.
pub(super) struct Page<'a> {
    text: String,
    word: &'a dyn Fn(&str) -> String,
    /// Whether the last thing was an item of a list.
    listing: bool,
}

impl<'a> Page<'a> {
    pub(super) const fn new(word: &'a dyn Fn(&str) -> String) -> Self {
        Self { text: String::new(), word, listing: false }
    }

    pub(super) fn done(self) -> String {
        self.text
    }

    /// The words of a key.
    pub(super) fn word(&self, key: &str) -> String {
        (self.word)(key)
    }

    /// The same with values in its places.
    pub(super) fn filled(&self, key: &str, args: &[(&str, String)]) -> String {
        let put = |text: String, (name, value): &(&str, String)| text.replace(&format!("{{{name}}}"), value);
        args.iter().fold(self.word(key), put)
    }

    /// The form of a key for this number.
    pub(super) fn counted(&self, key: &str, n: u64, args: &[(&str, String)]) -> String {
        let form = if n == 1 { "one" } else { "other" };
        let mut all = vec![("n", n.to_string())];
        all.extend(args.iter().cloned());
        self.filled(&format!("{key}.{form}"), &all)
    }

    /// Something that the core says.
    pub(super) fn say(&self, spoken: &dyn Spoken) -> String {
        let value = |arg: &Arg| match arg {
            Arg::Number(n) => n.to_string(),
            Arg::Word(key) => self.word(key),
            Arg::Words(keys) => keys.iter().map(|key| self.word(key)).collect::<Vec<_>>().join(", "),
            Arg::Day(day) => day.to_string(),
            Arg::Time(civil) => civil.to_string(),
            Arg::Person(person) => person.short(),
            Arg::Text(text) => line(text),
        };
        let args: Vec<(&str, String)> = spoken.args().iter().map(|(name, arg)| (*name, value(arg))).collect();
        self.filled(spoken.key(), &args)
    }

    /// Yes or no.
    pub(super) fn yes(&self, yes: bool) -> String {
        self.word(if yes { "common.yes" } else { "common.no" })
    }

    /// A heading: 1 for the page, 2 for a thing, 3 for what belongs to it.
    pub(super) fn heading(&mut self, level: usize, text: &str) {
        let gap = if self.text.is_empty() { "" } else { "\n" };
        let _ = writeln!(self.text, "{gap}{} {text}", "#".repeat(level));
        self.listing = false;
    }

    /// A paragraph, as it is.
    pub(super) fn paragraph(&mut self, text: &str) {
        let _ = writeln!(self.text, "\n{text}");
        self.listing = false;
    }

    /// An item of a list.
    pub(super) fn item(&mut self, text: &str) {
        if !self.listing {
            self.text.push('\n');
        }
        let _ = writeln!(self.text, "- {text}");
        self.listing = true;
    }

    /// An item that is done or not.
    pub(super) fn task(&mut self, done: bool, text: &str) {
        self.item(&format!("[{}] {text}", if done { "x" } else { " " }));
    }

    /// `- Due: 2026-12-01`; nothing where nothing was said.
    pub(super) fn fact(&mut self, key: &str, value: &str) {
        if !value.is_empty() {
            // A question has its answer behind it.
            let text = format!("{}: {value}", self.word(key).trim_end_matches('?'));
            self.item(&text);
        }
    }

    /// What somebody wrote under a name, in as many lines as they took.
    pub(super) fn prose(&mut self, key: &str, text: &str) {
        if !text.is_empty() {
            let text = format!("**{}** {}", self.word(key), prose(text));
            self.paragraph(&text);
        }
    }

    /// A list under a heading; without items, no heading.
    pub(super) fn list(&mut self, key: &str, items: Vec<(Option<bool>, String)>) {
        if items.is_empty() {
            return;
        }
        let heading = self.word(key);
        self.heading(3, &heading);
        for (done, text) in items {
            match done {
                Some(done) => self.task(done, &text),
                None => self.item(&text),
            }
        }
    }
}

/// What is there, one after the other.
pub(super) fn joined(pieces: impl IntoIterator<Item = String>) -> String {
    pieces.into_iter().filter(|piece| !piece.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// The day of a moment.
pub(super) fn day(at: Millis) -> String {
    Wall::in_utc(at).map(|wall| wall.day.to_string()).unwrap_or_default()
}

/// One line of what somebody wrote.
pub(super) fn line(text: &str) -> String {
    plain(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Several lines of it: each stays a line, empty ones part paragraphs.
fn prose(text: &str) -> String {
    let lines: Vec<String> = text.trim().lines().map(|one| begun(&plain(one.trim()))).collect();
    let paragraphs = lines.split(String::is_empty).filter(|lines| !lines.is_empty());
    paragraphs.map(|lines| lines.join("\\\n")).collect::<Vec<_>>().join("\n\n")
}

/// Signs that Markdown would take for its own are marked as meant.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        if matches!(sign, '\\' | '`' | '*' | '_' | '[' | ']' | '<') {
            out.push('\\');
        }
        out.push(sign);
    }
    out
}

/// The same for signs that count at the beginning of a line: `# `, `1.`, `- `.
pub(super) fn begun(text: &str) -> String {
    let digits = text.len() - text.trim_start_matches(|sign: char| sign.is_ascii_digit()).len();
    let at = if digits > 0 { digits } else { 0 };
    let marks: &[char] = if digits > 0 { &['.', ')'] } else { &['#', '>', '+', '-', '=', '~', '|'] };
    match text.get(at..) {
        Some(rest) if rest.starts_with(marks) => format!("{}\\{rest}", text.get(..at).unwrap_or_default()),
        _ => text.to_owned(),
    }
}
