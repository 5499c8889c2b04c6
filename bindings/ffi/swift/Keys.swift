// Names of things, as the core makes them. The core's own functions call each
// `…Id`: `GoalId` is a `GoalKey`.

public struct AgendaItemKey: Hashable, Sendable {
    public let text: String
    public init(text: String) { self.text = text }
}

public struct BoxKey: Hashable, Sendable {
    public let text: String
    public init(text: String) { self.text = text }
}

public struct CheckInKey: Hashable, Sendable {
    public let text: String
    public init(text: String) { self.text = text }
}

public struct CommentKey: Hashable, Sendable {
    public let text: String
    public init(text: String) { self.text = text }
}

public struct DeviceKey: Hashable, Sendable {
    public let text: String
    public init(text: String) { self.text = text }
}

public struct DocKey: Hashable, Sendable {
    public let text: String
    public init(text: String) { self.text = text }
}

public struct GoalKey: Hashable, Sendable {
    public let text: String
    public init(text: String) { self.text = text }
}

public struct MeetingKey: Hashable, Sendable {
    public let text: String
    public init(text: String) { self.text = text }
}

public struct MilestoneKey: Hashable, Sendable {
    public let text: String
    public init(text: String) { self.text = text }
}

public struct NoteKey: Hashable, Sendable {
    public let text: String
    public init(text: String) { self.text = text }
}

public struct PairingKey: Hashable, Sendable {
    public let text: String
    public init(text: String) { self.text = text }
}

public struct PersonKey: Hashable, Sendable {
    public let text: String
    public init(text: String) { self.text = text }
}

public struct ProgressKey: Hashable, Sendable {
    public let text: String
    public init(text: String) { self.text = text }
}

public struct RecordKey: Hashable, Sendable {
    public let text: String
    public init(text: String) { self.text = text }
}

public struct RevisionKey: Hashable, Sendable {
    public let text: String
    public init(text: String) { self.text = text }
}

public struct SectionKey: Hashable, Sendable {
    public let text: String
    public init(text: String) { self.text = text }
}

public struct SpaceKey: Hashable, Sendable {
    public let text: String
    public init(text: String) { self.text = text }
}

public struct StepKey: Hashable, Sendable {
    public let text: String
    public init(text: String) { self.text = text }
}

public struct VersionKey: Hashable, Sendable {
    public let text: String
    public init(text: String) { self.text = text }
}
