/// What a step on Today belongs to.
public enum StepHome: Hashable, Sendable {
    case goal(GoalId)
    case meeting(MeetingId)
}

extension TodayStep {
    /// Its goal or meeting. Today names both by their document, whose id differs from theirs
    /// only in the word at its beginning.
    public var home: StepHome {
        let rest = doc.text.drop { $0 != "-" }
        return inGoal ? .goal(GoalKey(text: "goal\(rest)")) : .meeting(MeetingKey(text: "meeting\(rest)"))
    }
}
