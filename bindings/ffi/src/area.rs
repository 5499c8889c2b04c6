//! What the objects of all areas have in common: they hand work over to the
//! core's own threads.

/// Gives an object of an area its way to the core.
macro_rules! area {
    ($name:ident by $get:ident) => {
        impl $name {
            pub(crate) fn new(core: &rapport_core::Rapport) -> std::sync::Arc<Self> {
                std::sync::Arc::new(Self { core: core.clone() })
            }

            /// The work is handed over whole before anything is awaited, so
            /// that it ends also when nobody waits for it any more.
            fn run<T, W>(&self, work: W) -> rapport_core::Awaited<T>
            where
                T: Send + 'static,
                W: FnOnce(rapport_core::$get::$name) -> Result<T, $crate::failure::Failure> + Send + 'static,
            {
                let area = self.core.$get();
                self.core.offload(move || work(area))
            }
        }
    };
}

pub(crate) use area;
