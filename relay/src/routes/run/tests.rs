use super::*;
use crate::config::{Config, ServerConfig};
use crate::ports::{SystemClock, SystemRandom};
use crate::server::{Phase, Writer};
use crate::service::Service;
use crate::store::{Reading, SqliteStore, Store, StoreError, Stored, Writing};
use axum::http::StatusCode;
use axum::http::header::RETRY_AFTER;
use rapport_wire::Origin;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::sync::watch;

/// A database that can be taken away.
struct Pulled {
    inner: SqliteStore,
    away: AtomicBool,
}

impl Pulled {
    fn there(&self) -> Stored<&SqliteStore> {
        let gone = || StoreError::Failed(String::from("pulled out"));
        if self.away.load(Ordering::SeqCst) { Err(gone()) } else { Ok(&self.inner) }
    }
}

impl Store for Pulled {
    fn read_dyn(&self, work: &mut dyn FnMut(&dyn Reading) -> Stored<()>) -> Stored<()> {
        self.there()?.read_dyn(work)
    }

    fn write_dyn(&self, work: &mut dyn FnMut(&dyn Writing) -> Stored<()>) -> Stored<()> {
        self.there()?.write_dyn(work)
    }

    fn backup(&self, to: &Path) -> Stored<()> {
        self.there()?.backup(to)
    }

    fn checkpoint(&self) -> Stored<()> {
        self.there()?.checkpoint()
    }
}

#[tokio::test]
async fn ready_is_who_can_read_and_write_and_goes_on() {
    let store =
        Arc::new(Pulled { inner: SqliteStore::in_memory(&SystemRandom).unwrap(), away: AtomicBool::new(false) });
    let config = Config::new(Origin::parse("http://127.0.0.1:1").unwrap());
    let service = Service::new(store.clone(), config, Arc::new(SystemClock), Arc::new(SystemRandom)).unwrap();
    let (writer, thread) = Writer::start(service.clone()).unwrap();
    let (tell, phases) = watch::channel(Phase::Running);
    let app = Arc::new(App::new(service, writer, &ServerConfig::local("unused".into()), phases));
    let asked = async || ready(State(Arc::clone(&app))).await;

    assert_eq!(asked().await.status(), StatusCode::OK);
    store.away.store(true, Ordering::SeqCst);
    assert_eq!(asked().await.status(), StatusCode::SERVICE_UNAVAILABLE, "no storage");
    assert_eq!(health().await.status(), StatusCode::OK, "the process answers all the same");
    store.away.store(false, Ordering::SeqCst);
    assert_eq!(asked().await.status(), StatusCode::OK, "the storage is back");

    tell.send(Phase::Finishing).unwrap();
    let stopping = asked().await;
    assert_eq!(stopping.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(stopping.headers()[RETRY_AFTER], "5");
    drop(app);
    thread.join().unwrap();
}
