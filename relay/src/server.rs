//! The service behind sockets: accepts, limits, encrypts, stops gracefully.

mod accept;
mod body;
mod connections;
mod data;
mod io;
mod tls;
mod writer;

pub(crate) use accept::Phase;
pub(crate) use body::{Bodies, Lent, read as read_body};
pub(crate) use data::Data;
pub(crate) use writer::Writer;

use crate::config::{Config, ServerConfig, Tls};
use crate::ports::{Clock, Random, SystemClock, SystemRandom};
use crate::refusal::Refusal;
use crate::routes::{App, router};
use crate::service::{Service, Tidy};
use crate::store::{Store, StoreError};
use accept::Acceptor;
use rapport_wire::operator::{CreationToken, OperatorLink};
use rapport_wire::{BadOrigin, Origin};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// Between two rounds of removing what has expired.
const TIDY: Duration = Duration::from_secs(600);

/// Why a relay does not start.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    #[error("the data folder cannot be used: {0}")]
    Data(#[source] std::io::Error),
    #[error("another relay serves from this data folder")]
    InUse,
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("cannot listen on {0}: {1}")]
    Listen(SocketAddr, #[source] std::io::Error),
    #[error(
        "{0} can be reached by others, and plain HTTP shows them who talks to whom: \
         use --public with --self-signed or --cert and --key, or say --insecure-http"
    )]
    Plain(SocketAddr),
    #[error("say with --public which address people use: {0} is none")]
    NoAddress(SocketAddr),
    #[error(transparent)]
    Origin(#[from] BadOrigin),
    #[error("certificate or key: {0}")]
    Tls(String),
    #[error("the relay cannot start: {0}")]
    Service(#[from] Refusal),
    #[error("the relay cannot start: {0}")]
    Thread(#[source] std::io::Error),
}

/// The pin of the certificate in the data folder, which is made if there is none.
pub(crate) fn self_signed_pin(data: &Data, origin: &Origin) -> Result<Option<[u8; 32]>, ServeError> {
    Ok(tls::Certificate::self_signed(data, origin)?.pin())
}

/// A relay that serves. Dropping it stops it as [`RunningRelay::stop`] does,
/// without waiting.
pub struct RunningRelay {
    origin: Origin,
    address: SocketAddr,
    pin: Option<[u8; 32]>,
    service: Service,
    tls: Option<Arc<tls::Certificate>>,
    phase: watch::Sender<Phase>,
    done: Option<JoinHandle<()>>,
}

/// Starts a relay on the current tokio runtime.
pub async fn serve(config: ServerConfig) -> Result<RunningRelay, ServeError> {
    serve_with(config, Arc::new(SystemClock), Arc::new(SystemRandom)).await
}

/// The same with a clock and randomness of one's own.
pub async fn serve_with(
    config: ServerConfig,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
) -> Result<RunningRelay, ServeError> {
    let plain = config.tls == Tls::None;
    if plain && !config.listen.ip().is_loopback() && !config.insecure_http {
        return Err(ServeError::Plain(config.listen));
    }
    let data = Data::open(&config.data)?;
    let lock = data.lock()?;
    let listener = TcpListener::bind(config.listen).await.map_err(|error| ServeError::Listen(config.listen, error))?;
    let address = listener.local_addr().map_err(|error| ServeError::Listen(config.listen, error))?;
    let origin = match &config.public {
        Some(origin) => origin.clone(),
        None if address.ip().is_unspecified() => return Err(ServeError::NoAddress(address)),
        None => Origin::parse(&format!("{}://{address}", if plain { "http" } else { "https" }))?,
    };
    let (tls, pin) = match &config.tls {
        Tls::None => (None, None),
        Tls::Files { cert, key } => (Some(tls::Certificate::from_files(cert, key)?), None),
        Tls::SelfSigned => {
            let certificate = tls::Certificate::self_signed(&data, &origin)?;
            let pin = certificate.pin();
            (Some(certificate), pin)
        }
    };
    let store: Arc<dyn Store> = Arc::new(data.open_database(config.relay_bytes, &*random)?);
    let limits = Config { origin: origin.clone(), quotas: config.quotas, rates: config.rates };
    let service = Service::new(Arc::clone(&store), limits, clock, random)?;
    let (writer, writing) = Writer::start(service.clone()).map_err(ServeError::Thread)?;

    let (phase, phases) = watch::channel(Phase::Running);
    let app = Arc::new(App::new(service.clone(), writer, &config, phases.clone()));
    let acceptor = Acceptor::new(listener, router(Arc::clone(&app)), tls.clone(), &config, &service, phases.clone());
    let tidying = tokio::spawn(tidy(Arc::clone(&app), phases));
    drop(app);
    let (ended, stop) = (service.clone(), config.timeouts.stop);
    let over = phase.clone();
    let done = tokio::spawn(async move {
        acceptor.run(&ended, stop, &over).await;
        let _ = tidying.await;
        // The last request is over, and with it the last way to the writer:
        // it ends after what it has taken on.
        let closed = tokio::task::spawn_blocking(move || {
            let _ = writing.join();
            if let Err(error) = store.checkpoint() {
                tracing::warn!(%error, "the write-ahead log stays for the next start");
            }
            drop(lock);
        });
        let _ = closed.await;
        tracing::info!("stopped");
    });
    tracing::info!(%origin, %address, tls = !plain, "serving");
    Ok(RunningRelay { origin, address, pin, service, tls, phase, done: Some(done) })
}

/// Removes what has expired, now and every while.
async fn tidy(app: Arc<App>, mut phases: watch::Receiver<Phase>) {
    loop {
        while let Ok(true) = app.writer().commit(Tidy).await {}
        tokio::select! {
            _ = phases.wait_for(|phase| *phase != Phase::Running) => return,
            () = tokio::time::sleep(TIDY) => {}
        }
    }
}

impl RunningRelay {
    /// The address that people use, and that sessions are signed over.
    pub const fn origin(&self) -> &Origin {
        &self.origin
    }

    /// Where it listens.
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// SHA-256 of its certificate, when it signed that itself.
    pub const fn pin(&self) -> Option<[u8; 32]> {
        self.pin
    }

    /// The same relay without sockets.
    pub const fn service(&self) -> &Service {
        &self.service
    }

    /// A link with a fresh creation token, for so many spaces until that time.
    pub fn link(&self, spaces: u32, expires_ms: i64) -> Result<OperatorLink, Refusal> {
        let token: CreationToken = self.service.issue_token(spaces, expires_ms)?;
        Ok(OperatorLink { origin: self.origin.clone(), token, pin: self.pin })
    }

    /// Reads certificate and key again. When that fails the old ones stay.
    pub fn reload_certificate(&self) -> Result<(), ServeError> {
        self.tls.as_ref().map_or(Ok(()), |tls| tls.reload())
    }

    /// Stops: takes no more, finishes what is under way, ends watches, brings
    /// the database into one file.
    pub async fn stop(mut self) {
        let _ = self.phase.send(Phase::Finishing);
        if let Some(done) = self.done.take() {
            let _ = done.await;
        }
    }
}

impl Drop for RunningRelay {
    fn drop(&mut self) {
        let _ = self.phase.send(Phase::Finishing);
    }
}
