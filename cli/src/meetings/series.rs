//! `rapport meetings series …`

mod show;

use super::{minutes, reason};
use crate::args::Ctx;
use crate::failed::Stop;
use crate::pick;
use crate::words::word;
use clap::{Args, Subcommand, ValueEnum};
use rapport_core::Rapport;
use rapport_core::domain::time::{Civil, Day};
use rapport_core::ids::SeriesId;
use rapport_core::meetings::CancelReason;
use rapport_core::series::{Ends, PlanDays, SeriesDraft, SeriesPlan};

/// What the help says of an argument that names a series.
const SERIES: &str = "The series: its id, whole or short as lists show it";
/// The same for one time of it.
const OF: &str = "The day that the rhythm gave it, such as 2026-12-01";

#[derive(Debug, Subcommand)]
pub(crate) enum SeriesCommand {
    /// What you meet for again and again
    ///
    /// Example: rapport meetings series list
    List {
        /// Also those that were ended
        #[arg(long)]
        past: bool,
    },
    /// One series: its next times, and all that happened to it
    ///
    /// Example: rapport meetings series show 4c1jg0
    Show {
        #[arg(help = SERIES)]
        series: String,
    },
    /// Propose a series; your partner confirms it
    ///
    /// Example: rapport meetings series propose 2026-12-01T16:30 --every fortnight --title "Our hour"
    Propose {
        #[command(flatten)]
        plan: PlanArgs,
        /// What it is about
        #[arg(long, default_value = "")]
        title: String,
        /// Where you meet
        #[arg(long, default_value = "")]
        place: String,
        /// With this partner; not needed when there is one only
        #[arg(long, value_name = "NAME")]
        with: Option<String>,
    },
    /// Agree to the series that your partner proposed
    ///
    /// Example: rapport meetings series confirm 4c1jg0
    Confirm {
        #[arg(help = SERIES)]
        series: String,
    },
    /// Wish for another rhythm, from its first time on; until your partner agrees, the old one goes on
    ///
    /// Example: rapport meetings series change 4c1jg0 2027-01-12T17:00 --every month
    Change {
        #[arg(help = SERIES)]
        series: String,
        #[command(flatten)]
        plan: PlanArgs,
    },
    /// Agree to the other rhythm that your partner wishes for
    ///
    /// Example: rapport meetings series agree 4c1jg0
    Agree {
        #[arg(help = SERIES)]
        series: String,
    },
    /// Move one time; it waits for your partner’s yes
    ///
    /// Example: rapport meetings series move 4c1jg0 2026-12-15 2026-12-16T17:00
    Move {
        #[arg(help = SERIES)]
        series: String,
        #[arg(help = OF, value_parser = pick::day)]
        of: Day,
        /// When it begins instead: 2026-12-16T17:00, also with [Europe/Zurich] behind it
        #[arg(value_parser = pick::slot)]
        to: Civil,
    },
    /// Agree to where your partner moved one time
    ///
    /// Example: rapport meetings series accept 4c1jg0 2026-12-15
    Accept {
        #[arg(help = SERIES)]
        series: String,
        #[arg(help = OF, value_parser = pick::day)]
        of: Day,
    },
    /// Leave one time out
    ///
    /// Example: rapport meetings series skip 4c1jg0 2026-12-29 --reason clash
    Skip {
        #[arg(help = SERIES)]
        series: String,
        #[arg(help = OF, value_parser = pick::day)]
        of: Day,
        #[command(flatten)]
        why: WhyArgs,
    },
    /// No meetings from one day to another, both included
    ///
    /// Example: rapport meetings series pause 4c1jg0 2026-12-20 2027-01-06
    Pause {
        #[arg(help = SERIES)]
        series: String,
        /// The first day without a meeting
        #[arg(value_parser = pick::day)]
        first: Day,
        /// The last one
        #[arg(value_parser = pick::day)]
        last: Day,
    },
    /// End what is left of a pause
    ///
    /// Example: rapport meetings series resume 4c1jg0 2027-01-02
    Resume {
        #[arg(help = SERIES)]
        series: String,
        /// From this day on you meet again
        #[arg(value_parser = pick::day)]
        from: Day,
    },
    /// End the series; what was held stays
    ///
    /// Example: rapport meetings series end 4c1jg0 --reason not_needed
    End {
        #[arg(help = SERIES)]
        series: String,
        #[command(flatten)]
        why: WhyArgs,
    },
    /// Open the meeting of one time: it gets an agenda of its own
    ///
    /// Example: rapport meetings series open 4c1jg0 2026-12-15
    Open {
        #[arg(help = SERIES)]
        series: String,
        #[arg(help = OF, value_parser = pick::day)]
        of: Day,
    },
}

/// How often, without writing a rule.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Every {
    Week,
    Fortnight,
    /// On the same weekday of a month: the first Tuesday
    Month,
    /// On the same date of a month
    MonthDate,
}

