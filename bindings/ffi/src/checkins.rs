//! Check-ins: asked, answered, kept or shown; their trend, and whom to turn to.

mod view;
mod words;

use view::{AnswerView, CheckInForm, CheckInRow, DueCheckIn, HelpView, InstrumentRow, TrendView};

use crate::area::area;
use crate::failure::Failure;
use crate::ids::{CheckInId, PersonId, SpaceId};
use crate::observe::Subscription;
use crate::time::Day;
use rapport_core::checkins::{Asked, Key, Language, TrendOf};
use rapport_core::domain::Field;
use std::sync::Arc;

/// Is told check-ins each time they change: one's own, or those that were shown.
#[uniffi::export(foreign)]
pub trait CheckInsObserver: Send + Sync {
    /// The newest first.
    fn on_check_ins(&self, rows: Vec<CheckInRow>);
}

/// Everything about check-ins. Fetched once and kept. `language` is that of the reader, such as `de`; where there are no
/// words in it the nearest are taken. Nothing in here tells anybody anything: only `share` shows something to somebody.
#[derive(uniffi::Object)]
pub struct CheckIns {
    core: rapport_core::Rapport,
}

area!(CheckIns by checkins);

fn language(tag: &str) -> Result<Language, Failure> {
    Language::new(tag).map_err(|problem| Failure::Invalid { field: Field::Languages, problem })
}

fn key(name: &str) -> Result<Key, Failure> {
    Key::new(name).ok_or_else(|| Failure::NotFound { what: "instrument".to_owned() })
}

fn asked(instrument: &str, about: Option<SpaceId>) -> Result<Asked, Failure> {
    Ok(Asked { instrument: key(instrument)?, about })
}

#[uniffi::export]
impl CheckIns {
    /// All instruments that can be answered as check-ins. Those whose words the programme has to bring have no language yet.
    pub async fn instruments(&self, language: String) -> Result<Vec<InstrumentRow>, Failure> {
        self.run(move |all| all.instruments(&self::language(&language)?)).await
    }

    /// The questions of an instrument, with what was begun on this device. `about` is the space of the pair, for an
    /// instrument that is about one. Fails with `NotFound` of `file` while its words are not here.
    #[uniffi::method(default(about = None))]
    pub async fn form(
        &self,
        instrument: String,
        language: String,
        about: Option<SpaceId>,
    ) -> Result<CheckInForm, Failure> {
        self.run(move |all| all.form(&instrument, about, &self::language(&language)?)).await
    }

    /// Keeps what was answered so far, on this device alone. Call it with every change: then nothing is lost when the app
    /// is killed. An empty list lets the draft go.
    #[uniffi::method(default(about = None))]
    pub async fn draft(
        &self,
        instrument: String,
        answers: Vec<AnswerView>,
        about: Option<SpaceId>,
    ) -> Result<(), Failure> {
        self.run(move |all| all.draft(&asked(&instrument, about)?, &view::answers(answers)?)).await
    }

    /// Answers an instrument; its draft is gone with that. It stays with whoever answered until it is shared.
    #[uniffi::method(default(about = None))]
    pub async fn answer(
        &self,
        instrument: String,
        language: String,
        answers: Vec<AnswerView>,
        about: Option<SpaceId>,
    ) -> Result<CheckInId, Failure> {
        let given = move |all: rapport_core::checkins::CheckIns| {
            all.answer(&asked(&instrument, about)?, &self::language(&language)?, &view::answers(answers)?)
        };
        self.run(given).await
    }

    /// Puts answers right, all of them at once, for a day after they were given. Copies that were shared stay as they
    /// are until they are shared again.
    pub async fn correct(&self, checkin: CheckInId, answers: Vec<AnswerView>) -> Result<(), Failure> {
        self.run(move |all| all.correct(checkin, &view::answers(answers)?)).await
    }

    /// Shows a check-in to the partner of a pair. Only its author can, each time by an act of their own.
    pub async fn share(&self, checkin: CheckInId, with: SpaceId) -> Result<(), Failure> {
        self.run(move |all| all.share(checkin, with)).await
    }

    /// Sets a check-in aside for the coordinator. It waits on one's own devices until there is a way to them.
    pub async fn offer_to_coordinator(&self, checkin: CheckInId) -> Result<(), Failure> {
        self.run(move |all| all.offer_to_coordinator(checkin)).await
    }

