//! What a goal says, from the command line.

use crate::failed::Stop;
use crate::pick;
use rapport_core::domain::measure::{Measure, MeasureKind};
use rapport_core::domain::number::Quantity;
use rapport_core::domain::time::Day;
use rapport_core::goals::{GoalEdit, Goals};
use rapport_core::ids::GoalId;

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
    /// How it is measured: amount, percent, rating or yes_no
    #[arg(long, value_name = "KIND", value_parser = kind)]
    measure: Option<MeasureKind>,
    /// Where it stands now
    #[arg(long, value_name = "N", requires = "measure", value_parser = pick::quantity)]
    from: Option<Quantity>,
    /// Where it should get
    #[arg(long, value_name = "N", requires = "measure", value_parser = pick::quantity)]
    to: Option<Quantity>,
    /// What an amount counts
    #[arg(long, requires = "measure")]
    unit: Option<String>,
    /// The day by which it is to be reached
    #[arg(long, value_parser = pick::day)]
    due: Option<Day>,
    /// The day to look at it again
    #[arg(long, value_parser = pick::day)]
    review: Option<Day>,
    /// Why it changes, for a goal that both have agreed to
    #[arg(long)]
    reason: Option<String>,
}

impl EditArgs {
    pub(super) fn carry_out(self, goals: &Goals, id: GoalId) -> Result<(), Stop> {
        let measure = self.measure.map(|kind| Measure {
            kind,
            baseline: self.from.unwrap_or(Quantity::ZERO),
            target: self.to.unwrap_or(Quantity::ONE),
            unit: self.unit.unwrap_or_default(),
        });
        let edits: Vec<GoalEdit> = [
            self.title.map(GoalEdit::Title),
            self.why.map(GoalEdit::Why),
            self.specific.map(GoalEdit::Specific),
            self.means.map(GoalEdit::Means),
            self.test.map(GoalEdit::Test),
            measure.map(|measure| GoalEdit::Measure(Some(measure))),
            self.due.map(|day| GoalEdit::Due(Some(day))),
            self.review.map(|day| GoalEdit::Review(Some(day))),
        ]
        .into_iter()
        .flatten()
        .collect();
        if edits.is_empty() {
            return Err(Stop::usage(crate::words::word("cli.goals.what_to_change")));
        }
        let Some(reason) = self.reason else {
            return Ok(edits.into_iter().try_for_each(|edit| goals.edit(id, edit))?);
        };
        let mut wording = goals.view(id)?.wording;
        let others: Vec<GoalEdit> = edits.into_iter().filter_map(|edit| wording.put(edit)).collect();
        goals.revise(id, &reason, wording)?;
        Ok(others.into_iter().try_for_each(|edit| goals.edit(id, edit))?)
    }
}

fn kind(text: &str) -> Result<MeasureKind, String> {
    const KNOWN: [MeasureKind; 4] =
        [MeasureKind::Amount, MeasureKind::Percent, MeasureKind::Rating, MeasureKind::YesNo];
    let found = KNOWN.into_iter().find(|kind| kind.name() == text);
    found.ok_or_else(|| KNOWN.map(MeasureKind::name).join(", "))
}
