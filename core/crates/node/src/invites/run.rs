//! Mailboxes on their way: what to ask next, and what the answer means.

use super::kept::{Kept, Side};
use super::{Linked, Run, stage};
use crate::Node;
use crate::error::NodeResult;
use rapport_ids::BoxId;
use rapport_membership::invite::{InvitingStep, JoinFailure, Joining, JoiningStep, Mailbox, Request};
use rapport_store::tables::invites::{self, InviteRow};
use rapport_store::tables::relays;
use rapport_wire::relay::{BoxDelete, BoxPut, BoxSlots, Code};
use rapport_wire::{Answer, Call, CallFailed, Origin};

pub(super) const CANCELLED: &str = "cancelled";
const FAILED: &str = "failed.";

/// Seconds that a watch leaves a mailbox open for news.
const WAIT_S: u64 = 25;
/// Milliseconds between looks at a mailbox that cannot be reached.
const PAUSE_MS: i64 = 5_000;

/// Why a relay shows no mailbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gone {
    /// One of the two has closed it.
    Closed,
    /// Its days are over, or nobody has opened it yet.
    NotThere,
}

/// What an answer about a mailbox is the answer to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BoxDoing {
    Look,
    /// A look that waits for news; another look may overtake it.
    Wait,
    Put,
    Close,
}

/// Whether a stored stage still has something to do.
fn is_open(stage: &str) -> bool {
    matches!(stage, stage::OPEN | stage::COMPARE | stage::CONFIRMED | stage::WELCOMED | CANCELLED)
}

impl Node {
    /// Takes up the invites that are open: called once at the start.
    pub(crate) fn start_invites(&mut self) -> NodeResult<()> {
        for row in invites::all(self.store.read())? {
            if is_open(&row.stage) {
                self.invites.runs.insert(row.mailbox, Run::default());
            }
        }
        Ok(())
    }

    /// Every mailbox is to be looked at once more.
    pub(crate) fn look_at_mailboxes(&mut self) {
        for run in self.invites.runs.values_mut() {
            run.seen = false;
            run.not_before_ms = i64::MIN;
        }
    }

    /// Whether no mailbox has to be looked at any more.
    pub(crate) fn mailboxes_are_seen(&self) -> bool {
        self.invites.runs.values().all(|run| run.seen && !run.busy)
    }

    /// The storage failed: mailboxes are looked at again a little later.
    pub(crate) fn boxes_stumbled(&mut self) {
        let at = self.ports.now_ms().saturating_add(PAUSE_MS);
        for run in self.invites.runs.values_mut().filter(|run| !run.busy) {
            run.seen = true;
            run.not_before_ms = at;
        }
    }

    /// When a mailbox that could not be reached may be looked at again.
    pub(crate) fn mailboxes_wake_at(&self) -> Option<i64> {
        let waits = |run: &&Run| run.not_before_ms > i64::MIN && !run.busy && !run.waiting;
        self.invites.runs.values().filter(waits).map(|run| run.not_before_ms).min()
    }

    /// Everything to ask of mailboxes now. While somebody watches, each stays
    /// open for news; else each is looked at once after [`Node::sync_now`].
    pub(crate) fn box_calls(&mut self) -> NodeResult<Vec<(Origin, BoxId, Call, BoxDoing)>> {
        self.settle_welcomed()?;
        let now = self.ports.now_ms();
        let watching = self.sync.watching;
        let due = |run: &Run| {
            let wanted = !run.seen || (watching && !run.waiting);
            // A moment further ahead than any pause was set before the clock went back.
            let waits = now < run.not_before_ms && run.not_before_ms.saturating_sub(now) <= PAUSE_MS;
            wanted && !run.busy && !waits
        };
        let boxes: Vec<BoxId> = self.invites.runs.iter().filter(|(_, run)| due(run)).map(|(id, _)| *id).collect();
        let mut calls = Vec::new();
        for mailbox in boxes {
            let Some(row) = invites::get(self.store.read(), &mailbox)?.filter(|row| is_open(&row.stage)) else {
                self.invites.end(mailbox);
                continue;
            };
            let call = Self::relay_of(&row).and_then(|relay| Ok((relay, self.next_box_call(&mailbox, &row)?)));
            let (relay, (call, doing)) = match call {
                Ok(call) => call,
                // Those before are under way from here on, and have to be asked.
                Err(_) if !calls.is_empty() => break,
                Err(error) => return Err(error),
            };
            let run = self.invites.runs.entry(mailbox).or_default();
            match doing {
                BoxDoing::Wait => run.waiting = true,
                BoxDoing::Look | BoxDoing::Put | BoxDoing::Close => run.busy = true,
            }
            calls.push((relay, mailbox, call, doing));
        }
        Ok(calls)
    }

