//! What the rules look at: the packages as Cargo sees them, and the files as
//! Git does.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use serde_json::Value;

/// The top of the repository.
pub(super) fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

pub(super) struct Package {
    pub(super) name: String,
    /// Its folder, from the top.
    pub(super) folder: PathBuf,
    /// Root files of its library and its programs, from the top.
    pub(super) roots: Vec<PathBuf>,
    /// Names of what it links, directly.
    pub(super) uses: BTreeSet<String>,
    /// Names of what only its tests use, directly.
    pub(super) tests_use: BTreeSet<String>,
}

pub(super) struct Workspace {
    pub(super) packages: Vec<Package>,
    /// Package id to name and to the ids of what it links.
    graph: BTreeMap<String, (String, Vec<String>)>,
}

pub(super) static WORKSPACE: LazyLock<Workspace> = LazyLock::new(Workspace::read);

impl Workspace {
    fn read() -> Self {
        let version = output("rustc", &["-vV"]);
        let host = version.lines().find_map(|line| line.strip_prefix("host: ")).expect("rustc names its host");
        let args = ["metadata", "--format-version=1", "--locked", "--filter-platform", host];
        let json: Value = serde_json::from_str(&output(env!("CARGO"), &args)).expect("cargo metadata gives JSON");
        let members: BTreeSet<&str> = list(&json["workspace_members"]).filter_map(Value::as_str).collect();
        let packages = list(&json["packages"]).filter(|one| members.contains(text(&one["id"])));
        Self { packages: packages.map(package).collect(), graph: graph(&json) }
    }

    pub(super) fn package(&self, name: &str) -> Option<&Package> {
        self.packages.iter().find(|package| package.name == name)
    }

    /// Names of everything that `name` links, directly or not, without what
    /// only tests use.
    pub(super) fn links(&self, name: &str) -> BTreeSet<&str> {
        let mut found = BTreeSet::new();
        let mut ids: Vec<&str> =
            self.graph.iter().filter(|(_, (other, _))| other == name).map(|(id, _)| id.as_str()).collect();
        let mut seen: BTreeSet<&str> = ids.iter().copied().collect();
        while let Some(id) = ids.pop() {
            for next in self.graph.get(id).map(|(_, next)| next.as_slice()).unwrap_or_default() {
                if seen.insert(next) {
                    found.extend(self.graph.get(next).map(|(name, _)| name.as_str()));
                    ids.push(next);
                }
            }
        }
        found
    }
}

fn package(json: &Value) -> Package {
    let inside = |path: &Value| {
        let path = Path::new(text(path)).to_owned();
        let top = root().canonicalize().expect("the repository is there");
        path.strip_prefix(top).map(Path::to_owned).unwrap_or(path)
    };
    let shipped = |target: &&Value| list(&target["kind"]).any(|kind| matches!(text(kind), "lib" | "bin" | "cdylib"));
    let of_kind = |tests: bool| {
        let wanted = move |one: &&Value| (one["kind"].as_str() == Some("dev")) == tests;
        list(&json["dependencies"]).filter(wanted).map(|one| text(&one["name"]).to_owned()).collect()
    };
    Package {
        name: text(&json["name"]).to_owned(),
        folder: inside(&json["manifest_path"]).parent().map(Path::to_owned).unwrap_or_default(),
        roots: list(&json["targets"]).filter(shipped).map(|target| inside(&target["src_path"])).collect(),
        uses: of_kind(false),
        tests_use: of_kind(true),
    }
}

fn graph(json: &Value) -> BTreeMap<String, (String, Vec<String>)> {
    let names: BTreeMap<&str, &str> =
        list(&json["packages"]).map(|one| (text(&one["id"]), text(&one["name"]))).collect();
    let linked = |dep: &&Value| list(&dep["dep_kinds"]).any(|kind| kind["kind"].is_null());
    let node = |node: &Value| {
        let id = text(&node["id"]);
        let next = list(&node["deps"]).filter(linked).map(|dep| text(&dep["pkg"]).to_owned()).collect();
        (id.to_owned(), (names.get(id).copied().unwrap_or_default().to_owned(), next))
    };
    list(&json["resolve"]["nodes"]).map(node).collect()
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn output(program: &str, args: &[&str]) -> String {
    let out = Command::new(program).args(args).current_dir(root()).output();
    let out = out.unwrap_or_else(|why| panic!("{program} does not start: {why}"));
    assert!(out.status.success(), "{program} {args:?}: {}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).expect("prints UTF-8")
}

/// A text file of the repository.
pub(super) struct File {
    /// From the top, with `/`.
    pub(super) path: String,
    pub(super) text: String,
}

/// All text files that are committed, or would be by `git add`.
pub(super) static FILES: LazyLock<Vec<File>> = LazyLock::new(|| {
    let names = output("git", &["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
    let mut paths: Vec<&str> = names.split('\0').filter(|path| !path.is_empty()).collect();
    paths.sort_unstable();
    paths.dedup();
    let read = |path: &str| {
        let text = String::from_utf8(std::fs::read(root().join(path)).ok()?).ok()?;
        Some(File { path: path.to_owned(), text })
    };
    paths.into_iter().filter_map(read).collect()
});

impl File {
    pub(super) fn ends_with(&self, endings: &[&str]) -> bool {
        endings.iter().any(|ending| self.path.ends_with(ending))
    }

    /// Whether it only holds tests: `tests.rs`, a file in a folder `tests`, or
    /// anything of the packages that test.
    pub(super) fn is_test(&self) -> bool {
        self.path.starts_with("tests/")
            || self.path.split('/').any(|part| matches!(part, "tests" | "tests.rs" | "test"))
    }

    /// Its lines with numbers from 1, without comment lines and without the
    /// tests at the end of a Rust file.
    pub(super) fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let shipped = self.text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        let lines = shipped.lines().enumerate().map(|(nth, line)| (nth + 1, line.trim()));
        lines.filter(|(_, line)| !line.starts_with("//"))
    }
}
