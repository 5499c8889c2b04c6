//! Plain data: an id, a record, an enum with data, a draft with defaults.

/// Names one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowId(pub String);

uniffi::custom_newtype!(RowId, String);

/// What a list shows of one thing.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Row {
    /// Names the row.
    pub id: RowId,
    /// What a person called it.
    pub title: String,
    /// Where it stands.
    pub state: RowState,
    /// When it is due, in milliseconds since 1970.
    #[uniffi(default = None)]
    pub due_ms: Option<i64>,
}

/// Where a row stands.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Enum)]
pub enum RowState {
    /// Not begun.
    Draft,
    /// Being worked on.
    Active { since_ms: i64 },
    /// Given up.
    Dropped { reason: String },
}

/// What a person gives to make a row.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct RowDraft {
    /// At least one character.
    pub title: String,
    /// When it is due, in milliseconds since 1970.
    #[uniffi(default = None)]
    pub due_ms: Option<i64>,
}
