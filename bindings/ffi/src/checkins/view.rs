//! Check-ins as screens show them.

use super::words::{CheckInAlert, InstrumentAbout, ItemKind, ScoreBand, ScoreMovement};
use crate::failure::Failure;
use crate::ids::{CheckInId, PersonId, SpaceId};
use crate::time::Day;
use rapport_core::checkins::{Answer, Answers, Key};
pub use rapport_core::checkins::{
    AnswerView, CheckInForm, CheckInRow, FormItem, HelpPlace, HelpView, InstrumentRow, PartTrendView, ScoreView,
    TrendView,
};
use rapport_core::domain::{Field, Problem};
/// A number of the scale that has words.
pub type ScaleLabel = rapport_core::checkins::Label;

/// An instrument in a list.
#[uniffi::remote(Record)]
pub struct InstrumentRow {
    /// What calls name it by, such as `pulse`.
    pub id: String,
    /// Rises with each change of its questions or its scoring, from 1.
    pub version: u32,
    /// Whom it asks about.
    pub about: InstrumentAbout,
    /// What it is called; empty while its words are not here.
    pub name: String,
    /// The language of its words; none while they are not here, and then it cannot be answered.
    pub language: Option<String>,
    /// The last day on which whoever looks answered it.
    pub last: Option<Day>,
    /// Something was begun and not finished.
    pub begun: bool,
    /// Under which its words may be used; to be shown beside them.
    pub licence: String,
    /// Where its words and scoring come from.
    pub source: String,
}

/// A question as it is asked.
#[uniffi::remote(Record)]
pub struct FormItem {
    /// What an answer names the question by.
    pub id: String,
    /// What is taken as an answer.
    pub kind: ItemKind,
    /// The question, in the language of the form.
    pub asks: String,
    /// Children are not asked.
    pub adults: bool,
}

/// A number of the scale that has words.
#[uniffi::remote(Record)]
pub struct ScaleLabel {
    /// The number on the scale.
    pub number: i64,
    /// What stands beside it.
    pub words: String,
}

/// One answer: a number, or words.
#[uniffi::remote(Record)]
pub struct AnswerView {
    /// The question that is answered.
    pub item: String,
    /// None for words.
    pub number: Option<i64>,
    /// Empty for a number.
    pub text: String,
}

/// Everything that a screen needs to ask one instrument.
#[uniffi::remote(Record)]
pub struct CheckInForm {
    /// What calls name it by.
    pub instrument: String,
    /// Of the questions, from 1.
    pub version: u32,
    /// The pair it asks about; none when it asks about oneself.
    pub about: Option<SpaceId>,
    /// Of its words, such as `en`.
    pub language: String,
    /// What it is called.
    pub name: String,
    /// What stands above the questions; may be empty.
    pub intro: String,
    /// The questions in their order.
    pub items: Vec<FormItem>,
    /// The ends of the scale of all items that take a number of it.
    pub lowest: i64,
    /// The upper end of that scale.
    pub highest: i64,
    /// The numbers of that scale that have words, the lowest first.
    pub labels: Vec<ScaleLabel>,
    /// What was begun on this device.
    pub draft: Vec<AnswerView>,
    /// The first day on which it makes sense again; none: it does today.
    pub not_before: Option<Day>,
    /// To be shown beside the questions.
    pub licence: String,
    /// Where its words come from; to be shown beside the questions.
    pub source: String,
}

/// The score of one part. High is better.
#[uniffi::remote(Record)]
pub struct ScoreView {
    /// What the part is named by; the same on every device.
    pub part: String,
    /// What it is called.
    pub name: String,
    /// In thousandths of a point; none when too little was answered.
    pub thousandths: Option<i64>,
    /// Where the score stands among the bands; none where the instrument has none.
    pub band: Option<ScoreBand>,
}

