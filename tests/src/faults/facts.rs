//! What was acknowledged, and whether it is there.

use super::base::Stage;
use crate::world::look;
pub(super) use crate::world::look::assert_chains;
use rapport_domain::person::Language;
use rapport_ids::{BoxId, CheckInId, EntryId, GoalId, MeetingId, RecordId, SectionId, SpaceId, StepId};
use rapport_node::domain::step::StepState;
use rapport_node::view;
use rapport_node::{Node, NodeResult};
use rapport_store::Connection;
use rapport_store::tables::{entries, records};
use rapport_wire::Frame;
use std::collections::{BTreeMap, BTreeSet};

/// See the module.
#[derive(Debug, Clone, Default)]
pub(super) struct Facts {
    goals: BTreeMap<GoalId, String>,
    ticked: BTreeSet<StepId>,
    text: String,
    drafted: bool,
    answered: BTreeSet<CheckInId>,
    name: Option<String>,
    meetings: BTreeSet<MeetingId>,
    sections: BTreeSet<SectionId>,
    /// Invites that were given or taken, and those that led to a space.
    invites: BTreeSet<BoxId>,
    came_in: BTreeSet<BoxId>,
    /// How many keys the space has had.
    keys: u32,
    /// Records that were handed out for sending, with the entry in them: what waits
    /// is sealed once more under a key that came meanwhile, and is another record then.
    handed: BTreeMap<(SpaceId, RecordId), Option<EntryId>>,
}

/// What somebody begins to answer of the areas of life, and leaves.
pub(super) const DRAFTED: (&str, i64) = ("home", 2);

impl Facts {
    pub(super) fn goal(&mut self, goal: GoalId, title: &str) {
        self.goals.insert(goal, title.to_owned());
    }

    pub(super) fn ticked(&mut self, step: StepId) {
        self.ticked.insert(step);
    }

    pub(super) fn text(&mut self, words: &str) {
        self.text.push_str(words);
    }

    pub(super) const fn drafted(&mut self) {
        self.drafted = true;
    }

    pub(super) fn answered(&mut self, id: CheckInId) {
        self.answered.insert(id);
    }

    pub(super) fn renamed(&mut self, name: &str) {
        self.name = Some(name.to_owned());
    }

    pub(super) fn proposed(&mut self, id: MeetingId) {
        self.meetings.insert(id);
    }

    pub(super) fn section(&mut self, id: SectionId) {
        self.sections.insert(id);
    }

    pub(super) fn invited(&mut self, id: BoxId) {
        self.invites.insert(id);
    }

    pub(super) fn came_in(&mut self, id: BoxId) {
        self.came_in.insert(id);
    }

    pub(super) const fn key(&mut self, number: u32) {
        self.keys = number;
    }

    pub(super) fn handed_out(&mut self, node: &Node, space: SpaceId, frame: &[u8]) {
        let record = Frame::parse(frame.to_vec()).expect("an own frame").record_id();
        // Where the disk fails under this look, the record itself has to stand.
        let entry = node.reader().ok().and_then(|reader| entry_in(reader.conn(), &space, &record));
        self.handed.insert((space, record), entry);
    }

    /// What another device may have seen stays a fact whatever else is lost.
    pub(super) fn take_handed(&mut self, other: &Self) {
        self.handed.extend(other.handed.iter().map(|(record, entry)| (*record, *entry)));
    }

    /// All of it is there. Text that was typed and not acknowledged may stand
    /// behind: `maybe` is all that was typed.
    pub(super) fn assert(&self, stage: &Stage, node: &Node, maybe: &str, why: &str) {
        let missing = self.missing(stage, node, maybe).unwrap_or_else(|error| panic!("{why}: {error:?}"));
        if let Some(what) = missing {
            panic!("{why}: {what}");
        }
    }

