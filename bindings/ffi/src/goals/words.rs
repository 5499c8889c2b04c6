//! What a goal says and how it stands.

use crate::ids::{GoalId, MilestoneId, PersonId, RevisionId, StepId};
use crate::numbers::{Levels, PerMille, Quantity};
use crate::time::{Day, Moment};
pub use rapport_core::domain::comment::{CommentKind, On};
pub use rapport_core::domain::goal::hints::Hint;
pub use rapport_core::domain::goal::rollup::Basis;
pub use rapport_core::domain::goal::{
    Celebration, Cheer, Confidence, GoalStage, GoalState, GoalTurn, Horizon, Wording,
};
pub use rapport_core::domain::measure::{Measure, MeasureKind, Reading};
pub use rapport_core::domain::{GasLevel, StepState};

/// Where a goal stands.
#[uniffi::remote(Enum)]
pub enum GoalStage {
    /// Its owner thinks about it.
    Draft,
    /// One of the two put it to the other.
    Proposed,
    /// It is being worked on.
    Active,
    /// It rests.
    Paused,
    Achieved,
    PartlyAchieved,
    /// Given up.
    Dropped,
    /// It goes on elsewhere.
    Carried,
}

/// Where a goal stands, with what belongs to it there.
#[uniffi::remote(Enum)]
pub enum GoalState {
    /// Its owner thinks about it.
    Draft,
    /// One of the two put it to the other.
    Proposed {
        /// Who put it to the other.
        by: PersonId,
    },
    /// It is being worked on.
    Active,
    /// It rests.
    Paused,
    Achieved,
    PartlyAchieved,
    /// Given up, with the reason.
    Dropped {
        /// Why, in their own words.
        reason: String,
    },
    /// It goes on elsewhere, as that goal when it is known.
    Carried {
        /// The goal it goes on as; none when that is not known.
        to: Option<GoalId>,
    },
}

/// A turn in the life of a goal.
#[uniffi::remote(Enum)]
pub enum GoalTurn {
    /// Opens it and says whose it is. Either of a pair begins one, for
    /// themselves or as an idea for the other.
    Begin {
        /// Whose goal it is.
        owner: PersonId,
    },
    /// Puts a shared draft to the other.
    Propose,
    /// Agrees to it: to a proposal, or to the present version of an active goal.
    Nod,
    /// Starts a private one.
    Start,
    /// Lets an active one rest.
    Pause,
    /// Goes on with a paused one.
    Resume,
    /// It is reached.
    Achieve,
    /// It is reached in part, and over.
    PartlyAchieve,
    /// It is given up.
    Drop {
        /// Why, in one's own words.
        reason: String,
    },
    /// It goes on elsewhere, as that goal when it is known.
    Carry {
        /// The goal it goes on as; none when that is not known.
        to: Option<GoalId>,
    },
    /// Replaces what it says; the version before is kept under this identifier.
    Revise {
        /// Names the version that is kept.
        revision: RevisionId,
    },
    /// A turn that only a newer version of the software understands.
    Newer,
}

/// How sure somebody is to reach a goal: 1 to 5.
#[uniffi::remote(Enum)]
pub enum Confidence {
    VeryUnsure,
    Unsure,
    HalfSure,
    Sure,
    VerySure,
}

/// How far away a goal lies.
#[uniffi::remote(Enum)]
pub enum Horizon {
    /// A few weeks.
    Short,
    /// A few months.
    Medium,
    /// A year or more.
    Long,
}

/// The words and figures of a goal.
#[uniffi::remote(Record)]
pub struct Wording {
    /// What it is called.
    pub title: String,
    /// Why it matters to its owner.
    pub why: String,
    /// What exactly is to be reached.
    pub specific: String,
    /// What makes it possible: time, help, first skills.
    pub means: String,
    /// How one will see that it is reached.
    pub test: String,
    /// What it is measured by; none as long as nobody has said.
    pub measure: Option<Measure>,
    /// How far away it lies.
    pub horizon: Option<Horizon>,
    /// The day by which it is to be reached.
    pub due: Option<Day>,
    /// What each level of attainment means, lowest first; empty ones are not written yet.
    pub levels: Levels,
}

