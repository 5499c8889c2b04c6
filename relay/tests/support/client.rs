//! A client of few words: one connection a call, or one that is kept.

use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::client::conn::{http1, http2};
use hyper::{HeaderMap, Method, Request, Response};
use hyper_util::rt::{TokioExecutor, TokioIo};
use rapport_wire::relay::{Code, RelayProblem};
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, SignatureScheme};
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;

/// No test waits longer for anything.
pub const PATIENCE: Duration = Duration::from_secs(60);

pub struct Reply {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Reply {
    pub fn json<T: DeserializeOwned>(&self) -> T {
        serde_json::from_slice(&self.body).unwrap_or_else(|e| panic!("{e}: {} {}", self.status, self.text()))
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The answer of a call that went well.
    pub fn good<T: DeserializeOwned>(&self) -> T {
        assert!(self.status < 300, "{} {}", self.status, self.text());
        self.json()
    }

    /// The code of a refusal, whose status must belong to it.
    pub fn refusal(&self) -> Code {
        let problem: RelayProblem = self.json();
        assert_eq!(self.status, problem.code.status(), "{}", self.text());
        problem.code
    }
}

#[derive(Clone)]
pub struct Client {
    pub address: SocketAddr,
    pub pin: Option<[u8; 32]>,
    pub h2: bool,
}

pub enum Kept {
    One(http1::SendRequest<Full<Bytes>>),
    Two(http2::SendRequest<Full<Bytes>>),
}

impl Client {
    pub const fn new(address: SocketAddr) -> Self {
        Self { address, pin: None, h2: false }
    }

    pub async fn get(&self, path: &str, bearer: &str) -> Reply {
        self.call(Method::GET, path, &[("authorization", &format!("Bearer {bearer}"))], Vec::new()).await
    }

    pub async fn post(&self, path: &str, bearer: &str, body: Vec<u8>) -> Reply {
        self.call(Method::POST, path, &[("authorization", &format!("Bearer {bearer}"))], body).await
    }

    pub async fn call(&self, method: Method, path: &str, headers: &[(&str, &str)], body: Vec<u8>) -> Reply {
        let mut kept = self.open().await.unwrap();
        kept.call(method, path, headers, body).await
    }

    /// A call whose answer is read by the caller.
    pub async fn stream(&self, path: &str, bearer: &str) -> (Kept, Response<Incoming>) {
        let mut kept = self.open().await.unwrap();
        let bearer = format!("Bearer {bearer}");
        let response = kept.send(Method::GET, path, &[("authorization", &bearer)], Vec::new()).await.unwrap();
        (kept, response)
    }

    pub async fn open(&self) -> std::io::Result<Kept> {
        let stream = TcpStream::connect(self.address).await?;
        stream.set_nodelay(true)?;
        match self.pin {
            None => self.shake(stream).await,
            Some(pin) => {
                let name = ServerName::try_from("relay.example").unwrap();
                let mut config = pinned(pin);
                config.alpn_protocols = vec![if self.h2 { b"h2".to_vec() } else { b"http/1.1".to_vec() }];
                let stream = tokio_rustls::TlsConnector::from(Arc::new(config)).connect(name, stream).await?;
                self.shake(stream).await
            }
        }
    }

    async fn shake<S: AsyncRead + AsyncWrite + Send + Unpin + 'static>(&self, stream: S) -> std::io::Result<Kept> {
        let io = TokioIo::new(stream);
        if self.h2 {
            let (sender, connection) =
                http2::handshake(TokioExecutor::new(), io).await.map_err(std::io::Error::other)?;
            tokio::spawn(connection);
            Ok(Kept::Two(sender))
        } else {
            let (sender, connection) = http1::handshake(io).await.map_err(std::io::Error::other)?;
            tokio::spawn(connection);
            Ok(Kept::One(sender))
        }
    }
}

impl Kept {
    pub async fn call(&mut self, method: Method, path: &str, headers: &[(&str, &str)], body: Vec<u8>) -> Reply {
        let response = self.send(method, path, headers, body).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = tokio::time::timeout(PATIENCE, body.collect()).await.unwrap().unwrap().to_bytes().to_vec();
        Reply { status: parts.status.as_u16(), headers: parts.headers, body }
    }

    pub async fn send(
        &mut self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Vec<u8>,
    ) -> hyper::Result<Response<Incoming>> {
        let uri = if matches!(self, Self::Two(_)) { format!("http://relay.example{path}") } else { path.to_owned() };
        let mut request = Request::builder().method(method).uri(uri);
        if matches!(self, Self::One(_)) {
            request = request.header("host", "relay.example");
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Full::new(Bytes::from(body))).unwrap();
        let sent = async {
            match self {
                Self::One(sender) => sender.send_request(request).await,
                Self::Two(sender) => sender.send_request(request).await,
            }
        };
        tokio::time::timeout(PATIENCE, sent).await.expect("the relay does not answer")
    }
}

fn pinned(pin: [u8; 32]) -> ClientConfig {
    ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(Pinned(pin)))
        .with_no_client_auth()
}

#[derive(Debug)]
struct Pinned([u8; 32]);

impl ServerCertVerifier for Pinned {
    fn verify_server_cert(
        &self,
        cert: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        if Sha256::digest(cert)[..] == self.0 {
            Ok(ServerCertVerified::assertion())
        } else {
            Err(rustls::Error::General(String::from("another certificate")))
        }
    }

    fn verify_tls12_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        Err(rustls::Error::General(String::from("only TLS 1.3")))
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let algorithms = rustls::crypto::ring::default_provider().signature_verification_algorithms;
        rustls::crypto::verify_tls13_signature(message, cert, dss, &algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        rustls::crypto::ring::default_provider().signature_verification_algorithms.supported_schemes()
    }
}
