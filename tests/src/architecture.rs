//! What must stay true of the repository as a whole. A rule is one test: it
//! lists all that breaks it, one line each, and how to mend it.
//!
//! To add a rule: write one function that ends in [`obeyed`].

mod arrows;
mod boundary;
mod codes;
mod files;
mod manifests;
mod pages;
mod purity;
mod repository;
mod sql;
mod writing;

/// Fails with every line of `broken`; `mend` says what to do about them.
#[track_caller]
fn obeyed(mend: &str, broken: impl IntoIterator<Item = String>) {
    let broken: Vec<String> = broken.into_iter().collect();
    assert!(broken.is_empty(), "\n  {}\n\n{mend}", broken.join("\n  "));
}
