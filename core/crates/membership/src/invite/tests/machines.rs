//! Both machines against one mailbox.

use super::*;
use crate::draft::SealWith;
use crate::ledger::Trust;
use crate::op::{Act, AddMember, After};
use rapport_seal::DeviceKeys;
use rapport_seal::boxes::{self, BoxList};
use rapport_seal::frame::{ControlSeal, ShareSeal, seal_control, seal_share};
use rapport_seal::{Bundle, Certificate, ControlKey, EpochKey};
use rapport_wire::frame::Boxes;

/// A relay's mailbox: a slot is written once.
#[derive(Default)]
struct There(BoxSlots);

impl There {
    fn put(&mut self, put: &BoxPut) {
        assert!(self.0.get(put.slot).is_none(), "slot {} is written twice", put.slot);
        self.0.slots.push(Slot { slot: put.slot, content: put.content.clone() });
        self.0.slots.sort_by_key(|slot| slot.slot);
    }
}

struct Scene {
    world: World,
    ada: Person,
    ben: Person,
    secret: Secret,
    there: There,
    random: Seeded,
    frames: Vec<Vec<u8>>,
}

fn scene() -> Scene {
    let (ada, ben) = (Person::new(1, 1), Person::new(2, 1));
    let mut random = Seeded::new(42);
    // The world's genesis, with its frame at hand.
    let made = crate::NewSpace::fresh(SpaceKind::Pair, ada.bundle.clone(), 1, &mut random)
        .make(ada.key(), &mut random)
        .unwrap();
    let world = World::open(SpaceKind::Pair, &ada);
    assert_eq!(made.space, world.space());
    Scene { world, ada, ben, secret: Secret::new([5; 32]), there: There::default(), random, frames: vec![made.frame] }
}

impl Scene {
    fn inviting(&self) -> Inviting {
        let hello = Hello { purpose: Purpose::Join, kind: SpaceKind::Pair, name: name("Ada"), expires_ms: 1000 };
        let certificates = self.world.membership.devices().line(&self.ada.key().id()).unwrap();
        Inviting::new(&self.secret, Offer { hello, space: self.world.space(), role: Role::Admin, certificates })
    }

    fn joining(&self) -> Joining {
        self.joining_as(&self.ben)
    }

    fn joining_as(&self, who: &Person) -> Joining {
        Joining::new(&self.secret, Request { name: name("Ben"), certificates: Some(who.bundle.clone()) })
    }

    /// One look by the inviting side; what it writes is written.
    fn ada_looks(&mut self) -> Result<InvitingStep, JoinFailure> {
        let step = self.inviting().advance(&self.there.0, self.ada.key(), 1, &mut self.random)?;
        if let InvitingStep::Put(put) = &step {
            self.there.put(put);
        }
        Ok(step)
    }

    fn ben_looks(&mut self, joining: &mut Joining) -> Result<JoiningStep, JoinFailure> {
        let step = joining.advance(Some(&self.there.0), self.ben.key(), 1, &mut self.random)?;
        if let JoiningStep::Put(put) = &step {
            self.there.put(put);
        }
        Ok(step)
    }

    /// Up to where both screens show a code.
    fn up_to_codes(&mut self, joining: &mut Joining) -> (Candidate, rapport_seal::ShortCode) {
        assert!(matches!(self.ben_looks(joining), Ok(JoiningStep::Wait(None))));
        assert!(matches!(self.ada_looks(), Ok(InvitingStep::Put(_))));
        assert!(matches!(self.ada_looks(), Ok(InvitingStep::Wait)));
        assert!(matches!(self.ben_looks(joining), Ok(JoiningStep::Put(_))));
        assert!(matches!(self.ben_looks(joining), Ok(JoiningStep::Wait(Some(_)))));
        assert!(matches!(self.ada_looks(), Ok(InvitingStep::Put(_))));
        assert!(matches!(self.ada_looks(), Ok(InvitingStep::Wait)));
        assert!(matches!(self.ben_looks(joining), Ok(JoiningStep::Put(_))));
        let Ok(InvitingStep::Confirm(candidate)) = self.ada_looks() else { panic!() };
        let Ok(JoiningStep::Confirm { code, hello, inviter }) = self.ben_looks(joining) else { panic!() };
        assert_eq!((hello.name.as_str(), inviter), ("Ada", self.ada.id()));
        (*candidate, code)
    }

    fn take_in(&mut self, candidate: &Candidate) -> Welcome {
        let Applicant::Person(bundle) = &candidate.applicant else { panic!() };
        let draft = self.world.membership.draft_add(self.ada.key(), Role::Admin, bundle.clone(), &mut self.random);
        let frame = self.world.post(self.ada.key(), &draft.unwrap());
        self.frames.push(frame);
        Welcome { certificates: None, frames: self.frames.clone() }
    }

