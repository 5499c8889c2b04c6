//! When oneself could meet, in the personal space and in every space with others.

use super::Work;
use crate::Node;
use crate::error::{NodeError, NodeResult};
use rapport_documents::{DocKind, intent, read};
use rapport_domain::calendar::DaySpan;
use rapport_domain::person::{ContactHours, FreeAct, FreeTimes, Profile};
use rapport_domain::time::Zone;
use rapport_ids::SpaceId;
use rapport_membership::Writers;
use rapport_store::projections::people;
use rapport_store::tables::spaces::{self, SpaceState};

impl Node {
    /// Says something about one's time, everywhere one meets somebody.
    ///
    /// # Errors
    /// What was entered cannot be taken.
    pub fn act_on_free_times(&mut self, act: FreeAct) -> NodeResult<()> {
        let act = act.tidy()?;
        if let FreeAct::Zone(Some(zone)) = &act {
            self.knows(zone)?;
        }
        let all = spaces::all(self.store.read())?;
        let standing = |row: &spaces::SpaceRow| row.state != SpaceState::Left;
        let shown: Vec<SpaceId> = all.into_iter().filter(standing).map(|row| row.space).collect();
        for space in shown {
            self.write_free_times(space, std::slice::from_ref(&act))?;
        }
        Ok(())
    }

    /// Says in which hours of every week one could meet. Hours mean nothing to
    /// others without a clock: whoever has never named one means that of the
    /// device, `here`, which is said along with them.
    ///
    /// # Errors
    /// The hours overlap or are too many.
    pub fn say_week(&mut self, hours: Vec<ContactHours>, here: &Zone) -> NodeResult<()> {
        let week = FreeAct::Weekly(hours.clone()).tidy()?;
        if !hours.is_empty() && self.own_free_times()?.zone.is_none() && self.own_profile()?.zone.is_none() {
            self.act_on_free_times(FreeAct::Zone(Some(here.clone())))?;
        }
        self.act_on_free_times(week)
    }

    /// Adds days on which one is away.
    ///
    /// # Errors
    /// There are too many.
    pub fn add_absence(&mut self, days: DaySpan) -> NodeResult<()> {
        let mut away = self.own_free_times()?.away;
        away.push(days);
        self.act_on_free_times(FreeAct::Away(away))
    }

    /// Takes days back on which one was to be away: what is left before and
    /// after them stays.
    ///
    /// # Errors
    /// The storage failed.
    pub fn remove_absence(&mut self, days: DaySpan) -> NodeResult<()> {
        let away = self.own_free_times()?.away.into_iter().flat_map(|span| span.without(days)).collect();
        self.act_on_free_times(FreeAct::Away(away))
    }

    /// In a space one has just come into: the same as in the personal one.
    pub(crate) fn settle_free_times(&mut self, space: &SpaceId) -> NodeResult<()> {
        let acts = self.own_free_times()?.acts();
        if acts.is_empty() { Ok(()) } else { self.write_free_times(*space, &acts) }
    }

    fn own_free_times(&mut self) -> NodeResult<FreeTimes> {
        let (personal, me) = (self.me.personal, self.me.person());
        let work = self.free_work(personal)?;
        Ok(read::free(&work.doc, me, &work.people.around()).ok_or(NodeError::NotFound("free_times"))?.value)
    }

    fn own_profile(&self) -> NodeResult<Profile> {
        let (personal, me) = (self.me.personal, self.me.person());
        let card = people::get(self.store.read(), &personal, &me)?.map(|row| row.card);
        Ok(card.and_then(|card| serde_json::from_slice(&card).ok()).unwrap_or_else(|| Profile::new(me)))
    }

    fn free_work(&mut self, space: SpaceId) -> NodeResult<Work> {
        let me = self.me.person();
        self.work_on_named(space, DocKind::FreeTimes, me.as_ref(), Writers::Accounts([me].into()))
    }

    fn write_free_times(&mut self, space: SpaceId, acts: &[FreeAct]) -> NodeResult<()> {
        let (mut work, ctx) = (self.free_work(space)?, self.ctx());
        let read = read::free(&work.doc, ctx.by, &work.people.around());
        let mut times = read.ok_or(NodeError::NotFound("free_times"))?.value;
        for act in acts {
            times = times.apply(act, &ctx)?;
            let written = intent::free(&work.doc, act, ctx.now)?;
            work.take(written);
        }
        self.finish(work)
    }
}
