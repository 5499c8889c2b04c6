use super::*;
use proptest::prelude::*;

#[test]
fn counts_both_ways() {
    let mut screen = Screen::new("a🙂ü");
    assert_eq!((screen.points(), screen.units()), (3, 4));
    let splice = screen.patch(2, 1, "🎯b").unwrap();
    assert_eq!(splice, Splice { at: 3, delete: 1, insert: String::from("🎯b") });
    assert_eq!(screen.text(), "a🙂🎯b");
    assert_eq!(screen.point(1), Some('🙂'));
    assert_eq!(screen.point(4), None);
}

#[test]
fn refuses_what_does_not_fit_and_stays_as_it_was() {
    let mut screen = Screen::new("a🙂");
    for (at, delete) in [(2, 0), (1, 1), (4, 0), (0, 4), (usize::MAX, 1)] {
        assert!(screen.splice(&Splice { at, delete, insert: String::from("x") }).is_err(), "{at} {delete}");
    }
    assert!(screen.patch(1, 2, "x").is_err());
    assert!(screen.patch(usize::MAX, 2, "x").is_err());
    assert_eq!(screen.text(), "a🙂");
}

proptest! {
    #[test]
    fn equals_a_plain_string_of_units(edits in prop::collection::vec((0usize..40, 0usize..6, "[a🙂ü]{0,4}"), 0..40)) {
        let mut screen = Screen::default();
        let mut plain: Vec<u16> = Vec::new();
        for (at, delete, insert) in edits {
            let splice = Splice { at, delete, insert };
            let end = at + delete;
            let fits = end <= plain.len()
                && String::from_utf16(&plain[..at]).is_ok()
                && String::from_utf16(&plain[at..end]).is_ok();
            prop_assert_eq!(screen.splice(&splice).is_ok(), fits);
            if fits {
                plain.splice(at..end, splice.insert.encode_utf16());
            }
            prop_assert_eq!(screen.text(), String::from_utf16(&plain).unwrap());
            prop_assert_eq!(screen.units(), plain.len());
        }
    }
}
