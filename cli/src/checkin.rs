//! `rapport checkin …`

mod given;
mod help;
mod show;

use crate::args::Ctx;
use crate::failed::Stop;
use crate::pick;
use crate::words::{filled, language, word};
use clap::Subcommand;
use help::HelpArgs;
use rapport_core::Rapport;
use rapport_core::checkins::{Asked, CheckInForm, Key, TrendOf};
use rapport_core::ids::{CheckInId, SpaceId};
use serde_json::json;
use std::path::PathBuf;

/// What the help says of an argument that names an instrument.
const INSTRUMENT: &str = "The questionnaire, as the list names it: pulse, domains, match, ons4 …";
/// The same of answers.
const ANSWERS: &str = "Answers: the question’s name, =, a number, yes, no or words";
/// The same of a check-in.
const CHECKIN: &str = "The check-in: its id, whole or short as lists show it";
/// The same of a pair.
const ABOUT: &str = "The partner it is about; not needed when there is one only";

#[derive(Debug, Subcommand)]
pub(crate) enum CheckinCommand {
    /// What can be answered, what you answered, and what your partner has shown you
    ///
    /// Example: rapport checkin list
    List,
    /// The questions, with what you began
    ///
    /// Example: rapport checkin form pulse
    Form {
        #[arg(help = INSTRUMENT)]
        instrument: String,
        #[arg(long, value_name = "NAME", help = ABOUT)]
        about: Option<String>,
    },
    /// Answer, with what you began before; it stays with you until you share it
    ///
    /// Example: rapport checkin answer pulse mood=4 note="A good week"
    Answer {
        #[arg(help = INSTRUMENT)]
        instrument: String,
        #[arg(value_name = "NAME=ANSWER", help = ANSWERS)]
        answers: Vec<String>,
        #[arg(long, value_name = "NAME", help = ABOUT)]
        about: Option<String>,
    },
    /// Keep what you have so far and finish it later
    ///
    /// Example: rapport checkin draft domains home=2 people=1
    Draft {
        #[arg(help = INSTRUMENT)]
        instrument: String,
        #[arg(value_name = "NAME=ANSWER", help = ANSWERS)]
        answers: Vec<String>,
        #[arg(long, value_name = "NAME", help = ABOUT)]
        about: Option<String>,
        /// Let go of what was begun
        #[arg(long, conflicts_with = "answers")]
        drop: bool,
    },
    /// Put answers right, for a day after you gave them
    ///
    /// Example: rapport checkin correct 0f2k7c mood=3
    Correct {
        #[arg(help = CHECKIN)]
        checkin: String,
        #[arg(value_name = "NAME=ANSWER", required = true, help = ANSWERS)]
        answers: Vec<String>,
    },
    /// Show one to your partner, or set it aside for the coordinator
    ///
    /// Example: rapport checkin share 0f2k7c --with Tobias
    Share {
        #[arg(help = CHECKIN)]
        checkin: String,
        /// With this partner; not needed when there is one only
        #[arg(long, value_name = "NAME")]
        with: Option<String>,
        /// For the coordinator: it waits here until there is a way to them
        #[arg(long, conflicts_with = "with")]
        coordinator: bool,
    },
    /// How results went, yours or those that a partner has shown
    ///
    /// Example: rapport checkin trend pulse
    Trend {
        #[arg(help = INSTRUMENT)]
        instrument: String,
        /// What this partner has shown you
        #[arg(long, value_name = "NAME", conflicts_with = "about")]
        of: Option<String>,
        #[arg(long, value_name = "NAME", help = ABOUT)]
        about: Option<String>,
    },
    /// How often you are asked: a number of days, or off
    ///
    /// Example: rapport checkin rhythm pulse 14
    Rhythm {
        #[arg(help = INSTRUMENT)]
        instrument: String,
        /// Days, or off; without it: how it is now
        every: Option<String>,
    },
    /// Take the words of a questionnaire from a file
    ///
    /// Example: rapport checkin texts who5.en.json
    Texts {
        /// The file, as docs/instruments.md says
        file: PathBuf,
    },
    /// Whom to turn to
    ///
    /// Example: rapport checkin help-directory
    HelpDirectory(HelpArgs),
}

/// Rows that a list shows.
const ROWS: u32 = 50;