    /// Closing, writing, or a look; a look comes after every write.
    fn next_box_call(&mut self, mailbox: &BoxId, row: &InviteRow) -> NodeResult<(Call, BoxDoing)> {
        if row.stage == CANCELLED {
            let (_, kept) = self.invite_row(mailbox)?;
            let keys = Mailbox::of(&kept.secret);
            let delete = BoxDelete { key: keys.public(), signature: keys.close() };
            return Ok((Call::DeleteBox { mailbox: *mailbox, delete }, BoxDoing::Close));
        }
        let watching = self.sync.watching;
        let run = self.invites.runs.entry(*mailbox).or_default();
        if let Some(put) = run.next_put.take() {
            run.fresh = false;
            return self.put_call(mailbox, row, put);
        }
        let have = run.slots.as_ref().map_or(0, |slots| u8::try_from(slots.slots.len()).unwrap_or(u8::MAX));
        if watching && run.fresh && run.seen {
            return Ok((Call::GetBox { mailbox: *mailbox, have, wait_s: WAIT_S }, BoxDoing::Wait));
        }
        Ok((Call::GetBox { mailbox: *mailbox, have, wait_s: 0 }, BoxDoing::Look))
    }

    /// The first write of a mailbox has to be paid for: by a session, or a token.
    fn put_call(&self, mailbox: &BoxId, row: &InviteRow, put: BoxPut) -> NodeResult<(Call, BoxDoing)> {
        let session = self.watch_session(&Self::relay_of(row)?);
        let token = match session {
            Some(_) => None,
            None => relays::get(self.store.read(), &row.relay)?.and_then(|agreed| agreed.token),
        };
        Ok((Call::PutBox { mailbox: *mailbox, put, session, token }, BoxDoing::Put))
    }

    /// Takes what became of a call about a mailbox.
    pub(crate) fn take_box_answer(
        &mut self,
        mailbox: &BoxId,
        doing: &BoxDoing,
        answer: Result<Answer, CallFailed>,
    ) -> NodeResult<()> {
        let now = self.ports.now_ms();
        let Some(row) = invites::get(self.store.read(), mailbox)? else {
            // It was closed while a look waited for news.
            self.invites.end(*mailbox);
            return Ok(());
        };
        let run = self.invites.runs.entry(*mailbox).or_default();
        match doing {
            BoxDoing::Wait => run.waiting = false,
            BoxDoing::Look | BoxDoing::Put | BoxDoing::Close => run.busy = false,
        }
        let refused = match &answer {
            Err(CallFailed::Refused(problem)) => Some(problem.code),
            _ => None,
        };
        let gone = match refused {
            Some(Code::Gone) => Some(Gone::Closed),
            Some(Code::NotFound) => Some(Gone::NotThere),
            _ => None,
        };
        if let (BoxDoing::Look | BoxDoing::Wait, Some(gone)) = (doing, gone) {
            // One that was given up is to be closed, whatever became of its mailbox.
            return if row.stage == CANCELLED { Ok(()) } else { self.take_slots(mailbox, Err(gone)) };
        }
        match (doing, answer) {
            // Whatever it holds, it is to be closed.
            (BoxDoing::Look | BoxDoing::Wait, Ok(_)) if row.stage == CANCELLED => Ok(()),
            (BoxDoing::Look | BoxDoing::Wait, Ok(Answer::Slots(slots))) => self.take_slots(mailbox, Ok(slots)),
            (BoxDoing::Close, Ok(_)) => self.close_invite(mailbox),
            (BoxDoing::Close, _) if gone.is_some() => self.close_invite(mailbox),
            (BoxDoing::Put, _) if refused == Some(Code::Gone) => self.mailbox_was_closed(mailbox),
            // What was written, by whom, shows when the mailbox is looked at again.
            (BoxDoing::Put, Ok(_)) => Ok(()),
            (BoxDoing::Put, _) if refused == Some(Code::Conflict) => Ok(()),
            _ => {
                run.seen = true;
                run.not_before_ms = now.saturating_add(PAUSE_MS);
                Ok(())
            }
        }
    }

    fn close_invite(&mut self, mailbox: &BoxId) -> NodeResult<()> {
        self.invites.runs.remove(mailbox);
        self.store.write(|tx| invites::delete(tx, mailbox))?;
        self.changed.add(crate::Topics::INVITES);
        Ok(())
    }

    /// Looks at what the mailbox holds, or why there is none.
    fn take_slots(&mut self, mailbox: &BoxId, slots: Result<BoxSlots, Gone>) -> NodeResult<()> {
        let (row, kept) = self.invite_row(mailbox)?;
        let run = self.invites.runs.entry(*mailbox).or_default();
        let seen = std::mem::replace(&mut run.slots, slots.clone().ok()).is_some();
        (run.seen, run.fresh) = (true, true);
        let put = match slots {
            Err(_) if row.given && row.stage == stage::WELCOMED => {
                self.nobody_came(mailbox, &row)?;
                None
            }
            slots if row.given => self.advance_given(mailbox, &row, &kept, &slots.unwrap_or_default())?,
            Ok(slots) => self.advance_taken(mailbox, row, kept, &slots)?,
            Err(gone) => {
                self.taken_is_gone(mailbox, &row, seen, gone)?;
                None
            }
        };
        let run = self.invites.runs.entry(*mailbox).or_default();
        run.seen = put.is_none();
        run.next_put = put;
        Ok(())
    }

