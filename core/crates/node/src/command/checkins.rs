//! Check-ins: begun, answered, put right, shown. Nothing here tells anybody
//! anything but what somebody has just shown by an act of their own.

use super::{Place, Work};
use crate::Node;
use crate::error::{NodeError, NodeResult};
use crate::instruments;
use crate::topics::Topics;
use rapport_documents::{DocKind, intent, read};
use rapport_domain::access::Tier;
use rapport_domain::checkin::{Answers, CheckInTurn, CheckIns, Given, Instrument, Key, Subject, Texts};
use rapport_domain::person::Language;
use rapport_domain::time::Day;
use rapport_domain::{Field, Millis, Problem, Rule, RuleBroken, Thing};
use rapport_ids::{CheckInId, SpaceId};
use rapport_membership::{Role, Writers};
use rapport_store::projections::checkins;
use rapport_store::tables::{checkin_drafts, instrument_texts};

/// What is asked: an instrument, and of which pair where it is about one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    pub instrument: Key,
    pub about: Option<SpaceId>,
}

struct CheckInWork {
    work: Work,
    all: CheckIns,
}

impl CheckInWork {
    fn turn(&mut self, node: &mut Node, turn: &CheckInTurn, known: Millis) -> NodeResult<()> {
        let (event, ctx) = (node.event_id(), node.ctx());
        let next = self.all.apply(event, turn, &ctx, known)?;
        let written = intent::checkins(&self.work.doc, event, turn, ctx.now)?;
        self.work.take(written);
        self.all = next;
        Ok(())
    }
}

impl Node {
    /// Keeps what was answered so far, on this device alone. Nothing that was
    /// entered is lost with the process. Empty answers let a draft go.
    ///
    /// # Errors
    /// There is no such instrument, or an answer cannot be taken.
    pub fn draft_check_in(&mut self, asked: &Asked, answers: &Answers) -> NodeResult<()> {
        let (instrument, _) = self.asked(asked, None)?;
        let tidy = answers.tidy_draft(&instrument)?;
        let body = serde_json::to_vec(&tidy).map_err(|_| NodeError::Bug("answers that JSON cannot hold"))?;
        let (now_ms, id, about) = (self.ports.now_ms(), instrument.id.as_str(), asked.about.as_ref());
        self.store.write(|tx| match tidy.0.is_empty() {
            true => checkin_drafts::delete(tx, id, about),
            false => checkin_drafts::put(tx, id, about, &body, now_ms),
        })?;
        self.unsynced_since_ms.get_or_insert(now_ms);
        self.changed.add(Topics::CHECKINS);
        Ok(())
    }

    /// Answers an instrument, on the day that it is where the person is. The
    /// draft of it is gone with that.
    ///
    /// # Errors
    /// There is no such instrument, its words are not here, an answer cannot
    /// be taken, or it was answered too recently.
    pub fn answer_check_in(
        &mut self,
        asked: &Asked,
        language: &Language,
        day: Day,
        answers: &Answers,
    ) -> NodeResult<CheckInId> {
        let (instrument, texts) = self.asked(asked, Some(language))?;
        let answers = answers.tidy(&instrument)?;
        let before = self.answered_days(asked)?;
        instrument.may_answer(day, &before)?;
        let checkin = CheckInId::from_parts(self.ports.now_ms(), self.ports.bytes());
        let given = Given {
            checkin,
            instrument: instrument.id.clone(),
            version: instrument.version,
            language: texts.language,
            about: asked.about,
            day,
            at: self.ctx().now,
            answers,
        };
        let mut all = self.own_check_ins(day)?;
        all.turn(self, &CheckInTurn::Answer(Box::new(given)), Millis(i64::MIN))?;
        let (space, doc, own, made) = all.work.finish();
        let (id, about) = (instrument.id.as_str(), asked.about.as_ref());
        self.commit_documents(space, &own, vec![(doc, made)], |tx| Ok(checkin_drafts::delete(tx, id, about)?))?;
        Ok(checkin)
    }

    /// Puts answers right, all of them at once, while that can be done. What
    /// was shown to others before stays as it was shown.
    ///
    /// # Errors
    /// There is no such check-in, an answer cannot be taken, or it stands by now.
    pub fn correct_check_in(&mut self, checkin: CheckInId, answers: &Answers) -> NodeResult<()> {
        let mut all = self.mine(checkin)?;
        let given = all.all.get(checkin).ok_or(NodeError::NotFound("check_in"))?.given.clone();
        let asked = Asked { instrument: given.instrument, about: given.about };
        let answers = answers.tidy(&self.asked(&asked, Some(&given.language))?.0)?;
        // Whatever else this person did is a witness of the time.
        let known = checkins::latest_ms(self.store.read(), &self.me.personal)?;
        all.turn(self, &CheckInTurn::Correct { checkin, answers }, Millis(known.unwrap_or(i64::MIN)))?;
        self.finish(all.work)
    }

