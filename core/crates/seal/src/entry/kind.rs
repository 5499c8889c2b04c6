//! What an entry is.

use rapport_wire::Class;

/// One byte; the range says the class of frame it travels in. Kinds that this
/// version does not know are kept and never called damage.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Kind(pub u8);

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $byte:literal, $document:literal;)*) => {
        impl Kind {
            $($(#[$doc])* pub const $name: Self = Self($byte);)*

            /// Whether this version knows it.
            pub const fn is_known(self) -> bool {
                matches!(self.0, $($byte)|*)
            }

            /// Whether entries of this kind belong to a document; none for
            /// kinds that are not known.
            pub const fn has_document(self) -> Option<bool> {
                match self.0 {
                    $($byte => Some($document),)*
                    _ => None,
                }
            }

            const fn name(self) -> &'static str {
                match self.0 {
                    $($byte => stringify!($name),)*
                    _ => "UNKNOWN",
                }
            }
        }
    };
}

kinds! {
    /// Opens a document.
    DOC_GENESIS = 1, true;
    /// Changes of one document.
    CHANGES = 2, true;
    /// Names a part of a document that every device then makes by itself.
    PART = 3, true;
    /// Changes that are too large for one frame: names the chunks they are in.
    CHANGES_MANIFEST = 4, true;
    /// What a device has seen of the relay's log.
    ATTEST = 5, false;
    GENESIS = 16, false;
    ADD_MEMBER = 17, false;
    SET_ROLE = 18, false;
    REMOVE = 19, false;
    SET_OWNER = 20, false;
    ROTATE = 21, false;
    SET_RELAYS = 22, false;
    PRUNE = 23, false;
    /// A document in one piece.
    SNAPSHOT = 48, true;
    /// A snapshot too large for one frame.
    SNAPSHOT_MANIFEST = 49, true;
    /// Another device has checked a snapshot and found it whole.
    SNAPSHOT_SEEN = 50, true;
    /// Part of something too large for one frame.
    CHUNK = 64, true;
    /// Presence.
    LIVE = 80, false;
    CERTIFICATE = 96, false;
    REVOCATION = 97, false;
    LEAVE_REQUEST = 98, false;
    KEY_REQUEST = 99, false;
}

impl Kind {
    /// The class of frame it travels in; none outside all ranges.
    pub fn class(self) -> Option<Class> {
        Class::of_kind(self.0)
    }
}

impl std::fmt::Debug for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}({})", self.name(), self.0)
    }
}
