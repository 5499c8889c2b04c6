//! Makes what the shells compile from what the core exports: Kotlin, Swift and
//! Python from the library, Android and Apple resources from the strings.
//! It must never be linked into anything that ships.

mod check;
mod generate;
mod library;
mod strings;
mod surface;

use camino::Utf8PathBuf;
use clap::{Args, Parser, Subcommand};

use crate::generate::Language;

/// `cargo bindgen COMMAND`, from any folder of the workspace.
#[derive(Parser)]
#[command(name = "cargo bindgen", version, about = "Makes bindings and resources from the core")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Kotlin for a plain JVM: tests, the desktop window
    Kotlin(Output),
    /// Kotlin for Android: as above, with Android's own cleaner
    KotlinAndroid(Output),
    /// Swift, its C header and module map
    Swift(Output),
    /// Python, for contract tests
    Python(Output),
    /// Lists every exported name with its signature; `--write` renews bindings/surface.txt
    Surface {
        #[command(flatten)]
        source: Source,
        /// Write the committed file instead of printing
        #[arg(long)]
        write: bool,
    },
    /// Android and Apple string resources, and a Kotlin table, from bindings/strings
    Strings {
        /// Folder to write to
        #[arg(long, default_value = "target/bindings/strings")]
        out: Utf8PathBuf,
    },
    /// Fails when the committed surface differs, or when the languages do not agree
    Check(Source),
}

#[derive(Args)]
struct Output {
    #[command(flatten)]
    source: Source,
    /// Folder to write to [default: target/bindings/LANGUAGE]
    #[arg(long)]
    out: Option<Utf8PathBuf>,
}

/// Which library to read.
#[derive(Args)]
struct Source {
    /// The crate that exports
    #[arg(long = "crate", default_value = "rapport-ffi")]
    krate: String,
    /// A library that is already built; otherwise the crate is built first
    #[arg(long)]
    library: Option<Utf8PathBuf>,
    /// The profile to build the crate in
    #[arg(long, default_value = "dev")]
    profile: String,
}

fn main() -> anyhow::Result<()> {
    match Cli::parse().command {
        Command::Kotlin(output) => bindings(Language::Kotlin, &output),
        Command::KotlinAndroid(output) => bindings(Language::KotlinAndroid, &output),
        Command::Swift(output) => bindings(Language::Swift, &output),
        Command::Python(output) => bindings(Language::Python, &output),
        Command::Surface { source, write } => {
            let workspace = library::Workspace::read()?;
            let text = surface::of_library(&workspace.library(&source)?)?;
            if write {
                std::fs::write(workspace.root.join(surface::FILE), text)?;
            } else {
                print!("{text}");
            }
            Ok(())
        }
        Command::Strings { out } => {
            let workspace = library::Workspace::read()?;
            let table = strings::Table::read(&workspace.root.join(strings::FOLDER))?;
            strings::write_all(&table, &workspace.root.join(out))
        }
        Command::Check(source) => check::all(&source),
    }
}

fn bindings(language: Language, output: &Output) -> anyhow::Result<()> {
    let workspace = library::Workspace::read()?;
    let library = workspace.library(&output.source)?;
    let out = match &output.out {
        Some(out) => out.clone(),
        None => workspace.target.join("bindings").join(language.folder()),
    };
    generate::write(language, &library, &workspace.crate_dir(&output.source.krate)?, &out)?;
    println!("{out}");
    Ok(())
}
