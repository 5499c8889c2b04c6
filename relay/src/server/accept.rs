//! Accepting connections and seeing each to its end.

use super::connections::{Connections, Seat};
use super::io::Patient;
use super::tls::Certificate;
use crate::config::{ServerConfig, Timeouts};
use crate::metrics::Metrics;
use crate::routes::Peer;
use crate::service::Service;
use axum::Router;
use axum::body::Body;
use hyper::body::Incoming;
use hyper::{Request, service::service_fn};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{mpsc, watch};
use tokio_rustls::TlsAcceptor;
use tower_service::Service as _;

/// A peer that acknowledges nothing for so long is gone.
#[cfg(target_os = "linux")]
const UNACKNOWLEDGED: Duration = Duration::from_secs(60);
const AFTER_FAILED_ACCEPT: Duration = Duration::from_millis(100);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Phase {
    Running,
    /// Takes nothing new and finishes what is under way.
    Finishing,
    /// The time for that is over.
    Ending,
}

pub(super) struct Acceptor {
    listener: TcpListener,
    shared: Arc<Shared>,
    connections: Arc<Connections>,
    phases: watch::Receiver<Phase>,
}

struct Shared {
    router: Router,
    tls: Option<TlsAcceptor>,
    http1: auto::Builder<TokioExecutor>,
    http2: auto::Builder<TokioExecutor>,
    timeouts: Timeouts,
    metrics: Arc<Metrics>,
}

impl Acceptor {
    pub(super) fn new(
        listener: TcpListener,
        router: Router,
        tls: Option<Arc<Certificate>>,
        config: &ServerConfig,
        service: &Service,
        phases: watch::Receiver<Phase>,
    ) -> Self {
        let shared = Shared {
            router,
            tls: tls.map(|certificate| certificate.acceptor()),
            http1: http(&config.timeouts).http1_only(),
            http2: http(&config.timeouts).http2_only(),
            timeouts: config.timeouts,
            metrics: Arc::clone(service.metrics()),
        };
        let connections = Connections::new(config.connections, config.connections_per_address);
        Self { listener, shared: Arc::new(shared), connections, phases }
    }

    /// Accepts until it is told to stop, then waits for the last connection,
    /// at most `patience`.
    pub(super) async fn run(mut self, service: &Service, patience: Duration, phase: &watch::Sender<Phase>) {
        // Every connection holds a sender; when all are gone there is nothing to receive.
        let (alive, mut all_gone) = mpsc::channel::<()>(1);
        loop {
            let accepted = tokio::select! {
                accepted = self.listener.accept() => accepted,
                _ = self.phases.wait_for(|phase| *phase != Phase::Running) => break,
            };
            match accepted {
                Ok((stream, address)) => self.begin(stream, address, alive.clone()),
                Err(error) => {
                    tracing::warn!(kind = ?error.kind(), "cannot accept");
                    tokio::time::sleep(AFTER_FAILED_ACCEPT).await;
                }
            }
        }
        drop(self.listener);
        drop(self.shared);
        drop(alive);
        service.end_watches();
        tracing::info!("finishing what is under way");
        if tokio::time::timeout(patience, all_gone.recv()).await.is_err() {
            tracing::warn!("ending connections that did not finish in time");
            let _ = phase.send(Phase::Ending);
            let _ = all_gone.recv().await;
        }
    }

    fn begin(&self, stream: TcpStream, address: SocketAddr, alive: mpsc::Sender<()>) {
        let Some(seat) = self.connections.take(address.ip().to_canonical()) else {
            self.shared.metrics.connection_refused();
            return;
        };
        let _ = stream.set_nodelay(true);
        #[cfg(target_os = "linux")]
        let _ = rustix::net::sockopt::set_tcp_user_timeout(
            &stream,
            u32::try_from(UNACKNOWLEDGED.as_millis()).unwrap_or(u32::MAX),
        );
        let (shared, phases) = (Arc::clone(&self.shared), self.phases.clone());
        tokio::spawn(connection(shared, stream, address, phases, seat, alive));
    }
}

