//! Invites, the messages of a join, and the three codes.

use super::hex;
use crate::invite::face::{FaceAnswer, FaceInvite, FaceWelcome};
use crate::invite::{
    Applicant, Commitment, DisplayName, Hello, Invite, Keys, Mailbox, Purpose, Reveal, Welcome, transcript,
};
use crate::relay::Relay;
use crate::role::Role;
use crate::space::SpaceKind;
use crate::testing::{Person, Seeded};
use rapport_ids::SpaceId;
use rapport_seal::{Secret, ShortCode};
use rapport_wire::Origin;
use serde_json::{Value, json};

const SPACE: SpaceId = SpaceId::new([0xa1; 16]);

fn name(text: &str) -> DisplayName {
    DisplayName::parse(text).unwrap()
}

pub(super) fn invites() -> Value {
    let one = |origin: &str, pin: Option<[u8; 32]>, token: Option<&str>| {
        let relay = Relay { origin: Origin::parse(origin).unwrap(), pin };
        let invite = Invite { relay, secret: Secret::new([0xa2; 32]), creation_token: token.map(ToOwned::to_owned) };
        let mailbox = Mailbox::of(&invite.secret);
        json!({
            "origin": invite.relay.origin.as_str(),
            "secret": hex([0xa2; 32]),
            "pin": pin.map(hex),
            "creation_token": token,
            "payload": hex(&*invite.payload().unwrap()),
            "link": *invite.link().unwrap(),
            "alias": *invite.alias().unwrap(),
            "mailbox_public": hex(mailbox.public()),
            "box": hex(mailbox.id()),
            "invite_public": hex(mailbox.invite_key().public()),
            "close_signature": hex(mailbox.close()),
        })
    };
    json!([
        one("https://relay.example.org", None, None),
        one("https://relay.example.org:4430", Some([0xa3; 32]), Some("token-of-the-operator")),
        one("http://127.0.0.1:8080", None, None),
    ])
}

fn slots(mailbox: &Mailbox, messages: &[(u8, Vec<u8>)], random: &mut Seeded) -> Vec<Value> {
    let one = |(slot, message): &(u8, Vec<u8>)| {
        let put = mailbox.put(*slot, message, random).unwrap();
        // The parts of a welcome are long: their bytes stand in what is put only.
        let short = (*slot < 4).then(|| hex(message));
        json!({ "slot": slot, "message": short, "put": hex(put.write().unwrap()) })
    };
    messages.iter().map(one).collect()
}

pub(super) fn join() -> Value {
    let (ada, ben) = (Person::new(1, 1), Person::new(2, 1));
    let secret = Secret::new([0xa4; 32]);
    let mailbox = Mailbox::of(&secret);
    let mut random = Seeded::new(104);
    let card = ben.key().card();
    let applicants = [
        (Purpose::Join, Applicant::Person(ben.bundle.clone())),
        (Purpose::Link, Applicant::Device { sign: card.sign, hpke: card.hpke }),
    ];
    let mut one = |(purpose, applicant): &(Purpose, Applicant)| {
        let expires_ms = 1_767_830_400_000;
        let hello = Hello { purpose: *purpose, kind: SpaceKind::Pair, name: name("Ada \u{1f33b}"), expires_ms };
        let keys = Keys { nonce: [0xa5; 32], space: SPACE, role: Role::Admin, certificates: ada.bundle.clone() };
        let reveal = Reveal { nonce: [0xa6; 32], name: name("Ben"), applicant: applicant.clone() };
        let (hello, keys, reveal) = (hello.write().unwrap(), keys.write().unwrap(), reveal.write().unwrap());
        let commitment = Commitment::to(&mailbox.id(), &reveal).0.to_vec();
        let hash = transcript(&mailbox.id(), [&hello, &commitment, &keys, &reveal]);
        let certificates = matches!(purpose, Purpose::Link).then(|| ada.bundle.clone());
        // One that takes two slots, and one that takes one.
        let long = if matches!(purpose, Purpose::Join) { 60_000 } else { 400 };
        let welcome = Welcome { certificates, frames: vec![vec![0xa7; 300], vec![0xa8; long]] };
        let mut messages = vec![(0, hello), (1, commitment), (2, keys), (3, reveal)];
        messages.extend(welcome.parts().unwrap());
        json!({
            "purpose": *purpose as u8,
            "secret": hex(secret.expose()),
            "box": hex(mailbox.id()),
            "inviter": hex(ada.id()),
            "applicant_sign": hex(card.sign),
            "applicant_hpke": hex(card.hpke.as_bytes()),
            "names": ["Ada \u{1f33b}", "Ben"],
            "expires_ms": expires_ms,
            "slots": slots(&mailbox, &messages, &mut random),
            "transcript": hex(hash),
            "code": ShortCode::from_hash(&hash).to_string(),
            "frames_of": [[0xa7, 300], [0xa8, long]],
        })
    };
    applicants.iter().map(&mut one).collect()
}

pub(super) fn face() -> Value {
    let (ada, ben) = (Person::new(1, 1), Person::new(2, 1));
    let mut random = Seeded::new(105);
    let invite = FaceInvite::new((SPACE, SpaceKind::Pair), ada.id(), Role::Admin, name("Ada"), &mut random);
    let answer = FaceAnswer::new(&invite, name("Ben"), ben.bundle.clone()).unwrap();
    let welcome = FaceWelcome { certificates: ada.bundle.clone(), frames: vec![vec![0xa9; 40]] };
    json!({
        "secret": hex(invite.secret.expose()),
        "space": hex(SPACE),
        "inviter": hex(ada.id()),
        "names": ["Ada", "Ben"],
        "invite": *invite.code().unwrap(),
        "answer": *answer.code().unwrap(),
        "answer_account": hex(ben.id()),
        "welcome": *welcome.code().unwrap(),
        "frames": [hex([0xa9; 40])],
    })
}
