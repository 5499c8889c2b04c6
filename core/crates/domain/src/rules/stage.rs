//! The state of anything that has states, for a refusal to name.

use crate::goal::GoalStage;
use crate::meeting::MeetingStage;
use crate::pairing::PairingStage;
use crate::step::StepState;
use crate::words::{Arg, Spoken, ToArg};
use serde::{Deserialize, Serialize};

/// A state, by what it is the state of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    Goal(GoalStage),
    Step(StepState),
    Meeting(MeetingStage),
    Pairing(PairingStage),
}

impl Spoken for Stage {
    fn key(&self) -> &'static str {
        match self {
            Self::Goal(stage) => stage.key(),
            Self::Step(state) => state.key(),
            Self::Meeting(stage) => stage.key(),
            Self::Pairing(stage) => stage.key(),
        }
    }

    fn args(&self) -> Vec<(&'static str, Arg)> {
        Vec::new()
    }
}

impl ToArg for Stage {
    fn to_arg(&self) -> Arg {
        Arg::Word(self.key().to_owned())
    }
}
