//! Whatever a member writes into a document, reading it gives something.

use super::*;
use automerge::transaction::Transactable;
use automerge::{ObjType, ROOT, ReadDoc, ScalarValue};
use proptest::prelude::*;

const FIELDS: &[&str] = &[
    "title",
    "why",
    "measure",
    "horizon",
    "due",
    "level_less",
    "parent",
    "review",
    "confidence",
    "weight",
    "deleted",
    "schema",
    "min_reader",
    "mode",
    "place",
    "took",
    "weekly",
    "away",
    "busy",
    "busy_days",
    "quiet",
    "cadence",
    "supervisor",
    "name",
    "languages",
    "zone",
    "contact_hours",
    "ask_me",
    "begun",
    "meeting",
    "text",
    "order",
    "milestone",
    "assignee",
    "done",
    "cancelled",
    "from",
    "reading",
    "note",
    "kind",
    "on",
    "reason",
    "carried",
    "covered",
    "reached",
    "relay",
    "pin",
    "genesis",
    "epoch_key",
    "owner_key",
    "left",
    "space",
    "secret",
    "expires",
    "used",
    "agenda",
    "added",
];

fn value() -> impl Strategy<Value = ScalarValue> {
    let odd = prop_oneof![
        Just("\u{0}\u{1b}[2J".to_owned()),
        Just("x".repeat(70_000)),
        Just("step-00".to_owned()),
        Just("2026-99-99".to_owned()),
        Just("amount 1 1".to_owned()),
        Just("javascript:alert(1)".to_owned()),
        ".{0,20}",
    ];
    prop_oneof![
        odd.prop_map(|text| ScalarValue::Str(text.into())),
        any::<i64>().prop_map(ScalarValue::Int),
        any::<u64>().prop_map(ScalarValue::Uint),
        any::<f64>().prop_map(ScalarValue::F64),
        any::<bool>().prop_map(ScalarValue::Boolean),
        Just(ScalarValue::Null),
        any::<i64>().prop_map(ScalarValue::Timestamp),
        proptest::collection::vec(any::<u8>(), 0..40).prop_map(ScalarValue::Bytes),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn anything_reads_as_something(
        kind in 0usize..DocKind::ALL.len(),
        puts in proptest::collection::vec((0u8..12, any::<u16>(), value(), any::<bool>(), 0u8..9), 1..40),
    ) {
        let doc = phone(DocKind::ALL[kind], ANN);
        let written = doc.write(1, |tx, doc| {
            for (place, field, value, as_object, id) in &puts {
                let field = FIELDS[*field as usize % FIELDS.len()];
                let lists = doc.roots().maps();
                let list = lists.get(*place as usize % lists.len().max(1)).map(|key| doc.map(key));
                let ids = [
                    step(*id).to_string(),
                    MilestoneId::new([*id; 16]).to_string(),
                    event(*id).to_string(),
                    PersonId::new([*id; 32]).to_string(),
                    SpaceId::new([*id; 16]).to_string(),
                    BoxId::new([*id; 16]).to_string(),
                    CommentId::new([*id; 16]).to_string(),
                    rapport_ids::AgendaItemId::new([*id; 16]).to_string(),
                    "nonsense".to_owned(),
                ];
                let key = &ids[*place as usize % ids.len()];
                match (place % 3, list) {
                    (0, _) | (_, None) if *as_object => drop(tx.put_object(ROOT, field, ObjType::List)?),
                    (0, _) | (_, None) => tx.put(ROOT, field, value.clone())?,
                    (1, Some(list)) => tx.put(list, key.as_str(), value.clone())?,
                    (_, Some(list)) => {
                        let map = match tx.get(&list, key.as_str())? {
                            Some((automerge::Value::Object(_), map)) => map,
                            _ => tx.put_object(list, key.as_str(), ObjType::Map)?,
                        };
                        tx.put(map, field, value.clone())?;
                    }
                }
            }
            Ok(())
        });
        let doc = written.unwrap().doc;
        let members = pair();
        let projection = project(&doc, Some(ANN), &around(&members)).unwrap();
        for words in &projection.words {
            prop_assert!(crate::text::units(&words.text) <= 20_000);
            prop_assert!(!words.text.chars().any(|c| c.is_control() && c != '\n' && c != '\t'));
        }
        // Nothing of what people wrote stands in what is told about it.
        let told = format!("{:?}", projection.troubles);
        prop_assert!(!told.contains("javascript"));
    }
}
