use super::*;
use crate::rules::{Field, Problem, Rule, RuleBroken, Thing, Who};
use crate::testing::{ANN, BEN, CLEO, EVE, NOON, PEOPLE, alone, by, pair, refusal};
use rapport_ids::PersonId;

const PART: SectionId = SectionId::new([1; 16]);

fn begin() -> NoteAct {
    NoteAct::Begin { title: " Our first meeting ".to_owned(), meeting: None }
}

fn section(id: u8) -> NoteAct {
    let order = Order::parse(&format!("a{id}")).unwrap();
    NoteAct::AddSection(NewSection {
        id: SectionId::new([id; 16]),
        title: "How are you".to_owned(),
        order,
        agenda: None,
    })
}

fn note(members: Members, acts: &[(PersonId, NoteAct)]) -> Note {
    let mut note = Note::new(NoteId::new([5; 16]), members);
    for (person, act) in acts {
        note = note.apply(act, &by(*person)).unwrap_or_else(|broken| panic!("{act:?}: {broken}"));
    }
    note
}

#[test]
fn both_arrange_it_and_nobody_else() {
    let note = note(pair(), &[(ANN, begin()), (BEN, section(1))]);
    assert_eq!((note.title.as_str(), note.made), ("Our first meeting", Some(Made { by: ANN, at: NOON })));
    let title = || "Other".to_owned();
    let acts = [
        NoteAct::Title(title()),
        section(2),
        NoteAct::SectionTitle { id: PART, title: title() },
        NoteAct::MoveSection { id: PART, order: Order::first() },
        NoteAct::DeleteSection { id: PART },
    ];
    for act in acts {
        for person in PEOPLE {
            let result = note.apply(&act, &by(person));
            assert_eq!(result.is_ok(), [ANN, BEN].contains(&person), "{act:?} by {person}");
            if let Err(broken) = result {
                assert_eq!(refusal::<()>(Err(broken)).field(), act.field());
            }
        }
    }
    assert_eq!(
        note.check(&NoteAct::Delete, &by(BEN)),
        Err(RuleBroken::not_allowed(Field::Note, Rule::OnlyFor { who: Who::Author }))
    );
    assert_eq!(note.tier(), crate::access::Tier::Pair);
    assert_eq!(self::note(alone(), &[(ANN, begin())]).tier(), crate::access::Tier::Private);
}

#[test]
fn odd_acts_are_refused_with_their_field() {
    let note = note(pair(), &[(ANN, begin()), (BEN, section(1))]);
    for (act, refused) in [
        (begin(), RuleBroken::not_allowed(Field::Title, Rule::BegunAlready)),
        (section(1), RuleBroken::not_allowed(Field::Section, Rule::Taken)),
        (NoteAct::Title(String::new()), Problem::Empty.of(Field::Title)),
        (NoteAct::DeleteSection { id: SectionId::new([9; 16]) }, RuleBroken::not_found(Field::Section, Thing::Section)),
        (
            NoteAct::SectionTitle { id: PART, title: "a\u{0}".to_owned() },
            Problem::ControlCharacter { at: 1 }.of(Field::Section),
        ),
    ] {
        assert_eq!(note.check(&act, &by(ANN)), Err(refused), "{act:?}");
    }
    let nothing = Note::new(NoteId::new([5; 16]), pair());
    assert_eq!(nothing.check(&section(1), &by(ANN)), Err(RuleBroken::not_allowed(Field::Section, Rule::NotBegun)));
    let mut full = note.clone();
    full.sections = (0..MOST_SECTIONS).map(|_| note.sections[0].clone()).collect();
    assert_eq!(
        full.check(&section(2), &by(ANN)),
        Err(RuleBroken::not_allowed(Field::Section, Rule::Full { max: MOST_SECTIONS }))
    );
}

