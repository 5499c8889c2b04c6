//! TLS with a pin, and with certificates from files.

use crate::support::{Client, Events, Relay};
use hyper::Method;
use rapport_relay::{ServeError, ServerConfig, Tls, serve};
use rapport_wire::operator::OperatorLink;
use rapport_wire::relay::News;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

#[tokio::test]
async fn a_pin_is_enough_to_trust_a_certificate_that_nobody_signed() {
    let relay = Relay::with(|config| config.tls = Tls::SelfSigned).await;
    assert!(relay.running.origin().as_str().starts_with("https://127.0.0.1:"));
    let link = relay.running.link(5, i64::MAX).unwrap();
    let read = OperatorLink::parse(&link.to_text().unwrap()).unwrap();
    assert_eq!(read, link);
    for h2 in [false, true] {
        let client = Client { h2, pin: read.pin, ..relay.client.clone() };
        assert_eq!(client.get("/healthz", "").await.status, 200);
    }
    let wrong = Client { pin: Some([1; 32]), ..relay.client.clone() };
    assert!(wrong.open().await.is_err());

    // Everything else is as without.
    let (space, session) = relay.space().await;
    let mut events = Events::open(&relay.client, &session).await;
    assert!(matches!(events.news().await, News::Head(_)));
    relay.push(&space, &session, &[space.log()]).await;
    assert!(matches!(events.news().await, News::Head(head) if head.place.head == 2));
}

#[tokio::test]
async fn the_certificate_stays_the_same() {
    let relay = Relay::with(|config| config.tls = Tls::SelfSigned).await;
    let pin = relay.running.pin();
    assert!(pin.is_some());
    let folder = relay.stop().await;
    for name in ["relay-cert.pem", "relay-key.pem", "relay.db", "relay.lock"] {
        use std::os::unix::fs::PermissionsExt;
        let mode = folder.path().join(name).metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{name}");
    }
    let relay = Relay::at(folder, |config| config.tls = Tls::SelfSigned).await;
    assert_eq!(relay.running.pin(), pin);
}

#[tokio::test]
async fn plain_http_at_a_tls_port_gets_nowhere_and_holds_up_nobody() {
    let relay = Relay::with(|config| config.tls = Tls::SelfSigned).await;
    let plain = Client { pin: None, ..relay.client.clone() };
    let mut kept = plain.open().await.unwrap();
    assert!(kept.send(Method::GET, "/healthz", &[], vec![]).await.is_err());
    let mut garbage = TcpStream::connect(relay.client.address).await.unwrap();
    garbage.write_all(&[0xff; 100]).await.unwrap();
    relay.until("rapport_relay_tls_failed_total", |n| n >= 2.0).await;
    assert_eq!(relay.client.get("/healthz", "").await.status, 200);
}

#[tokio::test]
async fn certificates_from_files_can_be_read_again() {
    // Two relays of their own make two certificates.
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut pins = Vec::new();
    let mut folders = Vec::new();
    for folder in [one, two] {
        let relay = Relay::at(folder, |config| config.tls = Tls::SelfSigned).await;
        pins.push(relay.running.pin().unwrap());
        folders.push(relay.stop().await);
    }
    let files = tempfile::tempdir().unwrap();
    let (cert, key) = (files.path().join("cert.pem"), files.path().join("key.pem"));
    let put = |from: &tempfile::TempDir| {
        std::fs::copy(from.path().join("relay-cert.pem"), &cert).unwrap();
        std::fs::copy(from.path().join("relay-key.pem"), &key).unwrap();
    };
    put(&folders[0]);
    let tls = Tls::Files { cert: cert.clone(), key: key.clone() };
    let relay = Relay::with(|config| config.tls = tls.clone()).await;
    assert_eq!(relay.running.pin(), None, "what an authority signs is renewed, so it is not pinned");
    let client = |pin| Client { pin: Some(pin), ..relay.client.clone() };
    assert_eq!(client(pins[0]).get("/healthz", "").await.status, 200);
    put(&folders[1]);
    relay.running.reload_certificate().unwrap();
    assert_eq!(client(pins[1]).get("/healthz", "").await.status, 200);
    assert!(client(pins[0]).open().await.is_err());
    std::fs::write(&key, "nonsense").unwrap();
    assert!(matches!(relay.running.reload_certificate(), Err(ServeError::Tls(_))));
    assert_eq!(client(pins[1]).get("/healthz", "").await.status, 200, "the old one stays");

    let folder = tempfile::tempdir().unwrap();
    let mut config = ServerConfig::local(folder.path().to_path_buf());
    config.tls = tls;
    assert!(matches!(serve(config).await, Err(ServeError::Tls(_))));
}
