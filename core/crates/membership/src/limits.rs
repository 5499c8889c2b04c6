//! How large and how many, in operations and invites.

/// Bytes of the key that a document is named by.
pub const DOC_KEY: usize = 256;
/// Accounts named as writers of one document.
pub const WRITERS: usize = 1024;
/// Relays of a space.
pub const RELAYS: usize = 8;
/// Void operations of one device that are kept.
pub const VOID_OPS: usize = 1000;
/// Operations that wait for the certificate of their author.
pub const UNVERIFIED_OPS: usize = 4096;
/// UTF-16 units of a display name.
pub const NAME_UNITS: usize = 64;
/// Characters of a link.
pub const LINK: usize = 2048;
/// Bytes of a creation token.
pub const CREATION_TOKEN: usize = 200;
/// Milliseconds an invite lives: seven days.
pub const INVITE_MS: i64 = 7 * 24 * 3600 * 1000;
/// Frames in a welcome.
pub const WELCOME_FRAMES: usize = 64;
/// Bytes of the content of one mailbox slot before it is padded and sealed.
pub const SLOT_CONTENT: usize = 60_000;
