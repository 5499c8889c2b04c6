//! The fields a refusal can name, and the things it can miss.

use crate::words::plain;

plain! {
    /// Something a person fills in, chooses or presses.
    Field in "field" {
        Title = "title",
        Why = "why",
        /// What exactly is to be reached.
        Specific = "specific",
        /// What makes it possible.
        Means = "means",
        /// How one will see that it is reached.
        Test = "test",
        Measure = "measure",
        Unit = "unit",
        Baseline = "baseline",
        Target = "target",
        Horizon = "horizon",
        /// The goal that a goal is part of.
        Parent = "parent",
        Due = "due",
        /// The day to look at it again.
        Review = "review",
        Confidence = "confidence",
        /// How much a goal counts among several.
        Weight = "weight",
        /// What one level of attainment means.
        Level = "level",
        /// Moving something to its next state.
        State = "state",
        Owner = "owner",
        Reason = "reason",
        Milestone = "milestone",
        Step = "step",
        Assignee = "assignee",
        /// The place in a list.
        Order = "order",
        Progress = "progress",
        /// The value in an entry of progress.
        Reading = "reading",
        Comment = "comment",
        Revision = "revision",
        /// One act in the life of something.
        Event = "event",
        Slot = "slot",
        Minutes = "minutes",
        Mode = "mode",
        Place = "place",
        Agenda = "agenda",
        Attendance = "attendance",
        Note = "note",
        Section = "section",
        Link = "link",
        Mention = "mention",
        Name = "name",
        Pronouns = "pronouns",
        Languages = "languages",
        Zone = "zone",
        ContactHours = "contact_hours",
        /// What a person likes to be asked about.
        AskMe = "ask_me",
        Device = "device",
        Pairing = "pairing",
        Mentor = "mentor",
        Mentee = "mentee",
        /// The last day of a pause.
        Until = "until",
        /// The day on which a pairing is to end.
        End = "end",
        Cadence = "cadence",
        /// How something repeats.
        Repeat = "repeat",
        /// Every how many days, weeks or months it repeats.
        Interval = "interval",
        /// How often it repeats in all.
        Count = "count",
        /// What is left out of something that repeats, moved, or paused.
        Exceptions = "exceptions",
        /// When a person could meet.
        Availability = "availability",
        /// Days on which a person is away.
        Absence = "absence",
        /// The file of another calendar.
        Calendar = "calendar",
        Date = "date",
        Time = "time",
        Search = "search",
        Relay = "relay",
        Invite = "invite",
        ShortCode = "short_code",
        RecoveryWords = "recovery_words",
        Passphrase = "passphrase",
        File = "file",
        /// A reminder, or what is set about them.
        Reminder = "reminder",
        QuietHours = "quiet_hours",
        /// A questionnaire, or the file of one.
        Instrument = "instrument",
        /// What was answered to an item of it.
        Answer = "answer",
    }
}

plain! {
    /// Something that can be missing.
    Thing in "thing" {
        Goal = "goal",
        Milestone = "milestone",
        Step = "step",
        Progress = "progress",
        Comment = "comment",
        Revision = "revision",
        Meeting = "meeting",
        AgendaItem = "agenda_item",
        Note = "note",
        Section = "section",
        Pairing = "pairing",
        Person = "person",
        Device = "device",
        Event = "event",
        Invite = "invite",
        Relay = "relay",
        Space = "space",
        File = "file",
        Version = "version",
        Reminder = "reminder",
        Instrument = "instrument",
        CheckIn = "check_in",
        Series = "series",
        FreeTimes = "free_times",
        Profile = "profile",
        Document = "document",
        Key = "key",
        /// Of a text, as it is counted.
        Line = "line",
    }
}
