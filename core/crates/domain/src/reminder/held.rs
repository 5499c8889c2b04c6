//! What kept a reminder from coming, or from coming when it was meant to.

use crate::words::plain;

plain! {
    /// Why a reminder was moved or left out, or what keeps the phone from showing it.
    Held in "reminder.held" {
        /// What it was about is done or gone, here or elsewhere.
        Over = "over",
        /// It lay in the quiet hours.
        QuietHours = "quiet_hours",
        /// It lay on a weekend.
        Weekend = "weekend",
        /// The person has paused all reminders (I19).
        Paused = "paused",
        /// This kind is switched off.
        KindOff = "kind_off",
        /// There had been enough that day.
        DayFull = "day_full",
        /// There had been enough that week.
        WeekFull = "week_full",
        /// It came together with another one.
        Merged = "merged",
        /// A later reminder of the same thing takes its place.
        Replaced = "replaced",
        /// This kind comes half as often since it was dismissed twice.
        Rarer = "rarer",
        /// It would have come too late to be of use.
        TooLate = "too_late",
        /// It was shown already.
        Shown = "shown",
        /// It became known only after its time.
        Late = "late",
        /// The person put it off.
        Snoozed = "snoozed",
        /// Another device of the person rings; here it came in silence.
        Silent = "silent",
        /// The person does not let this device show reminders.
        NotAllowed = "not_allowed",
        /// This device does not know the time zone in it.
        UnknownZone = "unknown_zone",
        /// It lies further ahead than is planned.
        FarAhead = "far_ahead",
    }
}
