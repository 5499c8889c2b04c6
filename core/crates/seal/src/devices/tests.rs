use super::*;
use crate::device::DeviceKeys;
use crate::revocation::Revoke;
use crate::signing::RootKey;
use crate::testing::Seeded;
use proptest::prelude::*;

const SPACE: SpaceId = SpaceId::new([5; 16]);

/// Root certifies a and b; a certifies c; c certifies d.
struct Home {
    root: RootKey,
    account: AccountId,
    keys: Vec<DeviceKeys>,
    certificates: Vec<Certificate>,
}

fn home() -> Home {
    let mut random = Seeded::new(3);
    let root = RootKey::generate(&mut random);
    let account = AccountId::new(root.public());
    let keys: Vec<_> = (0..4).map(|_| DeviceKeys::generate(account, &mut random)).collect();
    let certificates = vec![
        Certificate::by_root(&root, *keys[0].card(), 0),
        Certificate::by_root(&root, *keys[1].card(), 1),
        Certificate::by_device(&keys[0], *keys[2].card(), 0),
        Certificate::by_device(&keys[2], *keys[3].card(), 0),
    ];
    Home { root, account, keys, certificates }
}

fn devices(home: &Home) -> Devices {
    let mut devices = Devices::new(SPACE);
    assert!(devices.add(&Bundle::new(home.certificates.clone()).unwrap()));
    devices
}

fn revoke(home: &Home, device: usize, standing: &[usize]) -> Revoke {
    let last = Mark { dseq: 4, entry: EntryId::new([4; 32]) };
    let standing = standing.iter().map(|i| home.keys[*i].id()).collect();
    Revoke { device: home.keys[device].id(), last_op: EntryId::new([9; 32]), last, standing }
}

fn stands(devices: &Devices, home: &Home) -> Vec<bool> {
    home.keys.iter().map(|k| devices.get(&k.id()).unwrap().revoked.is_none()).collect()
}

#[test]
fn seniority_follows_the_way_from_the_root() {
    let home = home();
    let devices = devices(&home);
    let path = |i: usize| devices.get(&home.keys[i].id()).unwrap().path.clone();
    assert!(path(0) < path(2) && path(2) < path(3) && path(3) < path(1));
    assert_eq!(devices.current(&home.account).count(), 4);
    assert_eq!(devices.line(&home.keys[3].id()).unwrap().certificates().len(), 3);
    assert_eq!(devices.next_n(&home.account, None), 2);
    assert_eq!(devices.next_n(&home.account, Some(home.keys[0].id())), 1);
    assert_eq!(devices.next_n(&home.account, Some(home.keys[3].id())), 0);
}

#[test]
fn a_device_falls_with_its_certifier_unless_it_is_named() {
    let home = home();
    let mut all = devices(&home);
    assert!(all.revoke(&Revocation::by_root(&home.root, &SPACE, revoke(&home, 0, &[])).unwrap()));
    assert_eq!(stands(&all, &home), [false, true, false, false]);
    let fallen = all.get(&home.keys[3].id()).unwrap().revoked.unwrap();
    assert_eq!((fallen.last_op, fallen.last), (EntryId::new([9; 32]), Mark::START));
    let mut some = devices(&home);
    some.revoke(&Revocation::by_root(&home.root, &SPACE, revoke(&home, 0, &[2])).unwrap());
    assert_eq!(stands(&some, &home), [false, true, true, true]);
}

#[test]
fn juniors_only() {
    let home = home();
    let mut all = devices(&home);
    // b is junior to all of a's line, so its word against a is heard and not followed.
    assert!(all.revoke(&Revocation::by_device(&home.keys[1], &SPACE, revoke(&home, 0, &[])).unwrap()));
    assert_eq!(stands(&all, &home), [true; 4]);
    all.revoke(&Revocation::by_device(&home.keys[0], &SPACE, revoke(&home, 1, &[])).unwrap());
    assert_eq!(stands(&all, &home), [true, false, true, true]);
}

