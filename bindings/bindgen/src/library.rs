//! Finds the workspace, and the library to read, building it when asked.

use anyhow::{Context, bail};
use camino::{Utf8Path, Utf8PathBuf};
use serde_json::Value;

use crate::Source;

/// Where the workspace's folders are, as Cargo tells it.
pub(crate) struct Workspace {
    pub(crate) root: Utf8PathBuf,
    pub(crate) target: Utf8PathBuf,
    packages: Vec<(String, Utf8PathBuf)>,
}

impl Workspace {
    pub(crate) fn read() -> anyhow::Result<Self> {
        let out = cargo().args(["metadata", "--format-version=1", "--no-deps", "--locked"]).output()?;
        if !out.status.success() {
            bail!("cargo metadata failed: {}", String::from_utf8_lossy(&out.stderr));
        }
        let json: Value = serde_json::from_slice(&out.stdout)?;
        let text =
            |value: &Value, key: &str| value[key].as_str().map(str::to_owned).with_context(|| format!("no {key}"));
        let packages = json["packages"].as_array().context("no packages")?;
        Ok(Self {
            root: text(&json, "workspace_root")?.into(),
            target: text(&json, "target_directory")?.into(),
            packages: packages
                .iter()
                .map(|one| Ok((text(one, "name")?, Utf8PathBuf::from(text(one, "manifest_path")?))))
                .collect::<anyhow::Result<_>>()?,
        })
    }

    /// The folder of a crate of the workspace.
    pub(crate) fn crate_dir(&self, name: &str) -> anyhow::Result<Utf8PathBuf> {
        let found = self.packages.iter().find(|(other, _)| other == name);
        let (_, manifest) = found.with_context(|| format!("the workspace has no crate `{name}`"))?;
        Ok(manifest.parent().unwrap_or(Utf8Path::new("")).to_owned())
    }

    /// The shared library of `source`: the one given, else built now.
    pub(crate) fn library(&self, source: &Source) -> anyhow::Result<Utf8PathBuf> {
        if let Some(library) = &source.library {
            if !library.is_file() {
                bail!("there is no library at {library}");
            }
            return Ok(library.clone());
        }
        self.crate_dir(&source.krate)?;
        let status =
            cargo().args(["build", "--locked", "--package", &source.krate, "--profile", &source.profile]).status()?;
        if !status.success() {
            bail!("building `{}` failed", source.krate);
        }
        let folder = if source.profile == "dev" { "debug" } else { source.profile.as_str() };
        Ok(self.target.join(folder).join(file_name(&source.krate)))
    }
}

/// What the platform calls the shared library of a crate.
pub(crate) fn file_name(krate: &str) -> String {
    use std::env::consts::{DLL_PREFIX, DLL_SUFFIX};
    format!("{DLL_PREFIX}{}{DLL_SUFFIX}", krate.replace('-', "_"))
}

fn cargo() -> std::process::Command {
    std::process::Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}
