//! Reminders: what is due is read from the lists, planned by the rules of the
//! domain, and what becomes of it is written down. Which device rings and what
//! the person wants stand in the personal space; what was shown is kept here,
//! and told to the person's other devices.

mod chosen;
mod due;
mod kept;
mod row;
mod siblings;

pub use row::{About, ReminderRow};

use crate::Node;
use crate::error::NodeResult;
use crate::times::{self, AgreedTime};
use crate::topics::Topics;
use rapport_domain::Field;
use rapport_domain::reminder::{
    Acted, Kind, OccurrenceAct, OccurrenceId, OsBudget, Plan, PushId, Record, Ringing, Settings, SettingsAct, Snooze,
    State, Verdict, Why,
};
use rapport_domain::sort;
use rapport_domain::time::{Here, Millis, Zone};
use rapport_ids::DeviceId;
use rapport_store::tables::meta;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What a person wants of their reminders, among all that they have chosen.
pub(crate) fn wanted(chosen: &rapport_documents::read::Settings) -> Settings {
    chosen::read(chosen)
}

/// The device that rings, and since when, as this device has seen it.
const RINGING: &str = "reminders.ringing";
/// There when the person does not let this device show reminders.
const REFUSED: &str = "reminders.refused";
/// The kinds that the person does not let it show, by name.
const REFUSED_KINDS: &str = "reminders.refused_kinds";

impl Node {
    /// What the person wants of their reminders.
    ///
    /// # Errors
    /// The storage failed.
    pub fn reminder_settings(&mut self) -> NodeResult<Settings> {
        Ok(chosen::read(&self.settings()?))
    }

    /// Sets one thing about reminders, on all devices of the person.
    ///
    /// # Errors
    /// The storage failed.
    pub fn set_reminders(&mut self, act: &SettingsAct) -> NodeResult<()> {
        let (name, setting) = chosen::written(act);
        self.set(&name, setting.as_ref())?;
        self.changed.add(Topics::REMINDERS);
        Ok(())
    }

    /// The person uses this device: it rings from now on, if none is named.
    /// Writes only when another one was used last, or a day ago.
    ///
    /// # Errors
    /// The storage failed.
    pub fn used(&mut self) -> NodeResult<()> {
        let (here, now) = (self.me.keys.id(), self.ports.now_ms());
        let used = chosen::used(&self.settings()?);
        let last = used.iter().max_by_key(|used| used.at);
        let known = last.is_some_and(|last| last.device == here && now - last.at.0 < Millis::HOURS_24);
        if !known {
            let (name, setting) = chosen::used_now(here, now);
            self.set(&name, Some(&setting))?;
        }
        Ok(())
    }

    /// Says whether the person lets this device show reminders, as its system
    /// has it. Writes only what is new.
    ///
    /// # Errors
    /// The storage failed.
    pub fn reminders_allowed(&mut self, allowed: bool) -> NodeResult<()> {
        if self.may_remind()? == allowed {
            return Ok(());
        }
        self.store.write(|tx| if allowed { meta::delete(tx, REFUSED) } else { meta::put(tx, REFUSED, &[]) })?;
        self.changed.add(Topics::REMINDERS);
        Ok(())
    }

    /// Says which kinds the person does not let this device show, as its system
    /// has it. Writes only what is new.
    ///
    /// # Errors
    /// The storage failed.
    pub fn reminders_refused(&mut self, kinds: &BTreeSet<Kind>) -> NodeResult<()> {
        if self.refused_kinds()? == *kinds {
            return Ok(());
        }
        let names = kinds.iter().map(|kind| kind.name()).collect::<Vec<_>>().join(" ");
        self.store.write(|tx| meta::put(tx, REFUSED_KINDS, names.as_bytes()))?;
        self.changed.add(Topics::REMINDERS);
        Ok(())
    }

    fn refused_kinds(&self) -> NodeResult<BTreeSet<Kind>> {
        let names = meta::get(self.store.read(), REFUSED_KINDS)?.unwrap_or_default();
        Ok(sort::set(names.split(|byte| *byte == b' ').filter_map(|name| Kind::from_name(str::from_utf8(name).ok()?))))
    }

    fn may_remind(&self) -> NodeResult<bool> {
        Ok(meta::get(self.store.read(), REFUSED)?.is_none())
    }

