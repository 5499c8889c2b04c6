//! What a phone does to its storage, one act each.

use super::base::{Stage, append, begin};
use super::carry::sync;
use super::facts::Facts;
use super::ready::Ready;
use rapport_domain::checkin::{Answer, Answers, Key};
use rapport_domain::goal::GoalAct;
use rapport_domain::meeting::Minutes;
use rapport_domain::person::{Language, PersonAct};
use rapport_domain::step::StepAct;
use rapport_domain::time::Day;
use rapport_ids::SpaceId;
use rapport_node::{Asked, Invite, NewMeeting, Node, NodeResult, Seat};

/// One act. What it acknowledges is written down only when it ends well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Act {
    Begin,
    Tick,
    /// Begins a check-in and leaves it.
    Draft,
    /// Answers one.
    Answer,
    /// Another name, in all spaces.
    Rename,
    /// Proposes a meeting.
    Propose,
    /// Begins a section of a note.
    Section,
    Journal,
    /// Takes back what was typed last.
    Undo,
    EndBurst,
    Fold,
    Sync,
    /// Gives the space a new key.
    Rotate,
    /// Invites somebody.
    Invite,
    /// Takes an invite.
    Join,
    /// Says that the codes are the same, and comes in.
    ComeIn,
    /// Puts a damaged document together again.
    Mend,
    /// Looks at everything and puts right what can be.
    Repair,
    Harden,
    Rest,
    Wake,
}

impl Act {
    pub(super) const ALL: [Self; 21] = [
        Self::Begin,
        Self::Tick,
        Self::Draft,
        Self::Answer,
        Self::Rename,
        Self::Propose,
        Self::Section,
        Self::Journal,
        Self::Undo,
        Self::EndBurst,
        Self::Fold,
        Self::Sync,
        Self::Rotate,
        Self::Invite,
        Self::Join,
        Self::ComeIn,
        Self::Mend,
        Self::Repair,
        Self::Harden,
        Self::Rest,
        Self::Wake,
    ];

    /// Whether it is one transaction: done or not done.
    pub(super) const fn is_one(self) -> bool {
        matches!(
            self,
            Self::Begin
                | Self::Tick
                | Self::Draft
                | Self::Answer
                | Self::Propose
                | Self::Section
                | Self::Journal
                | Self::Undo
                | Self::Invite
                | Self::Join
                | Self::Mend
        )
    }

    /// Whether it begins with a document that cannot be read.
    pub(super) const fn mends(self) -> bool {
        matches!(self, Self::Mend | Self::Repair)
    }

    /// What needs a third person, or asks much of the disk, fails at every so many places;
    /// odd, so that each second one goes on in the same process.
    pub(super) const fn thin(self) -> usize {
        match self {
            Self::ComeIn => 23,
            Self::Rotate | Self::Repair | Self::Join => 7,
            Self::Mend | Self::Rename | Self::Invite => 3,
            _ => 1,
        }
    }

    /// What has to have happened before.
    pub(super) fn prepare(self, stage: &mut Stage, ann: &mut Node) -> Ready {
        let screen = ann.open_screen(stage.base.note, stage.base.section).expect("a screen");
        let mut ready = Ready::with(screen);
        match self {
            Self::Journal | Self::Wake => ready.type_unheard("Not yet known. "),
            Self::Undo => {
                append(&ready.screen, "Stays. ");
                ann.end_burst(&stage.base.note.doc()).expect("a healthy disk");
                stage.facts.text("Stays. ");
                ready.type_unheard("Goes. ");
                ann.journal().expect("a healthy disk");
            }
            Self::EndBurst | Self::Rest | Self::Fold => {
                append(&ready.screen, "Already known. ");
                ann.journal().expect("a healthy disk");
                stage.facts.text("Already known. ");
            }
            Self::Join => ready.be_invited(stage),
            Self::ComeIn => {
                ready.be_invited(stage);
                ready.compare(stage, ann);
            }
            Self::Mend | Self::Repair => stage.damage_goal(ann),
            Self::Begin
            | Self::Tick
            | Self::Draft
            | Self::Answer
            | Self::Rename
            | Self::Propose
            | Self::Section
            | Self::Sync
            | Self::Rotate
            | Self::Invite
            | Self::Harden => {}
        }
        ready
    }

