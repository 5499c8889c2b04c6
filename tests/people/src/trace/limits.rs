//! How large a trace may be.

/// What a reader is ready to take. The default takes every public trace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of JSON after unpacking.
    pub unpacked_bytes: usize,
    /// Transactions.
    pub txns: usize,
    /// Patches of one transaction.
    pub patches: usize,
    /// Parents of one transaction.
    pub parents: usize,
    /// Writers.
    pub agents: usize,
    /// Code points inserted by all transactions together.
    pub inserted_points: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            unpacked_bytes: 128 << 20,
            txns: 1_000_000,
            patches: 10_000,
            parents: 64,
            agents: 64,
            inserted_points: 16 << 20,
        }
    }
}
