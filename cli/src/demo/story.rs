//! What happens in the demo, in order.

use super::check;
use super::clock::DemoClock;
use super::lived::Past;
use super::phone::{Phone, meet};
use super::relay::{Relay, Travelled};
use super::scan::Secrets;
use super::tell::Voice;
use super::typing::{self, Desk};
use super::{Outcome, rekey, relay, remind};
use crate::failed::Stop;
use crate::term::Progress;
use rapport_core::domain::time::{Civil, Day, TimeOfDay, Zone};
use rapport_core::goals::{CommentKind, GoalEdit, GoalTurn, NewGoal, On, Place, StepDraft};
use rapport_core::ids::{GoalId, NoteId, SectionId, SpaceId};
use rapport_core::meetings::{MeetingTurn, Minutes, NewMeeting};
use rapport_core::notes::NewNote;
use rapport_people::schedule::Schedule;
use rapport_people::trace::Trace;
use rapport_people::typist::{self, Typing};
use rapport_people::{Splice, Who};
use std::path::{Path, PathBuf};

// Long enough that eight bytes of each are a proof.
const MENTEE: &str = "Amara Okonkwo-Lindqvist";
const MENTOR: &str = "Tobias Brandenburger";
const GOAL: &str = "Speak at the spring conference";
const WHY: &str = "I want to be heard outside of my own team.";
const TEST: &str = "The recording of the talk is published.";
const STEP_MENTEE: &str = "Write an outline of the talk";
const STEP_MENTOR: &str = "Send two recordings of good talks";
const COMMENT: &str = "Start small: ten minutes in our own meetup first?";
const MEETING: &str = "Getting ready for the conference";
const NOTE: &str = "Notes of the conference meeting";
const SECOND: &str = "What we take from it";
const KEPT_LINE: &str = "Prepare three questions. ";
const UNDONE_LINE: &str = "Call the organiser before Friday.";
/// Lines of the note that are shown.
const LINES: usize = 12;

/// Where the text of the note comes from.
pub(super) enum Source {
    Seed { seed: u64, edits: usize },
    Trace { trace: Box<Trace>, schedule: Schedule },
}

/// What both made.
struct Made {
    space: SpaceId,
    goal: GoalId,
    note: NoteId,
    section: SectionId,
    second: Option<SectionId>,
    /// The number of the key that the pair has in the end.
    key: u32,
    edits: u64,
    /// What the note has to say in the end.
    expected: String,
}

pub(super) struct Story {
    folder: PathBuf,
    voice: Voice,
    relay: Relay,
    phones: [Phone; 2],
    secrets: Secrets,
    made: Option<Made>,
    clock: DemoClock,
    /// What the two lived before, if they are to have a past.
    past: Option<Past>,
}

impl Story {
    /// A relay starts, and two people make a profile each, without a network.
    pub(super) fn begin(folder: &Path, seed: u64, lived_in: bool, mut voice: Voice) -> Result<Self, Stop> {
        let clock = DemoClock::default();
        let past = if lived_in { Some(Past::until(clock.now()?, seed)) } else { None };
        if let Some(past) = &past {
            clock.set(past.eve_ms())?;
        }
        voice.line(&format!("{} (seed {seed})", voice.paint.bold("Two people, one relay")));
        voice.step("A relay starts on this computer");
        let relay = Relay::start(&folder.join("relay"), &clock)?;
        voice.detail(&format!("it serves at {}", relay.origin()));
        voice.step("Two people make a profile each; that needs no network");
        let mentee = Phone::create(Who::Mentee, MENTEE, &folder.join("mentee"), &clock)?;
        let mentor = Phone::create(Who::Mentor, MENTOR, &folder.join("mentor"), &clock)?;
        voice.detail(&format!(
            "{} (mentee) and {} (mentor)",
            voice.paint.person(0, MENTEE),
            voice.paint.person(1, MENTOR)
        ));
        let mut secrets = Secrets::default();
        for phone in [&mentee, &mentor] {
            phone.secrets(&mut secrets)?;
        }
        let (folder, phones, made) = (folder.to_path_buf(), [mentee, mentor], None);
        Ok(Self { folder, voice, relay, phones, secrets, made, clock, past })
    }

