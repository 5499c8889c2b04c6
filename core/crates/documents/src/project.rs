//! What lists, Today and search need of a document, so that whoever stores
//! documents never has to open one.

use crate::doc::Doc;
use crate::kind::DocKind;
use crate::note;
use crate::read::{self, Around, Keyring, Read, Settings, Trouble};
use rapport_domain::meeting::series::Series;
use rapport_domain::person::FreeTimes;
use rapport_domain::{CheckIns, Goal, ItemId, Meeting, Note, Pairing, Profile};
use rapport_ids::{PersonId, SectionId};

/// A document as the domain sees it, and its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Projection {
    pub facts: Facts,
    /// What search looks through. Nothing of what was deleted.
    pub words: Vec<Words>,
    pub troubles: Vec<Trouble>,
    /// Set when a newer version is needed to edit it.
    pub needs_update: Option<u64>,
}

/// What a document is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Facts {
    Profile(Box<Profile>),
    Pairing(Box<Pairing>),
    Goal(Box<Goal>),
    Meeting(Box<Meeting>),
    /// Without the texts of its sections, which stand in the words.
    Note(Box<Note>),
    Keyring(Keyring),
    Settings(Settings),
    CheckIns(Box<CheckIns>),
    Series(Box<Series>),
    FreeTimes(Box<FreeTimes>),
}

/// Words that can be found, and where they stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// The part of the document; none for the document itself.
    pub item: Option<ItemId>,
    pub text: String,
}

impl Words {
    fn of(item: Option<ItemId>, text: &str) -> Option<Self> {
        let text = text.trim();
        (!text.is_empty()).then(|| Self { item, text: text.to_owned() })
    }
}

/// Reads a document for its rows. `person` says whose profile, times or
/// check-ins they are, where it holds such.
pub fn project(doc: &Doc, person: Option<PersonId>, around: &Around<'_>) -> Option<Projection> {
    let (facts, words, troubles) = match doc.kind() {
        DocKind::Profile => {
            let Read { value, troubles } = read::profile(doc, person?, around)?;
            let words = all(&[(None, &value.name), (None, &value.ask_me)]);
            (Facts::Profile(Box::new(value)), words, troubles)
        }
        DocKind::Pairing => {
            let Read { value, troubles } = read::pairing(doc, around)?;
            (Facts::Pairing(Box::new(value)), Vec::new(), troubles)
        }
        DocKind::Goal => {
            let Read { value, troubles } = read::goal(doc, around)?;
            let words = goal_words(&value);
            (Facts::Goal(Box::new(value)), words, troubles)
        }
        DocKind::Meeting => {
            let Read { value, troubles } = read::meeting(doc, around)?;
            let words = meeting_words(&value);
            (Facts::Meeting(Box::new(value)), words, troubles)
        }
        DocKind::Note => {
            let Read { value, troubles } = read::note(doc, around)?;
            let mut words = all(&[(None, &value.title)]);
            for section in &value.sections {
                let id = Some(ItemId::Section(section.id));
                words.extend(Words::of(id, &section.title));
                words.extend(Words::of(id, &plain(doc, section.id)));
            }
            (Facts::Note(Box::new(value)), words, troubles)
        }
        DocKind::Keyring => {
            let Read { value, troubles } = read::keyring(doc, around)?;
            (Facts::Keyring(value), Vec::new(), troubles)
        }
        DocKind::Settings => {
            let Read { value, troubles } = read::settings(doc, around)?;
            (Facts::Settings(value), Vec::new(), troubles)
        }
        DocKind::CheckIns => {
            let Read { value, troubles } = read::checkins(doc, person?, around)?;
            // Nobody looks for what they felt by searching for a word.
            (Facts::CheckIns(Box::new(value)), Vec::new(), troubles)
        }
        DocKind::Series => {
            let Read { value, troubles } = read::series(doc, around)?;
            let words = all(&[(None, &value.title), (None, &value.place)]);
            (Facts::Series(Box::new(value)), words, troubles)
        }
        DocKind::FreeTimes => {
            let Read { value, troubles } = read::free(doc, person?, around)?;
            (Facts::FreeTimes(Box::new(value)), Vec::new(), troubles)
        }
    };
    Some(Projection { facts, words, troubles, needs_update: doc.needs_update() })
}

/// The plain text of a section; empty when there is none.
pub fn plain(doc: &Doc, section: SectionId) -> String {
    note::read(doc, section).map(|text| text.text).unwrap_or_default()
}

fn all(texts: &[(Option<ItemId>, &String)]) -> Vec<Words> {
    texts.iter().filter_map(|(item, text)| Words::of(*item, text)).collect()
}

fn goal_words(goal: &Goal) -> Vec<Words> {
    let w = &goal.wording;
    let mut words = all(&[(None, &w.title), (None, &w.why), (None, &w.specific), (None, &w.means), (None, &w.test)]);
    words.extend(w.levels.iter().filter_map(|text| Words::of(None, text)));
    words.extend(goal.milestones.iter().filter_map(|m| Words::of(Some(ItemId::Milestone(m.id)), &m.title)));
    words.extend(goal.steps.iter().filter_map(|s| Words::of(Some(ItemId::Step(s.id)), &s.text)));
    words.extend(goal.progress.iter().filter_map(|p| Words::of(Some(ItemId::Progress(p.id)), &p.note)));
    words.extend(goal.comments.iter().filter_map(|c| Words::of(Some(ItemId::Comment(c.id)), &c.text)));
    words
}

fn meeting_words(meeting: &Meeting) -> Vec<Words> {
    let mut words = all(&[(None, &meeting.title), (None, &meeting.place)]);
    words.extend(meeting.agenda.iter().filter_map(|point| Words::of(Some(ItemId::AgendaItem(point.id)), &point.text)));
    words.extend(meeting.actions.iter().filter_map(|step| Words::of(Some(ItemId::Step(step.id)), &step.text)));
    words
}
