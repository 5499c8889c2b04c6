//! Why something was not done: the kinds, and what is said about each.

use crate::goals::{GoalStage, StepState};
use crate::meetings::MeetingStage;
use crate::people::PairingStage;
use crate::time::{Civil, Day};
pub use rapport_core::Failure;
pub use rapport_core::domain::checkin::FileFault;
pub use rapport_core::domain::{Field, Problem, Rule, Stage, Who};
/// Why a relay refused, in one word.
pub type RelayCode = rapport_core::sync::Code;

/// Why something was not done. Nothing was changed by it.
#[uniffi::remote(Error)]
pub enum Failure {
    /// It is about something that is not here (any more).
    NotFound {
        /// What sort of thing, as a code: `goal`, `meeting`, `invite` …
        what: String,
    },
    /// A rule of mentoring does not allow it to this person, or not now.
    NotAllowed {
        /// What it is about.
        field: Field,
        /// The rule, with what is allowed instead.
        rule: Rule,
    },
    /// What was entered cannot be taken as it is.
    Invalid {
        /// What it is about: mark this field.
        field: Field,
        /// What is wrong with it.
        problem: Problem,
    },
    /// Something else stands in the way: a profile that is open elsewhere, a
    /// profile that exists already. `what` is a code.
    Conflict {
        /// What stands in the way, as a code: `profile_open`, `profile_exists` …
        what: String,
    },
    /// No relay can be reached. What was done here is kept and sent later.
    Offline,
    /// The relay refused.
    RelayRefused {
        /// Why, in one word.
        code: RelayCode,
        /// In how many seconds the relay lets it be tried again; none when it did not say.
        retry_after_s: Option<u32>,
    },
    /// The key of this profile cannot be read now: unlock it first.
    Locked,
    /// The key of this profile is lost for good: link this device anew, or
    /// come back with the recovery words.
    KeyLost,
    /// The disk is full.
    StorageFull {
        /// So many bytes should be made free.
        needed_bytes: u32,
    },
    /// The folder cannot be written.
    StorageReadOnly,
    /// The profile's file is damaged, or the disk fails.
    StorageDamaged {
        /// What the storage says; for a log, not for people.
        detail: String,
    },
    /// A newer version of the app is needed.
    NeedsUpdate {
        /// The schema that an app must know at least, 0 where that is not said; for a log, not for people.
        minimum: u32,
    },
    /// The shell's own code failed where the core called it.
    Port {
        /// Which, as a code: `clock`, `vault`.
        what: String,
        /// What it says about it.
        detail: String,
    },
    /// The core was shut down, or is asleep.
    Stopped,
    /// Our fault. The reference leads to a line of the log.
    Bug {
        /// Stands in the line of the log that tells more.
        reference: String,
    },
}

/// Why an input cannot be taken. Positions and lengths are in UTF-16 units.
#[uniffi::remote(Enum)]
pub enum Problem {
    /// Nothing visible was given.
    Empty,
    /// Longer than the field takes.
    TooLong {
        /// What the field takes.
        max: u32,
        /// What was given.
        is: u32,
    },
    /// A character that controls machines instead of being read.
    ControlCharacter {
        /// Where it stands.
        at: u32,
    },
    /// Not a number.
    NotANumber,
    /// Two different numbers, by where the decimal mark is a point or a comma.
    Ambiguous {
        /// How to write the larger one.
        large: String,
        /// How to write the smaller one.
        small: String,
    },
    /// A number outside of what the field takes.
    OutOfRange {
        /// The smallest that is taken.
        min: i64,
        /// The largest that is taken.
        max: i64,
    },
    /// Too many decimal places.
    TooFine {
        /// How many are kept.
        places: u32,
    },
    /// Not a date of the calendar.
    NotADate,
    /// A date outside of what is kept.
    DateOutOfRange {
        /// The earliest that is kept.
        first: Day,
        /// The latest that is kept.
        last: Day,
    },
    /// Not a time of day.
    NotATime,
    /// Not of the form that names of time zones have.
    NotAZone,
    /// A time zone that this device does not know.
    UnknownZone,
    /// The device gave an unusable answer about a time zone.
    ZoneAnswer,
    /// Not the short name of a language, such as `de` or `pt-BR`.
    NotALanguage,
    /// Not a link that can be opened.
    NotALink,
    /// Not the link or the QR text of an invite, or not all of it.
    NotAnInvite,
    /// Not the link or the address of a relay that may be used.
    NotARelay,
    /// A relay on another machine without encryption on the way. Only who names it for that gets it.
    NotEncrypted {
        /// The relay's address, to be shown to whoever decides.
        relay: String,
    },
    /// Another number of words than the 24 there must be.
    WordCount {
        /// How many were given.
        is: u32,
    },
    /// A word that is not in the list of those that are used.
    UnknownWord {
        /// Which, counted from 1.
        at: u32,
    },
    /// Words that do not belong together: one is wrong, or two are swapped.
    WordsDoNotFit,
    /// The words of somebody else.
    OtherWords,
    /// There twice.
    Twice,
    /// More than fit.
    TooMany {
        /// How many fit.
        max: u32,
    },
    /// A person who does not take part here.
    NotOneOfUs,
    /// Two that must differ are the same.
    Same,
    /// A value of another kind than what is measured.
    DoesNotFit,
    /// A place in a list that cannot be understood.
    NotAPlace,
    /// A choice that this version does not know.
    UnknownChoice,
    /// Not a rule of repetition as calendars write it.
    NotARepeat {
        /// Where it stops being one.
        at: u32,
    },
    /// A kind of repetition that is not supported here.
    RepeatNotTaken {
        /// Where that part stands.
        at: u32,
    },
    /// Not a calendar file, from some line on.
    NotACalendar {
        /// The line of the file, from 1.
        line: u32,
    },
    /// A calendar file with more in it than is read.
    CalendarTooLarge {
        /// The line of the file at which it was too much.
        line: u32,
    },
    /// A file that cannot be taken, and where in it the first fault is.
    InFile {
        /// Counted from 1.
        line: u32,
        /// Counted from 1.
        column: u32,
        /// What is wrong there.
        fault: FileFault,
    },
}

