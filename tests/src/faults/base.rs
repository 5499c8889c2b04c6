//! A pair that has lived a little, frozen, so that each fault begins with the same.

use super::facts::Facts;
use crate::vfs::FaultyFs;
use crate::world::{World, look};
use rapport_documents::Edit;
use rapport_domain::goal::GoalAct;
use rapport_domain::order::Order;
use rapport_domain::step::{NewStep, StepAct};
use rapport_ids::{GoalId, NoteId, PersonId, SectionId, SpaceId, StepId};
use rapport_node::{NewGoal, NewNote, Node, NodeResult, Place, Screen, Secret};
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

/// The frozen pair. Ann has something that no relay has; the relay has
/// something that Ann does not have yet.
pub(super) struct Base {
    folder: tempfile::TempDir,
    now_ms: i64,
    ann: [u8; 32],
    ben: [u8; 32],
    pub(super) person: PersonId,
    pub(super) space: SpaceId,
    pub(super) goal: GoalId,
    pub(super) steps: Vec<StepId>,
    pub(super) note: NoteId,
    pub(super) section: SectionId,
    facts: Facts,
}

pub(super) static BASE: LazyLock<Base> = LazyLock::new(Base::new);

pub(super) const ANN: &str = "Ann Anderson";
pub(super) const BEN: &str = "Ben Bernhardt";
const STEPS: usize = 12;

impl Base {
    /// The key of Ann's vault.
    pub(super) const fn ann(&self) -> [u8; 32] {
        self.ann
    }

    /// The key of Ben's vault.
    pub(super) const fn ben(&self) -> [u8; 32] {
        self.ben
    }

    fn new() -> Self {
        let world = World::new(7);
        let (mut ann, mut ben) = world.pair();
        let space = ann.node.invites().expect("invites")[0].space.expect("joined");
        let mut facts = Facts::default();
        let goal = begin(&mut ann.node, space, "Find an apprenticeship", &mut facts).expect("a goal");
        let steps: Vec<StepId> = (0..STEPS).map(|n| step(&mut ann.node, goal, n)).collect();
        let new = NewNote { place: Place::In(space), title: "First talk".to_owned(), meeting: None };
        let (note, section) = ann.node.begin_note(new).expect("a note");
        let screen = ann.node.open_screen(note, section).expect("a screen");
        append(&screen, "Dear Ben. ");
        ann.node.end_burst(&note.doc()).expect("a burst");
        facts.text("Dear Ben. ");
        world.sync(&mut ann);
        world.sync(&mut ben);
        world.clock.advance(60_000);
        // Ben goes on, and Ann has not heard of it.
        begin(&mut ben.node, space, "Speak in front of a class", &mut Facts::default()).expect("a goal");
        let tick = GoalAct::Step(StepAct::Tick { id: steps[0], done: true });
        ben.node.act_on_goal(goal, tick).expect("ticked");
        world.sync(&mut ben);
        // Ann goes on, and nobody has heard of it.
        begin(&mut ann.node, space, "Learn to weld", &mut facts).expect("a goal");
        ann.node.rest().expect("at rest");
        ben.node.rest().expect("at rest");
        let person = ann.node.person();
        let (ann_key, ben_key, now_ms) = (ann.key, ben.key, world.clock.now());
        drop((ann, ben, screen));
        let World { folder, relay, .. } = world;
        drop(relay);
        Self { folder, now_ms, ann: ann_key, ben: ben_key, person, space, goal, steps, note, section, facts }
    }
}

/// One run on a copy of the frozen pair; Ann's disk can fail.
pub(super) struct Stage {
    pub(super) world: World,
    pub(super) fs: FaultyFs,
    pub(super) facts: Facts,
    pub(super) base: &'static Base,
}

impl Stage {
    pub(super) fn new(seed: u64) -> Self {
        let base = &*BASE;
        let world = World::thawed(base.folder.path(), 1_000_000 + seed, base.now_ms);
        let fs = FaultyFs::new();
        fs.watch_power();
        Self { world, fs, facts: base.facts.clone(), base }
    }

    pub(super) fn profile(&self, name: &str) -> PathBuf {
        self.world.folder.path().join(name)
    }

    pub(super) fn now(&self) -> i64 {
        self.world.clock.now()
    }

    pub(super) fn open_ann(&self) -> NodeResult<Node> {
        let key = Secret::new(self.base.ann);
        Node::open(&self.profile(ANN), key, self.world.ports(), Some(self.fs.name()))
    }

