//! State that reaches the screen: an observer, and the handle that ends it.

use std::sync::{Arc, Mutex, PoisonError};

use crate::{Failure, Row};

/// Is told the whole list each time it changes.
#[uniffi::export(foreign)]
pub trait RowsObserver: Send + Sync {
    /// The list as it is now.
    fn on_rows(&self, rows: Vec<Row>);
}

/// Ends an observation. Dropping it ends it too.
#[derive(uniffi::Object)]
pub struct Subscription {
    live: Mutex<Option<Arc<dyn RowsObserver>>>,
}

impl Subscription {
    pub(crate) fn new(observer: Arc<dyn RowsObserver>) -> Arc<Self> {
        Arc::new(Self { live: Mutex::new(Some(observer)) })
    }

    /// Holds the lock while it calls: nothing arrives after `cancel` returned.
    pub(crate) fn tell(&self, rows: &[Row]) -> bool {
        let live = self.live.lock().unwrap_or_else(PoisonError::into_inner);
        live.as_ref().map(|observer| observer.on_rows(rows.to_vec())).is_some()
    }
}

#[uniffi::export]
impl Subscription {
    /// Ends it. Nothing is delivered after this returns.
    pub fn cancel(&self) -> Result<(), Failure> {
        *self.live.lock().unwrap_or_else(PoisonError::into_inner) = None;
        Ok(())
    }
}
