//! Bytes from people who mean harm or whose line is bad. The relay answers or
//! hangs up, and serves everybody else meanwhile.

use crate::support::client::PATIENCE;
use crate::support::{Client, Relay};
use hyper::Method;
use rapport_wire::relay::{Code, RelayProblem};
use sha2::Digest;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const SOON: Duration = Duration::from_millis(150);

async fn impatient() -> Relay {
    Relay::with(|config| {
        config.timeouts.headers = SOON;
        config.timeouts.piece = SOON;
        config.timeouts.body = 4 * SOON;
        config.timeouts.idle = 4 * SOON;
    })
    .await
}

async fn raw(client: &Client, bytes: &[u8]) -> TcpStream {
    let mut stream = TcpStream::connect(client.address).await.unwrap();
    stream.write_all(bytes).await.unwrap();
    stream
}

/// Everything until the relay hangs up.
async fn until_end(stream: &mut TcpStream) -> String {
    let mut text = Vec::new();
    // A reset is an end too.
    let _ = tokio::time::timeout(PATIENCE, stream.read_to_end(&mut text)).await.expect("it never hangs up");
    String::from_utf8_lossy(&text).into_owned()
}

fn status(answer: &str) -> u16 {
    answer.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0)
}

#[tokio::test]
async fn garbage_is_answered_or_hung_up_on() {
    let relay = impatient().await;
    let long = [b"GET /".as_slice(), &[b'a'; 200_000], b" HTTP/1.1\r\n\r\n"].concat();
    let header = [b"GET / HTTP/1.1\r\nx: ".as_slice(), &[b'a'; 200_000], b"\r\n\r\n"].concat();
    let many = format!("GET / HTTP/1.1\r\n{}\r\n", "a: b\r\n".repeat(500));
    let cases: [&[u8]; 9] = [
        b"\0\0\0\0\0\0",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\xff\xff\xff\xff\xff\xff\xff\xff\xff",
        b"POST /v1/challenge HTTP/1.1\r\nhost: x\r\ncontent-length: -5\r\n\r\n",
        &long,
        &header,
        many.as_bytes(),
    ];
    for case in cases {
        let mut stream = TcpStream::connect(relay.client.address).await.unwrap();
        let _ = stream.write_all(case).await;
        let answer = until_end(&mut stream).await;
        assert!(!(200..300).contains(&status(&answer)), "{answer}");
        assert_eq!(relay.client.get("/healthz", "").await.status, 200);
    }
}

