//! One of everything that crosses the boundary: records, enums with data,
//! typed errors, ids, defaults, async, an observer and a port.
//! It must never grow a rule of the product: it proves tools, nothing else.

mod failure;
mod port;
mod row;
mod shelf;
mod watch;

pub use failure::Failure;
pub use port::{Clock, PortFailure};
pub use row::{Row, RowDraft, RowId, RowState};
pub use shelf::Shelf;
pub use watch::{RowsObserver, Subscription};

uniffi::setup_scaffolding!("probe");
