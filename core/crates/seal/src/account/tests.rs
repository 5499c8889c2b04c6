use super::*;
use crate::testing::Seeded;
use data_encoding::HEXLOWER;

const PHRASE: &str = "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon \
    abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon art";

#[test]
fn words_are_their_entropy() {
    let words = RecoveryWords::parse(PHRASE).unwrap();
    assert!(words.entropy().is(&[0; 32]));
    assert_eq!(*words.phrase(), PHRASE.split_whitespace().collect::<Vec<_>>().join(" "));
    let spoken = format!("  {}\n", PHRASE.to_uppercase().replace(' ', "\t "));
    assert!(RecoveryWords::parse(&spoken).unwrap().entropy().is(&[0; 32]));
}

#[test]
fn what_is_wrong_is_named_without_repeating_a_word() {
    assert_eq!(RecoveryWords::parse("").err(), Some(BadWords::Count(0)));
    assert_eq!(RecoveryWords::parse("abandon art").err(), Some(BadWords::Count(2)));
    let unknown = PHRASE.replacen("abandon abandon", "abandon geheimnis", 1);
    assert_eq!(RecoveryWords::parse(&unknown).err(), Some(BadWords::Unknown(2)));
    assert!(!BadWords::Unknown(2).to_string().contains("geheimnis"));
    assert_eq!(RecoveryWords::parse(&PHRASE.replace("art", "zoo")).err(), Some(BadWords::Checksum));
}

#[test]
fn the_same_words_give_the_same_keys_and_no_two_keys_are_one() {
    let words = RecoveryWords::generate(&mut Seeded::new(1));
    let again = RecoveryWords::parse(&words.phrase()).unwrap();
    let (a, b) = (words.account(), again.account());
    assert_eq!(a.id, b.id);
    assert!(a.personal_random.is(b.personal_random.expose()));
    let mut all = vec![
        a.root.public(),
        a.recovery_relay.public(),
        a.personal_owner.public(),
        *a.recovery_hpke.public().as_bytes(),
        *a.personal_random.expose(),
    ];
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), 5);
}

#[test]
fn a_root_that_another_implementation_can_check() {
    // HKDF-SHA256 over 32 zero bytes without salt, info "rapport/v1/root".
    let account = RecoveryWords::from_entropy(Secret::new([0; 32])).account();
    let seed = crate::kdf::expand::<32>(&[], &[0; 32], &[b"rapport/v1/root"]);
    assert!(account.root.seed().is(&seed));
    assert_eq!(HEXLOWER.encode(account.id.as_bytes()).len(), 64);
}