#[derive(Debug, Args)]
pub(crate) struct PlanArgs {
    /// The first time: 2026-12-01T16:30, also with [Europe/Zurich] behind it
    #[arg(value_parser = pick::slot)]
    first: Civil,
    /// How often
    #[arg(long, value_enum, default_value = "week")]
    every: Every,
    /// How often, as calendars write it: FREQ=MONTHLY;BYDAY=1TU
    #[arg(long, value_name = "RULE", conflicts_with = "every")]
    rule: Option<String>,
    /// How many minutes each is to take
    #[arg(long, default_value_t = 60)]
    minutes: u16,
    /// The last day on which there may be one
    #[arg(long, value_name = "DAY", value_parser = pick::day, conflicts_with = "times")]
    until: Option<Day>,
    /// How many times in all
    #[arg(long, value_name = "N")]
    times: Option<u32>,
}

#[derive(Debug, Args)]
pub(crate) struct WhyArgs {
    /// Why: ill, no_time, clash, not_needed, no_way or unsaid
    #[arg(long, default_value = "unsaid", value_parser = reason)]
    reason: CancelReason,
    /// A word to your partner about it
    #[arg(long, default_value = "")]
    note: String,
}

impl PlanArgs {
    fn plan(self, core: &Rapport) -> Result<SeriesPlan, Stop> {
        let long = minutes(self.minutes)?;
        if let Some(rule) = &self.rule {
            let mut plan = core.meetings().plan_from_rule(self.first, long, rule)?;
            plan.ends = self.until.map(Ends::On).or(self.times.map(Ends::After)).unwrap_or(plan.ends);
            return Ok(plan);
        }
        let day = self.first.day;
        let (every, on) = match self.every {
            Every::Week => (1, PlanDays::weekly(day)),
            Every::Fortnight => (2, PlanDays::weekly(day)),
            Every::Month => (1, PlanDays::same_weekday(day)),
            Every::MonthDate => (1, PlanDays::same_date(day)),
        };
        let ends = self.until.map(Ends::On).or(self.times.map(Ends::After)).unwrap_or(Ends::Never);
        Ok(SeriesPlan { start: self.first, minutes: long, every, on, ends })
    }
}

pub(super) fn run(ctx: &Ctx, core: &Rapport, command: SeriesCommand) -> Result<(), Stop> {
    let meetings = core.meetings();
    let id = |text: &str| pick::series(core, text);
    match command {
        SeriesCommand::List { past } => {
            let rows = meetings.series(None, past)?;
            ctx.show(&rows, || if rows.is_empty() { word("cli.series.none") + "\n" } else { show::list(&rows) })
        }
        SeriesCommand::Show { series } => shown(ctx, core, id(&series)?),
        SeriesCommand::Propose { plan, title, place, with } => {
            let space = pick::pair(core, with.as_deref())?.space;
            let plan = plan.plan(core)?;
            shown(ctx, core, meetings.propose_series(SeriesDraft { space, plan, title, mode: None, place })?)
        }
        SeriesCommand::Confirm { series } => {
            let id = id(&series)?;
            meetings.confirm_series(id)?;
            shown(ctx, core, id)
        }
        SeriesCommand::Change { series, plan } => {
            let id = id(&series)?;
            meetings.change_series(id, &plan.plan(core)?)?;
            shown(ctx, core, id)
        }
        SeriesCommand::Agree { series } => {
            let id = id(&series)?;
            let wish = meetings.view_series(id)?.wish.ok_or_else(|| Stop::check(word("cli.series.no_wish")))?;
            meetings.agree_to_change(id, &wish.plan)?;
            shown(ctx, core, id)
        }
        SeriesCommand::Move { series, of, to } => {
            let id = id(&series)?;
            meetings.move_time(id, of, to)?;
            shown(ctx, core, id)
        }
        SeriesCommand::Accept { series, of } => {
            let id = id(&series)?;
            let moved = meetings.view_series(id)?.moved.into_iter().find(|one| one.of == of);
            let to = moved.ok_or_else(|| Stop::check(word("cli.series.not_moved")))?.to;
            meetings.agree_to_time(id, of, to)?;
            shown(ctx, core, id)
        }
        SeriesCommand::Skip { series, of, why } => {
            let id = id(&series)?;
            meetings.skip_time(id, of, why.reason, &why.note)?;
            shown(ctx, core, id)
        }
        SeriesCommand::Pause { series, first, last } => {
            let id = id(&series)?;
            meetings.pause_series(id, first, last)?;
            shown(ctx, core, id)
        }
        SeriesCommand::Resume { series, from } => {
            let id = id(&series)?;
            meetings.resume_series(id, from)?;
            shown(ctx, core, id)
        }
        SeriesCommand::End { series, why } => {
            let id = id(&series)?;
            meetings.end_series(id, why.reason, &why.note)?;
            shown(ctx, core, id)
        }
        SeriesCommand::Open { series, of } => {
            let meeting = meetings.open_time(id(&series)?, of)?;
            super::shown(ctx, core, meeting)
        }
    }
}

fn shown(ctx: &Ctx, core: &Rapport, id: SeriesId) -> Result<(), Stop> {
    let view = core.meetings().view_series(id)?;
    ctx.show(&view, || show::one(&view))
}
