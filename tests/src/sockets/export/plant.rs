//! A word of its own in every field that a person can fill, and a value of its
//! own in every one that they can choose.

use rapport_core::Rapport;
use rapport_core::availability::{ContactHours, Quiet};
use rapport_core::checkins::{Answer, Answers, Asked, Key, Language};
use rapport_core::domain::gas::Weight;
use rapport_core::domain::goal::{Confidence, Horizon};
use rapport_core::domain::measure::{Measure, MeasureKind};
use rapport_core::domain::reminder::{Kind, QuietHours, SettingsAct};
use rapport_core::domain::time::{Civil, Day, Due, TimeOfDay, Weekday, Zone};
use rapport_core::domain::{GasLevel, Quantity};
use rapport_core::editor::Edit;
use rapport_core::goals::{CommentKind, GoalEdit, GoalTurn, NewGoal, On, Place, Reading, StepDraft};
use rapport_core::meetings::{AgendaAct, Attendance, CancelReason, MeetingTurn, Minutes, Mode, NewMeeting};
use rapport_core::notes::NewNote;
use rapport_core::people::{PairingTurn, PersonAct};
use rapport_core::series::{Ends, PlanDays, SeriesDraft, SeriesPlan};
use rapport_node::ids::{GoalId, SpaceId, StepId};
use std::collections::BTreeMap;
use std::time::SystemTime;

