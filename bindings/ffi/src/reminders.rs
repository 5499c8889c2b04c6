//! Reminders: what comes when on this device, what a person wants of them, and why.

mod settings;
mod view;
mod words;

use settings::{QuietHours, ReminderSettings};
use view::{OsBudget, ReminderActed, ReminderPlan, ReminderRow, ReminderUpcoming, ReminderVerdict, ReminderWhy};
use words::{ReminderKind, ReminderSnooze};

use crate::area::area;
use crate::failure::Failure;
use crate::ids::{DeviceId, OccurrenceId, PushId};
use crate::observe::Subscription;
use crate::time::{Day, TimeOfDay};
use rapport_core::reminders::{OccurrenceAct, SettingsAct};
use std::sync::Arc;

/// Is told what there is to come each time that changes: after an act here, after what came from others, after a choice.
#[uniffi::export(foreign)]
pub trait RemindersObserver: Send + Sync {
    /// Everything that is planned now. Hand it to the system in place of all that it was given before.
    fn on_reminders(&self, upcoming: ReminderUpcoming);
}

/// Everything about reminders of this device. Fetched once and kept. The core decides what comes when; an app hands the
/// plan to the system of the phone, and asks `may_show` before it shows something by itself.
#[derive(uniffi::Object)]
pub struct Reminders {
    core: rapport_core::Rapport,
}

area!(Reminders by reminders);

#[uniffi::export]
impl Reminders {
    /// Plans two weeks ahead. Call it after the start of the phone, after an update of the app, when the app comes to the
    /// front, and when the clock or the time zone of the phone has changed; `watch` tells of everything else.
    ///
    /// Fails with `Invalid` when the clock or the time zone of the phone cannot be understood.
    pub async fn plan(&self, budget: OsBudget) -> Result<ReminderPlan, Failure> {
        self.run(move |all| all.plan(budget)).await
    }

    /// Watches what there is to come; the observer has the first value before this returns.
    pub async fn watch(
        &self,
        budget: OsBudget,
        observer: Arc<dyn RemindersObserver>,
    ) -> Result<Arc<Subscription>, Failure> {
        let tell = move |upcoming: &ReminderUpcoming| observer.on_reminders(upcoming.clone());
        self.run(move |all| all.watch(budget, tell)).await.map(Subscription::new)
    }

    /// Says whether the person lets this device show reminders. Say it before `plan` when the app wakes, and when the answer
    /// has changed; as long as nobody was asked it is yes. While it is no, nothing is handed to the system, and each
    /// reminder says why.
    pub async fn set_allowed(&self, allowed: bool) -> Result<(), Failure> {
        self.run(move |all| all.set_allowed(allowed)).await
    }

    /// Says which kinds the person does not let this device show, where the settings of the phone keep them apart. Say it with
    /// `set_allowed`; such a reminder is not shown, says why, and keeps no other from coming.
    pub async fn set_refused(&self, kinds: Vec<ReminderKind>) -> Result<(), Failure> {
        self.run(move |all| all.set_refused(&kinds)).await
    }

    /// Whether something planned may be shown now. Ask it when an alarm has gone off, before anything is shown: the alarm
    /// may be late, the phone may be elsewhere, what it is about may be done. The answer is written down, and the plan is a
    /// new one after it.
    pub async fn may_show(&self, push: PushId) -> Result<ReminderVerdict, Failure> {
        self.run(move |all| all.may_show(push)).await
    }

    /// Says which of the planned ones the system showed by itself since the app was last awake: all that were delivered, and
    /// none where nothing is shown without asking `may_show`. Those that were not shown are planned anew. Until this is said
    /// all whose time has come count as shown: call it before `plan` when the app wakes.
    pub async fn shown(&self, pushes: Vec<PushId>) -> Result<(), Failure> {
        self.run(move |all| all.shown(&pushes)).await
    }

    /// The person has done what a reminder is about. The thing itself is done by its own act, such as ticking a step.
    pub async fn done(&self, reminder: OccurrenceId) -> Result<ReminderActed, Failure> {
        self.run(move |all| all.act(reminder, OccurrenceAct::Done)).await
    }

    /// The person has opened a reminder.
    pub async fn opened(&self, reminder: OccurrenceId) -> Result<ReminderActed, Failure> {
        self.run(move |all| all.act(reminder, OccurrenceAct::Open)).await
    }

