//! What two people who prepare a talk write into a meeting note: whole
//! sentences, for what people look at.

use crate::act::Who;

const MENTEE: &[&str] = &[
    "I wrote the first half of the outline on Sunday.",
    "The opening still feels too long to me.",
    "My sister listened to it and asked good questions.",
    "Can we go through the questions people might ask?",
    "I am nervous about the big room.",
    "The organiser answered: twenty minutes, and then questions.",
    "I will practise once with a timer before Friday.",
    "Next time I would like to try it standing up.",
    "I found the picture for the last slide 🙂",
    "The example with the bakery works better than the one with the train.",
    "I said no to the second talk. That was hard, and right.",
    "Could I send you the text by Wednesday evening?",
    "My aunt wrote شكرا جزيلا under the invitation.",
    "I keep forgetting the sentence about the budget.",
    "What did you do when you forgot a line?",
    "I want to finish before the bell, not after it.",
];

const MENTOR: &[&str] = &[
    "Begin with the story, then say why it matters.",
    "Three points are enough; nobody remembers a fourth.",
    "I can come to the rehearsal on Thursday.",
    "Pausing is allowed. Count to three and breathe.",
    "Ask for a microphone; it is kinder to the last row.",
    "Let us write the questions down together next week.",
    "Your examples are the best part, keep them all.",
    "Print the outline large, one page a point 🎯",
    "When I forgot a line I said so, and everybody smiled.",
    "For the café example: say what it cost, in one number.",
    "Send it whenever it is ready, also unfinished.",
    "Grüße from Zoë, she gave this talk two years ago.",
    "You do not need to fill the whole time.",
    "What would make this a good day for you, whatever happens?",
    "Sleep well before it; the slides are good enough.",
    "I will sit in the second row, on the left.",
];

const AFTERTHOUGHTS: &[&str] =
    &["(agreed)", "– yes, please", "Done!", "(until Friday)", "Good idea.", "(asked twice)", "👍", "Let us try it."];

const GOALS: &[&str] = &[
    "Speak at the spring conference",
    "Find a place for the summer internship",
    "Write an application that sounds like me",
    "Say no without a bad conscience",
    "Lead the weekly meeting once a month",
    "Learn enough statistics for the thesis",
];

const STEPS: &[&str] = &[
    "Write an outline on one page",
    "Ask two people for their honest opinion",
    "Practise once with a timer",
    "Read the guide that Zoë recommended",
    "Send the first draft",
    "Collect three examples from last year",
    "Book a quiet room for Thursday",
    "Look up who decides about it",
    "Put the dates into the calendar",
    "Write down what went well",
    "Call the office and ask about the form",
    "Choose the pictures",
    "Say thank you to everybody who helped",
    "Ask for the recording",
    "Make a list of possible questions",
    "Try it in the small group first",
    "Cut it down to ten minutes",
    "Find out what it costs",
    "Show it to somebody who knows nothing about it",
    "Sleep on it, then decide",
];

const AGENDA: &[&str] = &[
    "How was the week?",
    "What I am proud of",
    "The draft: first half",
    "What is in the way",
    "Questions about the form",
    "Who else could help",
    "Is the goal still the right one?",
    "What we try until next time",
    "The talk with the team",
    "One thing to let go of",
    "Dates for the summer",
    "How we work together",
];

/// What a title is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Topic {
    Goal,
    Step,
    Agenda,
}

/// The title of a thing: after the last comes the first again.
pub(crate) fn title(topic: Topic, nth: usize) -> &'static str {
    let all = match topic {
        Topic::Goal => GOALS,
        Topic::Step => STEPS,
        Topic::Agenda => AGENDA,
    };
    all.get(nth % all.len()).copied().unwrap_or_default()
}

/// What somebody writes as a line of its own, without an end: after the last
/// comes the first again.
pub(crate) fn line(who: Who, nth: usize) -> &'static str {
    let all = match who {
        Who::Mentee => MENTEE,
        Who::Mentor => MENTOR,
    };
    all.get(nth % all.len()).copied().unwrap_or_default()
}

/// What is put behind a line that is there.
pub(crate) fn afterthought(nth: usize) -> &'static str {
    AFTERTHOUGHTS.get(nth % AFTERTHOUGHTS.len()).copied().unwrap_or_default()
}
