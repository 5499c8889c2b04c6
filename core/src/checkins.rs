//! Check-ins: asked, answered, kept or shown; their trend, and whom to turn to.
//!
//! Nothing here tells anybody anything by itself. A low result is marked, so
//! that a screen shows the help directory and offers to share it.

pub use rapport_node::Asked;
pub use rapport_node::domain::checkin::{Answer, Answers, DueCheckIn, Key};
pub use rapport_node::domain::person::Language;
pub use rapport_node::view::checkins::{
    AnswerView, CheckInForm, CheckInRow, FormItem, HelpPlace, HelpView, InstrumentRow, Label, PartTrendView, ScoreView,
    TrendOf, TrendView,
};

use crate::error::Failure;
use crate::observe::Subscription;
use crate::shared::Shared;
use rapport_node::Topics;
use rapport_node::domain::time::Day;
use rapport_node::ids::{CheckInId, SpaceId};
use rapport_node::view::checkins;
use std::sync::Arc;

const TOPICS: Topics = Topics::CHECKINS.and(Topics::PEOPLE).and(Topics::SETTINGS);

/// Everything about check-ins. `language` is that of the reader; where there
/// are no words in it the nearest are taken.
#[derive(Debug, Clone)]
pub struct CheckIns {
    pub(crate) shared: Arc<Shared>,
}

impl CheckIns {
    /// All instruments that can be answered as check-ins.
    ///
    /// # Errors
    /// What the storage says.
    pub fn instruments(&self, language: &Language) -> Result<Vec<InstrumentRow>, Failure> {
        self.shared.look(|lens| checkins::instruments(lens, language))
    }

    /// The form of an instrument, with what was begun on this device. `about`
    /// is the space of the pair, for those that are about one.
    ///
    /// # Errors
    /// `NotFound` of `instrument`, and of `file` while its words are not here.
    pub fn form(&self, instrument: &str, about: Option<SpaceId>, language: &Language) -> Result<CheckInForm, Failure> {
        self.shared.look(|lens| checkins::form(lens, instrument, about, language))
    }

    /// Keeps what was answered so far, on this device. To be called with every
    /// change: then nothing is lost with the process. Without answers the
    /// draft is let go.
    ///
    /// # Errors
    /// `Invalid` for an answer that cannot be taken, `NotFound`.
    pub fn draft(&self, asked: &Asked, answers: &Answers) -> Result<(), Failure> {
        self.shared.act(|node| Ok(node.draft_check_in(asked, answers)?))
    }

    /// Answers an instrument. Kept for oneself until it is shared.
    ///
    /// # Errors
    /// `Invalid` for answers that cannot be taken, `NotAllowed` when it was
    /// answered too recently, `NotFound`.
    pub fn answer(&self, asked: &Asked, language: &Language, answers: &Answers) -> Result<CheckInId, Failure> {
        let day = self.shared.look(checkins::today)?;
        self.shared.act(|node| Ok(node.answer_check_in(asked, language, day, answers)?))
    }

    /// Puts answers right, all of them at once, for a day after they were
    /// given. Copies that were shared stay until they are shared again.
    ///
    /// # Errors
    /// `NotAllowed` once it stands, `Invalid`, `NotFound`.
    pub fn correct(&self, checkin: CheckInId, answers: &Answers) -> Result<(), Failure> {
        self.shared.act(|node| Ok(node.correct_check_in(checkin, answers)?))
    }

    /// Shows a check-in to the partner of a pair: a signed copy in their space.
    ///
    /// # Errors
    /// `NotAllowed` when the partner has it as it is, `Invalid` for one that
    /// is about another pair, `NotFound`.
    pub fn share(&self, checkin: CheckInId, with: SpaceId) -> Result<(), Failure> {
        self.shared.act(|node| Ok(node.share_check_in(checkin, with)?))
    }

    /// Notes that a check-in is to go to the coordinator. It waits here until
    /// there is a way to them, and nobody reads it before.
    ///
    /// # Errors
    /// `NotAllowed` when it waits already, `NotFound`.
    pub fn offer_to_coordinator(&self, checkin: CheckInId) -> Result<(), Failure> {
        self.shared.act(|node| Ok(node.offer_check_in(checkin)?))
    }

    /// One's own check-ins, the newest first.
    ///
    /// # Errors
    /// What the storage says.
    pub fn mine(&self, language: &Language, limit: u32) -> Result<Vec<CheckInRow>, Failure> {
        self.shared.look(|lens| checkins::mine(lens, language, limit))
    }

