//! What a story on the command line prints, held against the files in
//! `tests/told`. `RAPPORT_BLESS=1` writes them anew:
//! `RAPPORT_BLESS=1 cargo story cli::`; read the difference.

use super::mask::Mask;
use super::program::Person;
use super::terminal::on_a_terminal;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Output;

/// A number beyond this is a time, in milliseconds since 1970.
const AN_AGE_MS: i64 = 1_000_000_000_000;

/// As people read it, or as programs do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Human,
    Json,
}

/// What was said so far.
pub(super) struct Story {
    name: String,
    form: Form,
    language: &'static str,
    told: String,
    pub(super) mask: Mask,
    named: BTreeMap<&'static str, String>,
    /// What the last JSON value of each command said.
    last: BTreeMap<(String, bool), BTreeSet<String>>,
}

impl Story {
    pub(super) fn begin(name: &str, form: Form, folder: &Path) -> Self {
        let file = if form == Form::Json { format!("{name}.json") } else { name.to_owned() };
        let mut mask = Mask::new();
        mask.name(folder.to_str().expect("a name"), "DIR");
        Self {
            name: file,
            form,
            language: "en_US.UTF-8",
            told: String::new(),
            mask,
            named: BTreeMap::new(),
            last: BTreeMap::new(),
        }
    }

    /// The same in another language.
    pub(super) fn speaking(mut self, language: &'static str) -> Self {
        self.language = language;
        self
    }

    pub(super) fn is_json(&self) -> bool {
        self.form == Form::Json
    }

    /// What `{word}` stands for on a command line from now on.
    pub(super) fn name(&mut self, word: &'static str, id: &str) {
        self.mask.name_id(id, &word.to_uppercase());
        self.named.insert(word, id.to_owned());
    }

    /// The id that `{word}` stands for.
    pub(super) fn id(&self, word: &str) -> &str {
        &self.named[word]
    }

    fn filled(&self, args: &[&str]) -> Vec<String> {
        let fill = |arg: &&str| {
            let name = arg.strip_prefix('{').and_then(|arg| arg.strip_suffix('}'));
            name.and_then(|name| self.named.get(name)).cloned().unwrap_or_else(|| (*arg).to_owned())
        };
        args.iter().map(fill).collect()
    }

    /// Runs a command, writes down what it says, and gives its exit code.
    pub(super) fn does(&mut self, who: &Person, args: &[&str]) -> i32 {
        let output = self.run(who, args);
        self.write_down(who, args, &output)
    }