    /// One's own check-ins, the newest first.
    #[uniffi::method(default(limit = 50))]
    pub async fn mine(&self, language: String, limit: u32) -> Result<Vec<CheckInRow>, Failure> {
        self.run(move |all| all.mine(&self::language(&language)?, limit)).await
    }

    /// What partners have shown, in one space or in all, the newest first.
    #[uniffi::method(default(space = None, limit = 50))]
    pub async fn shown(
        &self,
        language: String,
        space: Option<SpaceId>,
        limit: u32,
    ) -> Result<Vec<CheckInRow>, Failure> {
        self.run(move |all| all.shown(space, &self::language(&language)?, limit)).await
    }

    /// One check-in, one's own or one that was shown.
    pub async fn view(&self, checkin: CheckInId, language: String) -> Result<CheckInRow, Failure> {
        self.run(move |all| all.view(checkin, &self::language(&language)?)).await
    }

    /// How one's own results of an instrument went.
    #[uniffi::method(default(about = None))]
    pub async fn trend(
        &self,
        instrument: String,
        language: String,
        about: Option<SpaceId>,
    ) -> Result<TrendView, Failure> {
        self.run(move |all| all.trend(&instrument, TrendOf::Mine { about }, &self::language(&language)?)).await
    }

    /// How the results went that a person has shown in a space.
    pub async fn trend_shown(
        &self,
        instrument: String,
        language: String,
        space: SpaceId,
        person: PersonId,
    ) -> Result<TrendView, Failure> {
        self.run(move |all| all.trend(&instrument, TrendOf::Shown { space, person }, &self::language(&language)?)).await
    }

    /// Watches one's own check-ins; the observer has the first value before this returns.
    pub async fn watch_mine(
        &self,
        language: String,
        limit: u32,
        observer: Arc<dyn CheckInsObserver>,
    ) -> Result<Arc<Subscription>, Failure> {
        let tell = move |rows: &[CheckInRow]| observer.on_check_ins(rows.to_vec());
        self.run(move |all| all.watch_mine(&self::language(&language)?, limit, tell)).await.map(Subscription::new)
    }

    /// Watches what partners have shown, in one space or in all; the observer has the first value before this returns.
    pub async fn watch_shown(
        &self,
        language: String,
        space: Option<SpaceId>,
        limit: u32,
        observer: Arc<dyn CheckInsObserver>,
    ) -> Result<Arc<Subscription>, Failure> {
        let tell = move |rows: &[CheckInRow]| observer.on_check_ins(rows.to_vec());
        self.run(move |all| all.watch_shown(space, &self::language(&language)?, limit, tell))
            .await
            .map(Subscription::new)
    }

    /// Says how often an instrument is asked of this person, in days; none: not at all.
    pub async fn set_rhythm(&self, instrument: String, every_days: Option<u32>) -> Result<(), Failure> {
        self.run(move |all| all.set_rhythm(&key(&instrument)?, every_days)).await
    }

    /// Every how many days an instrument is asked; none: not at all.
    pub async fn rhythm(&self, instrument: String) -> Result<Option<u32>, Failure> {
        self.run(move |all| all.rhythm(&key(&instrument)?)).await
    }

    /// What falls due from `first` to `last`, both included.
    pub async fn due(&self, first: Day, last: Day) -> Result<Vec<DueCheckIn>, Failure> {
        self.run(move |all| Ok(all.due(first, last)?.into_iter().map(DueCheckIn::from).collect())).await
    }

    /// Takes words for an instrument from the text of a file. Gives the name of the instrument. A refusal names line
    /// and column.
    pub async fn load_texts(&self, file: String) -> Result<String, Failure> {
        self.run(move |all| Ok(all.load_texts(&file)?.0.to_string())).await
    }

    /// Whom to turn to; empty until a programme has filled it. Readable without a network.
    pub async fn help(&self) -> Result<HelpView, Failure> {
        self.run(|all| all.help()).await
    }

    /// Trusts a key for the help directory, 64 hexadecimal digits, and lets go of what another key brought.
    pub async fn trust_help_key(&self, key: String) -> Result<(), Failure> {
        self.run(move |all| all.trust_help_key(&key)).await
    }

    /// Takes a signed help directory. A refusal names line and column.
    pub async fn load_help(&self, file: String) -> Result<(), Failure> {
        self.run(move |all| all.load_help(&file)).await
    }

    /// Signs a help directory with the key of this device, for others to take who trust it.
    pub async fn sign_help(&self, directory: String) -> Result<String, Failure> {
        self.run(move |all| all.sign_help(&directory)).await
    }
}