    /// Does it.
    pub(super) fn run(self, stage: &mut Stage, ann: &mut Node, ready: &mut Ready) -> NodeResult<()> {
        let mut facts: Facts = stage.facts.clone();
        let done = self.act(stage, ann, ready, &mut facts);
        if done.is_ok() {
            // What was taken back is not told.
            if self != Self::Undo {
                facts.text(&ready.typed);
            }
            ready.typed.clear();
            stage.facts = facts;
        } else {
            stage.facts.take_handed(&facts);
        }
        done
    }

    fn act(self, stage: &Stage, ann: &mut Node, ready: &mut Ready, facts: &mut Facts) -> NodeResult<()> {
        let (base, relay) = (stage.base, &stage.world.relay);
        match self {
            Self::Begin => begin(ann, base.space, "Ask three people", facts).map(drop),
            Self::Tick => {
                let step = base.steps[1];
                facts.ticked(step);
                ann.act_on_goal(base.goal, GoalAct::Step(StepAct::Tick { id: step, done: true }))
            }
            Self::Draft => {
                facts.drafted();
                ann.draft_check_in(&asked("domains"), &answers(super::facts::DRAFTED))
            }
            Self::Answer => {
                let today = Day::from_epoch_days(stage.now().div_euclid(86_400_000)).expect("a day");
                ann.answer_check_in(&asked("pulse"), &Language::english(), today, &answers(("mood", 2)))
                    .map(|id| facts.answered(id))
            }
            Self::Rename => {
                facts.renamed("Ann Arnold");
                ann.act_on_profile(PersonAct::Name("Ann Arnold".to_owned()))
            }
            Self::Propose => ann.propose_meeting(meeting(base.space)).map(|id| facts.proposed(id)),
            Self::Section => ann.add_section(base.note, "Homework".to_owned(), None).map(|id| facts.section(id)),
            Self::Journal => ann.journal(),
            Self::Undo => {
                // A second try finds it taken back, and written down or not.
                if ready.screen.whole().text.ends_with("Goes. ") {
                    ready.screen.undo();
                }
                ann.journal()
            }
            Self::EndBurst => ann.end_burst(&base.note.doc()),
            Self::Fold => ann.fold_all(),
            Self::Sync => sync(relay, ann, facts),
            Self::Rotate => {
                ann.rotate_key(base.space)?;
                sync(relay, ann, facts)?;
                facts.key(ann.key_of(base.space)?.number);
                Ok(())
            }
            Self::Invite => ann.invite(&stage.world.origin, Seat::Mentee).map(|id| facts.invited(id)),
            Self::Join => ann.join(Invite::parse(ready.link()).expect("a link"), false).map(|id| facts.invited(id)),
            Self::ComeIn => {
                let mailbox = ready.mailbox();
                ann.confirm_invite(&mailbox)?;
                sync(relay, ann, facts)?;
                facts.came_in(mailbox);
                Ok(())
            }
            Self::Mend => ann.mend(&base.goal.doc()),
            Self::Repair => ann.repair().map(drop),
            Self::Harden => ann.harden(),
            Self::Rest => ann.rest(),
            Self::Wake => {
                stage.world.clock.advance(90_000);
                ann.tick()
            }
        }
    }
}

fn asked(instrument: &str) -> Asked {
    Asked { instrument: Key::new(instrument).expect("a name"), about: None }
}

fn answers((item, number): (&str, i64)) -> Answers {
    Answers([(Key::new(item).expect("a name"), Answer::Number(number))].into())
}

fn meeting(space: SpaceId) -> NewMeeting {
    let slot = "2026-03-05T14:00[Europe/Berlin]".parse().expect("a time");
    let minutes = Minutes::new(45).expect("minutes");
    NewMeeting { space, slot, minutes, title: "March".to_owned(), mode: None, place: String::new() }
}