/// See the module.
pub(super) struct Planted {
    prefix: &'static str,
    /// What nobody else may read.
    private: Vec<String>,
    /// What others may read too, or a value.
    open: Vec<String>,
    /// What says little by itself, as each of the two forms has it.
    chosen: Vec<[&'static str; 2]>,
}

fn day(ahead: i64) -> Day {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("after 1970").as_secs();
    Day::from_epoch_days(i64::try_from(since / 86_400).expect("small") + ahead).expect("a day")
}

fn at(ahead: i64, time: &str) -> Civil {
    format!("{}T{time}[UTC]", day(ahead)).parse().expect("a time")
}

fn time(text: &str) -> TimeOfDay {
    text.parse().expect("a time")
}

fn number(text: &str) -> Quantity {
    text.parse().expect("a number")
}

fn key(text: &str) -> Key {
    Key::new(text).expect("a key")
}

/// Letters alone, so that no mark has to be escaped.
fn told(number: usize) -> String {
    number.to_string().bytes().map(|digit| char::from(digit - b'0' + b'a')).collect()
}

impl Planted {
    pub(super) const fn new(prefix: &'static str) -> Self {
        Self { prefix, private: Vec::new(), open: Vec::new(), chosen: Vec::new() }
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &String> {
        self.private.iter().chain(&self.open)
    }

    pub(super) fn private(&self) -> impl Iterator<Item = &String> {
        self.private.iter()
    }

    /// A word that stands nowhere else, for a field of this name.
    fn word(&mut self, field: &str) -> String {
        let word = format!("{}{field}{}q", self.prefix, told(self.private.len()));
        self.private.push(word.clone());
        word
    }

    /// The same for what partners see.
    fn open_word(&mut self, field: &str) -> String {
        let word = format!("{}{field}{}q", self.prefix, told(self.open.len()));
        self.open.push(word.clone());
        word
    }

    /// Something that was chosen, in both forms.
    fn choice(&mut self, json: &'static str, markdown: &'static str) {
        self.chosen.push([json, markdown]);
    }

    /// Choices of one form: 0 for JSON, 1 for Markdown.
    pub(super) fn choices(&self, form: usize) -> impl Iterator<Item = &str> {
        self.chosen.iter().map(move |both| both[form])
    }

    /// A value that the person chose, as it is written.
    fn value<T: ToString>(&mut self, value: T) -> T {
        self.open.push(value.to_string());
        value
    }

    /// What stands in the person's own space alone.
    pub(super) fn alone(&mut self, phone: &Rapport) {
        let (goal, step) = self.goal(phone, Place::Private);
        phone.goals().turn(goal, GoalTurn::Start).expect("started");
        self.worked(phone, goal, step);
        self.note(phone, Place::Private);
        let language = Language::english();
        let answers = |number: i64, text: String| {
            Answers(BTreeMap::from([(key("mood"), Answer::Number(number)), (key("note"), Answer::Text(text))]))
        };
        let asked = Asked { instrument: key("pulse"), about: None };
        let answered = answers(4, self.word("answer"));
        phone.checkins().answer(&asked, &language, &answered).expect("answered");
        let begun = answers(2, self.word("draft"));
        phone.checkins().draft(&asked, &begun).expect("kept");
        let dropped = self.begin(phone, Place::Private);
        phone.goals().turn(dropped, GoalTurn::Start).expect("started");
        phone.goals().turn(dropped, GoalTurn::Drop { reason: self.word("dropped") }).expect("dropped");
    }

    /// The person's card, their time, and what they want of reminders.
    pub(super) fn chosen(&mut self, phone: &Rapport) {
        let people = phone.people();
        // Partners see the card.
        for act in [PersonAct::Pronouns as fn(String) -> PersonAct, PersonAct::AskMe] {
            people.edit_me(act(self.open_word("card"))).expect("a card");
        }
        people.edit_me(PersonAct::Languages(vec![self.value(Language::new("rm").expect("Romansh"))])).expect("spoken");
        people
            .edit_me(PersonAct::Zone(Some(self.value(Zone::new("Asia/Kathmandu").expect("a zone")))))
            .expect("a zone");
        let hours = |day, from: TimeOfDay, to: TimeOfDay| vec![ContactHours::new(day, from, to).expect("hours")];
        let reached = hours(Weekday::Friday, self.value(time("17:03")), self.value(time("19:07")));
        people.edit_me(PersonAct::ContactHours(reached)).expect("hours");
        let free = phone.availability();
        free.set_zone(Some(self.value(Zone::new("America/Bogota").expect("a zone")))).expect("a zone");
        let weekly = hours(Weekday::Sunday, self.value(time("09:11")), self.value(time("11:13")));
        free.set_weekly(weekly).expect("hours");
        let quiet = Quiet { from: self.value(time("20:17")), to: self.value(time("07:19")) };
        free.set_quiet(Some(quiet)).expect("quiet");
        free.add_absence(self.value(day(200)), self.value(day(209))).expect("away");
        let reminders = phone.reminders();
        let quiet = QuietHours::new(self.value(time("21:23")), self.value(time("05:29"))).expect("hours");
        for act in [
            SettingsAct::Quiet(Some(quiet)),
            SettingsAct::QuietWeekends(true),
            SettingsAct::Usual(self.value(time("06:31"))),
            SettingsAct::Pause(Some(self.value(day(3)))),
            SettingsAct::Kind { kind: Kind::Idle, on: false },
            SettingsAct::ExactMeetings(true),
        ] {
            reminders.set(&act).expect("set");
        }
        phone.checkins().set_rhythm(&key("pulse"), Some(47)).expect("a rhythm");
        self.choice("\"pulse\": 47", "pulse: Every 47 days");
        self.choice("\"quiet_weekends\": true", "Weekends are quiet, too: Yes");
        self.choice("\"exact_meetings\": true", "Meetings to the minute: Yes");
        self.choice("\"idle\"", "Staying in touch: No");
        self.choice("\"day\": \"friday\"", "Good times to reach you: Friday 17:03");
        self.choice("\"day\": \"sunday\"", "in every week: Sunday 09:11");
    }

    fn begin(&mut self, phone: &Rapport, place: Place) -> GoalId {
        let new = NewGoal { place, title: self.word("title"), why: self.word("why"), due: None, for_partner: false };
        phone.goals().begin(new).expect("a goal")
    }

    /// A goal with every field.
    fn goal(&mut self, phone: &Rapport, place: Place) -> (GoalId, StepId) {
        let parent = self.begin(phone, place);
        let id = self.begin(phone, place);
        let goals = phone.goals();
        let measure = Measure {
            kind: MeasureKind::Amount,
            baseline: self.value(number("7.125")),
            target: self.value(number("93.875")),
            unit: self.word("unit"),
        };
        let mut edits = vec![
            GoalEdit::Specific(self.word("specific")),
            GoalEdit::Means(self.word("means")),
            GoalEdit::Test(self.word("test")),
            GoalEdit::Measure(Some(measure)),
            GoalEdit::Horizon(Some(Horizon::Medium)),
            GoalEdit::Due(Some(self.value(day(101)))),
            GoalEdit::Review(Some(self.value(day(51)))),
            GoalEdit::Confidence(Some(Confidence::Sure)),
            GoalEdit::Parent(Some(parent)),
        ];
        for level in GasLevel::ALL {
            edits.push(GoalEdit::Level { level: *level, text: self.word("level") });
        }
        for edit in edits {
            goals.edit(id, edit).expect("edited");
        }
        let stage = self.word("stage");
        let stage = goals.add_milestone(id, &stage, Some(self.value(day(71)))).expect("a milestone");
        let due = Some(Due::On(self.value(day(61))));
        let step = StepDraft { text: self.word("step"), milestone: Some(stage), assignee: None, due };
        let step = goals.add_step(id, step).expect("a step");
        goals.edit(id, GoalEdit::Weight(Weight::new(7).expect("a weight"))).expect("edited");
        self.choice("\"weight\": 7", "How much it counts: 7");
        self.choice("\"horizon\": \"medium\"", "How far away: A few months");
        self.choice("\"confidence\": \"sure\"", "How sure you are: 4/5 Sure");
        self.choice("\"kind\": \"amount\"", "Measure: An amount · 7.125 → 93.875 ");
        (id, step)
    }

    /// What comes while it is under way.
    fn worked(&mut self, phone: &Rapport, id: GoalId, step: StepId) {
        let goals = phone.goals();
        let reading = Some(Reading::Amount(self.value(number("41.375"))));
        let note = self.word("entry");
        goals.add_progress(id, reading, &note).expect("an entry");
        for (kind, on) in [(CommentKind::Remark, On::Step(step)), (CommentKind::Review, On::Whole)] {
            let said = self.word("comment");
            goals.add_comment(id, kind, on, &said).expect("said");
        }
        goals.tick(id, step, true).expect("ticked");
        self.choice("\"kind\": \"review\"", " · Review: ");
        self.choice("\"done_by_name\"", "- [x] ");
    }

    fn note(&mut self, phone: &Rapport, place: Place) {
        let new = NewNote { place, title: self.word("note"), meeting: None };
        let (note, section) = phone.notes().begin(new).expect("a note");
        let title = self.word("section");
        phone.notes().add_section(note, &title, None).expect("a section");
        let editor = phone.notes().open(note, section).expect("an editor");
        let lines = format!("{}\n{}", self.word("line"), self.word("line"));
        let address = format!("https://example.org/{}", self.word("link"));
        editor.write(&[Edit::splice(0, 0, lines.as_str())]).expect("typed");
        let mark = rapport_core::notes::Mark::Link(address.into());
        let to = u32::try_from(lines.find('\n').expect("two lines")).expect("small");
        editor.write(&[Edit::Mark { from: 0, to, mark, on: true }]).expect("marked");
        editor.finish().expect("the burst ends");
    }

    /// What both of a pair can read.
    pub(super) fn together(
        &mut self,
        phone: &Rapport,
        other: &Rapport,
        space: SpaceId,
        sync: &dyn Fn(&Rapport, &Rapport),
    ) {
        let (goal, step) = self.goal(phone, Place::In(space));
        self.note(phone, Place::In(space));
        phone.goals().turn(goal, GoalTurn::Propose).expect("proposed");
        sync(phone, other);
        other.goals().turn(goal, GoalTurn::Nod).expect("agreed");
        sync(other, phone);
        self.worked(phone, goal, step);
        let mut to = phone.goals().view(goal).expect("a view").wording;
        (to.title, to.why) = (self.word("title"), self.word("why"));
        let reason = self.word("reason");
        phone.goals().revise(goal, &reason, to).expect("revised");
        self.meetings(phone, other, space, sync);
        self.series(phone, other, space, sync);
        let pairing = phone.people().pairings().expect("pairings")[0].id;
        phone.people().turn_pairing(pairing, PairingTurn::Renew { end: self.value(day(301)) }).expect("asked");
    }

    fn propose(&mut self, phone: &Rapport, space: SpaceId, slot: Civil) -> rapport_node::ids::MeetingId {
        let minutes = Minutes::new(83).expect("minutes");
        let (title, place) = (self.word("meeting"), self.word("place"));
        let new = NewMeeting { space, slot, minutes, title, mode: Some(Mode::Activity), place };
        self.choice("\"minutes\": 83", "Minutes: 83");
        self.choice("\"mode\": \"activity\"", "How you meet: Doing something together");
        phone.meetings().propose(new).expect("proposed")
    }

    fn meetings(&mut self, phone: &Rapport, other: &Rapport, space: SpaceId, sync: &dyn Fn(&Rapport, &Rapport)) {
        let meetings = phone.meetings();
        let held = self.propose(phone, space, at(-2, "13:37"));
        self.open.push("13:37".to_owned());
        let ill = self.propose(phone, space, at(9, "10:53"));
        sync(phone, other);
        for one in [held, ill] {
            other.meetings().turn(one, MeetingTurn::Confirm).expect("agreed");
        }
        sync(other, phone);
        let point = self.word("point");
        let point = meetings.add_agenda_item(held, &point).expect("a point");
        meetings.agenda(held, AgendaAct::Cover { id: point, covered: true }).expect("talked about");
        let step = StepDraft { text: self.word("action"), milestone: None, assignee: None, due: None };
        meetings.add_action(held, step).expect("a step");
        meetings.turn(held, MeetingTurn::Hold).expect("held");
        let me = phone.people().me().expect("me").profile.person;
        let took = Minutes::new(71).expect("minutes");
        meetings.log(held, took, BTreeMap::from([(me, Attendance::Late)])).expect("written down");
        self.choice("\"took\": 71", "How long did it take: 71");
        self.choice("\"attendance\": \"late\"", ": Came later");
        self.choice("\"covered\": true", "- [x] ");
        self.choice("\"reason\": \"ill\"", "Reason: Not well · ");
        let note = self.word("note");
        meetings.turn(ill, MeetingTurn::Cancel { reason: CancelReason::Ill, note }).expect("cancelled");
    }

    fn series(&mut self, phone: &Rapport, other: &Rapport, space: SpaceId, sync: &dyn Fn(&Rapport, &Rapport)) {
        let start = at(20, "15:41");
        self.open.push("15:41".to_owned());
        let on = PlanDays::weekly(start.day);
        let minutes = Minutes::new(59).expect("minutes");
        let plan = SeriesPlan { start: start.clone(), minutes, every: 3, on, ends: Ends::On(self.value(day(400))) };
        let (title, place) = (self.word("series"), self.word("place"));
        let draft = SeriesDraft { space, plan, title, mode: Some(Mode::Phone), place };
        let id = phone.meetings().propose_series(draft).expect("proposed");
        sync(phone, other);
        other.meetings().confirm_series(id).expect("agreed");
        sync(other, phone);
        let left_out = self.word("skipped");
        phone.meetings().skip_time(id, start.day, CancelReason::NoTime, &left_out).expect("left out");
        phone.meetings().pause_series(id, self.value(day(90)), self.value(day(120))).expect("paused");
        let ended = self.word("ended");
        self.choice("\"every\": 3", "every 3 weeks on ");
        self.choice("\"minutes\": 59", " · 59 minutes · ");
        self.choice("\"mode\": \"phone\"", "How you meet: Phone call");
        phone.meetings().end_series(id, CancelReason::NotNeeded, &ended).expect("ended");
    }
}
