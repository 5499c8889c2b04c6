//! Notes: a list of sections, each one text. Reading a section in one walk,
//! writing a burst of edits into it as one change, who wrote what, earlier
//! versions, and places that keep their meaning when others write.

mod apply;
mod authors;
mod inked;
mod place;
mod read;
mod section;
mod version;

pub use apply::write;
pub use authors::{Authored, authors};
pub(crate) use inked::Ink;
pub use place::{BadPlace, Place, place, resolve};
pub(crate) use read::{line_of, read_ids};
pub use read::{read, read_at};
pub(crate) use section::section_ids;
pub use version::{Version, versions};

pub(crate) mod keys {
    pub(crate) const KIND: &str = "kind";
    pub(crate) const DONE: &str = "done";
    pub(crate) const BOLD: &str = "bold";
    pub(crate) const ITALIC: &str = "italic";
    pub(crate) const LINK: &str = "link";
    pub(crate) const MENTION: &str = "mention";
}

#[cfg(test)]
pub(crate) mod tests;
