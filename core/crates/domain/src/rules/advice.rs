//! What a person can do about a refusal.

use crate::words::plain;

plain! {
    /// The next thing to try after a refusal.
    Advice in "advice" {
        /// Change what was entered and try again.
        Correct = "correct",
        /// Shorten the text.
        Shorten = "shorten",
        /// Write something.
        Fill = "fill",
        /// Take the odd characters out.
        Retype = "retype",
        /// Choose a date in the range.
        ChooseDate = "choose_date",
        /// Choose one of what is offered.
        Choose = "choose",
        /// Look at it again: it may have changed.
        LookAgain = "look_again",
        /// Ask the person who may.
        AskThem = "ask_them",
        /// Bring it into another state first.
        ChangeStateFirst = "change_state_first",
        /// Nothing: it is done already.
        Nothing = "nothing",
        /// Start it without anybody else's nod.
        StartAlone = "start_alone",
        /// Propose it to the partner.
        Propose = "propose",
        /// Revise it and say why.
        Revise = "revise",
        /// Wait until then.
        Wait = "wait",
        /// Remove some that are no longer needed.
        TidyUp = "tidy_up",
        /// Try the same again: it gets a new number.
        TryAgain = "try_again",
        /// Keep both private, or share both.
        MatchSharing = "match_sharing",
        /// Add another device first.
        AddDevice = "add_device",
        /// Use another device of one's own for it.
        OtherDevice = "other_device",
        /// Update the app.
        Update = "update",
    }
}
