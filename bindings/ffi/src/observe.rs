//! The handle that ends an observation.

use crate::failure::Failure;
use std::sync::Arc;

/// A watch on something. Cancelling it, or letting go of it, ends it.
#[derive(uniffi::Object)]
pub struct Subscription {
    watch: rapport_core::Subscription,
}

impl Subscription {
    pub(crate) fn new(watch: rapport_core::Subscription) -> Arc<Self> {
        Arc::new(Self { watch })
    }
}

#[uniffi::export]
impl Subscription {
    /// Ends the watch; after this returns nothing arrives. Not to be called from inside the observer itself.
    pub fn cancel(&self) -> Result<(), Failure> {
        rapport_core::guarded(|| {
            self.watch.cancel();
            Ok(())
        })
    }
}
