use super::*;
use crate::document::{DocGenesis, Writers};
use crate::ledger::Trust;
use crate::op::{SetOwner, SetRole};
use crate::space::SpaceKind;
use crate::testing::{Person, Seeded, World};
use rapport_seal::frame::open;
use rapport_wire::Frame;

#[test]
fn a_pair_from_genesis_to_rotation() {
    let (ada, ben) = (Person::new(1, 2), Person::new(2, 1));
    let mut world = World::open(SpaceKind::Pair, &ada);
    let first = world.epoch.duplicate();
    let frame = Frame::parse(world.add(ada.key(), &ben, Role::Admin)).unwrap();
    // The one who joins gets both keys out of the frame, with nothing else at hand.
    let key = boxes::epoch_key(&frame, ben.key().hpke()).unwrap();
    assert!(key.expose().is(first.expose().expose()), "add-member boxes the key in force");
    assert!(open(&frame, &key).is_ok());
    let control = frame.trailer().unwrap().control_after;
    assert!(boxes::control_key(&frame, ben.key().hpke(), &control).is_some());
    let rotate = world.membership.draft_rotate(ben.key(), &mut world.random).unwrap();
    assert_eq!(rotate.recipients(), 3);
    let frame = Frame::parse(world.post(ben.key(), &rotate)).unwrap();
    let key = boxes::epoch_key(&frame, ada.devices[1].hpke()).unwrap();
    assert_eq!(key.id(&world.space()), world.membership.standing().unwrap().epoch());
    let older = boxes::older_keys(&frame, &key);
    assert!(older.len() == 1 && older[0].expose().is(first.expose().expose()));
    assert!(open(&frame, &older[0]).is_ok(), "sealed with the key before");
    assert!(open(&frame, &key).is_err());
    let standing = world.membership.standing().unwrap();
    assert_eq!((standing.place(), standing.members().count()), (2, 2));
    for entry in &world.entries {
        let op = Op::from_entry(entry).unwrap();
        assert!(world.membership.knows_epoch(&op.after.epoch));
    }
}

#[test]
fn a_genesis_opens_a_space_at_a_relay() {
    let ada = Person::new(1, 1);
    let mut random = Seeded::new(1);
    let made =
        NewSpace::fresh(SpaceKind::Pair, ada.bundle.clone(), 1, &mut random).make(ada.key(), &mut random).unwrap();
    let create = made.create().unwrap();
    assert_eq!(create.space(), made.space);
    assert!(create.check().is_ok());
    assert_eq!(rapport_wire::relay::CreateSpace::read(&create.write().unwrap()), Ok(create));
}

#[test]
fn the_words_alone_find_and_open_the_personal_space() {
    let words = rapport_seal::RecoveryWords::generate(&mut Seeded::new(5));
    let account = words.account();
    let mut random = Seeded::new(6);
    let keys = DeviceKeys::generate(account.id, &mut random);
    let bundle = Bundle::new([rapport_seal::Certificate::by_root(&account.root, *keys.card(), 0)]).unwrap();
    let made = NewSpace::personal(&account, bundle, 1).make(&keys, &mut random).unwrap();
    assert!(made.create().unwrap().recovery.is_some());
    // Another phone, years later, with nothing but the words.
    let again = rapport_seal::RecoveryWords::parse(&words.phrase()).unwrap().account();
    let space = crate::space::space_id(
        &again.personal_owner.public(),
        SpaceKind::Personal,
        &again.id,
        again.personal_random.expose(),
    );
    assert_eq!(space, made.space);
    let frame = Frame::parse(made.frame).unwrap();
    let key = boxes::epoch_key(&frame, &again.recovery_hpke).unwrap();
    assert!(open(&frame, &key).is_ok());
    assert!(boxes::control_key(&frame, &again.recovery_hpke, &frame.trailer().unwrap().control_after).is_some());
}

#[test]
fn what_would_be_void_is_refused_before_it_is_sealed() {
    let (ada, ben, cleo) = (Person::new(1, 1), Person::new(2, 1), Person::new(3, 1));
    let mut world = World::open(SpaceKind::Circle, &ada);
    world.add(ada.key(), &ben, Role::Writer);
    let mut random = Seeded::new(9);
    let m = &world.membership;
    let refused = |draft: Result<Draft, DraftProblem>| match draft {
        Err(DraftProblem::Refused(why)) => Some(why),
        _ => None,
    };
    assert_eq!(refused(m.draft_rotate(ben.key(), &mut random)), Some(Void::NotAdmin));
    assert_eq!(refused(m.draft_rotate(cleo.key(), &mut random)), Some(Void::NotMember));
    assert_eq!(
        refused(m.draft_add(ada.key(), Role::Writer, ben.bundle.clone(), &mut random)),
        Some(Void::AlreadyMember)
    );
    assert_eq!(refused(m.draft_add(ada.key(), Role::Owner, cleo.bundle.clone(), &mut random)), Some(Void::Role));
    let mut act = |act| refused(m.draft(ada.key(), act, BTreeSet::new(), &mut random));
    let role = |who: &Person, role| Act::SetRole(SetRole { account: who.id(), role, frontier: Frontier::default() });
    assert_eq!(act(role(&ben, Role::Writer)), Some(Void::NoChange));
    assert_eq!(act(role(&ada, Role::Reader)), Some(Void::Rank));
    assert_eq!(act(role(&cleo, Role::Reader)), Some(Void::NoSuchMember));
    let hand =
        |who: &Person| Act::SetOwner(SetOwner { account: who.id(), owner_key: [1; 32], frontier: Frontier::default() });
    assert_eq!(act(hand(&cleo)), Some(Void::NoSuchMember));
    assert_eq!(act(hand(&ada)), Some(Void::NoChange));
    assert_eq!(act(hand(&ben)), None);
}