    pub(super) fn tell(&mut self, source: &Source) -> Result<(), Stop> {
        self.come_together()?;
        if let Some(past) = self.past.take() {
            past.told(&self.phones, &self.relay, &self.clock, &mut self.secrets, &mut self.voice)?;
        }
        self.begin_work()?;
        remind::told(&self.phones, &mut self.voice)?;
        let before = self.relay.travelled();
        self.edit_goal_apart()?;
        self.type_note(source)?;
        self.undo()?;
        self.renew_key()?;
        self.show(before)
    }

    fn come_together(&mut self) -> Result<(), Stop> {
        let [mentee, mentor] = &self.phones;
        self.voice.step(&format!("{} invites {} with a link", mentor.first_name(), mentee.first_name()));
        let before = self.relay.travelled();
        let (link, code) = meet(mentor, mentee, &self.relay.link(self.clock.now()?)?)?;
        self.voice.detail(&format!(
            "the link has {} characters; both screens show the same code: {}",
            link.len(),
            self.voice.paint.bold(&code)
        ));
        self.voice.travelled(self.relay.travelled().since(before));
        Ok(())
    }

    /// What is there before the network goes: a goal, a meeting, its note.
    fn begin_work(&mut self) -> Result<(), Stop> {
        let [mentee, mentor] = &self.phones;
        self.voice.step(&format!("{} proposes a goal and a meeting", mentee.first_name()));
        let before = self.relay.travelled();
        let space = mentee.pair()?;
        let today = mentee.core.home()?.today;
        let goals = mentee.core.goals();
        let due = Some(later(today, 120)?);
        let goal = goals.begin(NewGoal {
            place: Place::In(space),
            title: GOAL.to_owned(),
            why: String::new(),
            due,
            for_partner: false,
        })?;
        goals.turn(goal, GoalTurn::Propose)?;
        let slot = Civil { day: later(today, 7)?, time: time(16, 30)?, zone: zone("Europe/Zurich")? };
        let meeting = mentee.core.meetings().propose(NewMeeting {
            space,
            slot,
            minutes: Minutes::new(45).map_err(|_| Stop::check("45 minutes are possible"))?,
            title: MEETING.to_owned(),
            mode: None,
            place: String::new(),
        })?;
        let new = NewNote { place: Place::In(space), title: NOTE.to_owned(), meeting: Some(meeting) };
        let (note, section) = mentee.core.notes().begin(new)?;
        for text in [GOAL, MEETING, NOTE] {
            self.secrets.text(text);
        }
        for id in [goal.doc(), meeting.doc(), note.doc()] {
            self.secrets.id(id);
        }
        self.secrets.id(goal);
        self.secrets.id(meeting);
        self.secrets.id(note);
        mentee.sync()?;
        mentor.sync()?;
        mentor.core.meetings().turn(meeting, MeetingTurn::Confirm)?;
        mentor.sync()?;
        mentee.sync()?;
        self.voice.shows(mentor, &describe_goal(mentor, goal)?);
        self.voice.travelled(self.relay.travelled().since(before));
        self.made = Some(Made { space, goal, note, section, second: None, key: 0, edits: 0, expected: String::new() });
        Ok(())
    }

    fn made(&self) -> Result<&Made, Stop> {
        self.made.as_ref().ok_or_else(|| Stop::check("nothing was begun"))
    }

    /// Both change the same goal and neither knows of the other.
    fn edit_goal_apart(&mut self) -> Result<(), Stop> {
        self.voice.step("No network: both change the goal, and neither knows of the other");
        let (goal, _) = (self.made()?.goal, self.made()?.space);
        let [mentee, mentor] = &self.phones;
        let due = self.phones[0].core.goals().view(goal)?.row.due;
        let goals = mentee.core.goals();
        goals.edit(goal, GoalEdit::Why(WHY.to_owned()))?;
        goals.edit(goal, GoalEdit::Test(TEST.to_owned()))?;
        if let Some(due) = due {
            goals.edit(goal, GoalEdit::Due(Some(later(due, 14)?)))?;
        }
        goals.add_step(goal, step(STEP_MENTEE))?;
        let goals = mentor.core.goals();
        goals.turn(goal, GoalTurn::Nod)?;
        goals.add_step(goal, step(STEP_MENTOR))?;
        goals.add_comment(goal, CommentKind::Remark, On::Whole, COMMENT)?;
        for text in [WHY, TEST, STEP_MENTEE, STEP_MENTOR, COMMENT] {
            self.secrets.text(text);
        }
        for phone in &self.phones {
            self.voice.shows(phone, &describe_goal(phone, goal)?);
        }
        Ok(())
    }