    fn write(&mut self, welcome: &Welcome) {
        for put in self.inviting().welcome(&self.there.0, welcome, &mut self.random).unwrap() {
            self.there.put(&put);
        }
    }
}

#[test]
fn two_people_meet_and_one_comes_in() {
    let mut scene = scene();
    let mut joining = scene.joining();
    let (candidate, code) = scene.up_to_codes(&mut joining);
    assert_eq!(candidate.code, code);
    assert_eq!((candidate.name.as_str(), candidate.applicant.account()), ("Ben", Some(scene.ben.id())));
    let welcome = scene.take_in(&candidate);
    scene.write(&welcome);
    assert!(matches!(scene.ada_looks(), Ok(InvitingStep::Welcomed)));
    // Nothing is believed before the person has compared the codes.
    assert!(matches!(scene.ben_looks(&mut joining), Ok(JoiningStep::Confirm { .. })));
    joining.confirm();
    let Ok(JoiningStep::Joined(joined)) = scene.ben_looks(&mut joining) else { panic!() };
    assert!(joined.epoch.expose().is(scene.world.epoch.expose().expose()));
    assert_eq!(joined.control.as_ref().unwrap().public(), scene.world.control.public());
    let membership = joined.membership();
    let standing = membership.standing().unwrap();
    assert_eq!(standing.tip(), scene.world.membership.standing().unwrap().tip());
    assert_eq!((standing.role(&scene.ben.id()), joined.frames.len()), (Some(Role::Admin), 2));
}

#[test]
fn both_go_on_after_a_crash_at_any_point() {
    let mut scene = scene();
    for _ in 0..6 {
        // A new machine for every look: all that counts is in the mailbox.
        let mut joining = scene.joining();
        let _ = scene.ada_looks().unwrap();
        let _ = scene.ben_looks(&mut joining).unwrap();
    }
    let Ok(InvitingStep::Confirm(candidate)) = scene.ada_looks() else { panic!() };
    let mut joining = scene.joining();
    let Ok(JoiningStep::Confirm { code, .. }) = scene.ben_looks(&mut joining) else { panic!() };
    assert_eq!(candidate.code, code);
}

#[test]
fn a_welcome_cut_short_is_completed() {
    let mut scene = scene();
    let mut joining = scene.joining();
    let (candidate, _) = scene.up_to_codes(&mut joining);
    joining.confirm();
    let mut welcome = scene.take_in(&candidate);
    // A long chain takes more than one slot.
    let filler = Welcome { certificates: None, frames: vec![scene.frames[0].clone(); 60] };
    welcome.frames = [filler.frames, welcome.frames].concat();
    let puts = scene.inviting().welcome(&scene.there.0, &welcome, &mut scene.random).unwrap();
    assert!(puts.len() > 1 && puts.last().unwrap().slot == slot::WELCOME);
    scene.there.put(&puts[0]);
    assert!(matches!(scene.ben_looks(&mut joining), Ok(JoiningStep::Wait(_))));
    assert!(matches!(scene.ada_looks(), Ok(InvitingStep::Confirm(_))), "not welcomed yet");
    let rest = scene.inviting().welcome(&scene.there.0, &welcome, &mut scene.random).unwrap();
    assert_eq!(rest.len(), puts.len() - 1);
    for put in &rest {
        scene.there.put(put);
    }
    assert!(matches!(scene.ben_looks(&mut joining), Ok(JoiningStep::Joined(_))));
}

#[test]
fn keys_that_were_not_committed_to_are_refused() {
    let mut scene = scene();
    let mut joining = scene.joining();
    scene.ada_looks().unwrap();
    scene.ben_looks(&mut joining).unwrap();
    scene.ada_looks().unwrap();
    // Eve, who has the link, writes the reveal with her own keys.
    let eve = Person::new(9, 1);
    let reveal = Reveal { nonce: [1; 32], name: name("Ben"), applicant: Applicant::Person(eve.bundle.clone()) };
    let put = joining.mailbox().put(slot::REVEAL, &reveal.write().unwrap(), &mut scene.random).unwrap();
    scene.there.put(&put);
    assert_eq!(scene.ada_looks(), Err(JoinFailure::WrongReveal));
    assert_eq!(scene.ben_looks(&mut joining).err(), Some(JoinFailure::SecondJoiner));
}

#[test]
fn who_comes_second_is_told() {
    let mut scene = scene();
    scene.ada_looks().unwrap();
    let (eve, mut first) = (Person::new(9, 1), scene.joining_as(&Person::new(9, 1)));
    let step = first.advance(Some(&scene.there.0), eve.key(), 1, &mut scene.random).unwrap();
    let JoiningStep::Put(put) = step else { panic!() };
    scene.there.put(&put);
    let mut second = scene.joining();
    assert_eq!(scene.ben_looks(&mut second).err(), Some(JoinFailure::SecondJoiner));
}