/// An answered instrument.
#[uniffi::remote(Record)]
pub struct CheckInRow {
    /// Its name; a copy that was shared has the same.
    pub id: CheckInId,
    /// Where whoever looks reads it: their own space, or the one it was shown in.
    pub space: SpaceId,
    /// Who answered.
    pub person: PersonId,
    /// What they are called there.
    pub person_name: String,
    /// Whoever looks is the one who answered.
    pub mine: bool,
    /// What was answered.
    pub instrument: String,
    /// Of the questions, from 1.
    pub version: u32,
    /// In which they were asked, such as `en`.
    pub language: String,
    /// What the instrument is called; its identifier while its words are not here.
    pub name: String,
    /// The pair it is about; none when it is about oneself.
    pub about: Option<SpaceId>,
    /// The day it was answered, where that was.
    pub day: Day,
    /// As they were given, in the order of the questions.
    pub answers: Vec<AnswerView>,
    /// Empty when this version cannot score it: its words or a newer app are needed.
    pub scores: Vec<ScoreView>,
    /// It was put right after it was answered.
    pub corrected: bool,
    /// It can probably still be put right: a hint for a screen, decided when that is done.
    pub open: bool,
    /// The shared spaces in which a copy stands.
    pub shared_in: Vec<SpaceId>,
    /// It waits to be handed to the coordinator.
    pub offered: bool,
    /// Low, or much lower than before: show help, and offer to share it. Nobody is told of it.
    pub low: bool,
    /// Why it counts as low, if it does.
    pub alert: Option<CheckInAlert>,
}

/// How one part went.
#[uniffi::remote(Record)]
pub struct PartTrendView {
    /// What the part is named by; the same on every device.
    pub part: String,
    /// What it is called.
    pub name: String,
    /// In thousandths, one for each day; none where there was no score.
    pub scores: Vec<Option<i64>>,
    /// The last against the one before it.
    pub step: ScoreMovement,
    /// The last against the first.
    pub whole: ScoreMovement,
}

/// Everything that a picture of it needs.
#[uniffi::remote(Record)]
pub struct TrendView {
    /// What was answered.
    pub instrument: String,
    /// What it is called.
    pub name: String,
    /// Whose trend it is.
    pub person: PersonId,
    /// What they are called.
    pub person_name: String,
    /// The oldest first.
    pub days: Vec<Day>,
    /// One for each part that is scored.
    pub parts: Vec<PartTrendView>,
    /// The lowest and the highest score there can be, in thousandths. High is better.
    pub lowest: i64,
    /// The highest, in thousandths.
    pub highest: i64,
    /// From how many points on a change matters; none where nobody knows.
    pub change_that_matters: Option<i64>,
    /// Why the last one counts as low, if it does.
    pub alert: Option<CheckInAlert>,
}

/// A place to turn to.
#[uniffi::remote(Record)]
pub struct HelpPlace {
    /// What it is called.
    pub name: String,
    /// What it helps with.
    pub about: String,
    /// For where it is, such as a country.
    pub region: String,
    /// In which one is understood there, such as `en`.
    pub languages: Vec<String>,
    /// For when it cannot wait; these come first.
    pub urgent: bool,
    /// To call it; none when it has no telephone.
    pub phone: Option<String>,
    /// To open in a browser; none when it has no page.
    pub link: Option<String>,
    /// When it can be reached, in its own words; may be empty.
    pub hours: String,
    /// The address it was read from; empty where it has no telephone number.
    pub source: String,
    /// The day it was read.
    pub checked: Option<Day>,
}

/// The help directory of this device.
#[uniffi::remote(Record)]
pub struct HelpView {
    /// Empty until a programme or the person has filled it.
    pub places: Vec<HelpPlace>,
    /// The key whose directory is shown, 64 hexadecimal digits.
    pub trusted_key: Option<String>,
}

/// A check-in that is due: told on its day, once more two days later, and then not again until the next one.
#[derive(uniffi::Record)]
pub struct DueCheckIn {
    /// What is to be answered.
    pub instrument: String,
    /// The pair it is about, where the instrument is about one.
    pub about: Option<SpaceId>,
    /// The day it is due.
    pub due: Day,
    /// The day to tell it once more; none where the next one is due by then.
    pub again: Option<Day>,
    /// Days from one to the next.
    pub every_days: u32,
}

impl From<rapport_core::checkins::DueCheckIn> for DueCheckIn {
    fn from(due: rapport_core::checkins::DueCheckIn) -> Self {
        let rapport_core::checkins::DueCheckIn { instrument, about, due, again, every_days } = due;
        Self { instrument: instrument.to_string(), about, due, again, every_days }
    }
}

/// Answers as the core takes them; each question once.
pub(super) fn answers(given: Vec<AnswerView>) -> Result<Answers, Failure> {
    let refused = |problem| Failure::Invalid { field: Field::Answer, problem };
    let mut all = Answers::default();
    for AnswerView { item, number, text } in given {
        let key = Key::new(&item).ok_or(refused(Problem::UnknownChoice))?;
        let answer = number.map_or(Answer::Text(text), Answer::Number);
        if all.0.insert(key, answer).is_some() {
            return Err(refused(Problem::Twice));
        }
    }
    Ok(all)
}
