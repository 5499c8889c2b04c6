//! A long note of a pair that one of them has typed and sent, and the other
//! has not fetched yet; and the profiles of both, to be opened again and again.

use crate::desk::{Desk, platform, sync};
use crate::input::Typed;
use crate::typing::type_all;
use crate::world::zones::Zones;
use rapport_core::notes::{NewNote, Place};
use rapport_core::ports::KeyVault;
use rapport_core::vault::FileVault;
use rapport_core::{Config, Rapport};
use rapport_ids::{NoteId, SectionId, SpaceId};
use rapport_node::ports::OneHand;
use rapport_node::{Clock, Node, Ports, Secret};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Keystrokes a burst.
pub const BURST: usize = 20;

pub struct SharedNote {
    /// Holds the relay and the folder of both.
    _desk: Desk,
    pub space: SpaceId,
    pub note: NoteId,
    pub section: SectionId,
    /// Whose phone it was typed on.
    pub writer: PathBuf,
    /// Whose phone lacks it.
    pub reader: PathBuf,
}

impl SharedNote {
    /// Both phones are closed afterwards.
    pub fn typed(typed: &Typed) -> Self {
        let desk = Desk::new();
        let (ann, ben, space) = desk.pair();
        for phone in [&ann, &ben, &ann, &ben] {
            sync(phone);
        }
        ben.shutdown().expect("closed");
        let (note, section) = begin(&ann, space);
        let editor = ann.notes().open(note, section).expect("an editor");
        type_all(&editor, &typed.edits, BURST);
        sync(&ann);
        ann.shutdown().expect("closed");
        let (writer, reader) = (desk.profile("Ann Anderson"), desk.profile("Ben Bernhardt"));
        Self { _desk: desk, space, note, section, writer, reader }
    }
}

pub fn begin(phone: &Rapport, space: SpaceId) -> (NoteId, SectionId) {
    let new = NewNote { place: Place::In(space), title: "What we learned".to_owned(), meeting: None };
    phone.notes().begin(new).expect("a note")
}

pub fn open(folder: &Path) -> Rapport {
    Rapport::open(Config::new(folder), platform(folder)).expect("the profile opens")
}

/// The key of a closed profile.
pub fn key(folder: &Path) -> Secret {
    let vault = FileVault::new(folder.with_extension("key"), None);
    Secret::new(vault.load().expect("the vault").expect("its key"))
}

/// Folds everything in a closed profile, as an idle evening would.
pub fn fold(folder: &Path) {
    let ports =
        Ports { clock: Box::new(Now), random: Box::new(NoChance), zones: Arc::new(Zones), hands: Box::new(OneHand) };
    let mut node = Node::open(folder, key(folder), ports, None).expect("the profile opens");
    node.fold_all().expect("folded");
    node.rest().expect("at rest");
}

struct Now;

impl Clock for Now {
    fn now_ms(&self) -> i64 {
        rapport_core::ports::Clock::now_ms(&rapport_core::ports::SystemClock).expect("a clock")
    }
}

/// Folding draws no chance.
struct NoChance;

impl rapport_node::Random for NoChance {
    fn fill(&mut self, bytes: &mut [u8]) {
        bytes.fill(7);
    }
}

/// A copy of a closed profile with its key, for one use.
pub fn copy(folder: &Path, name: &str) -> PathBuf {
    let to = folder.with_file_name(name);
    std::fs::create_dir(&to).expect("a folder");
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let entry = entry.expect("a file");
        std::fs::copy(entry.path(), to.join(entry.file_name())).expect("copied");
    }
    std::fs::copy(folder.with_extension("key"), to.with_extension("key")).expect("copied");
    to
}
