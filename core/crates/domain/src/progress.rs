//! Entries of how far a goal has come: a reading, a few words, or both.

use crate::made::{Gone, ItemId, Made};
use crate::measure::{Measure, Reading};
use crate::members::Ctx;
use crate::rules::{Field, Problem, Rule, RuleBroken, Thing};
use crate::text::{self, limit};
use rapport_ids::ProgressId;
use serde::{Deserialize, Serialize};

/// One entry. Entries stand in the order in which they were written, causes
/// before effects; the last one with a reading speaks for the goal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgressEntry {
    pub id: ProgressId,
    pub made: Made,
    pub reading: Option<Reading>,
    pub note: String,
}

/// What a person can do to entries of progress. They are not edited: a wrong
/// one is deleted, and a right one written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProgressAct {
    Add { id: ProgressId, reading: Option<Reading>, note: String },
    Delete { id: ProgressId },
}

impl ProgressAct {
    /// The act as it will be written.
    ///
    /// # Errors
    /// When the note cannot be taken, or there is neither reading nor note.
    pub fn tidy(self) -> Result<Self, RuleBroken> {
        match self {
            Self::Add { id, reading, note } => {
                let note = text::optional_prose(Field::Progress, &note, limit::ANSWER)?;
                if reading.is_none() && note.is_empty() {
                    return Err(Problem::Empty.of(Field::Progress));
                }
                Ok(Self::Add { id, reading, note })
            }
            Self::Delete { id } => Ok(Self::Delete { id }),
        }
    }
}

/// Entries that one goal holds.
pub const MOST: u32 = 2_000;

/// Does a tidy act to a list of entries.
pub(crate) fn carry_out(
    entries: &mut Vec<ProgressEntry>,
    gone: &mut Vec<Gone>,
    act: ProgressAct,
    measure: Option<&Measure>,
    ctx: &Ctx,
) -> Result<(), RuleBroken> {
    match act {
        ProgressAct::Add { id, reading, note } => {
            if entries.iter().any(|e| e.id == id) || Gone::holds(gone, ItemId::Progress(id)) {
                return Err(RuleBroken::not_allowed(Field::Progress, Rule::Taken));
            }
            if entries.len() >= MOST as usize {
                return Err(RuleBroken::not_allowed(Field::Progress, Rule::Full { max: MOST }));
            }
            match (&reading, measure) {
                (None | Some(Reading::Share(_)), _) => {}
                (Some(reading), Some(measure)) => measure.fits(reading)?,
                (Some(_), None) => return Err(Problem::DoesNotFit.of(Field::Reading)),
            }
            entries.push(ProgressEntry { id, made: Made { by: ctx.by, at: ctx.now }, reading, note });
        }
        ProgressAct::Delete { id } => {
            let at = entries.iter().position(|e| e.id == id);
            let entry = entries.remove(at.ok_or(RuleBroken::not_found(Field::Progress, Thing::Progress))?);
            gone.push(Gone { id: ItemId::Progress(id), made: entry.made });
        }
    }
    Ok(())
}
