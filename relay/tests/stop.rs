//! Starting where it cannot be started, and stopping with grace.

use crate::support::{Events, Program, Relay, Space};
use rapport_relay::{ServeError, ServerConfig, serve};
use rapport_wire::relay::{Code, PushResult, write_batch};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

#[tokio::test]
async fn a_relay_that_must_not_start_does_not() {
    let relay = Relay::start().await;
    let at = |path: &std::path::Path| ServerConfig::local(path.to_path_buf());
    assert!(matches!(serve(at(relay.folder.path())).await, Err(ServeError::InUse)));
    let other = tempfile::tempdir().unwrap();
    let mut open = at(other.path());
    open.listen = "0.0.0.0:0".parse().unwrap();
    assert!(matches!(serve(open.clone()).await, Err(ServeError::Plain(_))));
    open.insecure_http = true;
    assert!(matches!(serve(open.clone()).await, Err(ServeError::NoAddress(_))));
    open.public = Some("https://relay.example.org".parse().unwrap());
    let behind = serve(open).await.unwrap();
    assert_eq!(behind.origin().as_str(), "https://relay.example.org:443");
    behind.stop().await;
    let mut taken = at(other.path());
    taken.listen = relay.client.address;
    assert!(matches!(serve(taken).await, Err(ServeError::Listen(..))));
    std::fs::write(other.path().join("relay.db"), "this is no database, whatever its name says").unwrap();
    assert!(matches!(serve(at(other.path())).await, Err(ServeError::Store(_))));
    let file = other.path().join("file");
    std::fs::write(&file, "").unwrap();
    assert!(matches!(serve(at(&file)).await, Err(ServeError::Data(_))));
}

#[tokio::test]
async fn what_is_under_way_is_finished() {
    let relay = Relay::start().await;
    let (space, session) = relay.space().await;
    let mut events = Events::open(&relay.client, &session).await;
    events.news().await;
    let mut idle = relay.client.open().await.unwrap();
    assert_eq!(idle.call(hyper::Method::GET, "/readyz", &[], vec![]).await.status, 200);

    let batch = write_batch([space.log().as_slice()]).unwrap();
    let head = format!(
        "POST {} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {session}\r\ncontent-length: {}\r\n\r\n",
        space.path("/records"),
        batch.len()
    );
    let mut stream = TcpStream::connect(relay.client.address).await.unwrap();
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.write_all(&batch[..100]).await.unwrap();
    // The relay has the head and waits for the rest of the body.
    relay.until("rapport_relay_connections ", |n| n >= 4.0).await;

    let (client, address) = (relay.client.clone(), relay.client.address);
    let (folder, rest) = {
        let stopping = tokio::spawn(relay.stop());
        // The watch ends because the relay stops …
        assert_eq!(events.rest().await, []);
        // … and the push is answered all the same.
        stream.write_all(&batch[100..]).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        (stopping.await.unwrap(), answer)
    };
    assert!(rest.starts_with("HTTP/1.1 200"), "{rest}");
    let result: PushResult = serde_json::from_str(rest.split("\r\n\r\n").nth(1).unwrap()).unwrap();
    assert_eq!(result.place.head, 2);
    assert!(client.open().await.is_err() || TcpStream::connect(address).await.is_err());
    assert!(!folder.path().join("relay.db-wal").exists(), "all is in one file");

    let relay = Relay::at(folder, |_| {}).await;
    assert_eq!(relay.try_pull(&space, &session, "").await.refusal(), Code::SessionNeeded);
    let session = relay.session(&[&space]).await;
    let page = relay.pull(&space, &session, "").await;
    assert_eq!(page.place, result.place, "same log, same place");
}

#[tokio::test]
async fn who_does_not_finish_in_time_is_ended() {
    let relay = Relay::with(|config| config.timeouts.stop = std::time::Duration::from_millis(50)).await;
    let mut stream = TcpStream::connect(relay.client.address).await.unwrap();
    stream.write_all(b"POST /v1/challenge HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\n{").await.unwrap();
    relay.until("rapport_relay_connections ", |n| n >= 2.0).await;
    relay.stop().await;
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    assert_eq!(answer, b"");
}

#[tokio::test]
async fn the_program_stops_on_a_signal_with_success() {
    for signal in ["-TERM", "-INT"] {
        let folder = tempfile::tempdir().unwrap();
        let program = Program::start(folder.path(), &[]);
        let space = Space::new();
        assert_eq!(program.client.get("/healthz", "").await.status, 200);
        assert_eq!(program.client.get(&space.path(""), "").await.refusal(), Code::SessionNeeded);
        program.signal(signal);
        let (code, log) = program.end();
        assert_eq!(code, Some(0), "{log}");
        assert!(log.contains("stopped"), "{log}");
        assert!(!folder.path().join("relay.db-wal").exists());
    }
}