#[test]
fn a_stolen_senior_that_the_words_revoke_has_no_say() {
    let home = home();
    let mut all = devices(&home);
    all.revoke(&Revocation::by_device(&home.keys[0], &SPACE, revoke(&home, 1, &[])).unwrap());
    all.revoke(&Revocation::by_root(&home.root, &SPACE, revoke(&home, 0, &[2])).unwrap());
    assert_eq!(stands(&all, &home), [false, true, true, true]);
}

#[test]
fn one_for_another_space_or_by_a_stranger_is_no_revocation() {
    let home = home();
    let mut all = devices(&home);
    let elsewhere = Revocation::by_root(&home.root, &SpaceId::new([6; 16]), revoke(&home, 0, &[])).unwrap();
    assert!(!all.revoke(&elsewhere));
    let stranger = DeviceKeys::generate(home.account, &mut Seeded::new(99));
    all.revoke(&Revocation::by_device(&stranger, &SPACE, revoke(&home, 0, &[])).unwrap());
    let mut forged = Revocation::by_device(&stranger, &SPACE, revoke(&home, 2, &[])).unwrap();
    forged.revoker = Some(home.keys[0].id());
    assert!(!all.revoke(&forged));
    assert_eq!(stands(&all, &home), [true; 4]);
}

#[test]
fn a_revocation_waits_for_its_revoker() {
    let home = home();
    let mut all = Devices::new(SPACE);
    assert!(all.revoke(&Revocation::by_device(&home.keys[0], &SPACE, revoke(&home, 1, &[])).unwrap()));
    all.add(&Bundle::new(home.certificates.clone()).unwrap());
    assert_eq!(stands(&all, &home), [true, false, true, true]);
}

#[test]
fn a_device_certified_anew_by_one_that_stands_stands() {
    let mut home = home();
    home.certificates.push(Certificate::by_device(&home.keys[1], *home.keys[2].card(), 0));
    let mut all = devices(&home);
    all.revoke(&Revocation::by_root(&home.root, &SPACE, revoke(&home, 0, &[])).unwrap());
    assert_eq!(stands(&all, &home), [false, true, true, true]);
}

#[test]
fn certifying_one_another_in_a_ring_leads_nowhere() {
    let home = home();
    let mut random = Seeded::new(11);
    let (x, y) = (DeviceKeys::generate(home.account, &mut random), DeviceKeys::generate(home.account, &mut random));
    let ring =
        Bundle::new([Certificate::by_device(&x, *y.card(), 0), Certificate::by_device(&y, *x.card(), 0)]).unwrap();
    let mut all = devices(&home);
    all.add(&ring);
    assert!(all.get(&x.id()).is_none() && all.get(&y.id()).is_none());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn order_of_arrival_does_not_matter(order in Just((0..6usize).collect::<Vec<_>>()).prop_shuffle()) {
        let home = home();
        let sayings = [
            Revocation::by_root(&home.root, &SPACE, revoke(&home, 1, &[])).unwrap(),
            Revocation::by_device(&home.keys[0], &SPACE, revoke(&home, 2, &[3])).unwrap(),
            Revocation::by_device(&home.keys[2], &SPACE, revoke(&home, 3, &[])).unwrap(),
            Revocation::by_device(&home.keys[1], &SPACE, revoke(&home, 0, &[])).unwrap(),
            Revocation::by_device(&home.keys[0], &SPACE, revoke(&home, 3, &[])).unwrap(),
            Revocation::by_device(&home.keys[3], &SPACE, revoke(&home, 1, &[])).unwrap(),
        ];
        let settle = |order: &[usize]| {
            let mut all = devices(&home);
            for i in order {
                all.revoke(&sayings[*i]);
            }
            home.keys.iter().map(|k| all.get(&k.id()).unwrap().clone()).collect::<Vec<_>>()
        };
        prop_assert_eq!(settle(&order), settle(&[0, 1, 2, 3, 4, 5]));
    }
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = Revocation::read(&bytes);
    }
}