    pub(super) fn open_ben(&self) -> Node {
        let key = Secret::new(self.base.ben);
        Node::open(&self.profile(BEN), key, self.world.ports(), None).expect("Ben's profile")
    }

    /// Ann's process dies at this moment.
    pub(super) fn kill(&self, ann: Node) {
        self.fs.die();
        drop(ann);
        self.fs.heal();
    }

    /// What is kept of Ann's goal cannot be read any more, and she does not have it in memory.
    pub(super) fn damage_goal(&self, ann: &mut Node) {
        let file = self.profile(ANN).join("rapport.db");
        let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_WRITE;
        let conn = rusqlite::Connection::open_with_flags_and_vfs(file, flags, self.fs.name().as_str());
        let doc = self.base.goal.doc();
        let changed =
            conn.expect("the file").execute("UPDATE changes SET bytes = x'00' WHERE doc = ?1", [doc.as_bytes()]);
        assert!(changed.expect("a statement") > 0, "nothing was damaged");
        let seen = look::through(ann, self.now(), |lens| rapport_node::view::goals::goal(lens, self.base.goal));
        assert_eq!(seen.map(|_| ()), Err(rapport_node::NodeError::DamagedDocument(doc)));
    }

    pub(super) fn text(&self, node: &Node) -> String {
        look::text(node, self.now(), self.base.note, self.base.section)
    }
}

/// What another process has to know of the pair.
pub(super) struct Ids {
    pub(super) ann: [u8; 32],
    pub(super) now_ms: i64,
    pub(super) space: SpaceId,
    pub(super) goal: GoalId,
    pub(super) steps: Vec<StepId>,
    pub(super) note: NoteId,
    pub(super) section: SectionId,
}

const IDS: &str = "ids";

impl Ids {
    pub(super) fn read(folder: &Path) -> Self {
        let all = std::fs::read(folder.join(IDS)).expect("the ids");
        let mut rest = all.as_slice();
        let mut take = |n: usize| {
            let (head, tail) = rest.split_at(n);
            rest = tail;
            head.to_vec()
        };
        Self {
            ann: take(32).try_into().expect("a key"),
            now_ms: i64::from_be_bytes(take(8).try_into().expect("a time")),
            space: SpaceId::from_slice(&take(SpaceId::LEN)).expect("an id"),
            goal: GoalId::from_slice(&take(GoalId::LEN)).expect("an id"),
            note: NoteId::from_slice(&take(NoteId::LEN)).expect("an id"),
            section: SectionId::from_slice(&take(SectionId::LEN)).expect("an id"),
            steps: (0..STEPS).map(|_| StepId::from_slice(&take(StepId::LEN)).expect("an id")).collect(),
        }
    }
}

impl Stage {
    /// Writes down for another process what it has to know.
    pub(super) fn freeze_ids(&self) {
        let base = self.base;
        let mut all = base.ann.to_vec();
        all.extend(base.now_ms.to_be_bytes());
        all.extend(base.space.as_ref());
        all.extend(base.goal.as_ref());
        all.extend(base.note.as_ref());
        all.extend(base.section.as_ref());
        base.steps.iter().for_each(|step| all.extend(step.as_ref()));
        std::fs::write(self.world.folder.path().join(IDS), all).expect("written");
    }
}

/// So many places at once, or every single one with `RAPPORT_EVERY`, as `tests/run disk` has it.
pub(super) fn every(thin: usize) -> usize {
    if std::env::var_os("RAPPORT_EVERY").is_some() { 1 } else { thin }
}

/// Types at the end.
pub(super) fn append(screen: &Arc<Screen>, words: &str) {
    let at = u32::try_from(screen.whole().text.encode_utf16().count()).expect("short");
    screen.exchange(&[Edit::splice(at, 0, words)]).expect("typed");
}

pub(super) fn begin(node: &mut Node, space: SpaceId, title: &str, facts: &mut Facts) -> NodeResult<GoalId> {
    let new =
        NewGoal { place: Place::In(space), title: title.to_owned(), why: String::new(), due: None, for_partner: false };
    let goal = node.begin_goal(new)?;
    facts.goal(goal, title);
    Ok(goal)
}

fn step(node: &mut Node, goal: GoalId, n: usize) -> StepId {
    let id = node.new_step_id();
    let order = (0..n).fold(Order::first(), |order, _| Order::between(Some(&order), None).expect("room behind"));
    let new = NewStep { id, text: format!("Step {n}"), order, milestone: None, assignee: None, due: None, from: None };
    node.act_on_goal(goal, GoalAct::Step(StepAct::Add(new))).expect("a step");
    id
}