    /// What partners have shown, in one space or in all, the newest first.
    ///
    /// # Errors
    /// What the storage says.
    pub fn shown(&self, space: Option<SpaceId>, language: &Language, limit: u32) -> Result<Vec<CheckInRow>, Failure> {
        self.shared.look(|lens| checkins::shared(lens, space, language, limit))
    }

    /// One check-in, one's own or one that was shown.
    ///
    /// # Errors
    /// `NotFound`.
    pub fn view(&self, checkin: CheckInId, language: &Language) -> Result<CheckInRow, Failure> {
        self.shared.look(|lens| checkins::check_in(lens, checkin, language))
    }

    /// How the results of one instrument went.
    ///
    /// # Errors
    /// `NotFound` of `instrument`, and of `file` while what it is scored by is
    /// not here.
    pub fn trend(&self, instrument: &str, of: TrendOf, language: &Language) -> Result<TrendView, Failure> {
        self.shared.look(|lens| checkins::trend(lens, instrument, of, language))
    }

    /// Watches one's own check-ins.
    ///
    /// # Errors
    /// What the storage says.
    pub fn watch_mine(
        &self,
        language: &Language,
        limit: u32,
        mut deliver: impl FnMut(&[CheckInRow]) + Send + 'static,
    ) -> Result<Subscription, Failure> {
        let language = language.clone();
        let query = move |lens: &rapport_node::view::Lens<'_>| checkins::mine(lens, &language, limit);
        self.shared.watch(TOPICS, query, move |rows: &Vec<_>| deliver(rows))
    }

    /// Watches what partners have shown, in one space or in all.
    ///
    /// # Errors
    /// What the storage says.
    pub fn watch_shown(
        &self,
        space: Option<SpaceId>,
        language: &Language,
        limit: u32,
        mut deliver: impl FnMut(&[CheckInRow]) + Send + 'static,
    ) -> Result<Subscription, Failure> {
        let language = language.clone();
        let query = move |lens: &rapport_node::view::Lens<'_>| checkins::shared(lens, space, &language, limit);
        self.shared.watch(TOPICS, query, move |rows: &Vec<_>| deliver(rows))
    }

    /// Says how often an instrument is asked, in days; none: not at all.
    ///
    /// # Errors
    /// `Invalid` for more often than it makes sense, `NotFound`.
    pub fn set_rhythm(&self, instrument: &Key, every_days: Option<u32>) -> Result<(), Failure> {
        self.shared.act(|node| Ok(node.set_check_in_rhythm(instrument, every_days)?))
    }

    /// Every how many days an instrument is asked; none: not at all.
    ///
    /// # Errors
    /// What the storage says.
    pub fn rhythm(&self, instrument: &Key) -> Result<Option<u32>, Failure> {
        self.shared.with(|node| Ok(node.check_in_rhythm(instrument)?))
    }

    /// What falls due from `first` to `last`, both included: for whoever plans
    /// reminders.
    ///
    /// # Errors
    /// What the storage says.
    pub fn due(&self, first: Day, last: Day) -> Result<Vec<DueCheckIn>, Failure> {
        self.shared.with(|node| Ok(node.check_ins_due(first, last)?))
    }

    /// Takes words for an instrument from the text of a file, as
    /// docs/instruments.md says. They stay on this device.
    ///
    /// # Errors
    /// `Invalid` with line and column, `NotFound`.
    pub fn load_texts(&self, file: &str) -> Result<(Key, Language), Failure> {
        self.shared.act(|node| Ok(node.load_instrument_texts(file)?))
    }

    /// The help directory of this device; empty until it is filled.
    ///
    /// # Errors
    /// What the storage says.
    pub fn help(&self) -> Result<HelpView, Failure> {
        self.shared.look(checkins::help)
    }

    /// Trusts a key for the help directory, and lets go of what another one brought.
    ///
    /// # Errors
    /// `Invalid` for a text that is no key.
    pub fn trust_help_key(&self, key: &str) -> Result<(), Failure> {
        self.shared.act(|node| Ok(node.trust_help_key(key)?))
    }

    /// Takes a signed help directory.
    ///
    /// # Errors
    /// `Invalid` with the place in the file, or because it is not signed by
    /// the trusted key.
    pub fn load_help(&self, file: &str) -> Result<(), Failure> {
        self.shared.act(|node| Ok(node.load_help_directory(file)?))
    }

    /// Signs a help directory with this device's key: what comes out is the
    /// file for others, with the key that they have to trust.
    ///
    /// # Errors
    /// `Invalid` with the place in the file.
    pub fn sign_help(&self, directory: &str) -> Result<String, Failure> {
        self.shared.with(|node| Ok(node.sign_help_directory(directory)?))
    }
}
