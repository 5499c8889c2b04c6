//! `rapport meetings …`

use crate::args::Ctx;
use crate::failed::Stop;
use crate::pick;
use crate::term::{Paint, one_line};
use crate::words::say;
use clap::Subcommand;
use rapport_core::Rapport;
use rapport_core::domain::time::Civil;
use rapport_core::ids::MeetingId;
use rapport_core::meetings::{
    AgendaAct, Attendance, CancelReason, MeetingRow, MeetingTurn, MeetingView, Minutes, NewMeeting,
};
use std::collections::BTreeMap;
use std::fmt::Write as _;

#[derive(Debug, Subcommand)]
pub(crate) enum MeetingsCommand {
    /// Meetings to come, or those behind
    ///
    /// Example: rapport meetings list --past
    List {
        #[arg(long)]
        past: bool,
    },
    /// One meeting with its agenda
    ///
    /// Example: rapport meetings show 4c1jg0
    Show { meeting: String },
    /// Propose a meeting; times are those of this computer's zone
    ///
    /// Example: rapport meetings propose 2026-12-01T16:30 --title "Outline of the talk" --minutes 45
    Propose {
        #[arg(value_parser = pick::slot)]
        when: Civil,
        #[arg(long, default_value = "")]
        title: String,
        #[arg(long, default_value_t = 60)]
        minutes: u16,
        #[arg(long, default_value = "")]
        place: String,
        /// With this partner; not needed when there is one only
        #[arg(long, value_name = "NAME")]
        with: Option<String>,
    },
    /// Agree to what your partner proposed
    ///
    /// Example: rapport meetings confirm 4c1jg0
    Confirm { meeting: String },
    /// Propose another time for the same meeting
    ///
    /// Example: rapport meetings move 4c1jg0 2026-12-02T16:30
    Move {
        meeting: String,
        #[arg(value_parser = pick::slot)]
        when: Civil,
        #[arg(long)]
        minutes: Option<u16>,
    },
    /// Call it off: ill, no_time, clash, not_needed, no_way or unsaid
    ///
    /// Example: rapport meetings cancel 4c1jg0 --reason ill
    Cancel {
        meeting: String,
        #[arg(long, default_value = "unsaid", value_parser = reason)]
        reason: CancelReason,
        #[arg(long, default_value = "")]
        note: String,
    },
    /// Points of the agenda
    #[command(subcommand)]
    Agenda(AgendaCommand),
    /// Write it down afterwards: how long it took
    ///
    /// Example: rapport meetings log 4c1jg0 --minutes 40
    Log {
        meeting: String,
        #[arg(long, default_value_t = 60)]
        minutes: u16,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum AgendaCommand {
    /// Add a point
    ///
    /// Example: rapport meetings agenda add 4c1jg0 "Which talks are good ones?"
    Add { meeting: String, text: String },
    /// Point number N was talked about
    ///
    /// Example: rapport meetings agenda cover 4c1jg0 1
    Cover { meeting: String, number: usize },
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
            ctx.show(&rows, || list(&rows))
        }
        MeetingsCommand::Show { meeting } => shown(ctx, &core, id(&meeting)?),
        MeetingsCommand::Propose { when, title, minutes: long, place, with } => {
            let space = pick::pair(&core, with.as_deref())?.space;
            let new = NewMeeting { space, slot: when, minutes: minutes(long)?, title, mode: None, place };
            shown(ctx, &core, meetings.propose(new)?)
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
            shown(ctx, &core, meetings.move_to(id, when, long)?)
        }
        MeetingsCommand::Cancel { meeting, reason, note } => {
            let id = id(&meeting)?;
            meetings.turn(id, MeetingTurn::Cancel { reason, note })?;
            shown(ctx, &core, id)
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
        MeetingsCommand::Log { meeting, minutes: took } => {
            let id = id(&meeting)?;
            let view = meetings.view(id)?;
            let there: BTreeMap<_, _> = view.attendance.iter().map(|one| (one.person, Attendance::Yes)).collect();
            meetings.log(id, minutes(took)?, there)?;
            shown(ctx, &core, id)
        }
    }
}

fn shown(ctx: &Ctx, core: &Rapport, id: MeetingId) -> Result<(), Stop> {
    let view = core.meetings().view(id)?;
    ctx.show(&view, || one(&view))
}

fn list(rows: &[MeetingRow]) -> String {
    if rows.is_empty() {
        return "No meetings here. `rapport meetings propose WHEN` proposes one.\n".to_owned();
    }
    rows.iter().map(|row| line(row) + "\n").collect()
}

pub(crate) fn line(row: &MeetingRow) -> String {
    let paint = Paint::stdout();
    let mut text = format!(
        "{}  {} {} ({}), {} min  {}",
        paint.dim(&row.id.short()),
        row.slot.day,
        row.slot.time,
        row.slot.zone,
        row.minutes,
        say(&row.stage)
    );
    for piece in [&row.title, &row.with, &row.place] {
        if !piece.is_empty() {
            let _ = write!(text, " · {}", one_line(piece));
        }
    }
    text
}

fn one(view: &MeetingView) -> String {
    let mut text = line(&view.row) + "\n";
    for (n, item) in view.agenda.iter().enumerate() {
        let mark = if item.covered { "✓" } else { "○" };
        let _ = writeln!(text, "   {mark} {} {} · {}", n + 1, one_line(&item.text), one_line(&item.by_name));
    }
    if let Some(took) = view.took {
        let _ = writeln!(text, "   took {took} min");
    }
    text
}
