//! One of the demo's people with their phone: a profile of its own, closed and
//! opened again like any other.

use super::clock::DemoClock;
use super::scan::Secrets;
use crate::failed::Stop;
use crate::profile::Place;
use rapport_core::goals::GoalView;
use rapport_core::ids::{GoalId, NoteId, SpaceId};
use rapport_core::people::{InviteStage, Seat};
use rapport_core::sync::SyncView;
use rapport_core::{Failure, Rapport};
use rapport_people::Who;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// How long one exchange with the relay may take before the demo gives up.
const PATIENCE: Duration = Duration::from_secs(20);
/// Rounds in which an invite must be through.
const ROUNDS: usize = 12;

pub(super) struct Phone {
    pub(super) who: Who,
    pub(super) name: &'static str,
    place: Place,
    pub(super) core: Rapport,
}

impl Phone {
    pub(super) fn create(who: Who, name: &'static str, folder: &Path, clock: &DemoClock) -> Result<Self, Stop> {
        let place = Place::at(folder, Arc::new(clock.clone()));
        let core = place.create(name, None)?;
        Ok(Self { who, name, place, core })
    }

    /// Only the first name: how they speak of one another.
    pub(super) fn first_name(&self) -> &'static str {
        self.name.split(' ').next().unwrap_or(self.name)
    }

    /// Closes everything and opens the profile from its file again.
    pub(super) fn reopen(self) -> Result<Self, Stop> {
        self.core.shutdown()?;
        let Self { who, name, place, core } = self;
        drop(core);
        let core = place.open_with(None)?;
        Ok(Self { who, name, place, core })
    }

    pub(super) fn sync(&self) -> Result<(), Stop> {
        self.done("sync", self.core.sync().run(PATIENCE)?)
    }

    pub(super) fn push(&self) -> Result<(), Stop> {
        self.done("push", self.core.sync().push(PATIENCE)?)
    }

    pub(super) fn pull(&self) -> Result<(), Stop> {
        self.done("pull", self.core.sync().pull(PATIENCE)?)
    }

    fn done(&self, what: &str, report: rapport_core::sync::SyncReport) -> Result<(), Stop> {
        match report.trouble {
            Some(trouble) => Err(Stop::NoRelay(format!("{}: {what}: {trouble:?}", self.name))),
            None => Ok(()),
        }
    }

    pub(super) fn sync_view(&self) -> Result<SyncView, Failure> {
        self.core.sync().view()
    }

    /// The space of the pair.
    pub(super) fn pair(&self) -> Result<SpaceId, Stop> {
        let pairings = self.core.people().pairings()?;
        let first = pairings.first().ok_or_else(|| Stop::check(format!("{} is in no pair", self.name)))?;
        Ok(first.space)
    }

    /// The text of the main section of the note, and of the second one.
    pub(super) fn texts(&self, note: NoteId) -> Result<Vec<String>, Failure> {
        let view = self.core.notes().view(note)?;
        Ok(view.sections.into_iter().map(|section| section.text.text).collect())
    }

    /// The goal without what depends on who looks.
    pub(super) fn goal(&self, goal: GoalId) -> Result<GoalView, Failure> {
        let mut view = self.core.goals().view(goal)?;
        view.can = Default::default();
        view.row.mine = false;
        for comment in &mut view.comments {
            comment.mine = false;
        }
        Ok(view)
    }

    /// Who this is, for the relay not to know.
    pub(super) fn secrets(&self, secrets: &mut Secrets) -> Result<(), Failure> {
        secrets.text(self.name);
        let me = self.core.people().me()?;
        secrets.id(me.profile.person);
        for device in self.core.devices().view()?.devices {
            secrets.id(device.id);
        }
        Ok(())
    }
}

/// Two people become a pair: one gives a link to the other, both read the same
/// code aloud, both confirm. Gives the link and the code.
pub(super) fn meet(mentor: &Phone, mentee: &Phone, relay_link: &str) -> Result<(String, String), Stop> {
    mentor.core.sync().agree_to_relay(relay_link, false)?;
    mentor.sync()?;
    let given = mentor.core.people().invite(Seat::Mentor)?;
    let link = mentor.core.people().invite_link(given)?;
    let taken = mentee.core.people().join(&link, false)?;
    let (mut code, mut confirmed) = (None, false);
    for _ in 0..ROUNDS {
        for phone in [mentor, mentee] {
            phone.sync()?;
        }
        let stages = [stage(mentor, given)?, stage(mentee, taken)?];
        match &stages {
            [InviteStage::Compare { code: one }, InviteStage::Compare { code: other }] if !confirmed => {
                if one != other {
                    return Err(Stop::check("the two phones show different codes"));
                }
                code = Some(one.clone());
                mentor.core.people().confirm(given)?;
                mentee.core.people().confirm(taken)?;
                confirmed = true;
            }
            [InviteStage::Done, InviteStage::Done] => {
                // What the other one wrote on joining.
                for phone in [mentee, mentor, mentee] {
                    phone.sync()?;
                }
                return match code {
                    Some(code) if !mentor.core.people().pairings()?.is_empty() => Ok((link, code)),
                    _ => Err(Stop::check("the invite ended without a pair")),
                };
            }
            _ => {}
        }
    }
    let stages = [stage(mentor, given)?, stage(mentee, taken)?];
    Err(Stop::check(format!("the invite stands still: {stages:?}")))
}

fn stage(phone: &Phone, invite: rapport_core::ids::BoxId) -> Result<InviteStage, Stop> {
    let all = phone.core.people().invites()?;
    let this = all.into_iter().find(|one| one.id == invite);
    this.map(|one| one.stage).ok_or_else(|| Stop::check(format!("the invite is gone from {}'s phone", phone.name)))
}