    /// Plans the reminders of this device and writes the plan down. Asked for
    /// after every merge and act, when the clock or the zone of the phone
    /// changes, after a start, and when the app comes to the front.
    ///
    /// # Errors
    /// The storage failed; or the clock or the zone of the phone cannot be
    /// understood.
    pub fn plan_reminders(&mut self, zone: &Zone, budget: OsBudget) -> NodeResult<Plan> {
        let (mut state, now) = (self.reminder_state(zone)?, self.now());
        let rules = Arc::clone(&self.ports.zones);
        let plan = state.plan(now, zone, &*rules, budget).map_err(|problem| problem.of(Field::Reminder))?;
        let before = state.history.clone();
        state.history.planned(&plan, now);
        if self.keep(&before, &state)? {
            self.changed.add(Topics::REMINDERS);
        }
        Ok(plan)
    }

    /// Whether a push may be shown now; the answer is written down, and what
    /// was not shown has to be planned anew.
    ///
    /// # Errors
    /// As [`Node::plan_reminders`].
    pub fn may_show(&mut self, push: PushId, zone: &Zone) -> NodeResult<Verdict> {
        let (mut state, now) = (self.reminder_state(zone)?, self.now());
        let rules = Arc::clone(&self.ports.zones);
        let verdict = state.may_show(push, now, zone, &*rules).map_err(|problem| problem.of(Field::Reminder))?;
        let before = state.history.clone();
        state.history.decided(push, &verdict, now);
        self.keep(&before, &state)?;
        Ok(verdict)
    }

    /// Says which pushes the system of the phone showed by itself since the
    /// last time; the others whose time has come are planned anew.
    ///
    /// # Errors
    /// The storage failed.
    pub fn reminders_shown(&mut self, showed: &[PushId], zone: &Zone) -> NodeResult<()> {
        let (mut state, now) = (self.reminder_state(zone)?, self.now());
        let before = state.history.clone();
        state.history.caught_up(now, |push| showed.contains(push));
        self.keep(&before, &state).map(drop)
    }

    /// What the person does with a reminder. What it is about is done by its
    /// own act; this one only ends the reminder.
    ///
    /// # Errors
    /// It is not known here, it was put off often enough, or the storage failed.
    pub fn act_on_reminder(&mut self, id: OccurrenceId, act: OccurrenceAct, zone: &Zone) -> NodeResult<Acted> {
        let (mut state, now) = (self.reminder_state(zone)?, self.now());
        let rules = Arc::clone(&self.ports.zones);
        let before = state.history.clone();
        let acted = state.history.act(id, act, &Here { now, zone, rules: &*rules })?;
        self.keep(&before, &state)?;
        self.changed.add(Topics::REMINDERS);
        Ok(acted)
    }

    /// A kind that became rarer comes as often as it was made again.
    ///
    /// # Errors
    /// The storage failed.
    pub fn restore_reminders(&mut self, kind: Kind, zone: &Zone) -> NodeResult<()> {
        let mut state = self.reminder_state(zone)?;
        let before = state.history.clone();
        state.history.restore(kind);
        self.keep(&before, &state)?;
        self.changed.add(Topics::REMINDERS);
        Ok(())
    }

    /// Reminders with what they lead to, in the order asked for.
    ///
    /// # Errors
    /// As [`Node::plan_reminders`].
    pub fn reminder_rows(&mut self, ids: &[OccurrenceId], zone: &Zone) -> NodeResult<Vec<ReminderRow>> {
        let state = self.reminder_state(zone)?;
        let times = self.agreed_times()?;
        let (conn, me) = (self.store.read(), self.me.person());
        ids.iter().map(|id| row::row(conn, me, *id, state.because(*id), &times)).collect()
    }

    /// What became of the last reminders, the latest first.
    ///
    /// # Errors
    /// As [`Node::plan_reminders`].
    pub fn reminder_lives(&mut self, limit: u32, zone: &Zone) -> NodeResult<Vec<Why>> {
        let (state, now) = (self.reminder_state(zone)?, self.now());
        let rules = Arc::clone(&self.ports.zones);
        let plan = state.plan(now, zone, &*rules, OsBudget::None);
        let plan = plan.map_err(|problem| problem.of(Field::Reminder))?;
        let last = |record: &Record| record.marks.last().map(|mark| mark.at);
        let mut all: Vec<_> = state.history.records().map(|(id, record)| (last(record), *id)).collect();
        sort::by(&mut all, |one, other| other.cmp(one));
        all.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        Ok(all.into_iter().map(|(_, id)| state.why(id, &plan)).collect())
    }

