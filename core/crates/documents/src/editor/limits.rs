//! How much fits. All in UTF-16 units.

/// The longest text of one section.
pub const SECTION: u32 = 1_000_000;

/// The most that comes in with one edit: a long paste.
pub const INSERT: u32 = 262_144;

/// Edits in one exchange.
pub const EDITS: usize = 10_000;