    /// The same for a command that makes something, whose id is `{word}` later.
    pub(super) fn makes(&mut self, word: &'static str, who: &Person, args: &[&str]) {
        let output = self.run(who, args);
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let id = match self.form {
            Form::Human => text.split_whitespace().next().unwrap_or_default().to_owned(),
            Form::Json => {
                let value: Value = serde_json::from_str(&text).unwrap_or_default();
                value["row"]["id"].as_str().unwrap_or_default().to_owned()
            }
        };
        let heard = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && !id.is_empty(), "{args:?}: {text}{heard}");
        self.name(word, &id);
        self.write_down(who, args, &output);
    }

    fn run(&self, who: &Person, args: &[&str]) -> Output {
        let args = self.filled(args);
        let mut all: Vec<&str> = args.iter().map(String::as_str).collect();
        if self.is_json() {
            all.insert(0, "--json");
        }
        who.command(&all).env("LANG", self.language).output().expect("the program runs")
    }

    /// Runs a command on a terminal, where these prompts get these answers, and
    /// writes down all that stands there in the end.
    pub(super) fn asks(&mut self, who: &Person, answers: &[(&str, &str)], args: &[&str]) -> i32 {
        let (code, shown) = on_a_terminal(who, answers, args);
        self.on_screen(who, args, code, &shown)
    }

    /// The same for a command that was run already.
    pub(super) fn on_screen(&mut self, who: &Person, args: &[&str], code: i32, shown: &str) -> i32 {
        let line: Vec<String> = args.iter().map(|arg| quoted(arg)).collect();
        let (line, shown) = (self.mask.text(&line.join(" ")), self.mask.text(&shown.replace('\r', "")));
        let _ = writeln!(self.told, "{}, on a terminal$ rapport {line}", who.called());
        shown.lines().for_each(|line| self.told.push_str(&format!("{}\n", format!("| {line}").trim_end())));
        if code != 0 {
            let _ = writeln!(self.told, "= {code}");
        }
        self.told.push('\n');
        code
    }

    pub(super) fn write_down(&mut self, who: &Person, args: &[&str], output: &Output) -> i32 {
        let shown: Vec<String> = args.iter().map(|arg| quoted(arg)).collect();
        let line = self.mask.text(&shown.join(" "));
        let json = if self.is_json() { " --json" } else { "" };
        let _ = writeln!(self.told, "{}$ rapport{json} {line}", who.called());
        let (said, heard) = (self.said(args, &output.stdout), String::from_utf8_lossy(&output.stderr));
        self.told.push_str(&said);
        // In JSON the reasons stand in the value too.
        if !self.is_json() || output.stdout.is_empty() {
            let heard = self.mask.text(&heard);
            heard.lines().for_each(|line| self.told.push_str(&format!("{}\n", format!("! {line}").trim_end())));
        }
        let code = output.status.code().expect("an exit code");
        if code != 0 {
            let _ = writeln!(self.told, "= {code}");
        }
        self.told.push('\n');
        code
    }

    fn said(&mut self, args: &[&str], stdout: &[u8]) -> String {
        let text = String::from_utf8(stdout.to_vec()).expect("text");
        if !self.is_json() {
            let text = self.mask.text(&text);
            return text.lines().map(|line| format!("{}\n", format!("  {line}").trim_end())).collect();
        }
        let value: Value = serde_json::from_str(&text)
            .unwrap_or_else(|error| panic!("{args:?}: one JSON value and nothing else, not {text}: {error}"));
        let mut lines = Vec::new();
        self.flat("", &value, &mut lines);
        // Of a value that was told before, only what is new in it.
        let all: BTreeSet<String> = lines.iter().cloned().collect();
        let before = if value["failure"].is_null() {
            // A list and a page of the same area are different things.
            self.last.insert((args[0].to_owned(), value.is_array()), all).unwrap_or_default()
        } else {
            BTreeSet::new()
        };
        let new: Vec<String> = lines.into_iter().filter(|line| !before.contains(line)).collect();
        if new.is_empty() { "  as before\n".to_owned() } else { new.iter().map(|line| format!("  {line}\n")).collect() }
    }

    fn flat(&mut self, path: &str, value: &Value, lines: &mut Vec<String>) {
        match value {
            Value::Object(fields) if !fields.is_empty() => {
                fields.iter().for_each(|(name, value)| self.flat(&format!("{path}.{name}"), value, lines));
            }
            Value::Array(items) if !items.is_empty() => {
                let mut items = items.clone();
                // The order of people is that of their ids, which are new in every run.
                if items.iter().all(|item| item["person"].is_string() && item["name"].is_string()) {
                    items.sort_by_key(|item| item["name"].to_string());
                }
                if items.iter().all(|item| item.as_str().is_some_and(|text| text.starts_with("person-"))) {
                    items.sort_by_key(|item| self.mask.text(item.as_str().unwrap_or_default()));
                }
                items.iter().enumerate().for_each(|(n, item)| self.flat(&format!("{path}[{n}]"), item, lines));
            }
            _ => {
                let name = path.rsplit('.').next().unwrap_or_default();
                let shown = match value {
                    Value::Number(n) if name.ends_with("_ms") || n.as_i64().is_some_and(|n| n > AN_AGE_MS) => {
                        "NOW".to_owned()
                    }
                    Value::Number(_) if name.contains("bytes") => "SOME".to_owned(),
                    Value::String(text) => format!("{:?}", self.mask.text(text)),
                    other => other.to_string(),
                };
                lines.push(format!("{path} = {shown}"));
            }
        }
    }

    /// A line of explanation.
    pub(super) fn note(&mut self, text: &str) {
        let _ = writeln!(self.told, "# {text}\n");
    }

    pub(super) fn end(self) {
        hold(&self.name, self.told.trim_end());
    }
}

/// As a shell would need it.
fn quoted(arg: &str) -> String {
    let plain = !arg.is_empty() && arg.chars().all(|c| !c.is_whitespace() && !"\"'()".contains(c));
    if plain { arg.to_owned() } else { format!("{arg:?}") }
}

pub(super) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("told")
}

/// Compares with the committed file, or writes it.
pub(super) fn hold(name: &str, text: &str) {
    let file = folder().join(format!("{name}.txt"));
    // Editors would take the ends of lines away.
    let text: String = text.lines().map(|line| format!("{}\n", line.trim_end())).collect();
    if std::env::var_os("RAPPORT_BLESS").is_some() {
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("made");
        std::fs::write(&file, text).expect("written");
        return;
    }
    let held = std::fs::read_to_string(&file).unwrap_or_default();
    for (n, (held, is)) in held.lines().zip(text.lines()).enumerate() {
        assert_eq!(is, held, "tests/told/{name}.txt:{}: RAPPORT_BLESS=1 writes it anew", n + 1);
    }
    assert_eq!(text.lines().count(), held.lines().count(), "lines of tests/told/{name}.txt");
}