#[test]
fn somebody_who_plays_the_inviter_is_found_out() {
    let mut scene = scene();
    let mut joining = scene.joining();
    scene.ada_looks().unwrap();
    scene.ben_looks(&mut joining).unwrap();
    let eve = Person::new(9, 1);
    let keys = Keys { nonce: [1; 32], space: scene.world.space(), role: Role::Admin, certificates: eve.bundle.clone() };
    let put = joining.mailbox().put(slot::KEYS, &keys.write().unwrap(), &mut scene.random).unwrap();
    scene.there.put(&put);
    assert_eq!(scene.ada_looks(), Err(JoinFailure::SecondInviter));
}

#[test]
fn an_invite_expires_and_can_be_closed() {
    let mut scene = scene();
    let late = scene.inviting().advance(&scene.there.0, scene.ada.key(), 1000, &mut scene.random);
    assert_eq!(late, Err(JoinFailure::Expired));
    let mut joining = scene.joining();
    assert_eq!(
        joining.advance(None, scene.ben.key(), 1, &mut scene.random).err(),
        Some(JoinFailure::Closed),
        "never seen open"
    );
    scene.ada_looks().unwrap();
    // A clock that runs ahead keeps nobody out.
    let ahead = joining.advance(Some(&scene.there.0), scene.ben.key(), u64::MAX, &mut scene.random);
    assert!(matches!(ahead, Ok(JoiningStep::Put(_))));
    let mut gone = |now| joining.advance(None, scene.ben.key(), now, &mut scene.random).err();
    assert_eq!((gone(999), gone(1000)), (Some(JoinFailure::Closed), Some(JoinFailure::Expired)));
}

#[test]
fn nobody_joins_themselves_or_without_certificates() {
    let mut scene = scene();
    scene.ada_looks().unwrap();
    let mut joining = scene.joining_as(&scene.ada);
    let step = joining.advance(Some(&scene.there.0), scene.ada.key(), 1, &mut scene.random).unwrap();
    let JoiningStep::Put(put) = step else { panic!() };
    scene.there.put(&put);
    scene.ada_looks().unwrap();
    let step = joining.advance(Some(&scene.there.0), scene.ada.key(), 1, &mut scene.random);
    assert_eq!(step.err(), Some(JoinFailure::Oneself));
    // An invite for a person is none for a device.
    let mut device = Joining::new(&scene.secret, Request { name: name("Phone"), certificates: None });
    let step = device.advance(Some(&scene.there.0), scene.ben.key(), 1, &mut scene.random);
    assert_eq!(step.err(), Some(JoinFailure::OtherPurpose));
}

#[test]
fn a_welcome_that_does_not_fit_is_refused() {
    let mut scene = scene();
    let mut joining = scene.joining();
    let (candidate, _) = scene.up_to_codes(&mut joining);
    joining.confirm();
    let welcome = scene.take_in(&candidate);
    let other_space = World::open(SpaceKind::Circle, &Person::new(8, 1));
    drop(other_space);
    let mut damaged = welcome.clone();
    damaged.frames[1][200] ^= 1;
    let without = Welcome { frames: vec![welcome.frames[0].clone()], ..welcome.clone() };
    for wrong in [without, damaged, Welcome { frames: vec![vec![1, 1, 1, 0, 9]], ..welcome.clone() }] {
        let before = scene.there.0.clone();
        scene.write(&wrong);
        assert!(matches!(scene.ben_looks(&mut joining).err(), Some(JoinFailure::Welcome(_))));
        scene.there.0 = before;
    }
    scene.write(&welcome);
    assert!(matches!(scene.ben_looks(&mut joining), Ok(JoiningStep::Joined(_))));
}