/// A connection that is kept may rest as long as clients keep theirs; the first
/// headers have a shorter time of their own in [`serve`].
fn http(timeouts: &Timeouts) -> auto::Builder<TokioExecutor> {
    let mut http = auto::Builder::new(TokioExecutor::new());
    http.http1().timer(TokioTimer::new()).header_read_timeout(timeouts.idle).max_buf_size(64 * 1024);
    http.http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(timeouts.idle / 3)
        .keep_alive_timeout(timeouts.idle / 3)
        .max_concurrent_streams(64)
        .initial_stream_window_size(256 * 1024)
        .initial_connection_window_size(1024 * 1024)
        .max_header_list_size(16 * 1024)
        .max_send_buf_size(64 * 1024);
    http
}

async fn connection(
    shared: Arc<Shared>,
    stream: TcpStream,
    address: SocketAddr,
    mut phases: watch::Receiver<Phase>,
    _seat: Seat,
    _alive: mpsc::Sender<()>,
) {
    shared.metrics.connected();
    let idle = shared.timeouts.idle;
    match &shared.tls {
        None => {
            if let Some(h2) = in_time(&shared, &mut phases, is_http2(&stream)).await {
                Box::pin(serve(&shared, Patient::new(stream, idle), h2, address, phases)).await;
            }
        }
        Some(tls) => {
            let shaking = Box::pin(in_time(&shared, &mut phases, tls.accept(Patient::new(stream, idle))));
            if let Some(Ok(stream)) = shaking.await {
                let h2 = stream.get_ref().1.alpn_protocol() == Some(b"h2");
                Box::pin(serve(&shared, stream, h2, address, phases)).await;
            } else {
                shared.metrics.tls_failed();
            }
        }
    }
    shared.metrics.disconnected();
}

/// What comes before the first request: in its time, and while the relay takes
/// anything new.
async fn in_time<T>(shared: &Shared, phases: &mut watch::Receiver<Phase>, work: impl Future<Output = T>) -> Option<T> {
    tokio::select! {
        done = tokio::time::timeout(shared.timeouts.headers, work) => done.ok(),
        _ = phases.wait_for(|phase| *phase != Phase::Running) => None,
    }
}

/// Whether the first bytes are HTTP/2's preface; they stay to be read. Only
/// that begins so, and whoever sends it sends it whole. Asked here since a
/// server that finds out by reading keeps twice the buffer as long as the
/// connection lasts.
async fn is_http2(stream: &TcpStream) -> bool {
    let mut first = [0; 3];
    stream.peek(&mut first).await.is_ok_and(|n| n == 3) && first == *b"PRI"
}

async fn serve<S>(shared: &Shared, stream: S, h2: bool, address: SocketAddr, mut phases: watch::Receiver<Phase>)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let asked = Arc::new(AtomicBool::new(false));
    let (router, noted) = (shared.router.clone(), Arc::clone(&asked));
    let service = service_fn(move |mut request: Request<Incoming>| {
        noted.store(true, Relaxed);
        request.extensions_mut().insert(Peer(address));
        router.clone().call(request.map(Body::new))
    });
    // On the heap: pinned in place it would lie in this future twice, and a
    // watcher lives in this future for hours.
    let http = if h2 { &shared.http2 } else { &shared.http1 };
    let mut connection = Box::pin(http.serve_connection(TokioIo::new(stream), service));
    let mut first = Box::pin(tokio::time::sleep(shared.timeouts.headers));
    let mut waiting = true;
    loop {
        let phase = tokio::select! {
            _ = connection.as_mut() => return,
            // Who has connected and asked nothing, not even half a question, goes.
            () = first.as_mut(), if waiting => {
                if !asked.load(Relaxed) {
                    return;
                }
                waiting = false;
                continue;
            }
            changed = phases.changed() => if changed.is_ok() { *phases.borrow_and_update() } else { Phase::Ending },
        };
        match phase {
            Phase::Running => {}
            Phase::Finishing => connection.as_mut().graceful_shutdown(),
            Phase::Ending => return,
        }
    }
}
