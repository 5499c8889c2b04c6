//! A point that both phones carry on, each for itself, is one point.

use super::*;
use proptest::prelude::*;
use rapport_domain::meeting::{AgendaAct, AgendaItem, Carried, MeetingAct, NewAgendaItem};
use rapport_domain::{Gone, ItemId};
use rapport_ids::{AgendaItemId, MeetingId};
use std::collections::BTreeSet;

const FROM: Carried = Carried { meeting: MeetingId::new([7; 16]), item: AgendaItemId::new([8; 16]) };

fn write(doc: &Doc, by: Ctx, act: MeetingAct) -> Doc {
    intent::meeting(doc, &act, by.now).unwrap().doc
}

fn agenda(doc: &Doc) -> (Vec<AgendaItem>, Vec<Gone>) {
    let read = meeting(doc, &around(&pair())).unwrap();
    assert_eq!(read.troubles, []);
    (read.value.agenda, read.value.gone)
}

fn carried(doc: &Doc) -> AgendaItemId {
    crate::carried_point(MeetingId::from(doc.id()), &FROM)
}

fn add(doc: &Doc) -> MeetingAct {
    let text = "left over".to_owned();
    let new = NewAgendaItem { id: carried(doc), text, order: Order::first(), carried_from: Some(FROM) };
    MeetingAct::Agenda(AgendaAct::Add(new))
}

/// What one phone knows has been done to the point.
#[derive(Clone, Default, Debug, PartialEq)]
struct Known {
    there: bool,
    ticks: BTreeSet<u8>,
    taken_back: BTreeSet<u8>,
    deleted: bool,
}

impl Known {
    fn is_covered(&self) -> bool {
        self.ticks.difference(&self.taken_back).next().is_some()
    }

    fn with(&self, other: &Self) -> Self {
        Self {
            there: self.there || other.there,
            ticks: &self.ticks | &other.ticks,
            taken_back: &self.taken_back | &other.taken_back,
            deleted: self.deleted || other.deleted,
        }
    }
}

#[test]
fn a_point_goes_along_under_an_id_that_names_where_from_and_where_to() {
    let to = MeetingId::new([1; 16]);
    let id = crate::carried_point(to, &FROM);
    assert_eq!(id, crate::carried_point(to, &FROM));
    let others = [
        crate::carried_point(MeetingId::new([2; 16]), &FROM),
        crate::carried_point(to, &Carried { meeting: to, ..FROM }),
        crate::carried_point(to, &Carried { item: id, ..FROM }),
    ];
    assert!(others.iter().all(|other| *other != id));
}

#[test]
fn whoever_carried_a_point_on_first_is_its_author_and_a_later_making_hides_no_words() {
    let ann = write(&phone(DocKind::Meeting, ANN), at(ANN, 0), add(&phone(DocKind::Meeting, ANN)));
    let words = AgendaAct::Text { id: carried(&ann), text: "left over, and urgent".into() };
    let ann = write(&ann, at(ANN, 1), MeetingAct::Agenda(words));
    // Ben did much else before, so that his making comes late in the common order.
    let mut ben = phone(DocKind::Meeting, BEN);
    for number in 0..20 {
        ben = write(&ben, at(BEN, number), MeetingAct::Title(format!("title {number}")));
    }
    let ben = write(&ben, at(BEN, 30), add(&ben));
    let (a, b) = meet(&ann, &ben);
    let (points, _) = agenda(&a);
    assert_eq!(points, agenda(&b).0);
    let only = &points[0];
    assert_eq!((points.len(), only.text.as_str(), only.made.by), (1, "left over, and urgent", ANN));
    assert_eq!(only.carried_from, Some(FROM));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// I7, I15, I16 for it: whatever both do and whenever they meet, they see
    /// one point; whoever did something sees it, and done is decided by what
    /// people knew.
    #[test]
    fn both_carry_a_point_on_and_it_stays_one(
        acts in proptest::collection::vec((any::<bool>(), 0u8..12, proptest::bool::weighted(0.25)), 1..30),
    ) {
        let mut docs = [phone(DocKind::Meeting, ANN), phone(DocKind::Meeting, BEN)];
        let mut known = [Known::default(), Known::default()];
        for (number, (of_ben, what, meet_then)) in (0u8..).zip(acts) {
            let who = usize::from(of_ben);
            let ctx = at(if of_ben { BEN } else { ANN }, i64::from(number));
            let (doc, knows) = (&docs[who], &mut known[who]);
            let id = carried(doc);
            let point = |act| MeetingAct::Agenda(act);
            let words = format!("words {number}");
            let act = match (knows.there, knows.deleted, what) {
                (false, _, 0..=4) => {
                    knows.there = true;
                    add(doc)
                }
                (true, false, 0..=2) => point(AgendaAct::Text { id, text: words.clone() }),
                (true, false, 3..=7) if knows.is_covered() => {
                    knows.taken_back = knows.ticks.clone();
                    point(AgendaAct::Cover { id, covered: false })
                }
                (true, false, 3..=7) => {
                    knows.ticks.insert(number);
                    point(AgendaAct::Cover { id, covered: true })
                }
                (true, false, 8) => {
                    knows.deleted = true;
                    point(AgendaAct::Delete { id })
                }
                _ => MeetingAct::Title(words.clone()),
            };
            docs[who] = write(doc, ctx, act.clone());
            if let MeetingAct::Agenda(AgendaAct::Text { .. }) = act {
                let (points, _) = agenda(&docs[who]);
                prop_assert_eq!(&points[0].text, &words);
            }
            if meet_then {
                let (a, b) = meet(&docs[0], &docs[1]);
                prop_assert_eq!(agenda(&a), agenda(&b));
                docs = [a, b];
                let both = known[0].with(&known[1]);
                known = [both.clone(), both];
            }
            for (doc, knows) in docs.iter().zip(&known) {
                let (points, gone) = agenda(doc);
                let covered: Vec<bool> = points.iter().map(AgendaItem::is_covered).collect();
                let expected = if knows.there && !knows.deleted { vec![knows.is_covered()] } else { vec![] };
                prop_assert_eq!(covered, expected);
                let gone: Vec<ItemId> = gone.iter().map(|gone| gone.id).collect();
                let expected = if knows.deleted { vec![ItemId::AgendaItem(carried(doc))] } else { vec![] };
                prop_assert_eq!(gone, expected);
            }
        }
    }
}