    /// The person has waved a reminder away. Two in a row make its kind rarer: then the answer names it, to be said once.
    pub async fn dismiss(&self, reminder: OccurrenceId) -> Result<ReminderActed, Failure> {
        self.run(move |all| all.act(reminder, OccurrenceAct::Dismiss)).await
    }

    /// Puts a reminder off. `over_quiet` says that it may come in quiet hours too.
    ///
    /// Fails with `NotAllowed` when it was put off three times: ask whether another time suits better, or none.
    #[uniffi::method(default(over_quiet = false))]
    pub async fn snooze(
        &self,
        reminder: OccurrenceId,
        to: ReminderSnooze,
        over_quiet: bool,
    ) -> Result<ReminderActed, Failure> {
        self.run(move |all| all.act(reminder, OccurrenceAct::Snooze { to, over_quiet })).await
    }

    /// For how long a reminder can be put off now; nothing when it was put off three times.
    pub async fn snoozes(&self, reminder: OccurrenceId) -> Result<Vec<ReminderSnooze>, Failure> {
        self.run(move |all| all.snoozes(reminder)).await
    }

    /// Reminders with what they lead to, in the order asked for: for a list inside the app, and for opening one.
    pub async fn rows(&self, reminders: Vec<OccurrenceId>) -> Result<Vec<ReminderRow>, Failure> {
        self.run(move |all| all.rows(&reminders)).await
    }

    /// What became of the last reminders, the latest first.
    #[uniffi::method(default(limit = 50))]
    pub async fn lives(&self, limit: u32) -> Result<Vec<ReminderWhy>, Failure> {
        self.run(move |all| all.lives(limit)).await
    }

    /// Why a reminder comes, came, or does not.
    pub async fn why(&self, reminder: OccurrenceId) -> Result<ReminderWhy, Failure> {
        self.run(move |all| all.why(reminder)).await
    }

    /// What the person wants of their reminders, on all of their devices.
    pub async fn settings(&self) -> Result<ReminderSettings, Failure> {
        self.run(|all| all.settings().map(ReminderSettings::from)).await
    }

    /// What quiet hours are as long as nothing else was set, and what they begin as again after they were switched off.
    pub async fn usual_quiet(&self) -> Result<QuietHours, Failure> {
        self.run(|all| Ok(all.usual_quiet().into())).await
    }

    /// Sets the hours in which nothing comes; none: it may come at any hour.
    ///
    /// Fails with `Invalid` when both times are the same.
    pub async fn set_quiet_hours(&self, hours: Option<QuietHours>) -> Result<(), Failure> {
        self.run(move |all| all.set(&SettingsAct::Quiet(settings::quiet(hours)?))).await
    }

    /// Sets whether Saturdays and Sundays are quiet.
    pub async fn set_quiet_weekends(&self, quiet: bool) -> Result<(), Failure> {
        self.run(move |all| all.set(&SettingsAct::QuietWeekends(quiet))).await
    }

    /// Holds all reminders back up to and including a day; none: they go on.
    pub async fn pause(&self, until: Option<Day>) -> Result<(), Failure> {
        self.run(move |all| all.set(&SettingsAct::Pause(until))).await
    }

    /// Switches a kind on or off.
    pub async fn set_kind(&self, kind: ReminderKind, on: bool) -> Result<(), Failure> {
        self.run(move |all| all.set(&SettingsAct::Kind { kind, on })).await
    }

    /// Sets when to be reminded of what is due on a day, by the clock of the phone.
    pub async fn set_usual_time(&self, time: TimeOfDay) -> Result<(), Failure> {
        self.run(move |all| all.set(&SettingsAct::Usual(time))).await
    }

    /// Sets the one device that makes a sound; none: the one used last.
    pub async fn set_ringing_device(&self, device: Option<DeviceId>) -> Result<(), Failure> {
        self.run(move |all| all.set(&SettingsAct::Rings(device))).await
    }

    /// Sets whether meetings may ring to the minute, where the phone allows it.
    pub async fn set_exact_meetings(&self, exact: bool) -> Result<(), Failure> {
        self.run(move |all| all.set(&SettingsAct::ExactMeetings(exact))).await
    }

    /// A kind that became rarer comes as often as it was made again.
    pub async fn restore(&self, kind: ReminderKind) -> Result<(), Failure> {
        self.run(move |all| all.restore(kind)).await
    }

    /// The person uses this device: unless another one was named, it makes the sound. Call it when the app comes to the
    /// front.
    pub async fn used(&self) -> Result<(), Failure> {
        self.run(|all| all.used()).await
    }
}
