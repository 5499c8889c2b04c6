//! Stories of people and phones, on virtual time.

mod agreed_times;
mod at_rest;
mod checkins;
mod copied;
mod first_goal;
mod held;
mod key_rotation;
mod keyring;
mod late_edits;
mod late_lists;
mod leaving;
mod live;
mod live_trust;
mod meeting_note;
mod meeting_times;
mod moved_at_once;
mod odd_times;
mod open_burst;
mod overtaken;
mod own_edits;
mod reminders;
mod restarts;
mod series;
mod today;
mod two_phones;
mod year;
