//! One's own profile, in the personal space and in every space with others.

use super::Work;
use crate::Node;
use crate::error::{NodeError, NodeResult};
use crate::people::People;
use rapport_documents::{DocKind, intent, read};
use rapport_domain::Ctx;
use rapport_domain::person::{PersonAct, Profile};
use rapport_ids::{DeviceId, SpaceId};
use rapport_membership::{DocGenesis, Writers};
use rapport_store::tables::spaces::{self, SpaceState};

impl Node {
    /// Changes one's own profile everywhere it is shown.
    ///
    /// # Errors
    /// What was entered cannot be taken.
    pub fn act_on_profile(&mut self, act: PersonAct) -> NodeResult<()> {
        let act = act.tidy()?;
        let all = spaces::all(self.store.read())?;
        let standing = |row: &spaces::SpaceRow| row.state != SpaceState::Left;
        let shown: Vec<SpaceId> = all.into_iter().filter(standing).map(|row| row.space).collect();
        for space in shown {
            let work = self.write_profile(space, std::slice::from_ref(&act))?;
            self.finish(work)?;
        }
        Ok(())
    }

    /// Shows oneself in a space one has just come into, as in the personal one.
    pub(crate) fn settle_in(&mut self, space: &SpaceId) -> NodeResult<()> {
        let personal = self.me.personal;
        let own = self.read_profile(personal)?;
        let mut acts = vec![PersonAct::Name(own.name)];
        if !own.pronouns.is_empty() {
            acts.push(PersonAct::Pronouns(own.pronouns));
        }
        if !own.languages.is_empty() {
            acts.push(PersonAct::Languages(own.languages));
        }
        if own.zone.is_some() {
            acts.push(PersonAct::Zone(own.zone));
        }
        if !own.contact_hours.is_empty() {
            acts.push(PersonAct::ContactHours(own.contact_hours));
        }
        if !own.ask_me.is_empty() {
            acts.push(PersonAct::AskMe(own.ask_me));
        }
        let work = self.write_profile(*space, &acts)?;
        self.finish(work)?;
        self.settle_free_times(space)
    }

    fn profile_work(&mut self, space: SpaceId) -> NodeResult<Work> {
        let me = self.me.person();
        self.work_on_named(space, DocKind::Profile, me.as_ref(), Writers::Accounts([me].into()))
    }

    fn read_profile(&mut self, space: SpaceId) -> NodeResult<Profile> {
        let work = self.profile_work(space)?;
        let me = self.me.person();
        Ok(read::profile(&work.doc, me, &work.people.around()).ok_or(NodeError::NotFound("profile"))?.value)
    }

    fn write_profile(&mut self, space: SpaceId, acts: &[PersonAct]) -> NodeResult<Work> {
        let mut work = self.profile_work(space)?;
        put_profile(&mut work, &self.ctx(), acts)?;
        Ok(work)
    }
}

/// The profile of somebody who has just begun.
pub(crate) fn first_profile(
    space: SpaceId,
    device: DeviceId,
    people: People,
    ctx: &Ctx,
    name: PersonAct,
) -> NodeResult<Work> {
    let opening = DocGenesis {
        kind: DocKind::Profile.number(),
        key: ctx.by.as_ref().to_vec(),
        writers: Writers::Accounts([ctx.by].into()),
    };
    let mut work = Work::opening(space, DocKind::Profile, opening, device, people)?;
    put_profile(&mut work, ctx, &[name])?;
    Ok(work)
}

fn put_profile(work: &mut Work, ctx: &Ctx, acts: &[PersonAct]) -> NodeResult<()> {
    let around = work.people.clone();
    let read = read::profile(&work.doc, ctx.by, &around.around());
    let mut profile = read.ok_or(NodeError::NotFound("profile"))?.value;
    for act in acts {
        let act = act.clone().tidy()?;
        profile = profile.apply(&act, ctx)?;
        let written = intent::profile(&work.doc, &act, ctx.now)?;
        work.take(written);
    }
    Ok(())
}
