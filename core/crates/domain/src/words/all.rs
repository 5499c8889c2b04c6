//! The one list of everything the core can say.

use super::Word;
use crate::access::{Relation, Tier};
use crate::calendar::SlotCost;
use crate::checkin::{Alert, Band, FileFault, ItemKind, Movement, Subject};
use crate::comment::CommentKind;
use crate::device::{DeviceKind, DeviceState};
use crate::gas::GasLevel;
use crate::goal::hints::Hint;
use crate::goal::rollup::Basis;
use crate::goal::{Confidence, GoalStage, Horizon};
use crate::measure::MeasureKind;
use crate::meeting::{Attendance, CancelReason, MeetingStage, Mode};
use crate::members::Seat;
use crate::note::{BlockKind, MarkKind};
use crate::pairing::{Cadence, EndReason, PairingKind, PairingStage};
use crate::reminder::{Because, Held, Kind, OccurrenceState, ReminderText, Snooze};
use crate::rules::{self, Advice, Field, Problem, Rule, Thing, Who};
use crate::sort;
use crate::step::StepState;
use crate::time::Weekday;

/// Said with a field and a thing, and declared by hand.
const BY_HAND: &[Word] = &[Word { key: rules::NOT_FOUND, args: &["thing"] }];

const LISTS: &[&[Word]] = &[
    Advice::WORDS,
    Alert::WORDS,
    Attendance::WORDS,
    Basis::WORDS,
    Because::WORDS,
    BlockKind::WORDS,
    BY_HAND,
    Band::WORDS,
    Cadence::WORDS,
    CancelReason::WORDS,
    CommentKind::WORDS,
    Confidence::WORDS,
    DeviceKind::WORDS,
    DeviceState::WORDS,
    EndReason::WORDS,
    Field::WORDS,
    FileFault::WORDS,
    GasLevel::WORDS,
    GoalStage::WORDS,
    Held::WORDS,
    Hint::WORDS,
    Horizon::WORDS,
    Kind::WORDS,
    ItemKind::WORDS,
    MarkKind::WORDS,
    MeasureKind::WORDS,
    MeetingStage::WORDS,
    Mode::WORDS,
    OccurrenceState::WORDS,
    Movement::WORDS,
    PairingKind::WORDS,
    PairingStage::WORDS,
    Problem::WORDS,
    Relation::WORDS,
    ReminderText::WORDS,
    Rule::WORDS,
    Seat::WORDS,
    SlotCost::WORDS,
    Snooze::WORDS,
    StepState::WORDS,
    Subject::WORDS,
    Thing::WORDS,
    Tier::WORDS,
    Weekday::WORDS,
    Who::WORDS,
];

/// Every key the core can say, with the placeholders it fills; each once, in
/// order. A refusal (`problem.*`, `rule.*`) also fills `field`.
pub fn all() -> Vec<Word> {
    let mut words: Vec<Word> = LISTS.iter().flat_map(|list| list.iter().copied()).collect();
    sort::by_key(&mut words, |word| word.key);
    words.dedup();
    words
}
