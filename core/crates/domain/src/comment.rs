//! Remarks on something shared. Only their author changes or deletes them.

use crate::made::{Gone, ItemId, Made};
use crate::members::Ctx;
use crate::rules::{Field, Rule, RuleBroken, Thing, Who};
use crate::text::{self, limit};
use crate::words::plain;
use rapport_ids::{CommentId, MilestoneId, StepId};
use serde::{Deserialize, Serialize};

plain! {
    /// What a comment is for.
    CommentKind in "comment_kind" {
        /// Something said about it.
        Remark = "remark",
        /// A look back: how it went and what comes now.
        Review = "review",
    }
}

/// What a comment is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum On {
    /// The goal as a whole.
    Whole,
    Milestone(MilestoneId),
    Step(StepId),
}

/// A remark on a goal, or on a part of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    pub id: CommentId,
    pub made: Made,
    pub kind: CommentKind,
    pub on: On,
    pub text: String,
    /// Whether its author changed it after writing it.
    pub edited: bool,
}

/// What a person can do to comments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CommentAct {
    Add { id: CommentId, kind: CommentKind, on: On, text: String },
    Edit { id: CommentId, text: String },
    Delete { id: CommentId },
}

impl CommentAct {
    /// The act as it will be written.
    ///
    /// # Errors
    /// When the text cannot be taken.
    pub fn tidy(self) -> Result<Self, RuleBroken> {
        let tidy = |text: String| text::prose(Field::Comment, &text, limit::COMMENT);
        Ok(match self {
            Self::Add { id, kind, on, text } => Self::Add { id, kind, on, text: tidy(text)? },
            Self::Edit { id, text } => Self::Edit { id, text: tidy(text)? },
            Self::Delete { id } => Self::Delete { id },
        })
    }
}

/// Comments that one thing holds.
pub const MOST: u32 = 2_000;

/// Does a tidy act to a list of comments.
pub(crate) fn carry_out(
    comments: &mut Vec<Comment>,
    gone: &mut Vec<Gone>,
    act: CommentAct,
    ctx: &Ctx,
) -> Result<(), RuleBroken> {
    match act {
        CommentAct::Add { id, kind, on, text } => {
            if comments.iter().any(|c| c.id == id) || Gone::holds(gone, ItemId::Comment(id)) {
                return Err(RuleBroken::not_allowed(Field::Comment, Rule::Taken));
            }
            if comments.len() >= MOST as usize {
                return Err(RuleBroken::not_allowed(Field::Comment, Rule::Full { max: MOST }));
            }
            let made = Made { by: ctx.by, at: ctx.now };
            comments.push(Comment { id, made, kind, on, text, edited: false });
        }
        CommentAct::Edit { id, text } => {
            let at = own(comments, id, ctx)?;
            if let Some(comment) = comments.get_mut(at) {
                comment.edited |= comment.text != text;
                comment.text = text;
            }
        }
        CommentAct::Delete { id } => {
            let comment = comments.remove(own(comments, id, ctx)?);
            gone.push(Gone { id: ItemId::Comment(id), made: comment.made });
        }
    }
    Ok(())
}

/// Where a comment stands that is the actor's own.
fn own(comments: &[Comment], id: CommentId, ctx: &Ctx) -> Result<usize, RuleBroken> {
    let at = comments.iter().position(|c| c.id == id);
    let at = at.ok_or(RuleBroken::not_found(Field::Comment, Thing::Comment))?;
    match comments.get(at) {
        Some(comment) if comment.made.by == ctx.by => Ok(at),
        _ => Err(RuleBroken::not_allowed(Field::Comment, Rule::OnlyFor { who: Who::Author })),
    }
}
