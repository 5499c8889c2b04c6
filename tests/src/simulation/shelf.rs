//! What stands in one space, and what was acknowledged of it.

use rapport_ids::{GoalId, MeetingId, NoteId, SectionId, StepId};
use std::collections::{BTreeMap, BTreeSet};

/// Who is nobody in particular.
const NOBODY: usize = usize::MAX;

/// One space: a pair's, or what one person keeps to themselves.
#[derive(Debug)]
pub(super) struct Shelf {
    /// The beginning of every word that is written here and nowhere else.
    pub(super) mark: String,
    pub(super) goals: BTreeMap<GoalId, Goal>,
    pub(super) notes: BTreeMap<NoteId, Note>,
    pub(super) meetings: BTreeSet<MeetingId>,
    words: usize,
}

#[derive(Debug, Default)]
pub(super) struct Goal {
    pub(super) steps: BTreeMap<StepId, Ticks>,
    pub(super) comments: BTreeSet<String>,
}

/// What was said about a step.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Ticks {
    pub(super) done: bool,
    pub(super) undone: bool,
}

#[derive(Debug)]
pub(super) struct Note {
    pub(super) sections: Vec<SectionId>,
    words: BTreeMap<String, Word>,
}

/// A word that somebody typed.
#[derive(Debug)]
struct Word {
    section: SectionId,
    by: usize,
    /// It was journalled before anything ended the process.
    sure: bool,
    /// Who deleted it, and whether that is sure.
    gone: BTreeMap<usize, bool>,
}

impl Shelf {
    pub(super) fn new(mark: String) -> Self {
        Self { mark, goals: BTreeMap::new(), notes: BTreeMap::new(), meetings: BTreeSet::new(), words: 0 }
    }

    /// A word that was never written before.
    pub(super) fn word(&mut self) -> String {
        self.words += 1;
        format!("{}w{}.", self.mark, self.words)
    }

    pub(super) fn begin_note(&mut self, id: NoteId, section: SectionId) {
        self.notes.entry(id).or_insert_with(|| Note { sections: vec![section], words: BTreeMap::new() });
    }

    /// Somebody's process ended: what they typed and did not journal is gone. What they
    /// deleted may be back, or not: it is not asked for any more.
    pub(super) fn lost(&mut self, who: usize) {
        for note in self.notes.values_mut() {
            note.words.retain(|_, word| word.by != who || word.sure);
            for word in note.words.values_mut() {
                if word.gone.get(&who) == Some(&false) {
                    word.gone.remove(&who);
                    word.gone.insert(NOBODY, false);
                }
            }
        }
    }

    /// Everything that somebody typed is in their journal now.
    pub(super) fn journalled(&mut self, who: usize) {
        for word in self.notes.values_mut().flat_map(|note| note.words.values_mut()) {
            word.sure |= word.by == who;
            if let Some(sure) = word.gone.get_mut(&who) {
                *sure = true;
            }
        }
    }
}

impl Note {
    pub(super) fn typed(&mut self, word: String, section: SectionId, by: usize) {
        self.words.insert(word, Word { section, by, sure: false, gone: BTreeMap::new() });
    }

    pub(super) fn deleted(&mut self, word: &str, by: usize) {
        if let Some(word) = self.words.get_mut(word) {
            word.gone.entry(by).or_insert(false);
        }
    }

    /// Words that have to stand in a section.
    pub(super) fn wanted(&self, section: SectionId) -> impl Iterator<Item = &str> {
        let wanted = move |word: &Word| word.section == section && word.sure && word.gone.is_empty();
        self.words.iter().filter(move |(_, word)| wanted(word)).map(|(text, _)| text.as_str())
    }

    /// Words that must not.
    pub(super) fn unwanted(&self, section: SectionId) -> impl Iterator<Item = &str> {
        let gone = move |word: &Word| word.section == section && word.gone.values().any(|sure| *sure);
        self.words.iter().filter(move |(_, word)| gone(word)).map(|(text, _)| text.as_str())
    }
}
