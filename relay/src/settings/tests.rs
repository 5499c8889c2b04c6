use super::*;
use clap::Parser;

#[derive(Parser)]
struct Cli {
    #[command(flatten)]
    settings: Settings,
}

fn flags(args: &[&str]) -> Settings {
    Cli::try_parse_from(std::iter::once(&"relay").chain(args)).unwrap().settings
}

#[test]
fn a_flag_is_stronger_than_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("relay.toml");
    std::fs::write(&path, "space-bytes = \"2GiB\"\nspace-records = 7\nmetrics = \"open\"\nlog = \"warn\"\n").unwrap();
    let path = path.to_str().unwrap();
    let settings = flags(&["--config", path, "--space-records", "9", "--data", "/x"]).with_file().unwrap();
    let config = settings.resolve().unwrap();
    assert_eq!((config.quotas.space_bytes, config.quotas.space_records), (2 << 30, 9));
    assert_eq!((config.metering, settings.log), (Metering::Open, Some(LogLevel::Warn)));
    assert_eq!(config.listen, LOCAL);
}

#[test]
fn a_file_that_says_something_unknown_is_refused_with_its_line() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("relay.toml");
    for (text, line) in
        [("log = \"warn\"\nspace-byte = 1\n", "line 2"), ("\nlog = \"loud\"", "line 2"), ("x", "line 1")]
    {
        std::fs::write(&path, text).unwrap();
        let error = flags(&["--config", path.to_str().unwrap()]).with_file().unwrap_err().to_string();
        assert!(error.contains(line), "{error}");
    }
    assert!(matches!(flags(&["--config", "/nowhere"]).with_file(), Err(SettingsError::File(..))));
}

#[test]
fn tls_needs_a_public_address_and_one_sort_of_certificate() {
    let of = |args: &[&str]| flags(&[args, &["--data", "/x"]].concat()).resolve();
    let config = of(&["--public", "https://Relay.example:9443", "--self-signed"]).unwrap();
    assert_eq!((config.tls, config.listen.port()), (Tls::SelfSigned, 9443));
    assert!(config.listen.ip().is_unspecified());
    let behind = of(&["--public", "https://relay.example"]).unwrap();
    assert_eq!((behind.tls, behind.listen), (Tls::None, LOCAL));
    assert!(matches!(of(&["--self-signed"]), Err(SettingsError::TlsWithoutPublic)));
    assert!(matches!(of(&["--public", "http://h", "--self-signed"]), Err(SettingsError::TlsWithoutPublic)));
    assert!(matches!(of(&["--public", "https://h", "--cert", "c"]), Err(SettingsError::CertAndKey)));
    assert!(matches!(
        of(&["--public", "https://h", "--cert", "c", "--key", "k", "--self-signed"]),
        Err(SettingsError::CertAndKey)
    ));
    assert!(matches!(of(&["--public", "h"]), Err(SettingsError::Public(_))));
    assert!(of(&["--public", "https://h", "--self-signed=false"]).is_ok());
}

#[test]
fn sizes_and_spans() {
    for (text, bytes) in [("0", 0), ("17", 17), ("1KiB", 1024), ("3 MB", 3_000_000), ("2g", 2 << 30)] {
        assert_eq!(text.parse::<ByteSize>().map(ByteSize::bytes), Ok(bytes), "{text}");
    }
    for bad in ["", "MB", "-1", "1.5GB", "1 XB", "99999999999999999999", "99999999TiB"] {
        assert_eq!(bad.parse::<ByteSize>(), Err(BadUnit::Size), "{bad}");
    }
    for (text, ms) in [("30d", 30 * 86_400_000), ("12h", 43_200_000), ("1m", 60_000)] {
        assert_eq!(text.parse::<Span>().map(Span::ms), Ok(ms), "{text}");
    }
    for bad in ["", "d", "0d", "30", "1w", "-1d", "99999999999d"] {
        assert_eq!(bad.parse::<Span>(), Err(BadUnit::Span), "{bad}");
    }
}
