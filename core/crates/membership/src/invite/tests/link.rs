//! Links as they arrive: pasted, cut, changed, not ours.

use super::*;
use crate::relay::Relay;
use rapport_wire::Origin;

fn invite(origin: &str) -> Invite {
    let relay = Relay { origin: Origin::parse(origin).unwrap(), pin: Some([9; 32]) };
    Invite { relay, secret: Secret::new([7; 32]), creation_token: Some("tok-1".to_owned()) }
}

#[test]
fn a_link_and_back() {
    for origin in ["https://relay.example.org", "http://127.0.0.1:8080", "https://relay.example.org:4430"] {
        let invite = invite(origin);
        for text in [invite.link().unwrap(), invite.alias().unwrap()] {
            let read = Invite::parse(&format!(" {}\n", *text)).unwrap();
            assert_eq!(read.relay, invite.relay);
            assert!(read.secret.is(&[7; 32]));
            assert_eq!(read.creation_token.as_deref(), Some("tok-1"));
        }
    }
    assert!(invite("https://relay.example.org").link().unwrap().starts_with("https://relay.example.org/j#v1."));
    let plain = Invite { creation_token: None, ..Invite::new(invite("https://a.b").relay, &mut Seeded::new(1)) };
    assert_eq!(Invite::parse(&plain.link().unwrap()).unwrap().creation_token, None);
    assert_eq!(format!("{plain:?}"), "invite at https://a.b:443");
}

#[test]
fn what_cannot_be_used_says_why() {
    let good = invite("https://relay.example.org").link().unwrap();
    let payload = good.split_once("#v1.").unwrap().1.to_owned();
    let cut = &payload[..payload.len() - 5];
    let mut changed = payload.clone();
    changed.replace_range(30..31, if &payload[30..31] == "A" { "B" } else { "A" });
    for (text, why) in [
        (String::new(), BadLink::NotOurs),
        ("https://example.org/".to_owned(), BadLink::NotOurs),
        ("https://example.org/k#v1.AAAA".to_owned(), BadLink::NotOurs),
        ("https://a/b/j#v1.AAAA".to_owned(), BadLink::NotOurs),
        ("ftp://a/j#v1.AAAA".to_owned(), BadLink::NotOurs),
        ("https:///j#v1.AAAA".to_owned(), BadLink::NotOurs),
        ("rapport://j#v.AAAA".to_owned(), BadLink::NotOurs),
        ("rapport://j#x1.AAAA".to_owned(), BadLink::NotOurs),
        ("rapport://j#v1".to_owned(), BadLink::NotOurs),
        (format!("rapport://j#v2.{payload}"), BadLink::Newer),
        ("https://example.org/j#v17.anything".to_owned(), BadLink::Newer),
        (format!("rapport://j#v1.{cut}"), BadLink::Damaged),
        (format!("rapport://j#v1.{changed}"), BadLink::Damaged),
        (format!("rapport://j#v1.{payload}="), BadLink::Damaged),
        (format!("rapport://j#v1.{payload} and more"), BadLink::Damaged),
        ("rapport://j#v1.".to_owned(), BadLink::Damaged),
        (format!("rapport://j#v1.{}", "A".repeat(3000)), BadLink::TooLong),
    ] {
        assert_eq!(Invite::parse(&text).err(), Some(why), "{text}");
    }
}

#[test]
fn what_is_longer_than_a_link_is_refused_when_it_is_made() {
    let mut long = invite("https://a.b");
    long.creation_token = Some("x".repeat(201));
    assert_eq!(long.link().err(), Some(BadLink::TooLong));
    let host = format!("https://{}.example", "x".repeat(245));
    assert_eq!(invite(&host).link().err(), Some(BadLink::TooLong));
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in ".{0,200}") {
        let _ = Invite::parse(&text);
        let _ = Invite::parse(&format!("rapport://j#v1.{text}"));
    }

    #[test]
    fn one_other_character_is_seen(at in 0usize..150, c in "[A-Za-z0-9_-]") {
        let good = invite("https://relay.example.org").alias().unwrap();
        let start = good.find("#v1.").unwrap() + 4;
        let at = start + at % (good.len() - start);
        let mut changed = good.to_string();
        changed.replace_range(at..=at, &c);
        prop_assert!(changed == *good || Invite::parse(&changed).is_err());
    }
}
