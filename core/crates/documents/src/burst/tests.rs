//! Rows and back, and the same change after a kill.

use super::*;
use crate::doc::Stored;
use crate::note;
use crate::note::tests::{SECTION, phone, put};
use crate::text::tests::make::{delta_on, note as any_note};
use crate::text::{Delta, Line, LineKind, Mark, Marks, Restyle, Style};
use crate::{Doc, Writer};
use proptest::prelude::*;
use rapport_ids::PersonId;

fn every_kind_of_step() -> Delta {
    let mut delta = Delta::new();
    delta.set_lead(Restyle { kind: Some(LineKind::Heading2), done: Some(false), ..Restyle::default() });
    delta.keep(300, None);
    delta.insert("plain 👍", Style::plain());
    let link =
        Marks { link: Some("https://e.org/ä".into()), mention: Some(PersonId::new([7; 32])), ..Marks::default() };
    delta.insert("both", Style::marked(link));
    delta.insert(
        "\n",
        Style::line_break(Marks { bold: true, ..Marks::default() }, Line { kind: LineKind::Check, done: true }),
    );
    delta.delete(70_000);
    delta.keep(5, Some(&Restyle::mark(Mark::Link("https://e.org".into()), true)));
    delta.keep(5, Some(&Restyle { link: Some(None), mention: Some(None), italic: Some(true), ..Restyle::default() }));
    delta.keep(
        1,
        Some(&Restyle { mention: Some(Some(PersonId::new([8; 32]))), done: Some(true), ..Restyle::default() }),
    );
    delta
}

#[test]
fn the_bytes_of_a_row_are_golden() {
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    assert_eq!(hex(&encode(&put(1_000, "e"))), "010000e807030165", "a keystroke");
    assert_eq!(hex(&encode(&every_kind_of_step())), include_str!("tests/row.txt").trim());
    assert_eq!(decode(&encode(&every_kind_of_step())).unwrap(), every_kind_of_step());
}

#[test]
fn damage_is_refused() {
    for bad in [
        &[][..],
        &[1],
        &[1, 0, 9],
        &[1, 0, step::KEEP, 0],
        &[1, 0, step::KEEP, 0x80],
        &[1, 0, step::TEXT, 1, b'\n'],
        &[1, 0, step::TEXT, 0],
        &[1, 0, step::TEXT, 2, 0xC3, 0x28],
        &[1, 0, step::LINE, 0, 99],
        &[1, key::BOLD, key::BOLD],
        &[1, 0, step::RESTYLE, 1, key::BOLD, key::ITALIC],
        &[1, 0, step::KEEP, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F, step::KEEP, 1],
    ] {
        assert_eq!(decode(bad), Err(BadRow::Damaged), "{bad:?}");
    }
    assert_eq!(decode(&[2, 0]), Err(BadRow::Version(2)));
}

#[test]
fn after_a_kill_the_burst_is_the_same_change() {
    let doc = note::write(&phone(1), SECTION, &[put(0, "Before the burst.\n")], 1).unwrap().doc;
    let stored = (doc.save(), doc.heads());
    let burst = [
        put(0, "h"),
        put(1, "i"),
        Delta::splice(1, 1, []),
        Delta::splice(1, 0, [("\n".to_owned(), Style::line_break(Marks::default(), Line::of(LineKind::Check)))]),
        Delta::restyle(3, 4, Restyle::mark(Mark::Italic, true)),
        Delta::restyle(1, 1, Restyle { done: Some(true), ..Restyle::default() }),
    ];
    let rows: Vec<Vec<u8>> = burst.iter().map(encode).collect();
    let live = note::write(&doc, SECTION, &burst, 99).unwrap().change.unwrap();
    // Killed: only the save and the rows are left.
    let mut again = Doc::load(doc.id(), doc.kind(), &Stored { save: Some(&stored.0), changes: &[] }).unwrap();
    assert_eq!(again.heads(), stored.1);
    again.write_as(Writer::first(crate::note::tests::device(1)));
    let replayed: Vec<Delta> = rows.iter().map(|row| decode(row).unwrap()).collect();
    assert_eq!(note::write(&again, SECTION, &replayed, 99).unwrap().change.unwrap(), live);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(800))]

    #[test]
    fn any_difference_there_and_back(delta in any_note().prop_flat_map(|n| delta_on(&n))) {
        prop_assert_eq!(decode(&encode(&delta)).unwrap(), delta);
    }

    #[test]
    fn any_bytes_are_read_or_refused(mut bytes in proptest::collection::vec(any::<u8>(), 0..60), ours in any::<bool>()) {
        if ours && !bytes.is_empty() {
            bytes[0] = VERSION;
        }
        if let Ok(delta) = decode(&bytes) {
            prop_assert_eq!(decode(&encode(&delta)).unwrap(), delta);
        }
    }
}