pub(crate) fn run(ctx: &Ctx, command: CheckinCommand) -> Result<(), Stop> {
    let core = ctx.open()?;
    let checkins = core.checkins();
    let language = language();
    match command {
        CheckinCommand::List => {
            let all = checkins.instruments(&language)?;
            let (mine, shown) = (checkins.mine(&language, ROWS)?, checkins.shown(None, &language, ROWS)?);
            ctx.show(&json!({ "instruments": all, "mine": mine, "shown": shown }), || show::list(&all, &mine, &shown))
        }
        CheckinCommand::Form { instrument, about } => {
            let form = form(&core, &instrument, about.as_deref())?;
            ctx.show(&form, || show::form(&form))
        }
        CheckinCommand::Draft { instrument, answers, about, drop } => {
            let before = form(&core, &instrument, about.as_deref())?;
            let asked = asked(&before)?;
            let answers = if drop { Default::default() } else { given::onto(&before, &before.draft, &answers)? };
            checkins.draft(&asked, &answers)?;
            let form = checkins.form(&instrument, asked.about, &language)?;
            ctx.show(&form, || show::form(&form))
        }
        CheckinCommand::Answer { instrument, answers, about } => {
            let form = form(&core, &instrument, about.as_deref())?;
            if answers.is_empty() && form.draft.is_empty() {
                return Err(Stop::usage(word("cli.checkin.no_answers")));
            }
            let all = given::onto(&form, &form.draft, &answers)?;
            shown(ctx, &core, checkins.answer(&asked(&form)?, &language, &all)?)
        }
        CheckinCommand::Correct { checkin, answers } => {
            let id = pick::checkin(&core, &checkin)?;
            let row = checkins.view(id, &language)?;
            let form = checkins.form(&row.instrument, row.about, &language)?;
            checkins.correct(id, &given::onto(&form, &row.answers, &answers)?)?;
            shown(ctx, &core, id)
        }
        CheckinCommand::Share { checkin, with, coordinator } => {
            let id = pick::checkin(&core, &checkin)?;
            if coordinator {
                checkins.offer_to_coordinator(id)?;
                return ctx.show(&checkins.view(id, &language)?, || word("cli.checkin.waits") + "\n");
            }
            let pair = pick::pair(&core, with.as_deref())?;
            checkins.share(id, pair.space)?;
            ctx.show(&checkins.view(id, &language)?, || {
                filled("cli.checkin.shared", &[("name", crate::term::one_line(&pair.partner_name))]) + "\n"
            })
        }
        CheckinCommand::Trend { instrument, of, about } => {
            let of = match of {
                Some(name) => {
                    let pair = pick::pair(&core, Some(&name))?;
                    TrendOf::Shown { space: pair.space, person: pair.partner }
                }
                None => TrendOf::Mine { about: space(&core, &instrument, about.as_deref())? },
            };
            let trend = checkins.trend(&instrument, of, &language)?;
            ctx.show(&trend, || show::trend(&trend))
        }
        CheckinCommand::Rhythm { instrument, every } => {
            let key = key(&instrument)?;
            if let Some(every) = every {
                let days = if every == "off" { None } else { Some(every.parse().map_err(|_| wrong_days())?) };
                checkins.set_rhythm(&key, days)?;
            }
            let every = checkins.rhythm(&key)?;
            ctx.show(&json!({ "instrument": key, "every_days": every }), || show::rhythm(every))
        }
        CheckinCommand::Texts { file } => {
            let (instrument, language) = checkins.load_texts(&help::read(&file)?)?;
            ctx.show(&json!({ "instrument": instrument, "language": language.as_str() }), || {
                let args = [("instrument", instrument.to_string()), ("language", language.to_string())];
                filled("cli.checkin.texts", &args) + "\n"
            })
        }
        CheckinCommand::HelpDirectory(args) => help::run(ctx, &core, &args),
    }
}

fn wrong_days() -> Stop {
    Stop::usage(word("cli.checkin.days"))
}

/// A result; a low one with whom to turn to.
fn shown(ctx: &Ctx, core: &Rapport, id: CheckInId) -> Result<(), Stop> {
    let row = core.checkins().view(id, &language())?;
    let places = if row.low { core.checkins().help()?.places } else { Vec::new() };
    ctx.show(&json!({ "row": row, "help": places }), || show::result(&row, &places))
}

fn key(text: &str) -> Result<Key, Stop> {
    let unknown = || rapport_core::Failure::NotFound { what: "instrument".to_owned() };
    Ok(Key::new(text).ok_or_else(unknown)?)
}

fn asked(form: &CheckInForm) -> Result<Asked, Stop> {
    Ok(Asked { instrument: key(&form.instrument)?, about: form.about })
}

fn form(core: &Rapport, instrument: &str, about: Option<&str>) -> Result<CheckInForm, Stop> {
    let about = space(core, instrument, about)?;
    Ok(core.checkins().form(instrument, about, &language())?)
}

/// The pair that an instrument is about, where it is about one.
fn space(core: &Rapport, instrument: &str, about: Option<&str>) -> Result<Option<SpaceId>, Stop> {
    use rapport_core::domain::checkin::Subject;
    let rows = core.checkins().instruments(&language())?;
    let of_pair = rows.iter().any(|row| row.id == instrument && row.about == Subject::Pair);
    if of_pair || about.is_some() { Ok(Some(pick::pair(core, about)?.space)) } else { Ok(None) }
}
