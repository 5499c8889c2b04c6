use super::*;
use crate::testing::Seeded;
use proptest::prelude::*;

fn family() -> (RootKey, DeviceKeys, DeviceKeys, Bundle) {
    let mut random = Seeded::new(7);
    let root = RootKey::generate(&mut random);
    let account = AccountId::new(root.public());
    let phone = DeviceKeys::generate(account, &mut random);
    let laptop = DeviceKeys::generate(account, &mut random);
    let bundle =
        Bundle::new([Certificate::by_root(&root, *phone.card(), 0), Certificate::by_device(&phone, *laptop.card(), 0)])
            .unwrap();
    (root, phone, laptop, bundle)
}

#[test]
fn a_line_that_leads_to_the_root_holds() {
    let (root, phone, laptop, bundle) = family();
    assert_eq!(bundle.check(), Ok(()));
    assert_eq!(bundle.account(), Some(AccountId::new(root.public())));
    assert_eq!(bundle.cards().count(), 2);
    assert_eq!(bundle.card(&phone.id()), Some(phone.card()));
    assert_eq!(bundle.card(&laptop.id()), Some(laptop.card()));
    let mut w = Writer::new();
    bundle.write(&mut w).unwrap();
    assert_eq!(w.len(), 2 + 2 * Certificate::LEN);
    assert_eq!(Bundle::read(&mut Reader::new(w.as_slice())), Ok(bundle));
}

#[test]
fn what_does_not_lead_there_is_refused() {
    let (root, phone, laptop, _) = family();
    let mut random = Seeded::new(8);
    let stranger = DeviceKeys::generate(AccountId::new(root.public()), &mut random);
    let other_root = RootKey::generate(&mut random);
    let by_root = Certificate::by_root(&root, *phone.card(), 0);
    assert_eq!(Bundle::new([]), Err(BadCertificates::Empty));
    assert_eq!(
        Bundle::new([by_root, Certificate::by_device(&stranger, *laptop.card(), 0)]),
        Err(BadCertificates::Open)
    );
    assert_eq!(Bundle::new([Certificate::by_root(&other_root, *phone.card(), 0)]), Err(BadCertificates::Signature));
    let mut forged = Certificate::by_device(&stranger, *laptop.card(), 0);
    forged.certifier = Some(phone.id());
    assert_eq!(Bundle::new([by_root, forged]), Err(BadCertificates::Signature));
    let other = DeviceKeys::generate(AccountId::new(other_root.public()), &mut random);
    assert_eq!(
        Bundle::new([by_root, Certificate::by_root(&other_root, *other.card(), 0)]),
        Err(BadCertificates::Mixed)
    );
}

proptest! {
    #[test]
    fn a_flipped_bit_is_seen(at in 0usize..Certificate::LEN, bit in 0u8..8) {
        let (root, phone, ..) = family();
        let mut bytes = Certificate::by_root(&root, *phone.card(), 3).to_bytes();
        bytes[at] ^= 1 << bit;
        let holds = Certificate::read(&mut Reader::new(&bytes))
            .is_ok_and(|c| c.certifier.is_none() && c.is_by(c.card.account.as_bytes()));
        prop_assert!(!holds);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..500)) {
        let _ = Bundle::read(&mut Reader::new(&bytes)).map(|b| b.check());
    }
}
