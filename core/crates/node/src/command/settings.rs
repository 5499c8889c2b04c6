//! What a person has chosen, on all of their devices.

use crate::Node;
use crate::error::{NodeError, NodeResult};
use rapport_documents::read::{Setting, Settings};
use rapport_documents::{DocKind, intent, read};
use rapport_ids::{DocId, SpaceId};
use rapport_membership::{DocGenesis, Role, Writers};

const KEY: &[u8] = b"settings";

/// The document that holds the choices of a person, by their personal space.
pub(crate) fn document(personal: &SpaceId) -> NodeResult<DocId> {
    let writers = Writers::AtLeast(Role::Writer);
    Ok(DocGenesis { kind: DocKind::Settings.number(), key: KEY.to_vec(), writers }.doc_id(personal)?)
}

impl Node {
    /// Makes a choice, or takes it back.
    ///
    /// # Errors
    /// The value cannot be kept.
    pub fn set(&mut self, name: &str, setting: Option<&Setting>) -> NodeResult<()> {
        let personal = self.me.personal;
        let mut work = self.work_on_named(personal, DocKind::Settings, KEY, Writers::AtLeast(Role::Writer))?;
        let written = intent::set(&work.doc, name, setting, self.ctx().now)?;
        work.take(written);
        self.finish(work)
    }

    /// All choices.
    ///
    /// # Errors
    /// The storage failed.
    pub fn settings(&mut self) -> NodeResult<Settings> {
        let personal = self.me.personal;
        let work = self.work_on_named(personal, DocKind::Settings, KEY, Writers::AtLeast(Role::Writer))?;
        Ok(read::settings(&work.doc, &work.people.around()).ok_or(NodeError::NotFound("document"))?.value)
    }
}
