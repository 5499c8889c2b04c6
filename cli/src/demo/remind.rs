//! What each phone would remind of if nothing else happened: only the lines
//! that a lock screen shows.

use super::phone::Phone;
use super::tell::Voice;
use crate::failed::Stop;
use crate::reminders::line;
use rapport_core::reminders::{OsBudget, Push, ReminderText};

/// Prints the plan of each phone.
pub(super) fn told(phones: &[Phone; 2], voice: &mut Voice) -> Result<(), Stop> {
    voice.step("What each phone will remind of, if nobody does anything");
    for phone in phones {
        let plan = phone.core.reminders().plan(OsBudget::None)?;
        // A check-in comes every week; when the first is due hangs on the hour.
        let often = |push: &&Push| push.text == ReminderText::CheckIn;
        for push in plan.pushes.iter().filter(|push| !often(push)) {
            voice.shows(phone, &format!("{} {}  {}", push.wall.day, push.wall.time, line(&push.text)));
        }
        let times = plan.pushes.iter().filter(often).count();
        if times > 0 {
            voice.shows(phone, &format!("and {times} times in two weeks  {}", line(&ReminderText::CheckIn)));
        }
    }
    Ok(())
}
