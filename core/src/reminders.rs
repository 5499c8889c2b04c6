//! Reminders: what comes when on this device, and why.

pub use rapport_node::domain::reminder::{
    Acted, Alarm, Because, Fate, Handed, Held, Kind, LeftOut, Mark, OccurrenceAct, OccurrenceId, OccurrenceState,
    OsBudget, Part, Plan, Push, PushId, QuietHours, ReminderText, Request, Settings, SettingsAct, Snooze, Verdict,
    Weekly, Why,
};
pub use rapport_node::{About, ReminderRow};

use crate::error::Failure;
use crate::observe::Subscription;
use crate::shared::Shared;
use rapport_node::Topics;
use rapport_node::domain::sort;
use std::sync::Arc;

/// Everything that a plan is made from.
const SOURCES: Topics = Topics::GOALS
    .and(Topics::MEETINGS)
    .and(Topics::PEOPLE)
    .and(Topics::CHECKINS)
    .and(Topics::SETTINGS)
    .and(Topics::REMINDERS);

/// Everything about reminders. The phone's own list of notifications is set to
/// what a plan hands over, each time there is a new one.
#[derive(Debug, Clone)]
pub struct Reminders {
    pub(crate) shared: Arc<Shared>,
}

/// What there is to come, without the moment at which it was planned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upcoming {
    /// By time.
    pub pushes: Vec<Push>,
    /// What the system is to be given, in place of all that it has.
    pub handed: Handed,
}

impl Reminders {
    /// What quiet hours are as long as nobody has said anything else, and what
    /// they begin as again after they were switched off.
    pub fn usual_quiet(&self) -> QuietHours {
        QuietHours::usual()
    }

    /// Plans the reminders of this device for two weeks. Call it after the
    /// start, when the app comes to the front, and when the clock or the zone
    /// of the phone changes; [`Reminders::watch`] does it for everything else.
    ///
    /// # Errors
    /// `Invalid` when the clock or the zone of the phone cannot be understood.
    pub fn plan(&self, budget: OsBudget) -> Result<Plan, Failure> {
        let zone = self.shared.zone();
        self.shared.act(|node| Ok(node.plan_reminders(&zone, budget)?))
    }

    /// Watches what is to come, and says when it has changed.
    ///
    /// # Errors
    /// As [`Reminders::plan`].
    pub fn watch(
        &self,
        budget: OsBudget,
        deliver: impl FnMut(&Upcoming) + Send + 'static,
    ) -> Result<Subscription, Failure> {
        let shared = Arc::downgrade(&self.shared);
        let query = move || {
            let shared = shared.upgrade().ok_or(Failure::Stopped)?;
            let zone = shared.zone();
            let plan = shared.act(|node| Ok(node.plan_reminders(&zone, budget)?))?;
            Ok(Upcoming { pushes: plan.pushes, handed: plan.handed })
        };
        self.shared.watch_query(SOURCES, query, deliver)
    }

    /// Says whether the person lets this device show reminders. As long as they
    /// do not, nothing is handed to the system and each reminder says why.
    ///
    /// # Errors
    /// What the storage says.
    pub fn set_allowed(&self, allowed: bool) -> Result<(), Failure> {
        self.shared.act(|node| Ok(node.reminders_allowed(allowed)?))
    }

    /// Says which kinds the person does not let this device show, where its
    /// system keeps them apart. They take no place from the others, and say why.
    ///
    /// # Errors
    /// What the storage says.
    pub fn set_refused(&self, kinds: &[Kind]) -> Result<(), Failure> {
        let kinds = sort::set(kinds.iter().copied());
        self.shared.act(|node| Ok(node.reminders_refused(&kinds)?))
    }

    /// Asked just before something is shown: show it, do so later, or not at
    /// all. The answer is written down; plan anew after it.
    ///
    /// # Errors
    /// As [`Reminders::plan`].
    pub fn may_show(&self, push: PushId) -> Result<Verdict, Failure> {
        let zone = self.shared.zone();
        self.shared.act(|node| Ok(node.may_show(push, &zone)?))
    }

    /// Says which of the planned pushes the system showed by itself since the
    /// app was last awake. What it did not show is planned anew.
    ///
    /// # Errors
    /// What the storage says.
    pub fn shown(&self, pushes: &[PushId]) -> Result<(), Failure> {
        let zone = self.shared.zone();
        self.shared.act(|node| Ok(node.reminders_shown(pushes, &zone)?))
    }

    /// What the person does with a reminder. What it is about is done by its
    /// own act, such as ticking a step.
    ///
    /// # Errors
    /// `NotFound` when nothing is known of it; `NotAllowed` when it was put off
    /// three times: then ask whether another time suits better, or none.
    pub fn act(&self, id: OccurrenceId, act: OccurrenceAct) -> Result<Acted, Failure> {
        let zone = self.shared.zone();
        self.shared.act(|node| Ok(node.act_on_reminder(id, act, &zone)?))
    }

    /// For how long a reminder can be put off now. Nothing when it was put off
    /// three times: then ask whether another time suits better, or none.
    ///
    /// # Errors
    /// As [`Reminders::plan`].
    pub fn snoozes(&self, id: OccurrenceId) -> Result<Vec<Snooze>, Failure> {
        let zone = self.shared.zone();
        self.shared.with(|node| Ok(node.reminder_snoozes(id, &zone)?))
    }

    /// Reminders with what they lead to, in the order asked for.
    ///
    /// # Errors
    /// As [`Reminders::plan`].
    pub fn rows(&self, ids: &[OccurrenceId]) -> Result<Vec<ReminderRow>, Failure> {
        let zone = self.shared.zone();
        self.shared.with(|node| Ok(node.reminder_rows(ids, &zone)?))
    }

    /// What became of the last reminders, the latest first.
    ///
    /// # Errors
    /// As [`Reminders::plan`].
    pub fn lives(&self, limit: u32) -> Result<Vec<Why>, Failure> {
        let zone = self.shared.zone();
        self.shared.with(|node| Ok(node.reminder_lives(limit, &zone)?))
    }

    /// Why a reminder comes, came, or does not.
    ///
    /// # Errors
    /// As [`Reminders::plan`].
    pub fn why(&self, id: OccurrenceId) -> Result<Why, Failure> {
        let zone = self.shared.zone();
        self.shared.with(|node| Ok(node.why_reminder(id, &zone)?))
    }

    /// What the person wants of their reminders.
    ///
    /// # Errors
    /// What the storage says.
    pub fn settings(&self) -> Result<Settings, Failure> {
        self.shared.with(|node| Ok(node.reminder_settings()?))
    }

    /// Sets one thing, on all devices of the person.
    ///
    /// # Errors
    /// What the storage says.
    pub fn set(&self, act: &SettingsAct) -> Result<(), Failure> {
        self.shared.act(|node| Ok(node.set_reminders(act)?))
    }

    /// A kind that became rarer comes as often as it was made again.
    ///
    /// # Errors
    /// What the storage says.
    pub fn restore(&self, kind: Kind) -> Result<(), Failure> {
        let zone = self.shared.zone();
        self.shared.act(|node| Ok(node.restore_reminders(kind, &zone)?))
    }

    /// The person uses this device; unless another one is named, it rings.
    ///
    /// # Errors
    /// What the storage says.
    pub fn used(&self) -> Result<(), Failure> {
        self.shared.act(|node| Ok(node.used()?))
    }
}
