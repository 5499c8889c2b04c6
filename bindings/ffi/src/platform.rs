//! Where a profile is, and what the app gives to the core.

use crate::failure::Failure;
use crate::ports::{Clock, DeviceClock, DeviceZones, KeyVault, Log, LogSink, Vault, Zones};
use rapport_core::Threads;
use rapport_core::domain::time::CachedZones;
use rapport_core::ports::SystemClock;
use std::sync::Arc;

/// Where a profile is and how to run it.
#[derive(uniffi::Record)]
pub struct Config {
    /// The folder of the profile, for this profile alone.
    pub folder: String,
    /// The name of the time zone that the device is in, such as `Europe/Zurich`.
    #[uniffi(default = "UTC")]
    pub zone: String,
    /// For a widget or a share sheet, which has little memory.
    #[uniffi(default = false)]
    pub small: bool,
}

impl From<Config> for rapport_core::Config {
    fn from(config: Config) -> Self {
        let threads = if config.small { Threads::EXTENSION } else { Threads::APP };
        Self { zone: config.zone, threads, ..Self::new(config.folder) }
    }
}

/// What the app gives to the core. Needed to make or open a profile, and not after it.
#[derive(uniffi::Object)]
pub struct Platform {
    pub(crate) ports: rapport_core::Platform,
}

#[uniffi::export]
impl Platform {
    /// A vault and the rules of time zones; a clock other than the system's and a log where they are wanted.
    #[uniffi::constructor(default(clock = None, log = None))]
    pub fn new(
        vault: Arc<dyn KeyVault>,
        zones: Arc<dyn DeviceZones>,
        clock: Option<Arc<dyn DeviceClock>>,
        log: Option<Arc<dyn LogSink>>,
    ) -> Result<Arc<Self>, Failure> {
        let clock: Arc<dyn rapport_core::ports::Clock> = match clock {
            Some(clock) => Arc::new(Clock(clock)),
            None => Arc::new(SystemClock),
        };
        let log = log.map(|log| Arc::new(Log(log)) as Arc<dyn rapport_core::ports::LogSink>);
        let zones = Arc::new(CachedZones::new(Zones(zones)));
        let ports = rapport_core::Platform { clock, zones, vault: Arc::new(Vault(vault)), log };
        Ok(Arc::new(Self { ports }))
    }
}