    /// For how long a reminder can be put off now; nothing when it was often
    /// enough.
    ///
    /// # Errors
    /// As [`Node::plan_reminders`].
    pub fn reminder_snoozes(&mut self, id: OccurrenceId, zone: &Zone) -> NodeResult<Vec<Snooze>> {
        let (state, now) = (self.reminder_state(zone)?, self.now());
        let rules = Arc::clone(&self.ports.zones);
        let choices = Snooze::choices(state.history.of(&id), &Here { now, zone, rules: &*rules });
        Ok(choices.map_err(|problem| problem.of(Field::Reminder))?)
    }

    /// Why a reminder comes, came, or does not.
    ///
    /// # Errors
    /// As [`Node::plan_reminders`].
    pub fn why_reminder(&mut self, id: OccurrenceId, zone: &Zone) -> NodeResult<Why> {
        let (state, now) = (self.reminder_state(zone)?, self.now());
        let rules = Arc::clone(&self.ports.zones);
        let plan = state.plan(now, zone, &*rules, OsBudget::None);
        Ok(state.why(id, &plan.map_err(|problem| problem.of(Field::Reminder))?))
    }

    fn now(&self) -> Millis {
        Millis(self.ports.now_ms())
    }

    fn reminder_state(&mut self, zone: &Zone) -> NodeResult<State> {
        let (here, now) = (self.me.keys.id(), self.now());
        let chosen = self.settings()?;
        let settings = chosen::read(&chosen);
        let rules = Arc::clone(&self.ports.zones);
        let today = Here { now, zone, rules: &*rules }.today().map_err(|problem| problem.of(Field::Reminder))?;
        let around = |days| today.plus_days(days).map_err(|problem| problem.of(Field::Reminder));
        let check_ins = self.check_ins_due(around(-due::CHECK_IN_BEHIND)?, around(OsBudget::DAYS)?)?;
        let times = self.agreed_times()?;
        let (allowed, refused) = (self.may_remind()?, self.refused_kinds()?);
        let conn = self.store.read();
        let items = due::items(conn, self.me.person(), today, settings.usual, &check_ins, &times)?;
        let mut history = kept::load(conn, now)?;
        let known = history.clone();
        siblings::hear(&mut history, &chosen, here);
        let before = kept::ringing(meta::get(conn, RINGING)?).unwrap_or(Ringing::only(here));
        let personal = self.me.personal;
        let membership = &Self::space_in(&mut self.spaces, self.store.read(), &personal)?.membership;
        // One that was removed rings for nobody.
        let removed = |device: DeviceId| membership.devices().get(&device).is_some_and(|kin| kin.revoked.is_some());
        let mut used = chosen::used(&chosen);
        used.retain(|used| !removed(used.device));
        let rings = Ringing::of(&settings, &used).unwrap_or(here);
        let ringing = before.next(rings, now);
        if known != history {
            // What was heard outlives what it was heard from.
            self.store.write(|tx| kept::save(tx, &known, &history, now))?;
            self.unsynced_since_ms.get_or_insert(now.0);
        }
        Ok(State { here, ringing, allowed, refused, settings, items, history })
    }

    /// Times of series of which somebody may be reminded.
    fn agreed_times(&self) -> NodeResult<Vec<AgreedTime>> {
        let around = |days: i64| self.now().plus(days * Millis::HOURS_24);
        let rules = Arc::clone(&self.ports.zones);
        times::between(self.store.read(), around(-due::BEHIND), around(due::AHEAD), &*rules)
    }

    /// Writes what is new; whether there was anything.
    fn keep(&mut self, before: &rapport_domain::reminder::History, state: &State) -> NodeResult<bool> {
        let now = self.now();
        let new = *before != state.history;
        let ringing = kept::ringing_bytes(&state.ringing);
        if !new && meta::get(self.store.read(), RINGING)?.as_deref() == Some(ringing.as_slice()) {
            return Ok(false);
        }
        self.store.write(|tx| {
            meta::put(tx, RINGING, &ringing)?;
            kept::save(tx, before, &state.history, now)
        })?;
        self.unsynced_since_ms.get_or_insert(now.0);
        self.tell_siblings(before, &state.history)?;
        Ok(new)
    }
}