    /// What the inviting side has to write next, if anything.
    fn advance_given(
        &mut self,
        mailbox: &BoxId,
        row: &InviteRow,
        kept: &Kept,
        slots: &BoxSlots,
    ) -> NodeResult<Option<BoxPut>> {
        let inviting = match &kept.side {
            Side::Link(linking) => self.linking(kept, linking),
            _ => Self::inviting(kept)?.0,
        };
        let created = self.ports.created_ms();
        match inviting.advance(slots, &self.me.keys, created, &mut *self.ports.random) {
            Ok(InvitingStep::Put(put)) => Ok(Some(*put)),
            Ok(InvitingStep::Wait) => Ok(None),
            Ok(InvitingStep::Confirm(candidate)) => {
                let shown = (candidate.code.to_string(), candidate.name.as_str().to_owned());
                self.show_code(mailbox, shown)?;
                if row.stage != stage::CONFIRMED {
                    return Ok(None);
                }
                let puts = match kept.side {
                    Side::Link(_) => self.welcome_device(mailbox, kept)?,
                    _ => self.welcome(mailbox, kept)?,
                };
                Ok(puts.and_then(|puts| puts.into_iter().next()))
            }
            Ok(InvitingStep::Welcomed) => {
                let name = inviting.candidate_name(slots).map(|name| name.as_str().to_owned());
                let run = self.invites.runs.entry(*mailbox).or_default();
                run.host = name.or(run.host.take());
                self.welcomed(mailbox, row)?;
                Ok(None)
            }
            Err(failure) => {
                self.set_stage(mailbox, &failed(&failure))?;
                Ok(None)
            }
        }
    }

    fn advance_taken(
        &mut self,
        mailbox: &BoxId,
        row: InviteRow,
        kept: Kept,
        slots: &BoxSlots,
    ) -> NodeResult<Option<BoxPut>> {
        let (certificates, confirmed) = match kept.side {
            Side::Taken { certificates, confirmed } => (Some(certificates), confirmed),
            Side::Guest { confirmed } => (None, confirmed),
            Side::Given { .. } | Side::Link(_) => return Ok(None),
        };
        let guest = certificates.is_none();
        let mut joining = Joining::new(&kept.secret, Request { name: kept.name, certificates });
        if confirmed {
            joining.confirm();
        }
        let created = self.ports.created_ms();
        match joining.advance(Some(slots), &self.me.keys, created, &mut *self.ports.random) {
            Ok(JoiningStep::Put(put)) => return Ok(Some(*put)),
            Ok(JoiningStep::Wait(hello)) => {
                if let Some(hello) = hello {
                    self.heard_until(mailbox, hello.expires_ms)?;
                    self.invites.runs.entry(*mailbox).or_default().host = Some(hello.name.as_str().to_owned());
                    self.changed.add(crate::Topics::INVITES);
                }
            }
            Ok(JoiningStep::Confirm { code, hello, .. }) => {
                self.heard_until(mailbox, hello.expires_ms)?;
                self.show_code(mailbox, (code.to_string(), hello.name.as_str().to_owned()))?;
            }
            Ok(JoiningStep::Joined(joined)) if guest => self.move_in(Linked(row), *joined)?,
            Ok(JoiningStep::Joined(joined)) => self.come_in(row, *joined)?,
            Err(failure) => self.set_stage(mailbox, &failed(&failure))?,
        }
        Ok(None)
    }

    fn show_code(&mut self, mailbox: &BoxId, shown: (String, String)) -> NodeResult<()> {
        let run = self.invites.runs.entry(*mailbox).or_default();
        let new = run.code.as_ref() != Some(&shown);
        run.code = Some(shown);
        let row = invites::get(self.store.read(), mailbox)?;
        if row.is_some_and(|row| row.stage == stage::OPEN) {
            self.set_stage(mailbox, stage::COMPARE)?;
        } else if new {
            self.changed.add(crate::Topics::INVITES);
        }
        Ok(())
    }
}

/// The stored stage of a failure that only the node knows of.
pub(super) fn failed_as(code: &str) -> String {
    format!("{FAILED}{code}")
}

/// The stored stage of a failure.
pub(super) fn failed(failure: &JoinFailure) -> String {
    let code = match failure {
        JoinFailure::Expired => "expired",
        JoinFailure::Closed => "closed",
        JoinFailure::SecondJoiner => "second_joiner",
        JoinFailure::SecondInviter => "second_inviter",
        JoinFailure::WrongReveal => "wrong_reveal",
        JoinFailure::Newer => "newer",
        JoinFailure::Oneself => "oneself",
        JoinFailure::OtherPurpose => "other_purpose",
        _ => "damaged",
    };
    failed_as(code)
}

/// The code of a stored failure.
pub(super) fn failure_of(stage: &str) -> Option<&str> {
    stage.strip_prefix(FAILED)
}
