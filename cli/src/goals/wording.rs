//! What a goal says, from the command line.

use crate::choice::{self, OrNone};
use crate::failed::Stop;
use crate::pick;
use rapport_core::domain::gas::Weight;
use rapport_core::domain::goal::{Confidence, Horizon};
use rapport_core::domain::measure::{Measure, MeasureKind};
use rapport_core::domain::number::Quantity;
use rapport_core::domain::time::Day;
use rapport_core::goals::{GoalEdit, Goals};
use rapport_core::ids::GoalId;
use rapport_core::{Failure, Rapport};

#[derive(Debug, clap::Args)]
pub(crate) struct EditArgs {
    #[arg(help = pick::GOAL)]
    pub(super) goal: String,
    /// What it says
    #[arg(long)]
    title: Option<String>,
    /// Why it matters
    #[arg(long)]
    why: Option<String>,
    /// What exactly
    #[arg(long)]
    specific: Option<String>,
    /// What makes it possible
    #[arg(long)]
    means: Option<String>,
    /// How you will see it
    #[arg(long)]
    test: Option<String>,
    /// How it is measured: amount, percent, rating, yes_no or levels; none for not at all
    #[arg(long, value_name = "KIND", value_parser = choice::measure)]
    measure: Option<OrNone<MeasureKind>>,
    /// Where it stands now
    #[arg(long, value_name = "N", requires = "measure", value_parser = choice::quantity)]
    from: Option<Quantity>,
    /// Where it should get
    #[arg(long, value_name = "N", requires = "measure", value_parser = choice::quantity)]
    to: Option<Quantity>,
    /// What an amount counts
    #[arg(long, requires = "measure")]
    unit: Option<String>,
    /// What a level of attainment means, from -2 to 2, where 0 is what you expect; can be given for each
    #[arg(long, num_args = 2, value_names = ["LEVEL", "TEXT"], allow_hyphen_values = true)]
    scale: Vec<String>,
    /// How far away it lies: short, medium or long; none takes it away
    #[arg(long, value_name = "HORIZON", value_parser = choice::horizon)]
    horizon: Option<OrNone<Horizon>>,
    /// The day by which it is to be reached; none takes it away
    #[arg(long, value_parser = choice::day_or_none)]
    due: Option<OrNone<Day>>,
    /// The day to look at it again; none takes it away
    #[arg(long, value_name = "DAY", value_parser = choice::day_or_none)]
    review: Option<OrNone<Day>>,
    /// The goal that it is part of: its id; none takes it out
    #[arg(long, value_name = "GOAL")]
    parent: Option<String>,
    /// How sure you are to reach it, from 1 to 5; none takes it away
    #[arg(long, value_name = "N", value_parser = choice::confidence)]
    confidence: Option<OrNone<Confidence>>,
    /// How much it counts among your goals, from 1 to 10
    #[arg(long, value_name = "N", value_parser = choice::weight)]
    weight: Option<Weight>,
    /// Why it changes, for a goal that both have agreed to
    #[arg(long)]
    reason: Option<String>,
}

impl EditArgs {
    pub(super) fn carry_out(self, core: &Rapport, goals: &Goals, id: GoalId) -> Result<(), Stop> {
        let reason = self.reason.clone();
        // What cannot be taken is refused before the first of them is written.
        let tidy = self.edits(core)?.into_iter().map(|edit| edit.tidy().map_err(Failure::from));
        let edits: Vec<GoalEdit> = tidy.collect::<Result<_, _>>()?;
        if edits.is_empty() {
            return Err(Stop::usage(crate::words::word("cli.goals.what_to_change")));
        }
        let Some(reason) = reason else {
            return Ok(edits.into_iter().try_for_each(|edit| goals.edit(id, edit))?);
        };
        let mut wording = goals.view(id)?.wording;
        let others: Vec<GoalEdit> = edits.into_iter().filter_map(|edit| wording.put(edit)).collect();
        goals.revise(id, &reason, wording)?;
        Ok(others.into_iter().try_for_each(|edit| goals.edit(id, edit))?)
    }

    /// One for each option; what depends on another goal comes first.
    fn edits(self, core: &Rapport) -> Result<Vec<GoalEdit>, Stop> {
        let parent = match self.parent.as_deref() {
            None => None,
            Some("none") => Some(None),
            Some(text) => Some(Some(pick::goal(core, text)?)),
        };
        let (from, to, unit) = (self.from, self.to, self.unit);
        let measured = |kind| Measure {
            kind,
            baseline: from.unwrap_or(Quantity::ZERO),
            target: to.unwrap_or(Quantity::ONE),
            unit: unit.unwrap_or_default(),
        };
        let levels = choice::meanings(self.scale).map_err(Stop::usage)?;
        let set = [
            parent.map(GoalEdit::Parent),
            self.title.map(GoalEdit::Title),
            self.why.map(GoalEdit::Why),
            self.specific.map(GoalEdit::Specific),
            self.means.map(GoalEdit::Means),
            self.test.map(GoalEdit::Test),
            self.measure.map(|OrNone(kind)| GoalEdit::Measure(kind.map(measured))),
            self.horizon.map(|OrNone(horizon)| GoalEdit::Horizon(horizon)),
            self.due.map(|OrNone(day)| GoalEdit::Due(day)),
            self.review.map(|OrNone(day)| GoalEdit::Review(day)),
            self.confidence.map(|OrNone(confidence)| GoalEdit::Confidence(confidence)),
            self.weight.map(GoalEdit::Weight),
        ];
        let levels = levels.into_iter().map(|(level, text)| GoalEdit::Level { level, text });
        Ok(set.into_iter().flatten().chain(levels).collect())
    }
}
