//! Invites as people see them.

use super::{run, stage};
use crate::Node;
use crate::error::NodeResult;
use rapport_domain::Millis;
use rapport_ids::{BoxId, SpaceId};
use rapport_store::projections::{members, people};
use rapport_store::tables::invites;

/// Where an invite stands.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum InviteStage {
    /// Nobody has answered yet, or the other side has to go on.
    Waiting,
    /// Both screens show a code: people compare it.
    Compare { code: String },
    /// Confirmed here; the relay or the other side has to go on.
    Confirmed,
    /// Both are in.
    Done,
    /// It came to nothing; a code that says why.
    Failed { why: String },
}

/// One invite.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct InviteView {
    pub id: BoxId,
    /// True for one that was given, false for one that was taken.
    pub given: bool,
    /// It leads a device into a person's own, and nobody into a pair.
    pub device: bool,
    pub stage: InviteStage,
    /// What the other side is called, once known.
    pub name: Option<String>,
    pub relay: String,
    /// When it ends by itself.
    #[serde(rename = "until_ms")]
    pub until: Millis,
    /// The space that came of it.
    pub space: Option<SpaceId>,
}

impl Node {
    /// All invites, the oldest first.
    ///
    /// # Errors
    /// The storage failed.
    pub fn invites(&self) -> NodeResult<Vec<InviteView>> {
        let rows = invites::all(self.store.read())?;
        let view = |row: invites::InviteRow| {
            let seen = self.invites.runs.get(&row.mailbox);
            let code = seen.and_then(|run| run.code.clone());
            let stage = match row.stage.as_str() {
                stage::COMPARE => match &code {
                    Some((code, _)) => InviteStage::Compare { code: code.clone() },
                    // The code is worked out anew from the mailbox.
                    None => InviteStage::Waiting,
                },
                stage::CONFIRMED | stage::WELCOMED => InviteStage::Confirmed,
                stage::DONE => InviteStage::Done,
                other => match run::failure_of(other) {
                    Some(why) => InviteStage::Failed { why: why.to_owned() },
                    None => InviteStage::Waiting,
                },
            };
            let told = || code.map(|(_, name)| name).or_else(|| seen.and_then(|run| run.host.clone()));
            let name = row.space.filter(|_| row.stage == stage::DONE).and_then(|space| self.partner_name(&space));
            let name = name.or_else(told).or_else(|| self.invites.names.get(&row.mailbox).cloned());
            InviteView {
                id: row.mailbox,
                given: row.given,
                device: match row.given {
                    true => row.space.is_none(),
                    false => self.is_guest() || row.space == Some(self.me.personal),
                },
                stage,
                name,
                relay: row.relay,
                until: Millis(row.until_ms),
                space: row.space.filter(|_| row.stage == stage::DONE),
            }
        };
        Ok(rows.into_iter().filter(|row| row.stage != run::CANCELLED).map(view).collect())
    }

    /// What the other one in a space is called; none until their card has come.
    pub(super) fn partner_name(&self, space: &SpaceId) -> Option<String> {
        let conn = self.store.read();
        let members = members::of_space(conn, space).ok()?;
        let other = members.into_iter().find(|member| member.person != self.me.person())?;
        people::get(conn, space, &other.person).ok().flatten().map(|row| row.name)
    }
}