/// What a goal is measured by: from where to where, in what.
#[uniffi::remote(Record)]
pub struct Measure {
    /// Figures, yes or no, or levels.
    pub kind: MeasureKind,
    /// Where it stands at the start. Only for amounts, percentages, ratings.
    pub baseline: Quantity,
    /// Where it is to get, up or down.
    pub target: Quantity,
    /// What an amount counts; may be empty.
    pub unit: String,
}

/// How a goal is measured.
#[uniffi::remote(Enum)]
pub enum MeasureKind {
    /// An amount with a unit: 10 applications, 5 km.
    Amount,
    /// A percentage, 0 to 100.
    Percent,
    /// How somebody rates it, 0 to 10.
    Rating,
    /// Reached or not.
    YesNo,
    /// The five levels of attainment.
    Levels,
    /// A kind that only a newer version knows.
    Newer,
}

/// How far a goal was reached, against what was expected.
#[uniffi::remote(Enum)]
pub enum GasLevel {
    /// -2.
    MuchLess,
    /// -1.
    Less,
    /// 0.
    Expected,
    /// +1.
    More,
    /// +2.
    MuchMore,
}

/// What a goal's progress was read from.
#[uniffi::remote(Enum)]
pub enum Basis {
    /// Nothing to read from yet.
    Nothing,
    /// Steps, milestones and goals below.
    Work,
    /// The last reading of the measure, or an estimate.
    Reading,
    /// It is achieved.
    Achieved,
}

/// What an entry of progress found.
#[uniffi::remote(Enum)]
pub enum Reading {
    /// A figure in the unit of the measure.
    Amount(Quantity),
    /// Whether it is reached.
    Reached(bool),
    /// A level of attainment.
    Level(GasLevel),
    /// One's own estimate, whatever the measure.
    Share(PerMille),
}

/// Something about a goal that is still vague.
#[uniffi::remote(Enum)]
pub enum Hint {
    /// The title is very short and nothing says more.
    SayMore,
    /// A word that leaves open how much or when, and no measure to say it.
    VagueWord {
        /// The word, as it stands there.
        word: String,
    },
    /// Nothing says how one will see that it is reached.
    NoMeasure,
    /// A figure without what it counts.
    NoUnit,
    /// Some levels of attainment are not written.
    LevelsMissing {
        /// How many.
        missing: u32,
    },
    /// Nothing says why it matters.
    NoWhy,
    /// Nothing says what makes it possible, and nobody has a first step.
    NoMeans,
    /// Its owner is not sure to reach it: make it smaller, or find help.
    LowConfidence,
    /// No day by which it is to be reached.
    NoDue,
    /// That day has passed.
    DuePassed {
        /// The day.
        due: Day,
    },
    /// That day lies further away than the horizon says.
    DueBeyondHorizon,
    /// A long way without a stage in between.
    NoMilestone,
    /// No day to look at it again.
    NoReview,
}

/// What was reached.
#[uniffi::remote(Enum)]
pub enum Cheer {
    Goal(GoalId),
    Milestone(MilestoneId),
}

/// Something to celebrate: a fact that follows from what people marked. It is
/// gone again when the mark is taken back.
#[uniffi::remote(Record)]
pub struct Celebration {
    /// The goal or the stage.
    pub what: Cheer,
    /// What that is called.
    pub title: String,
    /// Who marked it.
    pub by: PersonId,
    /// When they did.
    pub at: Moment,
}

/// What a comment is for.
#[uniffi::remote(Enum)]
pub enum CommentKind {
    /// Something said about it.
    Remark,
    /// A look back: how it went and what comes now.
    Review,
}

/// What a comment is about.
#[uniffi::remote(Enum)]
pub enum On {
    /// The goal as a whole.
    Whole,
    Milestone(MilestoneId),
    Step(StepId),
}