#[test]
fn i16_what_is_deleted_keeps_who_and_when() {
    let note = note(pair(), &[(ANN, begin()), (BEN, section(1))]);
    let without = note.apply(&NoteAct::DeleteSection { id: PART }, &by(ANN)).unwrap();
    assert_eq!(without.gone, [Gone { id: ItemId::Section(PART), made: Made { by: BEN, at: NOON } }]);
    assert!(without.sections.is_empty() && without.had_section(PART));
    assert_eq!(without.check(&section(1), &by(BEN)), Err(RuleBroken::not_allowed(Field::Section, Rule::Taken)));
    let gone = note.apply(&NoteAct::Delete, &by(ANN)).unwrap();
    assert!(!gone.is_here() && !serde_json::to_string(&gone).unwrap().contains("Our first"));
    assert_eq!(gone.made, note.made);
    assert_eq!(gone.check(&section(2), &by(ANN)), Err(RuleBroken::not_allowed(Field::Section, Rule::Deleted)));
}

#[test]
fn blocks_and_their_names() {
    for kind in BlockKind::ALL {
        assert_eq!(BlockKind::read(kind.name()), *kind);
    }
    assert_eq!(BlockKind::read("table"), BlockKind::Newer);
    let next = |kind: &BlockKind| kind.after_return();
    use BlockKind::{Bullet, Check, Numbered, Paragraph, Quote};
    let after: Vec<_> = BlockKind::ALL.iter().map(next).collect();
    assert_eq!(after, [Paragraph, Paragraph, Paragraph, Paragraph, Bullet, Numbered, Check, Quote, Paragraph]);
}

#[test]
fn only_links_that_are_safe_to_open() {
    for link in ["https://example.org/a?b#c", "http://localhost:8080", "mailto:ann@example.org", "HTTPS://Example.org"]
    {
        assert_eq!(Link::new(link).unwrap().as_str(), link);
    }
    for link in [
        "javascript:alert(1)",
        "example.org",
        "https://",
        "https:///x",
        "data:text/html,x",
        "https://a b",
        "https://a\"b",
        "file:///etc",
    ] {
        assert_eq!(Link::new(link), Err(Problem::NotALink.of(Field::Link)), "{link}");
    }
    assert_eq!(Link::new(""), Err(Problem::Empty.of(Field::Link)));
    assert!(serde_json::from_str::<Link>("\"javascript:alert(1)\"").is_err());
}

#[test]
fn marks_and_their_values() {
    let link = Link::new("https://example.org").unwrap();
    for mark in [Mark::Bold, Mark::Italic, Mark::Link(link), Mark::Mention(ANN)] {
        let value = mark.value().unwrap_or_default();
        assert_eq!(Mark::from_value(mark.kind(), &value), Ok(mark));
    }
    assert_eq!(Mark::from_value(MarkKind::Mention, "ann"), Err(Problem::NotOneOfUs.of(Field::Mention)));
    assert_eq!(Mark::from_value(MarkKind::Link, "javascript:x"), Err(Problem::NotALink.of(Field::Link)));
    assert!(MarkKind::Bold.grows() && !MarkKind::Link.grows());
    assert!([CLEO, EVE].iter().all(|person| Mark::Mention(*person).value().unwrap().starts_with("person-")));
}

#[test]
fn positions_count_as_phones_count() {
    let line = |kind, text: &str| Line { kind, done: false, text: text.to_owned() };
    let text = RichText {
        lines: vec![line(BlockKind::Heading1, "👩🏽‍🔬!"), line(BlockKind::Paragraph, ""), line(BlockKind::Bullet, "שלום")],
        spans: vec![],
    };
    assert_eq!(text.starts(), [0, 9, 10]);
    assert_eq!((text.units(), text.plain().as_str()), (14, "👩🏽‍🔬!\n\nשלום"));
    assert_eq!(crate::text::units(&text.plain()), text.units());
    assert!(!text.is_blank() && RichText::default().is_blank());
    assert_eq!(RichText::default().units(), 0);
}