/// What is wrong with a file, at the place that is named with it.
#[uniffi::remote(Enum)]
pub enum FileFault {
    /// Not of the form that such a file has.
    NotJson,
    /// The file is larger than any of its kind.
    TooLarge,
    /// Something that has to be there is not.
    Missing,
    /// A name that no such file has.
    Unknown,
    /// There twice.
    Twice,
    /// A text where a number belongs, or the like.
    WrongType,
    /// A number outside of what can be.
    OutOfRange,
    /// More than fit.
    TooMany,
    /// A text that is too long, or empty, or that nobody can read.
    BadText,
    /// It names something that is not there, or that does not belong to it.
    DoesNotFit,
    /// A telephone number without the address it was taken from and the day.
    NoSource,
    /// Not signed by the key that is trusted.
    NotSigned,
}

/// A rule that an act would break.
#[uniffi::remote(Enum)]
pub enum Rule {
    /// The person does not take part here.
    NotAMember,
    /// Only somebody else may do it.
    OnlyFor {
        /// Who may do it.
        who: Who,
    },
    /// Not in the state in which it is.
    WrongState {
        /// The state it is in.
        is: Stage,
        /// The states in which it can be done.
        allowed: Vec<Stage>,
    },
    /// The pair can read it already.
    SharedAlready,
    /// This person has agreed already.
    AgreedAlready,
    /// One's own proposal is for the other to confirm.
    OwnProposal,
    /// Nobody else is here to be asked: it is private.
    NobodyToAsk,
    /// It is shared, so it takes the nod of both.
    NodNeeded,
    /// What was agreed is changed by a revision with its reason.
    ReviseInstead,
    /// It has not begun yet.
    NotYet {
        /// When it begins, as it was agreed.
        slot: Civil,
    },
    /// It was never begun.
    NotBegun,
    /// It was begun already.
    BegunAlready,
    /// It was deleted.
    Deleted,
    /// So many are the most that it holds.
    Full {
        /// How many it holds.
        max: u32,
    },
    /// The identifier is in use.
    Taken,
    /// A goal cannot be part of itself, however far up.
    PartOfItself,
    /// So many levels are the most.
    TooDeep {
        /// How many levels there may be.
        max: u32,
    },
    /// A shared goal cannot be part of a private one.
    SharedUnderPrivate,
    /// The last device of a person stays.
    LastDevice,
    /// A device does not remove itself.
    ThisDevice,
    /// A device removes only those that it has taken in, and theirs; the recovery words can remove any.
    SeniorDevice,
    /// This device belongs to nobody until another one takes it in.
    NotLinkedYet,
    /// Only a pairing of a programme has it.
    OnlyInProgramme,
    /// Only a newer version of the app understands it.
    NewerApp,
    /// It was asked so recently that it would mean nothing.
    TooSoon {
        /// The first day on which it makes sense again.
        day: Day,
    },
    /// What was answered stands: it is older than a day, or was asked again since.
    Settled,
}

/// Who may do something.
#[uniffi::remote(Enum)]
pub enum Who {
    /// The person whose it is.
    Owner,
    /// The person who wrote it.
    Author,
    /// Mentor and mentee.
    Pair,
    /// The one of the two who did not propose it.
    TheOther,
    /// The coordinator of the programme.
    Coordinator,
}

/// A state, by what it is the state of.
#[uniffi::remote(Enum)]
pub enum Stage {
    /// Of a goal.
    Goal(GoalStage),
    /// Of a step.
    Step(StepState),
    /// Of a meeting.
    Meeting(MeetingStage),
    /// Of a pairing.
    Pairing(PairingStage),
}

/// Why, in one word that programs read.
#[uniffi::remote(Enum)]
pub enum RelayCode {
    /// The request is not of the form that this call takes.
    Malformed,
    /// Larger than this call takes.
    TooLarge,
    /// No session, or one that has ended.
    SessionNeeded,
    /// The session does not cover this space or this act.
    NotAllowed,
    /// No such space, mailbox or address.
    NotFound,
    /// The call needs a creation token that is good.
    TokenNeeded,
    /// A signature does not fit.
    BadSignature,
    /// Another control frame stands at the head.
    ControlConflict,
    /// The slot, space or version holds something else already.
    Conflict,
    /// It was here and has been closed or deleted by whoever may do so. Not a
    /// relay that lost something: nothing is to be uploaded again.
    Gone,
    /// Too many requests; wait as told.
    TooMany,
    /// The space or the relay has no room left.
    OverQuota,
    /// Something only a newer relay knows.
    NeedsNewerRelay,
    /// The relay is stopping or cannot reach its storage.
    Unavailable,
    /// A code of a newer relay.
    Other,
}
