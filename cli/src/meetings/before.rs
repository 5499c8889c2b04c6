//! `rapport meetings slots`, `brief` and `ics`: what one wants before a meeting.

use super::{minutes, show};
use crate::args::Ctx;
use crate::failed::Stop;
use crate::pick;
use crate::term::{Paint, one_line};
use crate::words::{counted, filled, say, word};
use clap::Args;
use rapport_core::Rapport;
use rapport_core::availability::{SlotView, Whose};
use rapport_core::domain::step::StepState;
use rapport_core::ids::MeetingId;
use rapport_core::meetings::BriefView;
use serde_json::json;
use std::fmt::Write as _;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct SlotsArgs {
    /// With this partner; not needed when there is one only
    #[arg(long, value_name = "NAME")]
    with: Option<String>,
    /// How long you want to meet
    #[arg(long, default_value_t = 60)]
    minutes: u16,
    /// How many days to look ahead, 182 at most
    #[arg(long, default_value_t = 14)]
    days: u32,
    /// How many times to offer
    #[arg(long, default_value_t = 10)]
    limit: u32,
}

#[derive(Debug, Args)]
pub(crate) struct IcsArgs {
    /// Only those with this partner
    #[arg(long, value_name = "NAME")]
    with: Option<String>,
    /// The file to write; it must not exist. Without one: stdout
    #[arg(long, value_name = "FILE")]
    to: Option<PathBuf>,
}

pub(super) fn slots(ctx: &Ctx, core: &Rapport, args: &SlotsArgs) -> Result<(), Stop> {
    let space = pick::pair(core, args.with.as_deref())?.space;
    let view = core.availability().slots(space, args.days, minutes(args.minutes)?, args.limit)?;
    ctx.show(&view, || {
        let name = || vec![("name", one_line(&view.with))];
        match (view.i_said, view.they_said) {
            (false, _) => word("cli.slots.you_first") + "\n",
            (true, false) => filled("slots.they_have_not", &name()) + "\n",
            (true, true) if view.slots.is_empty() => filled("slots.none", &name()) + "\n",
            (true, true) => view.slots.iter().map(|slot| line(slot, &view.with) + "\n").collect(),
        }
    })
}

/// Both walls, and what speaks against it.
fn line(slot: &SlotView, with: &str) -> String {
    let paint = Paint::stdout();
    let mut text = format!("{} {} ({})", slot.mine.day, slot.mine.time, slot.mine.zone);
    if slot.theirs.zone != slot.mine.zone {
        let theirs = format!("{} {} ({})", slot.theirs.day, slot.theirs.time, slot.theirs.zone);
        let args = [("name", one_line(with)), ("when", theirs)];
        let _ = write!(text, " · {}", filled("slots.theirs", &args));
    }
    for reason in &slot.reasons {
        let whose = whose(reason.whose).map(|key| format!(" {}", word(key))).unwrap_or_default();
        let _ = write!(text, " · {}", paint.dim(&format!("{}{whose}", say(&reason.cost))));
    }
    text
}

const fn whose(whose: Whose) -> Option<&'static str> {
    match whose {
        Whose::Mine => Some("slots.mine"),
        Whose::Theirs => Some("slots.for_them"),
        Whose::Both => None,
    }
}

pub(super) fn brief(ctx: &Ctx, core: &Rapport, id: MeetingId) -> Result<(), Stop> {
    let view = core.meetings().brief(id)?;
    ctx.show(&view, || page(&view))
}

fn page(view: &BriefView) -> String {
    let mut text = show::line(&view.row) + "\n";
    if let Some(last) = &view.last {
        let _ = writeln!(text, "{}", filled("brief.last", &[("day", last.slot.day.to_string())]));
    }
    let counts = &view.counts;
    let mut told = vec![counted("count.meetings", counts.held.into(), &[])];
    if counts.activities > 0 {
        told.push(counted("brief.activities", counts.activities.into(), &[]));
    }
    let _ = writeln!(text, "{}", filled("brief.so_far", &[("what", told.join(", "))]));
    let mut part = |title: &str, lines: Vec<String>| {
        if !lines.is_empty() {
            let _ = writeln!(text, "\n{}", word(title));
            lines.iter().for_each(|line| {
                let _ = writeln!(text, "   {line}");
            });
        }
    };
    let point = |item: &rapport_core::view::meetings::AgendaView| {
        format!("○ {} · {}", one_line(&item.text), one_line(&item.by_name))
    };
    part("brief.agenda", view.agenda.iter().map(point).collect());
    part("brief.left_over", view.left_over.iter().map(point).collect());
    let step = |step: &rapport_core::view::goals::StepView| {
        let mark = if step.state == StepState::Done { "✓" } else { "○" };
        let who = if step.assignee_name.is_empty() {
            String::new()
        } else {
            format!(" · {}", one_line(&step.assignee_name))
        };
        format!("{mark} {}{who}", one_line(&step.text))
    };
    part("brief.actions", view.actions.iter().map(step).collect());
    let open = view.steps.iter().map(|one| format!("{} · {}", step(&one.step), one_line(&one.goal_title)));
    part("brief.steps", open.collect());
    let changed = view.goals.iter().map(|goal| {
        let mut all = vec![one_line(&goal.title), say(&goal.stage)];
        for (key, n) in [
            ("count.steps_done_since", goal.steps_done),
            ("count.milestones_since", goal.milestones_reached),
            ("count.entries_since", goal.progress),
            ("count.versions", goal.revisions),
        ] {
            if n > 0 {
                all.push(counted(key, n.into(), &[]));
            }
        }
        all.join(" · ")
    });
    part("brief.goals", changed.collect());
    text
}

pub(super) fn ics(ctx: &Ctx, core: &Rapport, args: &IcsArgs) -> Result<(), Stop> {
    let space = pick::space(core, args.with.as_deref())?;
    let text = core.meetings().calendar(space)?;
    let Some(file) = &args.to else {
        return ctx.show(&json!({ "calendar": text }), || text.clone());
    };
    let mut options = std::fs::OpenOptions::new();
    let opened = options.write(true).create_new(true).open(file);
    let written = opened.and_then(|mut opened| std::io::Write::write_all(&mut opened, text.as_bytes()));
    written.map_err(|error| Stop::named_by("--to", file, &error))?;
    ctx.show(&json!({ "written": file, "bytes": text.len() }), || {
        filled("cli.written_to", &[("file", file.display().to_string())]) + "\n"
    })
}
