//! The meeting after this one: whoever closes a meeting is offered the next.

use super::series::SeriesLife;
use super::{Meeting, MeetingStage, Proposal};
use crate::calendar::{Recurrence, Repeat};
use crate::pairing::Cadence;
use crate::rules::Problem;
use crate::time::Here;

impl Meeting {
    /// What to propose when this meeting has come to its end: the next time of
    /// the series that it belongs to, else a time of the same rhythm as before.
    /// It lies after this meeting and ahead of now. Nothing while this meeting
    /// is still ahead, and for a pair that meets as it comes.
    ///
    /// # Errors
    /// A zone that is unknown here, a clock outside of the calendar.
    pub fn next(
        &self,
        series: Option<&SeriesLife>,
        cadence: Option<Cadence>,
        here: &Here<'_>,
    ) -> Result<Option<Proposal>, Problem> {
        use MeetingStage::{Cancelled, Held, Logged, Missed};
        let over = [Held, Logged, Missed, Cancelled].contains(&self.stage()) && self.is_here();
        let (true, Some(last)) = (over, &self.life.proposal) else { return Ok(None) };
        let after = last.slot.resolve(here.rules)?.at.max(here.now);
        if let Some(time) = series.map(|series| series.next_after(after, here.rules)).transpose()?.flatten() {
            return Ok(Some(Proposal { slot: time.met.occurrence.slot, minutes: time.minutes, from: None }));
        }
        let repeat = match cadence {
            Some(Cadence::Weekly) => Repeat::weekly(last.slot.day),
            Some(Cadence::Fortnightly) => Repeat::fortnightly(last.slot.day),
            Some(Cadence::Monthly) => Repeat::monthly(last.slot.day),
            Some(Cadence::Free) | None => return Ok(None),
        };
        let met = Recurrence::of(last.slot.clone(), repeat).next_after(after, here.rules)?;
        Ok(met.map(|met| Proposal { slot: met.occurrence.slot, minutes: last.minutes, from: None }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::meeting::{MeetingTurn, Minutes};
    use crate::testing::{ANN, BEN, pair, told};
    use crate::time::tests::{Tz, civil, utc, zurich};
    use rapport_ids::MeetingId;

    fn meeting(slot: &str, more: &[MeetingTurn]) -> Meeting {
        let minutes = Minutes::new(45).unwrap();
        let propose = MeetingTurn::Propose(Proposal { slot: civil(slot), minutes, from: None });
        let mut turns = vec![(BEN, propose), (ANN, MeetingTurn::Confirm)];
        turns.extend(more.iter().map(|turn| (BEN, turn.clone())));
        Meeting::new(MeetingId::new([5; 16]), pair()).with_history(told(&turns))
    }

    #[test]
    fn the_same_rhythm_goes_on_through_the_change_of_clocks() {
        let zone = zurich();
        let here = Here { now: utc("2026-03-24T17:00"), zone: &zone, rules: &Tz };
        let held = meeting("2026-03-24T17:30[Europe/Zurich]", &[MeetingTurn::Hold]);
        let next = |cadence, here: &Here<'_>| held.next(None, cadence, here).unwrap().map(|next| next.slot.to_string());
        let at = |text: &str| Some(format!("{text}[Europe/Zurich]"));
        assert_eq!(next(Some(Cadence::Weekly), &here), at("2026-03-31T17:30"));
        assert_eq!(next(Some(Cadence::Fortnightly), &here), at("2026-04-07T17:30"));
        assert_eq!(next(Some(Cadence::Monthly), &here), at("2026-04-28T17:30"));
        assert_eq!((next(Some(Cadence::Free), &here), next(None, &here)), (None, None));
        // Closed weeks later, it is still one that lies ahead.
        let late = Here { now: utc("2026-04-20T08:00"), ..here };
        assert_eq!(next(Some(Cadence::Weekly), &late), at("2026-04-21T17:30"));
        let open = meeting("2026-03-24T17:30[Europe/Zurich]", &[]);
        assert_eq!(open.next(None, Some(Cadence::Weekly), &here), Ok(None));
        let lost = meeting("2026-03-24T17:30[Nowhere/Else]", &[MeetingTurn::Hold]);
        assert_eq!(lost.next(None, Some(Cadence::Weekly), &here), Err(Problem::UnknownZone));
    }
}