    fn type_note(&mut self, source: &Source) -> Result<(), Stop> {
        let Some(made) = &mut self.made else { return Err(Stop::check("nothing was begun")) };
        let (voice, secrets) = (&mut self.voice, &mut self.secrets);
        let [mentee, mentor] = &self.phones;
        let open = |phone| Desk::open(phone, made.note, made.section);
        let mut desks = [open(mentee)?, open(mentor)?];
        match source {
            Source::Seed { seed, edits } => {
                voice.step("Both type into one meeting note: in turns, then hours without a network");
                let typing: Typing = typist::talk(*seed, *edits);
                let mut in_turn = 0;
                typing::by_typist(&mut desks, &typing, secrets, |typed| {
                    if typed.contains(&0) {
                        in_turn += 1;
                    } else {
                        if in_turn > 0 {
                            voice.detail(&format!("connected: {in_turn} turns"));
                            in_turn = 0;
                        }
                        voice
                            .detail(&format!("offline, both: {}; then connected", typing::shares(typed, &self.phones)));
                    }
                })?;
                if in_turn > 0 {
                    voice.detail(&format!("connected: {in_turn} turns"));
                }
                made.expected = typing.text;
            }
            Source::Trace { trace, schedule } => {
                voice.step("Both type what two people once typed: mostly without a network");
                let mut progress = Progress::new("typed", trace.txns.len(), voice.speaks());
                if !trace.start.is_empty() {
                    let start = Splice { at: 0, delete: 0, insert: trace.start.clone() };
                    desks[0].type_in(&start, secrets)?;
                }
                typing::by_trace(&mut desks, trace, schedule, secrets, |done| progress.at(done))?;
                drop(progress);
                voice.detail(&format!(
                    "{} transactions, {} times one fetched what the other had sent",
                    trace.txns.len(),
                    schedule.pulls()
                ));
                made.expected = trace.end.clone();
            }
        }
        made.edits = desks.iter().map(|desk| desk.edits).sum();
        Ok(())
    }

    /// One takes a line back while the other's stands.
    fn undo(&mut self) -> Result<(), Stop> {
        let Some(made) = &mut self.made else { return Err(Stop::check("nothing was begun")) };
        let [mentee, mentor] = &self.phones;
        self.voice.step("A second section: one line is taken back, the other one stays");
        let second = mentor.core.notes().add_section(made.note, SECOND, None)?;
        made.second = Some(second);
        for phone in [mentor, mentee] {
            phone.sync()?;
        }
        let mut desks = [Desk::open(mentee, made.note, second)?, Desk::open(mentor, made.note, second)?];
        for (desk, line) in desks.iter_mut().zip([KEPT_LINE, UNDONE_LINE]) {
            let splice = Splice { at: 0, delete: 0, insert: line.to_owned() };
            desk.type_in(&splice, &mut self.secrets)?;
        }
        self.secrets.text(SECOND);
        typing::connect(&mut desks)?;
        self.secrets.text(&desks[0].text());
        self.voice.shows(mentee, &desks[0].text());
        desks[1].undo()?;
        typing::connect(&mut desks)?;
        self.voice.detail(&format!("{} takes his line back", mentor.first_name()));
        self.voice.shows(mentee, &desks[0].text());
        Ok(())
    }

    /// The pair gets a new key while one of the two is away.
    fn renew_key(&mut self) -> Result<(), Stop> {
        let before = self.relay.travelled();
        let (space, note, second) = {
            let made = self.made()?;
            (made.space, made.note, made.second.ok_or_else(|| Stop::check("there is no second section"))?)
        };
        let key = rekey::renew(&self.phones, (space, note, second), &mut self.secrets, &mut self.voice)?;
        self.voice.travelled(self.relay.travelled().since(before));
        if let Some(made) = &mut self.made {
            made.key = key;
        }
        Ok(())
    }

