use super::*;
use proptest::prelude::*;

fn link() -> OperatorLink {
    OperatorLink {
        origin: Origin::parse("https://relay.example.org:8443").unwrap(),
        token: CreationToken::new([7; 16]),
        pin: Some([9; 32]),
    }
}

/// The bytes that an app of this version and a relay of this version agree on.
const GOLDEN: &str = "https://relay.example.org:8443/r#v1.AAAAHmh0dHBzOi8vcmVsYXkuZXhhbXBsZS5vcmc6ODQ0MwcHBwcHBwcHBwcHBwcHBwcBCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk";

#[test]
fn one_link_has_one_text() {
    assert_eq!(link().to_text().unwrap(), GOLDEN);
    assert_eq!(OperatorLink::parse(&format!(" {GOLDEN}\n")), Ok(link()));
    let plain = OperatorLink { origin: Origin::parse("http://127.0.0.1:80").unwrap(), pin: None, ..link() };
    let text = plain.to_text().unwrap();
    assert!(text.starts_with("https://127.0.0.1:80/r#v1."), "{text}");
    assert_eq!(OperatorLink::parse(&text), Ok(plain));
    let usual = OperatorLink { origin: Origin::parse("https://a.example").unwrap(), ..link() };
    assert!(usual.to_text().unwrap().starts_with("https://a.example/r#v1."));
}

#[test]
fn what_is_not_a_link_says_why() {
    assert_eq!(OperatorLink::parse(""), Err(BadLink::Form));
    assert_eq!(OperatorLink::parse("https://relay.example.org/"), Err(BadLink::Form));
    assert_eq!(OperatorLink::parse(&GOLDEN.replacen("https", "http", 1)), Err(BadLink::Form));
    assert_eq!(OperatorLink::parse(&GOLDEN.replace("#v1.", "#v2.")), Err(BadLink::Newer));
    assert_eq!(OperatorLink::parse(&"a".repeat(LINK_MAX + 1)), Err(BadLink::Form));
    let malformed = |field, problem| Err(BadLink::Malformed(Malformed::new(field, problem)));
    assert_eq!(OperatorLink::parse(&format!("{GOLDEN}AA")), malformed("link", Problem::Value));
    assert_eq!(OperatorLink::parse(&format!("{GOLDEN}AAA=")), malformed("link", Problem::Value));
    assert_eq!(OperatorLink::parse(&GOLDEN[..GOLDEN.len() - 4]), malformed("pin", Problem::Short));
    assert_eq!(OperatorLink::parse("https://u@h/r#v1.AA"), Err(BadLink::Origin(BadOrigin::Rest)));
}

#[test]
fn an_origin_in_another_form_and_a_pin_without_tls_are_refused() {
    let text = |origin: &str, pin: bool| {
        let mut w = Writer::new();
        w.bytes("origin", origin.as_bytes()).unwrap().put(&[7; 16]).flag(pin);
        if pin {
            w.put(&[9; 32]);
        }
        format!("https://h/r#v1.{}", BASE64URL_NOPAD.encode(w.as_slice()))
    };
    let malformed = |field| Err(BadLink::Malformed(Malformed::new(field, Problem::Value)));
    assert_eq!(OperatorLink::parse(&text("https://Relay.example", false)), malformed("origin"));
    assert_eq!(OperatorLink::parse(&text("http://127.0.0.1:80", true)), malformed("pin"));
    assert!(OperatorLink::parse(&text("http://127.0.0.1:80", false)).is_ok());
}

#[test]
fn a_token_is_read_strictly_and_never_shown() {
    let token = CreationToken::new([0xab; 16]);
    let text = token.to_text();
    assert_eq!(text.parse(), Ok(token));
    for bad in ["", "token-", &text.to_ascii_uppercase(), &text[1..], &format!("{text}a"), &text.replace('-', "_")] {
        assert_eq!(bad.parse::<CreationToken>(), Err(BadToken), "{bad}");
    }
    let shown = format!("{token:?} {:?}", link());
    assert!(!shown.contains("lala") && !shown.contains("0707") && !shown.contains("relay.example"), "{shown}");
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,200}", bytes in proptest::collection::vec(any::<u8>(), 0..120)) {
        let _ = OperatorLink::parse(&text);
        let _ = OperatorLink::parse(&format!("https://h/r#v1.{text}"));
        if let Ok(link) = OperatorLink::parse(&format!("https://h/r#v1.{}", BASE64URL_NOPAD.encode(&bytes))) {
            prop_assert_eq!(OperatorLink::parse(&link.to_text().unwrap()), Ok(link));
        }
        let _ = text.parse::<CreationToken>();
    }
}
