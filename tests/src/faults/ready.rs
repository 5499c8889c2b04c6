//! What has to be there before an act.

use super::base::{Stage, append};
use super::carry::sync;
use super::facts::Facts;
use crate::world::Phone;
use rapport_ids::BoxId;
use rapport_node::{Invite, Node, RelayTrust, Screen, Seat};
use std::sync::Arc;

/// See the module.
pub(super) struct Ready {
    pub(super) screen: Arc<Screen>,
    /// What is typed there without being acknowledged.
    pub(super) typed: String,
    /// Somebody who invites Ann, and the link that they sent her.
    host: Option<(Phone, BoxId, String)>,
    /// The invite that she took.
    taken: Option<BoxId>,
}

impl Ready {
    pub(super) const fn with(screen: Arc<Screen>) -> Self {
        Self { screen, typed: String::new(), host: None, taken: None }
    }

    pub(super) fn type_unheard(&mut self, words: &str) {
        append(&self.screen, words);
        self.typed.push_str(words);
    }

    /// A third person has sent Ann a link.
    pub(super) fn be_invited(&mut self, stage: &Stage) {
        let (world, mut cem) = (&stage.world, stage.world.phone("Cem Cetin"));
        cem.node.agree_to_relay(&world.origin, RelayTrust::default(), Some(world.token())).expect("agreed");
        let given = cem.node.invite(&world.origin, Seat::Mentor).expect("an invite");
        let link = cem.node.invite_link(&given).expect("a link").to_string();
        world.sync(&mut cem);
        self.host = Some((cem, given, link));
    }

    /// She took it, both see the code, and the other one has said that it is the same.
    pub(super) fn compare(&mut self, stage: &Stage, ann: &mut Node) {
        let taken = ann.join(Invite::parse(self.link()).expect("a link"), false).expect("taken");
        self.taken = Some(taken);
        let Some((cem, given, _)) = &mut self.host else { panic!("nobody has invited her") };
        for _ in 0..3 {
            sync(&stage.world.relay, ann, &mut Facts::default()).expect("a healthy disk");
            stage.world.sync(cem);
        }
        cem.node.confirm_invite(given).expect("the same code");
        for _ in 0..3 {
            stage.world.sync(cem);
        }
    }

    pub(super) fn link(&self) -> &str {
        self.host.as_ref().map(|(_, _, link)| link.as_str()).expect("somebody has invited her")
    }

    pub(super) fn mailbox(&self) -> BoxId {
        self.taken.expect("she took it")
    }

    /// Whoever invited her sees who came.
    pub(super) fn assert_met(&mut self, stage: &Stage, ann: &mut Node, why: &str) {
        let Some((cem, given, _)) = &mut self.host else { return };
        if self.taken.is_none() {
            return;
        }
        for _ in 0..2 {
            sync(&stage.world.relay, ann, &mut Facts::default()).expect("a healthy disk");
            stage.world.sync(cem);
        }
        let views = cem.node.invites().expect("invites");
        let name = views.into_iter().find(|view| view.id == *given).and_then(|view| view.name);
        assert_eq!(name.as_deref(), Some(super::base::ANN), "{why}: who came in");
    }
}