#[test]
fn a_welcome_by_somebody_else_is_refused() {
    let mut scene = scene();
    let mut joining = scene.joining();
    let (candidate, _) = scene.up_to_codes(&mut joining);
    joining.confirm();
    // Eve has the link, a key of her own making, and writes the welcome first.
    let (eve, space) = (Person::new(9, 1), scene.world.space());
    let (epoch, control) = (EpochKey::generate(&mut scene.random), ControlKey::generate(&mut scene.random));
    let (nonce, to) = ([7; 24], [scene.ben.key().hpke().public()]);
    let boxed = boxes::seal(BoxList::Epoch, &space, &nonce, epoch.expose(), &to, &mut scene.random).unwrap();
    let boxes = Boxes { epoch: boxed, ..Boxes::default() };
    let Applicant::Person(certificates) = candidate.applicant else { panic!() };
    let act = Act::AddMember(AddMember { account: scene.ben.id(), role: Role::Admin, certificates });
    let after = After {
        boxes_hash: boxes.hash(&space, &nonce).unwrap(),
        ..crate::testing::after(epoch.id(&space), control.public())
    };
    let tip = scene.world.membership.standing().unwrap().tip();
    let entry = crate::testing::raw_op(&space, eve.key(), tip, &after, &act);
    let frame = seal_control(&ControlSeal {
        entry: &entry,
        boxes: &boxes,
        nonce,
        key: &epoch,
        key_after: &epoch,
        control_after: control.public(),
        prev: scene.world.head,
        signer: &control,
    });
    scene.write(&Welcome { certificates: None, frames: vec![frame.unwrap()] });
    let failure = scene.ben_looks(&mut joining).err();
    assert_eq!(failure, Some(JoinFailure::Welcome("not by the inviting device")));
}

#[test]
fn another_hello_gives_another_code() {
    let mut scene = scene();
    let mut joining = scene.joining();
    let (candidate, _) = scene.up_to_codes(&mut joining);
    // Eve has changed only what the screens say.
    let hello = Hello { purpose: Purpose::Join, kind: SpaceKind::Pair, name: name("Eda"), expires_ms: 1000 };
    let put = joining.mailbox().put(slot::HELLO, &hello.write().unwrap(), &mut scene.random).unwrap();
    let mut changed = There(scene.there.0.clone());
    changed.0.slots[0] = Slot { slot: 0, content: put.content };
    let step = joining.advance(Some(&changed.0), scene.ben.key(), 1, &mut scene.random).unwrap();
    let JoiningStep::Confirm { code, .. } = step else { panic!() };
    assert_ne!(code, candidate.code);
}

#[test]
fn a_device_is_linked_in_the_same_way() {
    let ada = Person::new(1, 1);
    let mut world = World::open(SpaceKind::Personal, &ada);
    let secret = Secret::new([6; 32]);
    let mut there = There::default();
    let mut random = Seeded::new(3);
    let hello = Hello { purpose: Purpose::Link, kind: SpaceKind::Personal, name: name("Old phone"), expires_ms: 1000 };
    let certificates = world.membership.devices().line(&ada.key().id()).unwrap();
    let offer = Offer { hello, space: world.space(), role: Role::Owner, certificates };
    let inviting = Inviting::new(&secret, offer);
    // The new device has keys and no account yet.
    let new = DeviceKeys::generate(rapport_ids::AccountId::new([0; 32]), &mut random);
    let mut joining = Joining::new(&secret, Request { name: name("New phone"), certificates: None });
    let candidate = loop {
        match inviting.advance(&there.0, ada.key(), 1, &mut random).unwrap() {
            InvitingStep::Put(put) => there.put(&put),
            InvitingStep::Confirm(candidate) => break candidate,
            _ => {}
        }
        if let JoiningStep::Put(put) = joining.advance(Some(&there.0), &new, 1, &mut random).unwrap() {
            there.put(&put);
        }
    };
    let Applicant::Device { sign, hpke } = candidate.applicant else { panic!() };
    let card = rapport_seal::DeviceCard::new(ada.id(), sign, hpke);
    let n = world.membership.devices().next_n(&ada.id(), Some(ada.key().id()));
    let certificate = Certificate::by_device(ada.key(), card, n);
    let line = Bundle::new(ada.bundle.certificates().iter().copied().chain([certificate])).unwrap();
    world.membership.certify(&line, Trust::Check).unwrap();
    let to = [hpke];
    let share = ShareSeal { space: world.space(), key: &world.epoch, to: &to, control: Some((&world.control, &to)) };
    let share = seal_share(&share, &mut random).unwrap();
    let rotate = world.membership.draft_rotate(ada.key(), &mut random).unwrap();
    let with = SealWith {
        keys: ada.key(),
        created_ms: 0,
        prev: world.head,
        epoch: &world.epoch,
        control: &world.control,
        older: &[],
    };
    assert_eq!(rotate.recipients(), 3, "two devices and the recovery key");
    let rotate = rotate.seal(&with, &mut random).unwrap();
    let welcome = Welcome { certificates: Some(line), frames: vec![rotate.frame, share] };
    for put in inviting.welcome(&there.0, &welcome, &mut random).unwrap() {
        there.put(&put);
    }
    joining.confirm();
    let JoiningStep::Joined(joined) = joining.advance(Some(&there.0), &new, 1, &mut random).unwrap() else { panic!() };
    assert_eq!(joined.inviter, ada.id());
    assert!(joined.certificates.unwrap().card(&new.for_account(ada.id()).id()).is_some());
    assert!(joined.epoch.expose().is(world.epoch.expose().expose()));
}
