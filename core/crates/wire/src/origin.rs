//! Where a relay is: `scheme://host:port`, lower case, the port always written.
//! Sessions are signed over it, so a relay cannot hand a signature on.

/// A relay's address in its one written form.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Origin {
    text: String,
    secure: bool,
    loopback: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadOrigin {
    #[error("a relay's address begins with https:// (or http:// on the same machine)")]
    Scheme,
    #[error("a relay's address names a host")]
    Host,
    #[error("a port is a number from 1 to 65535")]
    Port,
    #[error("a relay's address ends after the port")]
    Rest,
}

impl Origin {
    /// Reads an address as people write it; a path of `/` and a missing port are filled in.
    pub fn parse(text: &str) -> Result<Self, BadOrigin> {
        let lower = text.trim().to_ascii_lowercase();
        let (secure, rest) = match (lower.strip_prefix("https://"), lower.strip_prefix("http://")) {
            (Some(rest), _) => (true, rest),
            (_, Some(rest)) => (false, rest),
            _ => return Err(BadOrigin::Scheme),
        };
        let rest = rest.strip_suffix('/').unwrap_or(rest);
        if rest.contains(['/', '?', '#', '@', ' ']) {
            return Err(BadOrigin::Rest);
        }
        let (host, port) = split_port(rest)?;
        let port = match port {
            Some(port) => port.parse::<u16>().ok().filter(|p| *p > 0).ok_or(BadOrigin::Port)?,
            None if secure => 443,
            None => 80,
        };
        let loopback = is_loopback(host);
        Ok(Self { text: format!("{}://{host}:{port}", if secure { "https" } else { "http" }), secure, loopback })
    }

    /// The written form that sessions are signed over.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether it is reached through TLS.
    pub const fn is_secure(&self) -> bool {
        self.secure
    }

    /// Whether it is this very machine, where plain HTTP is allowed.
    pub const fn is_loopback(&self) -> bool {
        self.loopback
    }
}

fn split_port(rest: &str) -> Result<(&str, Option<&str>), BadOrigin> {
    let (host, port) = if rest.starts_with('[') {
        let close = rest.find(']').ok_or(BadOrigin::Host)?;
        let (host, after) = rest.split_at(close + 1);
        match after.strip_prefix(':') {
            Some(port) => (host, Some(port)),
            None if after.is_empty() => (host, None),
            None => return Err(BadOrigin::Rest),
        }
    } else {
        match rest.split_once(':') {
            Some((host, port)) => (host, Some(port)),
            None => (rest, None),
        }
    };
    let inner = host.strip_prefix('[').and_then(|h| h.strip_suffix(']'));
    let plain = |h: &str| h.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'));
    let good = match inner {
        Some(v6) => v6.parse::<std::net::Ipv6Addr>().is_ok(),
        None => !host.is_empty() && host.len() <= 253 && plain(host),
    };
    if good { Ok((host, port)) } else { Err(BadOrigin::Host) }
}

fn is_loopback(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    bare == "localhost" || bare.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

impl std::fmt::Display for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}

impl std::str::FromStr for Origin {
    type Err = BadOrigin;
    fn from_str(text: &str) -> Result<Self, BadOrigin> {
        Self::parse(text)
    }
}

impl serde::Serialize for Origin {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.text)
    }
}

impl<'de> serde::Deserialize<'de> for Origin {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(from)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_written_form() {
        for (given, written) in [
            ("https://Relay.Example.org", "https://relay.example.org:443"),
            (" https://relay.example.org:443/ ", "https://relay.example.org:443"),
            ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
            ("http://[::1]", "http://[::1]:80"),
            ("HTTP://localhost:9", "http://localhost:9"),
        ] {
            assert_eq!(Origin::parse(given).unwrap().as_str(), written);
        }
    }

    #[test]
    fn loopback_and_tls_are_known() {
        let here = Origin::parse("http://127.1.2.3:1").unwrap();
        assert!(here.is_loopback() && !here.is_secure());
        let there = Origin::parse("https://127.0.0.1.example.org").unwrap();
        assert!(!there.is_loopback() && there.is_secure());
    }

    #[test]
    fn what_is_not_an_address_says_why() {
        for (given, why) in [
            ("ftp://x", BadOrigin::Scheme),
            ("relay.example.org", BadOrigin::Scheme),
            ("https://", BadOrigin::Host),
            ("https://a b", BadOrigin::Rest),
            ("https://user@host", BadOrigin::Rest),
            ("https://host:0", BadOrigin::Port),
            ("https://host:99999", BadOrigin::Port),
            ("https://host/path", BadOrigin::Rest),
            ("https://[zz]", BadOrigin::Host),
            ("https://ho\u{e4}st", BadOrigin::Host),
        ] {
            assert_eq!(Origin::parse(given).unwrap_err(), why, "{given}");
        }
    }
}
