//! Whose certificate is believed.

use super::desk::{Desk, PATIENCE, begin, sync, titles};
use rapport_core::domain::{Field, Problem};
use rapport_core::goals::Place;
use rapport_core::sync::{Origin, Trouble};
use rapport_core::{Failure, Rapport};
use rapport_relay::Tls;
use rapport_wire::operator::OperatorLink;

fn trouble(phone: &Rapport) -> Option<Trouble> {
    let report = phone.sync().run(PATIENCE).expect("the run itself is no failure");
    assert!(!report.settled || report.trouble.is_none());
    report.trouble
}

fn self_signed() -> Desk {
    Desk::with(|config| config.tls = Tls::SelfSigned)
}

#[test]
fn a_pinned_certificate_is_believed_by_who_gets_the_link_and_by_who_is_invited() {
    let desk = self_signed();
    assert!(OperatorLink::parse(desk.link()).expect("a link").pin.is_some());
    let (ann, ben, space) = desk.pair();
    begin(&ann, Place::In(space), "Through TLS");
    sync(&ann);
    sync(&ben);
    assert_eq!(titles(&ben), ["Through TLS"]);
}

#[test]
fn another_certificate_than_the_pinned_one_is_refused_before_anything_is_sent() {
    let (desk, other) = (self_signed(), self_signed());
    let link = OperatorLink::parse(desk.link()).expect("a link");
    let wrong = OperatorLink { pin: other.relay().pin(), ..link.clone() };
    let ann = desk.phone("Ann Anderson");
    begin(&ann, Place::Private, "Not for everybody");
    ann.sync().agree_to_relay(&wrong.to_text().expect("a link"), false).expect("agreed");
    assert_eq!(trouble(&ann), Some(Trouble::NotTrusted));
    assert_eq!(desk.count("spaces"), 0, "nothing of it got there");
    assert!(ann.sync().line().expect("a line").waiting > 0, "everything waits");
    // The right link mends it.
    ann.sync().agree_to_relay(desk.link(), false).expect("agreed");
    assert_eq!(trouble(&ann), None);
    assert_eq!(ann.sync().line().expect("a line").waiting, 0);
}

#[test]
fn a_certificate_that_no_root_knows_is_refused_without_a_pin() {
    let desk = self_signed();
    let link = OperatorLink::parse(desk.link()).expect("a link");
    let ann = desk.phone("Ann Anderson");
    begin(&ann, Place::Private, "Not for everybody");
    let bare = OperatorLink { pin: None, ..link };
    ann.sync().agree_to_relay(&bare.to_text().expect("a link"), false).expect("agreed");
    assert_eq!(trouble(&ann), Some(Trouble::NotTrusted));
}

#[test]
fn a_relay_that_changes_its_certificate_is_not_believed_any_more() {
    let mut desk = self_signed();
    let address = desk.relay().address();
    let (ann, ben, space) = desk.pair();
    desk.stop_relay();
    desk.listen_at(address);
    for name in ["relay-cert.pem", "relay-key.pem"] {
        std::fs::remove_file(desk.profile("relay").join(name)).expect("gone");
    }
    desk.start_relay();
    begin(&ann, Place::In(space), "Meant for Ben");
    assert_eq!(trouble(&ann), Some(Trouble::NotTrusted));
    assert!(ann.sync().line().expect("a line").waiting > 0);
    // With the new certificate agreed to, everything arrives.
    for phone in [&ann, &ben] {
        let link = desk.new_link();
        phone.sync().agree_to_relay(&link, false).expect("agreed");
    }
    sync(&ann);
    sync(&ben);
    assert_eq!(titles(&ben), ["Meant for Ben"]);
}

#[test]
fn plain_http_to_another_machine_has_to_be_asked_for_by_name() {
    let desk = Desk::new();
    let ann = desk.phone("Ann Anderson");
    let elsewhere = "http://relay.example:8080";
    let named = |field| Err(Failure::Invalid { field, problem: Problem::NotEncrypted { relay: elsewhere.to_owned() } });
    assert_eq!(ann.sync().agree_to_relay(elsewhere, false).map(|_| ()), named(Field::Relay));
    assert_eq!(ann.sync().view().expect("a view").relays, []);
    let agreed = ann.sync().agree_to_relay(elsewhere, true).expect("asked for by name");
    assert_eq!(agreed, Origin::parse(elsewhere).expect("an address"));

    // An invite brings its relay with it: whoever takes it decides for themselves.
    let given = ann.people().invite(rapport_core::people::Seat::Mentor).expect("an invite");
    let link = ann.people().invite_link(given).expect("its link");
    let ben = desk.phone("Ben Brown");
    assert_eq!(ben.people().join(&link, false).map(|_| ()), named(Field::Invite));
    assert_eq!(ben.sync().view().expect("a view").relays, []);
    ben.people().join(&link, true).expect("asked for by name");
}
