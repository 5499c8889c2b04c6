//! `rapport meetings …`

mod before;
mod calendar;
mod series;
mod show;

pub(crate) use show::line;

use crate::args::Ctx;
use crate::failed::Stop;
use crate::pick;
use crate::term::note;
use crate::words::{counted, filled, say, word};
use clap::Subcommand;
use rapport_core::Rapport;
use rapport_core::domain::time::{Civil, Due};
use rapport_core::goals::{StepAct, StepDraft};
use rapport_core::ids::MeetingId;
use rapport_core::meetings::{
    AgendaAct, Attendance, CancelReason, MeetingRow, MeetingStage, MeetingTurn, Minutes, NewMeeting,
};
use rapport_core::ports::{Clock, SystemClock};
use std::collections::BTreeMap;
use std::fmt::Write as _;

#[derive(Debug, Subcommand)]
pub(crate) enum MeetingsCommand {
    /// Meetings to come, or those behind
    ///
    /// Example: rapport meetings list --past
    List {
        /// Those behind, and those that were called off or moved
        #[arg(long)]
        past: bool,
    },
    /// One meeting with its agenda
    ///
    /// Example: rapport meetings show 4c1jg0
    Show {
        #[arg(help = pick::MEETING)]
        meeting: String,
    },
    /// Propose a meeting; times are those of this computer's zone
    ///
    /// Example: rapport meetings propose 2026-12-01T16:30 --title "Outline of the talk" --minutes 45
    Propose {
        /// When it begins: 2026-12-01T16:30, also with [Europe/Zurich] behind it
        #[arg(value_parser = pick::slot)]
        when: Civil,
        /// What it is about
        #[arg(long, default_value = "")]
        title: String,
        /// How long it is to take
        #[arg(long, default_value_t = 60)]
        minutes: u16,
        /// Where you meet
        #[arg(long, default_value = "")]
        place: String,
        /// With this partner; not needed when there is one only
        #[arg(long, value_name = "NAME")]
        with: Option<String>,
    },
    /// Agree to what your partner proposed
    ///
    /// Example: rapport meetings confirm 4c1jg0
    Confirm {
        #[arg(help = pick::MEETING)]
        meeting: String,
    },
    /// Propose another time for the same meeting
    ///
    /// Example: rapport meetings move 4c1jg0 2026-12-02T16:30
    Move {
        #[arg(help = pick::MEETING)]
        meeting: String,
        /// When it begins: 2026-12-02T16:30, also with [Europe/Zurich] behind it
        #[arg(value_parser = pick::slot)]
        when: Civil,
        /// How long it is to take, if that changes too
        #[arg(long)]
        minutes: Option<u16>,
    },
    /// Call it off: ill, no_time, clash, not_needed, no_way or unsaid
    ///
    /// Example: rapport meetings cancel 4c1jg0 --reason ill
    Cancel {
        #[arg(help = pick::MEETING)]
        meeting: String,
        /// Why
        #[arg(long, default_value = "unsaid", value_parser = reason)]
        reason: CancelReason,
        /// A word to your partner about it
        #[arg(long, default_value = "")]
        note: String,
    },
    /// What you meet for again and again
    ///
    /// Example: rapport meetings series propose 2026-12-01T16:30 --every fortnight
    #[command(subcommand)]
    Series(series::SeriesCommand),
    /// Times at which you and your partner could meet, the best first
    ///
    /// Example: rapport meetings slots --minutes 45 --days 21
    Slots(before::SlotsArgs),
    /// What to know before a meeting: agenda, what is left over, open steps, what changed
    ///
    /// Example: rapport meetings brief 4c1jg0
    Brief {
        #[arg(help = pick::MEETING)]
        meeting: String,
    },
    /// Your meetings as a calendar file, for other calendars to take
    ///
    /// Example: rapport meetings ics --to meetings.ics
    Ics(before::IcsArgs),
    /// A month as a small drawing, with the days on which you meet or met
    ///
    /// Example: rapport meetings calendar --month 2026-12
    Calendar(calendar::CalendarArgs),
    /// Propose the meeting after one that is over, with the points that are left
    ///
    /// Example: rapport meetings next 4c1jg0
    Next {
        #[arg(help = pick::MEETING)]
        meeting: String,
    },
    /// Points of the agenda
    ///
    /// Example: rapport meetings agenda add 4c1jg0 "Which talks are good ones?"
    #[command(subcommand)]
    Agenda(AgendaCommand),
    /// Steps that you agree on in it
    ///
    /// Example: rapport meetings steps add 4c1jg0 "Send two recordings" --for partner
    #[command(subcommand)]
    Steps(ActionCommand),
    /// Write it down afterwards: how long it took, and who was there
    ///
    /// Everybody was there, unless you say who was not or came later.
    ///
    /// Example: rapport meetings log 4c1jg0 --minutes 40 --late Tobias
    Log {
        #[arg(help = pick::MEETING)]
        meeting: String,
        /// How long it took
        #[arg(long, default_value_t = 60)]
        minutes: u16,
        /// Who was not there: a name, or me
        #[arg(long, value_name = "WHO")]
        absent: Vec<String>,
        /// Who came later: a name, or me
        #[arg(long, value_name = "WHO")]
        late: Vec<String>,
    },
    /// It was agreed and did not take place
    ///
    /// Example: rapport meetings miss 4c1jg0 --absent me
    Miss {
        #[arg(help = pick::MEETING)]
        meeting: String,
        /// Who was not there: a name, or me
        #[arg(long, value_name = "WHO", required = true)]
        absent: Vec<String>,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum AgendaCommand {
    /// Add a point
    ///
    /// Example: rapport meetings agenda add 4c1jg0 "Which talks are good ones?"
    Add {
        #[arg(help = pick::MEETING)]
        meeting: String,
        /// What to talk about
        text: String,
    },
    /// Point number N was talked about
    ///
    /// Example: rapport meetings agenda cover 4c1jg0 1
    Cover {
        #[arg(help = pick::MEETING)]
        meeting: String,
        /// The point’s number
        number: usize,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum ActionCommand {
    /// Add a step
    ///
    /// Example: rapport meetings steps add 4c1jg0 "Send two recordings" --for partner --due 2026-12-10
    Add {
        #[arg(help = pick::MEETING)]
        meeting: String,
        /// What is to be done
        text: String,
        /// A day, or a day with a time: 2026-12-10T09:00
        #[arg(long, value_parser = pick::due)]
        due: Option<Due>,
        /// Whose it is: me, partner or nobody
        #[arg(long = "for", value_name = "WHO")]
        whose: Option<String>,
    },
    /// Step number N is done
    ///
    /// Example: rapport meetings steps tick 4c1jg0 1
    Tick {
        #[arg(help = pick::MEETING)]
        meeting: String,
        /// The step’s number
        number: usize,
    },
    /// Step number N is open again
    ///
    /// Example: rapport meetings steps untick 4c1jg0 1
    Untick {
        #[arg(help = pick::MEETING)]
        meeting: String,
        /// The step’s number
        number: usize,
    },
}

fn reason(text: &str) -> Result<CancelReason, String> {
    CancelReason::from_name(text)
        .ok_or_else(|| CancelReason::ALL.iter().map(|reason| reason.name()).collect::<Vec<_>>().join(", "))
}

fn minutes(minutes: u16) -> Result<Minutes, Stop> {
    Minutes::new(i64::from(minutes)).map_err(|broken| Stop::usage(say(&broken)))
}

pub(crate) fn run(ctx: &Ctx, command: MeetingsCommand) -> Result<(), Stop> {
    let core = ctx.open()?;
    let meetings = core.meetings();
    let id = |text: &str| pick::meeting(&core, text);
    match command {
        MeetingsCommand::List { past } => {
            let rows = if past { meetings.past(None, 0, 1_000)? } else { meetings.coming(None, 1_000)? };
            let open = |row: &&MeetingRow| matches!(row.stage, MeetingStage::Proposed | MeetingStage::Confirmed);
            let behind = if past { 0 } else { meetings.past(None, 0, 1_000)?.iter().filter(open).count() };
            ctx.show(&rows, || {
                let mut text = show::list(&rows, past);
                if behind > 0 {
                    let all = counted("count.meetings", behind.try_into().unwrap_or(u64::MAX), &[]);
                    let _ = writeln!(text, "{}", filled("cli.meetings.open_behind", &[("meetings", all)]));
                }
                text
            })
        }
        MeetingsCommand::Show { meeting } => shown(ctx, &core, id(&meeting)?),
        MeetingsCommand::Propose { when, title, minutes: long, place, with } => {
            let space = pick::pair(&core, with.as_deref())?.space;
            let new = NewMeeting { space, slot: when, minutes: minutes(long)?, title, mode: None, place };
            let id = meetings.propose(new)?;
            warn_of_the_past(&core, id)?;
            shown(ctx, &core, id)
        }
        MeetingsCommand::Confirm { meeting } => {
            let id = id(&meeting)?;
            meetings.turn(id, MeetingTurn::Confirm)?;
            shown(ctx, &core, id)
        }
        MeetingsCommand::Move { meeting, when, minutes: long } => {
            let id = id(&meeting)?;
            let row = meetings.view(id)?.row;
            let long = long.map_or(i64::from(row.minutes), i64::from);
            let long = Minutes::new(long).map_err(|broken| Stop::usage(say(&broken)))?;
            let id = meetings.move_to(id, when, long)?;
            warn_of_the_past(&core, id)?;
            shown(ctx, &core, id)
        }
        MeetingsCommand::Cancel { meeting, reason, note } => {
            let id = id(&meeting)?;
            meetings.turn(id, MeetingTurn::Cancel { reason, note })?;
            shown(ctx, &core, id)
        }
        MeetingsCommand::Series(command) => series::run(ctx, &core, command),
        MeetingsCommand::Slots(args) => before::slots(ctx, &core, &args),
        MeetingsCommand::Brief { meeting } => before::brief(ctx, &core, id(&meeting)?),
        MeetingsCommand::Ics(args) => before::ics(ctx, &core, &args),
        MeetingsCommand::Calendar(args) => calendar::run(ctx, &core, &args),
        MeetingsCommand::Next { meeting } => {
            let next = meetings.propose_next(id(&meeting)?)?;
            shown(ctx, &core, next.ok_or_else(|| Stop::check(word("cli.meetings.no_next")))?)
        }
        MeetingsCommand::Agenda(AgendaCommand::Add { meeting, text }) => {
            let id = id(&meeting)?;
            meetings.add_agenda_item(id, &text)?;
            shown(ctx, &core, id)
        }
        MeetingsCommand::Agenda(AgendaCommand::Cover { meeting, number }) => {
            let id = id(&meeting)?;
            let view = meetings.view(id)?;
            let item = pick::nth(&view.agenda, number, "agenda_item")?.id;
            meetings.agenda(id, AgendaAct::Cover { id: item, covered: true })?;
            shown(ctx, &core, id)
        }
        MeetingsCommand::Steps(ActionCommand::Add { meeting, text, due, whose }) => {
            let id = id(&meeting)?;
            let assignee = pick::assignee(&core, meetings.view(id)?.row.space, whose.as_deref())?;
            meetings.add_action(id, StepDraft { text, milestone: None, assignee, due })?;
            shown(ctx, &core, id)
        }
        MeetingsCommand::Steps(ActionCommand::Tick { meeting, number }) => {
            tick(ctx, &core, id(&meeting)?, number, true)
        }
        MeetingsCommand::Steps(ActionCommand::Untick { meeting, number }) => {
            tick(ctx, &core, id(&meeting)?, number, false)
        }
        MeetingsCommand::Miss { meeting, absent } => {
            let id = id(&meeting)?;
            let view = meetings.view(id)?;
            let who = absent.iter().map(|name| pick::attendant(&core, &view, name)).collect::<Result<_, _>>()?;
            meetings.turn(id, MeetingTurn::Miss { who })?;
            shown(ctx, &core, id)
        }
        MeetingsCommand::Log { meeting, minutes: took, absent, late } => {
            let id = id(&meeting)?;
            let view = meetings.view(id)?;
            let mut there: BTreeMap<_, _> = view.attendance.iter().map(|one| (one.person, Attendance::Yes)).collect();
            for (names, said) in [(&absent, Attendance::No), (&late, Attendance::Late)] {
                for name in names {
                    there.insert(pick::attendant(&core, &view, name)?, said);
                }
            }
            let took = minutes(took)?;
            // Whoever writes it down says that it took place.
            if matches!(view.row.stage, MeetingStage::Proposed | MeetingStage::Confirmed) {
                meetings.turn(id, MeetingTurn::Hold)?;
            }
            meetings.log(id, took, there)?;
            shown(ctx, &core, id)?;
            if let Some(next) = meetings.next(id)? {
                let when = format!("{} {} ({})", next.slot.day, next.slot.time, next.slot.zone);
                note(&(filled("cli.meetings.next", &[("when", when), ("id", id.short())]) + "\n"));
            }
            Ok(())
        }
    }
}

fn tick(ctx: &Ctx, core: &Rapport, id: MeetingId, number: usize, done: bool) -> Result<(), Stop> {
    let view = core.meetings().view(id)?;
    let step = pick::nth(&view.actions, number, "step")?.id;
    core.meetings().action(id, StepAct::Tick { id: step, done })?;
    shown(ctx, core, id)
}

fn shown(ctx: &Ctx, core: &Rapport, id: MeetingId) -> Result<(), Stop> {
    let view = core.meetings().view(id)?;
    ctx.show(&view, || show::one(&view))
}

/// A meeting that was nowhere written down may be proposed afterwards; but
/// whoever only mistyped the date should hear of it.
fn warn_of_the_past(core: &Rapport, id: MeetingId) -> Result<(), Stop> {
    let row = core.meetings().view(id)?.row;
    let now = SystemClock.now_ms().map_err(|problem| Stop::Outside(problem.detail))?;
    if row.begins.is_some_and(|begins| begins.plus(i64::from(row.minutes) * 60_000).0 < now) {
        note(&(filled("cli.meetings.over", &[("id", row.id.short())]) + "\n"));
    }
    Ok(())
}