    /// The first of it that is not there.
    pub(super) fn missing(&self, stage: &Stage, node: &Node, maybe: &str) -> NodeResult<Option<String>> {
        let (now, base) = (stage.now(), stage.base);
        let shown = look::through(node, now, |lens| view::goals::goal(lens, base.goal))?;
        for step in &self.ticked {
            if !shown.steps.iter().any(|row| row.id == *step && row.state == StepState::Done) {
                return Ok(Some("a tick is missing".to_owned()));
            }
        }
        let reader = node.reader()?;
        for (goal, title) in &self.goals {
            let row = rapport_store::projections::goals::get(reader.conn(), goal)?;
            if row.as_ref().map(|row| &row.title) != Some(title) {
                return Ok(Some(format!("a goal is missing: {title:?}, there is {:?}", row.map(|row| row.title))));
            }
        }
        for id in &self.meetings {
            if rapport_store::projections::meetings::get(reader.conn(), id)?.is_none() {
                return Ok(Some("a meeting is missing".to_owned()));
            }
        }
        if let Some(name) = &self.name {
            for space in [node.personal_space(), base.space] {
                let row = rapport_store::projections::people::get(reader.conn(), &space, &base.person)?;
                // At a partner's only the space that both are in.
                if row.as_ref().is_some_and(|row| row.name != *name) {
                    return Ok(Some(format!("another name: {row:?}")));
                }
            }
        }
        let note = look::through(node, now, |lens| view::notes::note(lens, base.note))?;
        if !self.sections.iter().all(|id| note.sections.iter().any(|one| one.id == *id)) {
            return Ok(Some("a section is missing".to_owned()));
        }
        let text = note.sections.into_iter().find(|one| one.id == base.section).map(|one| one.text.text);
        let text = text.unwrap_or_default();
        if !text.starts_with(&self.text) {
            return Ok(Some(format!("acknowledged {:?}, there is {text:?}", self.text)));
        }
        let all = format!("{}{maybe}", self.text);
        if !all.starts_with(&text) {
            return Ok(Some(format!("typed {all:?}, there is {text:?}")));
        }
        let conn = reader.conn();
        for ((space, record), entry) in &self.handed {
            // A partner is not in all spaces.
            let is_here = rapport_store::tables::spaces::get(conn, space)?.is_some();
            let stands = match entry {
                Some(entry) => entries::known(conn, space, entry)? || records::has_entry(conn, space, entry)?,
                None => records::known(conn, space, record)?,
            };
            if is_here && !stands {
                return Ok(Some(format!("a record that was handed out is gone, with {entry:?}")));
            }
        }
        Ok(look::broken_chain(reader.conn()))
    }

    /// What this person began to answer or answered, and nobody else has.
    pub(super) fn assert_own(&self, stage: &Stage, node: &Node, why: &str) {
        let (english, now) = (Language::english(), stage.now());
        if self.drafted {
            let form = look::through(node, now, |lens| view::checkins::form(lens, "domains", None, &english));
            let begun: Vec<_> = form.expect("a form").draft.into_iter().map(|one| (one.item, one.number)).collect();
            assert_eq!(begun, [(DRAFTED.0.to_owned(), Some(DRAFTED.1))], "{why}: what was begun is missing");
        }
        let mine = look::through(node, now, |lens| view::checkins::mine(lens, &english, 50)).expect("check-ins");
        let mine: BTreeSet<_> = mine.into_iter().map(|row| row.id).collect();
        assert!(self.answered.is_subset(&mine), "{why}: an answer is missing");
        let invites = node.invites().expect("invites");
        for id in &self.invites {
            assert!(invites.iter().any(|view| view.id == *id), "{why}: an invite is missing");
        }
        for id in &self.came_in {
            let view = invites.iter().find(|view| view.id == *id);
            assert!(view.is_some_and(|view| view.space.is_some()), "{why}: not come in: {view:?}");
        }
    }

    /// The key that was acknowledged is the one in force.
    pub(super) fn assert_key(&self, stage: &Stage, node: &mut Node, why: &str) {
        let key = node.key_of(stage.base.space).expect("a key");
        assert!(key.number >= self.keys, "{why}: key {} was acknowledged, there is {key:?}", self.keys);
    }

    /// The text that was acknowledged.
    pub(super) fn acknowledged_text(&self) -> &str {
        &self.text
    }

    /// What is there now is all that counts from here on.
    pub(super) fn settle(&mut self, stage: &Stage, node: &Node) {
        self.text = stage.text(node);
    }
}

/// The entry in a record of this device, as long as its key opens it: it waits, or is kept.
fn entry_in(conn: &Connection, space: &SpaceId, record: &RecordId) -> Option<EntryId> {
    let sql = "SELECT entry FROM outbox WHERE space = ?1 AND record = ?2
               UNION ALL SELECT entry FROM records WHERE space = ?1 AND record = ?2 AND entry IS NOT NULL";
    let read = |row: &rusqlite::Row<'_>| row.get(0).map(EntryId::new);
    conn.query_row(sql, rusqlite::params![space.as_bytes(), record.as_bytes()], read).ok()
}

/// The file holds together.
pub(super) fn assert_whole(profile: &std::path::Path, why: &str) {
    let (_folder, conn) = look::snapshot(profile);
    let line: String = conn.query_row("PRAGMA integrity_check", [], |row| row.get(0)).expect("a check");
    assert_eq!(line, "ok", "{why}");
}