#[tokio::test]
async fn who_says_nothing_or_half_a_thing_is_hung_up_on() {
    let relay = impatient().await;
    for bytes in [&b""[..], b"G", b"PRI * HT", b"GET /healthz HTTP/1.1\r\nhost: x\r\nx-slow: "] {
        let mut stream = raw(&relay.client, bytes).await;
        let answer = until_end(&mut stream).await;
        assert!(!(200..300).contains(&status(&answer)), "{answer}");
    }
    // A connection that is kept and not used goes too.
    let mut stream = raw(&relay.client, b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n").await;
    assert_eq!(status(&until_end(&mut stream).await), 200);
    relay.until("rapport_relay_connections ", |n| n <= 1.0).await;
}

#[tokio::test]
async fn a_length_that_is_too_large_is_refused_before_a_byte_is_read() {
    let relay = impatient().await;
    let (space, session) = relay.space().await;
    for (method, path, max) in [
        ("POST", String::from("/v1/challenge"), 256 * 1024),
        ("POST", String::from("/v1/spaces"), 1024 * 1024 + 256),
        ("POST", space.path("/records"), 1024 * 1024 + 1024),
        ("POST", space.path("/control"), 1024 * 1024),
        ("POST", space.path("/live"), 4096),
        ("PUT", space.path("/keys"), 136),
    ] {
        let head = format!(
            "{method} {path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {session}\r\ncontent-length: {}\r\n\r\n",
            max + 1
        );
        let mut stream = raw(&relay.client, head.as_bytes()).await;
        let answer = until_end(&mut stream).await;
        assert_eq!(status(&answer), 413, "{path}: {answer}");
        let problem: RelayProblem = serde_json::from_str(answer.split("\r\n\r\n").nth(1).unwrap()).unwrap();
        assert_eq!(problem.code, Code::TooLarge);
    }
}

#[tokio::test]
async fn a_body_without_end_is_cut_off() {
    let relay = impatient().await;
    let head = b"POST /v1/challenge HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n";
    let mut stream = raw(&relay.client, head).await;
    let (mut reader, mut writer) = stream.split();
    let chunk = [b"10000\r\n".as_slice(), &[b'a'; 0x10000], b"\r\n"].concat();
    let mut sent = 0usize;
    let answer = async {
        let mut text = Vec::new();
        let _ = reader.read_to_end(&mut text).await;
        String::from_utf8_lossy(&text).into_owned()
    };
    let flood = async {
        while writer.write_all(&chunk).await.is_ok() {
            sent += 0x10000;
        }
    };
    let (answer, ()) = tokio::time::timeout(PATIENCE, async { tokio::join!(answer, flood) }).await.unwrap();
    assert!(answer.is_empty() || status(&answer) == 413, "{answer}");
    assert!(sent < 64 * 1024 * 1024, "{sent} bytes were taken");
}

#[tokio::test]
async fn a_body_that_drips_is_given_up_on() {
    let relay = impatient().await;
    let head = b"POST /v1/challenge HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\n{";
    let mut stream = raw(&relay.client, head).await;
    let answer = until_end(&mut stream).await;
    assert_eq!(status(&answer), 400, "{answer}");
    // A byte now and then does not help: the whole has its time too.
    let mut stream = raw(&relay.client, head).await;
    let (mut reader, mut writer) = stream.split();
    let drip = async {
        let mut ticks = tokio::time::interval(SOON / 3);
        loop {
            ticks.tick().await;
            if writer.write_all(b" ").await.is_err() {
                return;
            }
        }
    };
    let answer = async {
        let mut text = Vec::new();
        let _ = reader.read_to_end(&mut text).await;
        String::from_utf8_lossy(&text).into_owned()
    };
    let answer = tokio::select! {
        answer = answer => answer,
        () = drip => String::new(),
    };
    assert!(answer.is_empty() || status(&answer) == 400, "{answer}");
}

#[tokio::test]
async fn a_body_that_breaks_off_changes_nothing() {
    let relay = Relay::start().await;
    let (space, session) = relay.space().await;
    let batch = rapport_wire::relay::write_batch([space.log().as_slice()]).unwrap();
    let head = format!(
        "POST {} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {session}\r\ncontent-length: {}\r\n\r\n",
        space.path("/records"),
        batch.len()
    );
    let mut stream = raw(&relay.client, head.as_bytes()).await;
    stream.write_all(&batch[..batch.len() - 1]).await.unwrap();
    stream.shutdown().await.unwrap();
    let answer = until_end(&mut stream).await;
    assert!(!(200..300).contains(&status(&answer)), "{answer}");
    assert_eq!(relay.ids(&space, &session).await.place.head, 1);
}

#[tokio::test]
async fn an_address_or_a_method_that_is_none() {
    let relay = Relay::start().await;
    for path in ["/", "/v1", "/v1/", "/v2/info", "/v1/spaces/x/y", "/../etc/passwd", "/v1/info/"] {
        assert_eq!(relay.client.get(path, "").await.refusal(), Code::NotFound, "{path}");
    }
    for (method, path) in [(Method::POST, "/v1/info"), (Method::PATCH, "/v1/spaces"), (Method::PUT, "/metrics")] {
        let reply = relay.client.call(method, path, &[], vec![]).await;
        assert_eq!((reply.status, reply.json::<RelayProblem>().code), (405, Code::NotFound));
    }
    for path in ["/r", "/j"] {
        let page = relay.client.get(path, "").await;
        assert!(page.status == 200 && page.text().contains("<html lang=\"en\">"));
        let may = page.headers["content-security-policy"].to_str().unwrap();
        // It may run its one script, and nothing that anybody put beside it.
        let text = page.text();
        let script = text.split_once("<script>").and_then(|(_, rest)| rest.split_once("</script>")).unwrap().0;
        let hash = data_encoding::BASE64.encode(&sha2::Sha256::digest(script.as_bytes()));
        assert!(may.contains("default-src 'none'") && may.contains(&format!("script-src 'sha256-{hash}';")), "{may}");
        assert_eq!((may.matches("sha256-").count(), page.text().matches("<script").count()), (1, 1));
    }
}
