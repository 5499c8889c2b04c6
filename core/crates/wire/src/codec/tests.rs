use super::*;
use proptest::prelude::*;

#[test]
fn what_is_written_is_read() {
    let mut w = Writer::new();
    w.u8(1).u16(2).u32(3).u64(4).flag(true);
    w.bytes("b", b"five").unwrap();
    w.count("n", 2).unwrap().u8(6).u8(7);
    let bytes = w.finish();
    let mut r = Reader::new(&bytes);
    assert_eq!((r.u8("a"), r.u16("a"), r.u32("a"), r.u64("a"), r.flag("a")), (Ok(1), Ok(2), Ok(3), Ok(4), Ok(true)));
    assert_eq!(r.text("b", 4), Ok("five"));
    assert_eq!(r.ascending("n", |r| r.u8("i")), Ok(vec![6, 7]));
    assert_eq!(r.end("end"), Ok(()));
}

#[test]
fn a_length_is_checked_before_it_is_believed() {
    let huge = [0xff, 0xff, 0xff, 0xff, 1];
    assert_eq!(Reader::new(&huge).bytes("b", 100), Err(Malformed::new("b", Problem::TooLong)));
    assert_eq!(Reader::new(&huge).bytes("b", usize::MAX), Err(Malformed::new("b", Problem::Short)));
    assert_eq!(Reader::new(&[0xff, 0xff]).ascending("n", |r| r.u64("i")), Err(Malformed::new("i", Problem::Short)));
}

#[test]
fn one_value_has_one_form() {
    assert_eq!(Reader::new(&[0, 2, 5, 5]).ascending("n", |r| r.u8("i")), Err(Malformed::new("n", Problem::Order)));
    assert_eq!(Reader::new(&[0, 2, 5, 4]).ascending("n", |r| r.u8("i")), Err(Malformed::new("n", Problem::Order)));
    assert_eq!(Reader::new(&[2]).flag("f"), Err(Malformed::new("f", Problem::Value)));
    assert_eq!(Reader::new(&[0]).end("e"), Err(Malformed::new("e", Problem::Trailing)));
    assert_eq!(Reader::new(&[0, 0, 0, 1, 0xff]).text("t", 9), Err(Malformed::new("t", Problem::Text)));
}

proptest! {
    #[test]
    fn any_bytes_are_read_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
        let mut r = Reader::new(&bytes);
        let _ = r.flag("a");
        let _ = r.bytes("b", 16);
        let _ = r.ascending("c", |r| r.array::<3>("i"));
        let _ = r.text("d", 16);
        prop_assert!(r.rest().len() <= bytes.len());
    }
}
