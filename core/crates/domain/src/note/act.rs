//! What a person can do to the shape of a note. Typing and formatting go
//! through the editor, not through here.

use super::{Note, RichText, Section};
use crate::made::{Gone, ItemId, Made};
use crate::members::Ctx;
use crate::order::Order;
use crate::rules::{Field, Rule, RuleBroken, Thing, Who};
use crate::text::{self, limit};
use rapport_ids::{AgendaItemId, MeetingId, SectionId};
use serde::{Deserialize, Serialize};

/// A section as it is put down first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewSection {
    pub id: SectionId,
    pub title: String,
    pub order: Order,
    pub agenda: Option<AgendaItemId>,
}

/// Something a person does to a note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoteAct {
    /// Opens it, as the note of a meeting or by itself.
    Begin {
        title: String,
        meeting: Option<MeetingId>,
    },
    Title(String),
    AddSection(NewSection),
    SectionTitle {
        id: SectionId,
        title: String,
    },
    MoveSection {
        id: SectionId,
        order: Order,
    },
    /// Takes a section away. Earlier versions of the note still show it.
    DeleteSection {
        id: SectionId,
    },
    /// Deletes the whole note; what stays is a tombstone (I16).
    Delete,
}

impl NoteAct {
    /// The act as it will be written.
    ///
    /// # Errors
    /// When a title cannot be taken.
    pub fn tidy(self) -> Result<Self, RuleBroken> {
        let name = |text: String| text::line(Field::Title, &text, limit::TITLE);
        let heading = |text: String| text::optional_line(Field::Section, &text, limit::TITLE);
        Ok(match self {
            Self::Begin { title, meeting } => Self::Begin { title: name(title)?, meeting },
            Self::Title(title) => Self::Title(name(title)?),
            Self::AddSection(new) => Self::AddSection(NewSection { title: heading(new.title)?, ..new }),
            Self::SectionTitle { id, title } => Self::SectionTitle { id, title: heading(title)? },
            other => other,
        })
    }

    /// The field that a refusal of the whole act names.
    pub const fn field(&self) -> Field {
        match self {
            Self::Begin { .. } | Self::Title(_) => Field::Title,
            Self::Delete => Field::Note,
            _ => Field::Section,
        }
    }
}

/// Sections that one note holds.
pub const MOST_SECTIONS: u32 = 300;

impl Note {
    /// Whether this person may do this now.
    ///
    /// # Errors
    /// The rule it would break; nothing has changed then.
    pub fn check(&self, act: &NoteAct, ctx: &Ctx) -> Result<(), RuleBroken> {
        self.apply(act, ctx).map(drop)
    }

    /// The note after an act.
    ///
    /// # Errors
    /// The rule it would break.
    pub fn apply(&self, act: &NoteAct, ctx: &Ctx) -> Result<Self, RuleBroken> {
        let act = act.clone().tidy()?;
        let mut next = self.clone();
        next.carry_out(act, ctx)?;
        Ok(next.sorted())
    }

    fn carry_out(&mut self, act: NoteAct, ctx: &Ctx) -> Result<(), RuleBroken> {
        let field = act.field();
        self.members.participant(ctx.by, field)?;
        if self.deleted.is_some() {
            return Err(RuleBroken::not_allowed(field, Rule::Deleted));
        }
        let made = Made { by: ctx.by, at: ctx.now };
        match (act, self.made) {
            (NoteAct::Begin { title, meeting }, None) => {
                (self.made, self.title, self.meeting) = (Some(made), title, meeting);
            }
            (NoteAct::Begin { .. }, Some(_)) => return Err(RuleBroken::not_allowed(field, Rule::BegunAlready)),
            (_, None) => return Err(RuleBroken::not_allowed(field, Rule::NotBegun)),
            (NoteAct::Title(title), _) => self.title = title,
            (NoteAct::AddSection(new), _) => self.add_section(new, made)?,
            (NoteAct::SectionTitle { id, title }, _) => self.section_mut(id)?.title = title,
            (NoteAct::MoveSection { id, order }, _) => self.section_mut(id)?.order = order,
            (NoteAct::DeleteSection { id }, _) => {
                let made = self.section_mut(id)?.made;
                self.sections.retain(|section| section.id != id);
                self.gone.push(Gone { id: ItemId::Section(id), made });
            }
            (NoteAct::Delete, Some(begun)) => {
                if begun.by != ctx.by {
                    return Err(RuleBroken::not_allowed(field, Rule::OnlyFor { who: Who::Author }));
                }
                *self = self.clone().tombstone(made);
            }
        }
        Ok(())
    }

    fn add_section(&mut self, new: NewSection, made: Made) -> Result<(), RuleBroken> {
        let NewSection { id, title, order, agenda } = new;
        if self.section(id).is_some() || self.had_section(id) {
            return Err(RuleBroken::not_allowed(Field::Section, Rule::Taken));
        }
        if self.sections.len() >= MOST_SECTIONS as usize {
            return Err(RuleBroken::not_allowed(Field::Section, Rule::Full { max: MOST_SECTIONS }));
        }
        self.sections.push(Section { id, made, title, order, agenda, text: RichText::default() });
        Ok(())
    }

    fn section_mut(&mut self, id: SectionId) -> Result<&mut Section, RuleBroken> {
        let found = self.sections.iter_mut().find(|section| section.id == id);
        found.ok_or(RuleBroken::not_found(Field::Section, Thing::Section))
    }
}