    /// Shows a check-in to the partner of a pair: a copy in their space, made
    /// and signed now. Once it was put right, showing it again is a new act.
    ///
    /// # Errors
    /// There is no such check-in or pair, it is about another pair, or the
    /// partner has it as it is.
    pub fn share_check_in(&mut self, checkin: CheckInId, with: SpaceId) -> NodeResult<()> {
        let me = self.me.person();
        let given = {
            let all = self.mine(checkin)?.all;
            Tier::Private.widened(Tier::Pair, me, all.owner)?;
            all.get(checkin).ok_or(NodeError::NotFound("check_in"))?.given.clone()
        };
        let space = self.place(Place::In(with))?;
        if space == self.me.personal {
            return Err(RuleBroken::not_allowed(Field::Place, Rule::NobodyToAsk).into());
        }
        if given.about.is_some_and(|about| about != space) {
            return Err(Problem::DoesNotFit.of(Field::Place).into());
        }
        let mut key = me.as_ref().to_vec();
        key.extend(month(given.day));
        let work = self.work_on_named(space, DocKind::CheckIns, &key, Writers::Accounts([me].into()))?;
        let mut shown = self.read_check_ins(work)?;
        let turn = match shown.all.get(checkin) {
            None => CheckInTurn::Answer(Box::new(given)),
            Some(there) if there.given.answers == given.answers => {
                return Err(RuleBroken::not_allowed(Field::State, Rule::SharedAlready).into());
            }
            Some(_) => CheckInTurn::Correct { checkin, answers: given.answers },
        };
        shown.turn(self, &turn, Millis(i64::MIN))?;
        self.finish(shown.work)
    }

    /// Notes that a check-in is to go to the coordinator. It stays here until
    /// there is a way to them.
    ///
    /// # Errors
    /// There is no such check-in, or it waits already.
    pub fn offer_check_in(&mut self, checkin: CheckInId) -> NodeResult<()> {
        let mut all = self.mine(checkin)?;
        all.turn(self, &CheckInTurn::Offer { checkin }, Millis(i64::MIN))?;
        self.finish(all.work)
    }

    /// Takes words for an instrument from a file. They stay on this device.
    ///
    /// # Errors
    /// The place in the file, or there is no such instrument.
    pub fn load_instrument_texts(&mut self, file: &str) -> NodeResult<(Key, Language)> {
        let (id, _) = rapport_domain::checkin::texts_belong_to(file)?;
        let unknown = RuleBroken::not_found(Field::Instrument, Thing::Instrument);
        let instrument = rapport_domain::checkin::shipped::instrument(id.as_str()).ok_or(unknown)?;
        let (with, texts) = instrument.with_texts(file)?;
        let language = texts.language;
        self.store.write(|tx| instrument_texts::put(tx, id.as_str(), with.version, language.as_str(), file))?;
        self.changed.add(Topics::CHECKINS);
        Ok((id, language))
    }

    /// An instrument as it is with the words for a reader; without words
    /// nobody can be asked.
    fn asked(&self, asked: &Asked, language: Option<&Language>) -> NodeResult<(Instrument, Texts)> {
        let known = instruments::known(self.store.read(), asked.instrument.as_str())?;
        let known = known.ok_or(RuleBroken::not_found(Field::Instrument, Thing::Instrument))?;
        match (known.instrument.about, asked.about) {
            (Subject::Person, None) => {}
            (Subject::Pair, Some(space)) if space != self.me.personal => drop(self.place(Place::In(space))?),
            _ => return Err(Problem::DoesNotFit.of(Field::Instrument).into()),
        }
        let texts = language.and_then(|language| known.best(language)).or_else(|| known.texts.first().cloned());
        Ok(texts.ok_or(RuleBroken::not_found(Field::Instrument, Thing::File))?)
    }

    pub(super) fn answered_days(&self, asked: &Asked) -> NodeResult<Vec<Day>> {
        let me = self.me.person();
        let rows = checkins::of(self.store.read(), &self.me.personal, &me, asked.instrument.as_str())?;
        let same = rows.into_iter().filter(|row| row.about == asked.about);
        Ok(same.filter_map(|row| Day::from_epoch_days(row.day).ok()).collect())
    }

    /// One's own check-ins of the month of a day.
    fn own_check_ins(&mut self, day: Day) -> NodeResult<CheckInWork> {
        let personal = self.me.personal;
        let work = self.work_on_named(personal, DocKind::CheckIns, &month(day), Writers::AtLeast(Role::Writer))?;
        self.read_check_ins(work)
    }

    fn mine(&mut self, checkin: CheckInId) -> NodeResult<CheckInWork> {
        let row = checkins::get(self.store.read(), &self.me.personal, &checkin)?;
        let work = self.work_on(row.ok_or(NodeError::NotFound("check_in"))?.doc)?;
        self.read_check_ins(work)
    }

    fn read_check_ins(&self, work: Work) -> NodeResult<CheckInWork> {
        let read = read::checkins(&work.doc, self.me.person(), &work.people.around());
        let all = read.ok_or(NodeError::NotFound("check_in"))?.value;
        Ok(CheckInWork { work, all })
    }
}

/// `2026-03`: what a document of check-ins is opened with.
fn month(day: Day) -> Vec<u8> {
    day.to_string().into_bytes().into_iter().take(7).collect()
}