#[test]
fn the_key_that_is_in_force_is_needed() {
    let ada = Person::new(1, 1);
    let mut world = World::open(SpaceKind::Circle, &ada);
    let draft = world.membership.draft_rotate(ada.key(), &mut world.random).unwrap();
    let other = EpochKey::generate(&mut world.random);
    let with = SealWith {
        keys: ada.key(),
        created_ms: 0,
        prev: world.head,
        epoch: &other,
        control: &world.control,
        older: &[],
    };
    assert_eq!(draft.seal(&with, &mut Seeded::new(1)).err(), Some(DraftProblem::OtherKey));
}

#[test]
fn a_removed_member_gets_no_key_and_is_named_in_no_box() {
    let (ada, ben) = (Person::new(1, 1), Person::new(2, 1));
    let mut world = World::open(SpaceKind::Circle, &ada);
    world.add(ada.key(), &ben, Role::Admin);
    let (old_control, old_epoch) = (world.control.public(), world.epoch.duplicate());
    let draft =
        world.membership.draft_remove(ada.key(), ben.id(), Frontier::default(), None, &mut world.random).unwrap();
    let frame = Frame::parse(world.post(ada.key(), &draft)).unwrap();
    assert!(boxes::epoch_key(&frame, ben.key().hpke()).is_none());
    assert_ne!(world.control.public(), old_control);
    assert!(open(&frame, &old_epoch).is_ok(), "the one who is removed can read that they were");
    assert!(boxes::epoch_key(&frame, ada.key().hpke()).is_some());
}

#[test]
fn a_leave_request_lets_any_admin_remove_even_the_owner() {
    let (ada, ben) = (Person::new(1, 1), Person::new(2, 1));
    let mut world = World::open(SpaceKind::Pair, &ada);
    world.add(ada.key(), &ben, Role::Admin);
    let refused = world.membership.draft_remove(ben.key(), ada.id(), Frontier::default(), None, &mut world.random);
    assert!(matches!(refused.err(), Some(DraftProblem::Refused(Void::Rank))));
    let request = world.membership.leave_request(ada.key(), Frontier::default(), 3).unwrap();
    let draft = world
        .membership
        .draft_remove(ben.key(), ada.id(), Frontier::default(), Some(&request), &mut world.random)
        .unwrap();
    world.post(ben.key(), &draft);
    let standing = world.membership.standing().unwrap();
    assert_eq!((standing.owner(), standing.members().count()), (ben.id(), 1));
    assert_eq!(standing.role(&ben.id()), Some(Role::Owner));
    assert_eq!(standing.role_at(&ada.id(), 1), Some(Role::Owner));
    let doc = Writers::AtLeast(Role::Reader);
    assert!(!world.membership.may_write(&ada.id(), crate::standing::Opening::Document(&doc)));
    // Back in, the old request counts for nothing.
    world.add(ben.key(), &ada, Role::Admin);
    let again =
        world.membership.draft_remove(ben.key(), ada.id(), Frontier::default(), Some(&request), &mut world.random);
    assert!(matches!(again.err(), Some(DraftProblem::Refused(Void::Request))));
}

#[test]
fn operations_of_a_newer_kind_are_kept_and_stop_authoring() {
    let ada = Person::new(1, 1);
    let mut world = World::open(SpaceKind::Circle, &ada);
    let s = world.membership.standing().unwrap();
    let after = crate::testing::after(s.epoch(), *s.control_key());
    let unknown = Act::Unknown { kind: Kind(40), fields: vec![1] };
    let entry = crate::testing::raw_op(&world.space(), ada.key(), s.tip(), &after, &unknown);
    world.membership.insert(&entry, Trust::Check).unwrap();
    assert_eq!(world.membership.standing().unwrap().tip(), entry.id());
    let draft = world.membership.draft_rotate(ada.key(), &mut world.random);
    assert!(matches!(draft.err(), Some(DraftProblem::NeedsNewer)));
}

#[test]
fn a_document_may_be_opened_and_written_by_role() {
    use crate::standing::Opening;
    let (ada, ben) = (Person::new(1, 1), Person::new(2, 1));
    let mut world = World::open(SpaceKind::Programme, &ada);
    world.add(ada.key(), &ben, Role::Reader);
    let own = DocGenesis { kind: 9, key: b"k".to_vec(), writers: Writers::Accounts([ben.id()].into()) };
    let m = &world.membership;
    let opening = Opening::Genesis { opened: &own, reader_kinds: &[9] };
    assert!(m.may_write(&ben.id(), opening));
    assert!(!m.may_write(&ben.id(), Opening::Genesis { opened: &own, reader_kinds: &[8] }));
    assert!(m.may_write(&ben.id(), Opening::Document(&own.writers)));
    assert!(!m.may_write(&ada.id(), Opening::Document(&own.writers)));
    assert!(!m.may_write(&ben.id(), Opening::Document(&Writers::AtLeast(Role::Writer))));
    assert!(m.may_write(&ben.id(), Opening::AnyMember));
}
