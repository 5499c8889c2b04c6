//! What can be wrong with something a person enters.

use super::{Advice, Field, RuleBroken};
use crate::checkin::FileFault;
use crate::time::Day;
use crate::words::{Spoken, spoken};

spoken! {
    /// Why an input cannot be taken. Positions and lengths are in UTF-16 units.
    Problem in "problem" {
        /// Nothing visible was given.
        Empty = "empty",
        /// Longer than the field takes.
        TooLong {
            /// What the field takes.
            max: u32,
            /// What was given.
            is: u32,
        } = "too_long",
        /// A character that controls machines instead of being read.
        ControlCharacter {
            /// Where it stands.
            at: u32,
        } = "control_character",
        /// Not a number.
        NotANumber = "not_a_number",
        /// Two different numbers, by where the decimal mark is a point or a comma.
        Ambiguous {
            /// How to write the larger one.
            large: String,
            /// How to write the smaller one.
            small: String,
        } = "ambiguous",
        /// A number outside of what the field takes.
        OutOfRange { min: i64, max: i64 } = "out_of_range",
        /// Too many decimal places.
        TooFine {
            /// How many are kept.
            places: u32,
        } = "too_fine",
        /// Not a date of the calendar.
        NotADate = "not_a_date",
        /// A date outside of what is kept.
        DateOutOfRange { first: Day, last: Day } = "date_out_of_range",
        /// Not a time of day.
        NotATime = "not_a_time",
        /// Not of the form that names of time zones have.
        NotAZone = "not_a_zone",
        /// A time zone that this device does not know.
        UnknownZone = "unknown_zone",
        /// The device gave an unusable answer about a time zone.
        ZoneAnswer = "zone_answer",
        /// Not the short name of a language, such as `de` or `pt-BR`.
        NotALanguage = "not_a_language",
        /// Not a link that can be opened.
        NotALink = "not_a_link",
        /// Not the link or the QR text of an invite, or not all of it.
        NotAnInvite = "not_an_invite",
        /// Not the link or the address of a relay that may be used.
        NotARelay = "not_a_relay",
        /// A relay on another machine without encryption on the way. Only who names it for that gets it.
        NotEncrypted {
            /// The relay's address, to be shown to whoever decides.
            relay: String,
        } = "not_encrypted",
        /// Another number of words than there must be.
        WordCount {
            /// How many were given.
            is: u32,
        } = "word_count",
        /// A word that is not in the list of those that are used.
        UnknownWord {
            /// Which, counted from 1.
            at: u32,
        } = "unknown_word",
        /// Words that do not belong together: one is wrong, or two are swapped.
        WordsDoNotFit = "words_do_not_fit",
        /// The words of somebody else.
        OtherWords = "other_words",
        /// There twice.
        Twice = "twice",
        /// More than fit.
        TooMany { max: u32 } = "too_many",
        /// A person who does not take part here.
        NotOneOfUs = "not_one_of_us",
        /// Two that must differ are the same.
        Same = "same",
        /// A value of another kind than what is measured.
        DoesNotFit = "does_not_fit",
        /// A place in a list that cannot be understood.
        NotAPlace = "not_a_place",
        /// A choice that this version does not know.
        UnknownChoice = "unknown_choice",
        /// Not a rule of repetition as calendars write it.
        NotARepeat {
            /// Where it stops being one.
            at: u32,
        } = "not_a_repeat",
        /// A kind of repetition that is not supported here.
        RepeatNotTaken {
            /// Where that part stands.
            at: u32,
        } = "repeat_not_taken",
        /// Not a calendar file, from some line on.
        NotACalendar {
            /// The line of the file, from 1.
            line: u32,
        } = "not_a_calendar",
        /// A calendar file with more in it than is read.
        CalendarTooLarge {
            /// The line of the file at which it was too much.
            line: u32,
        } = "calendar_too_large",
        /// A file that cannot be taken, and where in it the first fault is.
        InFile {
            /// Counted from 1.
            line: u32,
            /// Counted from 1.
            column: u32,
            fault: FileFault,
        } = "in_file",
    }
}

impl Problem {
    /// The refusal of a field for this reason.
    pub const fn of(self, field: Field) -> RuleBroken {
        RuleBroken::Invalid { field, problem: self }
    }

    pub(super) const fn advice(&self) -> Advice {
        match self {
            Self::Empty => Advice::Fill,
            Self::TooLong { .. } => Advice::Shorten,
            Self::ControlCharacter { .. } => Advice::Retype,
            Self::NotADate | Self::DateOutOfRange { .. } => Advice::ChooseDate,
            Self::UnknownZone | Self::NotOneOfUs | Self::UnknownChoice | Self::NotALanguage | Self::NotAZone => {
                Advice::Choose
            }
            Self::RepeatNotTaken { .. } | Self::NotACalendar { .. } => Advice::Choose,
            Self::TooMany { .. } | Self::CalendarTooLarge { .. } => Advice::TidyUp,
            Self::ZoneAnswer => Advice::TryAgain,
            Self::NotANumber
            | Self::Ambiguous { .. }
            | Self::OutOfRange { .. }
            | Self::TooFine { .. }
            | Self::NotATime
            | Self::NotALink
            | Self::NotAnInvite
            | Self::NotARelay
            | Self::NotEncrypted { .. }
            | Self::WordCount { .. }
            | Self::UnknownWord { .. }
            | Self::WordsDoNotFit
            | Self::OtherWords
            | Self::Twice
            | Self::Same
            | Self::DoesNotFit
            | Self::NotAPlace
            | Self::NotARepeat { .. }
            | Self::InFile { .. } => Advice::Correct,
        }
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.key())
    }
}

impl std::error::Error for Problem {}
