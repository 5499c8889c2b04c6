//! Looking at what is stored; what turns out to be damaged is mended first,
//! where that can be done.

use crate::error::Failure;
use crate::log::Level;
use crate::shared::Shared;
use rapport_node::view::Lens;
use rapport_node::{NodeError, StoreError};
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether mending was tried and did not help: then it is not tried with every look.
#[derive(Default)]
pub(crate) struct Mending {
    in_vain: AtomicBool,
}

impl Shared {
    /// One look at what is stored. When a document or a row cannot be read, it
    /// is put together again from what is kept of it, and looked at once more.
    pub(crate) fn look<T>(&self, view: impl Fn(&Lens<'_>) -> Result<T, NodeError>) -> Result<T, Failure> {
        let seen = match self.look_once(&view)? {
            Err(damage) if self.mend(&damage) => {
                let again = self.look_once(&view)?;
                if again.as_ref().is_err_and(is_damage) {
                    self.mending.in_vain.store(true, Ordering::Release);
                }
                again
            }
            seen => seen,
        };
        seen.map_err(|error| self.noted(error.into()))
    }

    /// Looks at everything that is stored, and puts right what can be.
    pub(crate) fn repair(&self) -> Result<(), Failure> {
        let done = self.act(|node| Ok(node.repair().map(drop)?));
        self.mending.in_vain.store(done.is_err(), Ordering::Release);
        done
    }

    /// Whether something was put right.
    fn mend(&self, damage: &NodeError) -> bool {
        if self.mending.in_vain.load(Ordering::Acquire) {
            return false;
        }
        let (what, mended) = match damage {
            NodeError::DamagedDocument(id) => ("document", self.with(|node| Ok(node.mend(id)?)).is_ok()),
            NodeError::Store(StoreError::BadRow { .. }) => {
                ("lists", self.with(|node| Ok(node.repair().map(drop)?)).is_ok())
            }
            _ => return false,
        };
        let is = if mended { "mended" } else { "not_mended" };
        self.log.line(Level::Warn, self.now_ms(), "store", "damage", &[("of", what.into()), ("is", is.into())]);
        if !mended {
            self.mending.in_vain.store(true, Ordering::Release);
        }
        mended
    }
}

const fn is_damage(error: &NodeError) -> bool {
    matches!(error, NodeError::DamagedDocument(_) | NodeError::Store(StoreError::BadRow { .. }))
}
