//! What is due because time has passed.

use crate::Node;
use crate::error::NodeResult;
use rapport_store::tables::docs;
use rapport_store::tables::held::{self, HeldRow, HeldState};

/// What is committed survives a power cut after this long at the latest.
const HARDEN_MS: i64 = 2_000;
/// How long after opening rows that damage took away are looked for: what
/// goes through all documents does not run beside the first screen.
pub(crate) const FILL_MS: i64 = 2_000;
/// A record that waits for something longer than this is shown to people.
const DEFER_MS: i64 = 30 * 24 * 3600 * 1000;
/// How long the whole before the last fold is kept.
pub(crate) const KEEP_OLD_MS: i64 = 24 * 3600 * 1000;
/// How often what lies long is looked at.
const CHORES_MS: i64 = 60 * 1000;

impl Node {
    /// Does what is due: typing into the journal, bursts into changes, the
    /// disk synced, deadlines looked at.
    ///
    /// # Errors
    /// The storage failed; the next call tries again.
    pub fn tick(&mut self) -> NodeResult<()> {
        self.journal()?;
        self.end_due_bursts()?;
        self.show_late()?;
        self.keep_recovery()?;
        self.keep_keyring()?;
        self.keep_devices()?;
        let now = self.ports.now_ms();
        if self.fill_at_ms.is_some_and(|at| now >= at || now < at.saturating_sub(FILL_MS)) {
            self.fill_lists()?;
        }
        self.forget_silent(now)?;
        if self.unsynced_since_ms.is_some_and(|since| now >= since.saturating_add(HARDEN_MS) || now < since) {
            self.harden()?;
        }
        if now >= self.chores_at_ms || now < self.chores_at_ms.saturating_sub(CHORES_MS) {
            self.chores_at_ms = now.saturating_add(CHORES_MS);
            self.do_chores(now)?;
        }
        Ok(())
    }

    /// Makes everything so far survive a power cut.
    ///
    /// # Errors
    /// The disk failed.
    pub fn harden(&mut self) -> NodeResult<()> {
        self.store.harden()?;
        self.unsynced_since_ms = None;
        Ok(())
    }

    /// When [`tick`](Self::tick) has something to do, or a request can be made
    /// that waits for time alone; none when nothing is due.
    pub fn wake_at(&self, syncing: bool) -> Option<i64> {
        let harden = self.unsynced_since_ms.map(|since| since.saturating_add(HARDEN_MS));
        let sync = if syncing { self.sync_wake_at() } else { None };
        [harden, self.fill_at_ms, self.burst_ends_at(), sync, self.live_wake_at(syncing)].into_iter().flatten().min()
    }

    /// Ends everything that is open, so that the process may be put to sleep
    /// or ended: bursts become changes, the log moves into the file.
    ///
    /// # Errors
    /// The disk failed; what was journalled is safe.
    pub fn rest(&mut self) -> NodeResult<()> {
        self.end_all_bursts()?;
        self.show_late()?;
        // Runs that are short have to find what is missing too.
        if self.fill_at_ms.is_some() {
            self.fill_lists()?;
        }
        self.store.checkpoint()?;
        self.unsynced_since_ms = None;
        Ok(())
    }

    fn do_chores(&mut self, now: i64) -> NodeResult<()> {
        self.give_up_waiting(now)?;
        for doc in docs::old_due(self.store.read(), now)? {
            self.drop_old_whole(&doc)?;
        }
        Ok(())
    }

    /// Records that waited for thirty days go to quarantine, where people see
    /// them; those that only need a newer app wait on.
    fn give_up_waiting(&mut self, now: i64) -> NodeResult<()> {
        let old = |row: &HeldRow| row.state == HeldState::Deferred && now.saturating_sub(row.since_ms) > DEFER_MS;
        let rows: Vec<HeldRow> = held::all(self.store.read())?.into_iter().filter(old).collect();
        if rows.is_empty() {
            return Ok(());
        }
        self.store.write(|tx| {
            rows.into_iter().try_for_each(|row| {
                let reason = rapport_engine::Fault::Stale.code().to_owned();
                held::put(tx, &HeldRow { state: HeldState::Quarantined, reason, ..row })
            })
        })?;
        self.changed.add(crate::Topics::SYNC);
        Ok(())
    }
}
