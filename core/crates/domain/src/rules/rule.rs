//! Why an act that is well formed is still not done.

use super::{Advice, Stage};
use crate::time::{Civil, Day};
use crate::words::{plain, spoken};

plain! {
    /// Who may do something.
    Who in "who" {
        /// The person whose it is.
        Owner = "owner",
        /// The person who wrote it.
        Author = "author",
        /// Mentor and mentee.
        Pair = "pair",
        /// The one of the two who did not propose it.
        TheOther = "the_other",
        /// The coordinator of the programme.
        Coordinator = "coordinator",
    }
}

spoken! {
    /// A rule that an act would break.
    Rule in "rule" {
        /// The person does not take part here.
        NotAMember = "not_a_member",
        /// Only somebody else may do it.
        OnlyFor { who: Who } = "only_for",
        /// Not in the state in which it is.
        WrongState {
            /// The state it is in.
            is: Stage,
            /// The states in which it can be done.
            allowed: Vec<Stage>,
        } = "wrong_state",
        /// The pair can read it already.
        SharedAlready = "shared_already",
        /// This person has agreed already.
        AgreedAlready = "agreed_already",
        /// One's own proposal is for the other to confirm.
        OwnProposal = "own_proposal",
        /// Nobody else is here to be asked: it is private.
        NobodyToAsk = "nobody_to_ask",
        /// It is shared, so it takes the nod of both.
        NodNeeded = "nod_needed",
        /// What was agreed is changed by a revision with its reason.
        ReviseInstead = "revise_instead",
        /// It has not begun yet.
        NotYet { slot: Civil } = "not_yet",
        /// It was never begun.
        NotBegun = "not_begun",
        /// It was begun already.
        BegunAlready = "begun_already",
        /// It was deleted.
        Deleted = "deleted",
        /// So many are the most that it holds.
        Full { max: u32 } = "full",
        /// The identifier is in use.
        Taken = "taken",
        /// A goal cannot be part of itself, however far up.
        PartOfItself = "part_of_itself",
        /// So many levels are the most.
        TooDeep { max: u32 } = "too_deep",
        /// A shared goal cannot be part of a private one.
        SharedUnderPrivate = "shared_under_private",
        /// The last device of a person stays.
        LastDevice = "last_device",
        /// A device does not remove itself.
        ThisDevice = "this_device",
        /// A device removes only those that it has taken in, and theirs; the
        /// recovery words can remove any.
        SeniorDevice = "senior_device",
        /// This device belongs to nobody until another one takes it in.
        NotLinkedYet = "not_linked_yet",
        /// Only a pairing of a programme has it.
        OnlyInProgramme = "only_in_programme",
        /// Only a newer version of the app understands it.
        NewerApp = "newer_app",
        /// It was asked so recently that it would mean nothing.
        TooSoon {
            /// The first day on which it makes sense again.
            day: Day,
        } = "too_soon",
        /// What was answered stands: it is older than a day, or was asked again since.
        Settled = "settled",
    }
}

impl Rule {
    pub(super) const fn advice(&self) -> Advice {
        match self {
            Self::NotAMember | Self::OnlyFor { .. } | Self::OwnProposal => Advice::AskThem,
            Self::WrongState { .. } => Advice::ChangeStateFirst,
            Self::SharedAlready | Self::AgreedAlready | Self::BegunAlready => Advice::Nothing,
            Self::NobodyToAsk => Advice::StartAlone,
            Self::NodNeeded => Advice::Propose,
            Self::ReviseInstead => Advice::Revise,
            Self::NotYet { .. } | Self::TooSoon { .. } => Advice::Wait,
            Self::NotBegun | Self::Deleted | Self::OnlyInProgramme => Advice::LookAgain,
            Self::Full { .. } => Advice::TidyUp,
            Self::Taken => Advice::TryAgain,
            Self::PartOfItself | Self::TooDeep { .. } => Advice::Choose,
            Self::SharedUnderPrivate => Advice::MatchSharing,
            Self::LastDevice => Advice::AddDevice,
            Self::ThisDevice | Self::SeniorDevice => Advice::OtherDevice,
            Self::NotLinkedYet => Advice::AddDevice,
            Self::NewerApp => Advice::Update,
            Self::Settled => Advice::Nothing,
        }
    }
}
