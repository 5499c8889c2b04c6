//! Getting acts into the storage: several at once in one transaction, so that
//! many writers share one wait for the disk. One that fails does not touch the
//! others.

use super::act::{Act, Effects};
use super::{Service, lock};
use crate::refusal::{Answer, Refusal};
use crate::store::{StoreError, Stored, Writing};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// An act with a place for its answer.
pub(crate) trait Job: Send {
    /// Applies it; `Err` when the storage itself failed.
    fn run(&mut self, tx: &dyn Writing, now_ms: i64) -> Stored<()>;
    /// Forgets an answer that did not come true.
    fn fail(&mut self, refusal: Refusal);
    /// What has become true.
    fn effects(&mut self) -> Effects;
    /// Hands the answer to whoever waits.
    fn deliver(&mut self);
}

pub(crate) struct Pending<A: Act, D: FnOnce(Answer<A::Answer>)> {
    act: A,
    answer: Option<Answer<A::Answer>>,
    effects: Effects,
    deliver: Option<D>,
}

impl<A: Act, D: FnOnce(Answer<A::Answer>)> Pending<A, D> {
    pub(crate) fn new(act: A, deliver: D) -> Self {
        Self { act, answer: None, effects: Effects::default(), deliver: Some(deliver) }
    }
}

impl<A: Act, D: FnOnce(Answer<A::Answer>) + Send> Job for Pending<A, D> {
    fn run(&mut self, tx: &dyn Writing, now_ms: i64) -> Stored<()> {
        self.effects = Effects::default();
        self.answer = None;
        tx.part()?;
        let (act, effects) = (&self.act, &mut self.effects);
        // A defect in one call must not stop the thread that all calls go through.
        let answer = catch_unwind(AssertUnwindSafe(|| act.apply(tx, now_ms, effects))).unwrap_or_else(|_| {
            tracing::error!("a call panicked and was taken back");
            Err(Refusal::from(StoreError::Failed(String::from("a defect in the relay"))))
        });
        // When the database ended the transaction on its own, taking back
        // fails, and with it the whole group: it is tried again one by one.
        let good = answer.is_ok();
        self.answer = Some(answer);
        if good { tx.keep_part() } else { tx.drop_part() }
    }

    fn fail(&mut self, refusal: Refusal) {
        // A refusal of its own says more than that the transaction is gone.
        if !matches!(self.answer, Some(Err(_))) {
            self.answer = Some(Err(refusal));
        }
    }

    fn effects(&mut self) -> Effects {
        match self.answer {
            Some(Ok(_)) => std::mem::take(&mut self.effects),
            _ => Effects::default(),
        }
    }

    fn deliver(&mut self) {
        let answer = self.answer.take().unwrap_or_else(|| Err(Refusal::stopping()));
        if let Some(deliver) = self.deliver.take() {
            deliver(answer);
        }
    }
}

impl Service {
    /// Commits one act and gives its answer.
    pub(crate) fn commit<A: Act>(&self, act: A) -> Answer<A::Answer> {
        let mut answer = None;
        let mut job = Pending::new(act, |got| answer = Some(got));
        self.commit_group(&mut [&mut job]);
        drop(job);
        answer.unwrap_or_else(|| Err(Refusal::stopping()))
    }

    /// Commits acts together; each gets its own answer.
    pub(crate) fn commit_group(&self, jobs: &mut [&mut (dyn Job + '_)]) {
        let order = lock(&self.inner.order);
        if self.try_group(jobs).is_err() {
            for job in jobs.iter_mut() {
                if let Err(error) = self.try_group(&mut [&mut **job]) {
                    job.fail(error.into());
                }
            }
        }
        for job in jobs.iter_mut() {
            let effects = job.effects();
            self.metrics().count(&effects.counts);
            self.inner.hub.publish(effects.tidings);
        }
        drop(order);
        jobs.iter_mut().for_each(|job| job.deliver());
    }

    fn try_group(&self, jobs: &mut [&mut (dyn Job + '_)]) -> Stored<()> {
        let began = std::time::Instant::now();
        let now = self.now();
        let n = jobs.len();
        self.store().write(|tx| jobs.iter_mut().try_for_each(|job| job.run(tx, now)))?;
        self.metrics().committed(n, began.elapsed());
        Ok(())
    }
}

#[cfg(test)]
mod tests;
