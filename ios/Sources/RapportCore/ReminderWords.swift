// What is said of reminders, as keys with arguments. The compiler holds these lists complete.

extension ReminderText {
    /// What the lock screen says.
    public var words: Words {
        let arguments: [String: Words.Argument]
        switch self {
        case .several(let n): arguments = ["n": .number(Int(n))]
        case .rarer(let kind): arguments = ["kind": .words(kind.words)]
        case .meeting, .log, .step, .checkIn, .idle, .watch, .concern, .refresh: arguments = [:]
        }
        return Words(keyed("reminder.text", self), arguments)
    }
}

extension ReminderBecause {
    /// Why it is due.
    public var words: Words {
        let arguments: [String: Words.Argument]
        switch self {
        case .meetingAt(let slot), .meetingOver(let slot): arguments = ["slot": .civil(slot)]
        case .stepDue(let day), .checkInDue(let day), .quietSince(let day): arguments = ["day": .day(day)]
        case .concernOpen(let by): arguments = ["by": .civil(by)]
        }
        return Words(keyed("reminder.because", self), arguments)
    }
}

extension ReminderKind {
    public var words: Words { Words(keyed("reminder.kind", self)) }
}

extension ReminderHeld {
    public var words: Words { Words(keyed("reminder.held", self)) }
}

extension ReminderState {
    public var words: Words { Words(keyed("reminder.state", self)) }
}

extension ReminderFate {
    /// What becomes of it, or became of it.
    public var words: Words {
        switch self {
        case .coming(_, let held): held?.words ?? ReminderState.planned.words
        case .out: Words("screen.reminders.out")
        case .was(let state): state.words
        case .leftOut(let why): why.words
        }
    }
}