    fn show(&mut self, before: Travelled) -> Result<(), Stop> {
        for _ in 0..2 {
            for phone in &self.phones {
                phone.sync()?;
            }
        }
        let made = self.made()?;
        let (goal, note, section) = (made.goal, made.note, made.section);
        self.voice.step("Connected again: what each phone shows");
        for phone in &self.phones {
            self.voice.shows(phone, &describe_goal(phone, goal)?);
        }
        self.voice.travelled(self.relay.travelled().since(before));
        self.voice.step("The note, and who wrote what");
        if self.voice.speaks() {
            let notes = self.phones[0].core.notes();
            let text = self.phones[0].texts(note)?.into_iter().next().unwrap_or_default();
            let authors = notes.authors(note, section)?;
            self.voice.note(&text, &authors, &self.phones, LINES);
        }
        Ok(())
    }

    /// Closes everything, reads it back from its files, and checks it.
    pub(super) fn end(self, source: &Source) -> Result<Outcome, Stop> {
        let Self { folder, mut voice, relay, phones, mut secrets, made, clock, .. } = self;
        let made = made.ok_or_else(|| Stop::check("nothing was begun"))?;
        voice.step("Everything is closed and read back from its files");
        let [mentee, mentor] = phones;
        let phones = [mentee.reopen()?, mentor.reopen()?];
        secrets.text(&made.expected);
        let second = [rekey::UNDER_THE_NEW, KEPT_LINE, rekey::UNDER_THE_OLD].concat();
        let apart = check::Expected {
            goal: made.goal,
            note: made.note,
            text: &made.expected,
            second: &second,
            space: made.space,
            key: made.key,
        };
        let said_by = if matches!(source, Source::Trace { .. }) { "the trace’s end" } else { "what was typed" };
        let found = check::phones(&phones, &apart, said_by)?;
        let travelled = relay.travelled();
        let kept = relay.stop()?;
        let idle = relay::with_nobody(&folder.join("relay-with-nobody"), &clock, &secrets)?;
        let seen = check::relay(&secrets, &kept, &idle, made.expected.as_str())?;
        for phone in phones {
            phone.core.shutdown()?;
        }
        for line in found.good.iter().chain(&seen.good) {
            voice.detail(&format!("{} {line}", voice.paint.good("✓")));
        }
        let reasons: Vec<String> = found.bad.into_iter().chain(seen.bad).collect();
        for line in &reasons {
            voice.detail(&format!("{} {line}", voice.paint.bad("✗")));
        }
        Ok(Outcome {
            converged: found.converged,
            devices: 2,
            edits: made.edits,
            text_sha256: check::sha256(&found.text),
            records: travelled.records,
            sealed_bytes: travelled.bytes,
            deferred: found.deferred,
            quarantined: found.quarantined,
            relay_saw_plaintext: seen.saw_plaintext,
            seconds: 0.0,
            reasons,
        })
    }
}

fn later(day: Day, days: i64) -> Result<Day, Stop> {
    day.plus_days(days).map_err(|_| Stop::check("this computer's clock is beyond the calendar"))
}

fn time(hour: u32, minute: u32) -> Result<TimeOfDay, Stop> {
    TimeOfDay::new(hour, minute).map_err(|_| Stop::check("a time of day"))
}

fn zone(name: &str) -> Result<Zone, Stop> {
    Zone::new(name).map_err(|_| Stop::check("a time zone"))
}

fn step(text: &str) -> StepDraft {
    StepDraft { text: text.to_owned(), milestone: None, assignee: None, due: None }
}

fn describe_goal(phone: &Phone, goal: GoalId) -> Result<String, Stop> {
    let view = phone.core.goals().view(goal)?;
    let state = crate::words::say(&view.row.stage);
    let due = view.row.due.map_or_else(String::new, |day| format!(", due {day}"));
    let count = |key: &str, n: usize| crate::words::counted(key, u64::try_from(n).unwrap_or(u64::MAX), &[]);
    let counts = [count("count.steps", view.steps.len()), count("count.comments", view.comments.len())].join(", ");
    let why = if view.wording.why.is_empty() { "" } else { ", with a reason" };
    Ok(format!("“{}” · {state}{due} · {counts}{why}", view.row.title))
}
