//! The relay's certificate: from files, read again when told to, or made here
//! and kept. TLS 1.3 only; HTTP/2 and HTTP/1.1.

use super::ServeError;
use super::data::Data;
use crate::files::write_private;
use rapport_wire::Origin;
use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use tokio_rustls::TlsAcceptor;

pub(super) struct Certificate {
    cert: PathBuf,
    key: PathBuf,
    now: RwLock<Arc<CertifiedKey>>,
}

fn bad(error: impl std::fmt::Display) -> ServeError {
    ServeError::Tls(error.to_string())
}

impl Certificate {
    pub(super) fn from_files(cert: &Path, key: &Path) -> Result<Arc<Self>, ServeError> {
        let now = RwLock::new(load(cert, key)?);
        Ok(Arc::new(Self { cert: cert.to_path_buf(), key: key.to_path_buf(), now }))
    }

    /// Takes the one in the data folder, and makes it the first time.
    pub(super) fn self_signed(data: &Data, origin: &Origin) -> Result<Arc<Self>, ServeError> {
        let (cert, key) = (data.certificate(), data.key());
        if !cert.exists() || !key.exists() {
            // A half-made pair is of no use to anybody.
            let _ = std::fs::remove_file(&cert);
            let _ = std::fs::remove_file(&key);
            let pair = rcgen::KeyPair::generate().map_err(bad)?;
            let mut params = rcgen::CertificateParams::new(vec![host(origin)]).map_err(bad)?;
            let mut name = rcgen::DistinguishedName::new();
            name.push(rcgen::DnType::CommonName, "Rapport relay");
            params.distinguished_name = name;
            let made = params.self_signed(&pair).map_err(bad)?;
            write_private(&key, &pair.serialize_pem()).map_err(ServeError::Data)?;
            write_private(&cert, &made.pem()).map_err(ServeError::Data)?;
        }
        Self::from_files(&cert, &key)
    }

    /// SHA-256 of the certificate that is shown.
    pub(super) fn pin(&self) -> Option<[u8; 32]> {
        self.current().cert.first().map(|cert| Sha256::digest(cert).into())
    }

    pub(super) fn reload(&self) -> Result<(), ServeError> {
        let fresh = load(&self.cert, &self.key)?;
        *self.now.write().unwrap_or_else(PoisonError::into_inner) = fresh;
        Ok(())
    }

    fn current(&self) -> Arc<CertifiedKey> {
        Arc::clone(&self.now.read().unwrap_or_else(PoisonError::into_inner))
    }

    pub(super) fn acceptor(self: Arc<Self>) -> TlsAcceptor {
        let builder = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()));
        // The provider has the suites of the versions that are compiled in.
        let config = match builder.with_safe_default_protocol_versions() {
            Ok(builder) => builder.with_no_client_auth().with_cert_resolver(self),
            Err(_) => ServerConfig::builder().with_no_client_auth().with_cert_resolver(self),
        };
        let mut config = config;
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        TlsAcceptor::from(Arc::new(config))
    }
}

impl ResolvesServerCert for Certificate {
    fn resolve(&self, _hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(self.current())
    }
}

impl std::fmt::Debug for Certificate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the relay's certificate")
    }
}

fn load(cert: &Path, key: &Path) -> Result<Arc<CertifiedKey>, ServeError> {
    let chain = CertificateDer::pem_file_iter(cert).map_err(bad)?.collect::<Result<Vec<_>, _>>().map_err(bad)?;
    if chain.is_empty() {
        return Err(bad("the file holds no certificate"));
    }
    let key = PrivateKeyDer::from_pem_file(key).map_err(bad)?;
    CertifiedKey::from_der(chain, key, &ring::default_provider()).map(Arc::new).map_err(bad)
}

/// The host of an origin, as a certificate names it.
fn host(origin: &Origin) -> String {
    let (_, rest) = origin.as_str().split_once("://").unwrap_or_default();
    let host = rest.rsplit_once(':').map_or(rest, |(host, _)| host);
    host.trim_start_matches('[').trim_end_matches(']').to_owned()
}
