// Names of things, as the core makes them. The core's own functions call each
// `…Id`: `GoalId` is a `GoalKey`.

public struct AgendaItemKey: Codable, Hashable, Sendable {
    public let text: String
    public init(text: String) { self.text = text }
}

public struct BoxKey: Codable, Hashable, Sendable {
    public let text: String
    public init(text: String) { self.text = text }
}

public struct CheckInKey: Codable, Hashable, Sendable {
    public let text: String
    public init(text: String) { self.text = text }
}

public struct CommentKey: Codable, Hashable, Sendable {
    public let text: String
    public init(text: String) { self.text = text }
}

public struct DeviceKey: Codable, Hashable, Sendable {
    public let text: String
    public init(text: String) { self.text = text }
}

public struct GoalKey: Codable, Hashable, Sendable {
    public let text: String
    public init(text: String) { self.text = text }
}

public struct MeetingKey: Codable, Hashable, Sendable {
    public let text: String
    public init(text: String) { self.text = text }
}

public struct MilestoneKey: Codable, Hashable, Sendable {
    public let text: String
    public init(text: String) { self.text = text }
}

public struct NoteKey: Codable, Hashable, Sendable {
    public let text: String
    public init(text: String) { self.text = text }
}

public struct OccurrenceKey: Codable, Hashable, Sendable {
    public let text: String
    public init(text: String) { self.text = text }
}

public struct PairingKey: Codable, Hashable, Sendable {
    public let text: String
    public init(text: String) { self.text = text }
}

public struct PersonKey: Codable, Hashable, Sendable {
    public let text: String
    public init(text: String) { self.text = text }
}

public struct ProgressKey: Codable, Hashable, Sendable {
    public let text: String
    public init(text: String) { self.text = text }
}

public struct PushKey: Codable, Hashable, Sendable {
    public let text: String
    public init(text: String) { self.text = text }
}

public struct RecordKey: Codable, Hashable, Sendable {
    public let text: String
    public init(text: String) { self.text = text }
}

public struct RevisionKey: Codable, Hashable, Sendable {
    public let text: String
    public init(text: String) { self.text = text }
}

public struct SectionKey: Codable, Hashable, Sendable {
    public let text: String
    public init(text: String) { self.text = text }
}

public struct SeriesKey: Codable, Hashable, Sendable {
    public let text: String
    public init(text: String) { self.text = text }
}

public struct SpaceKey: Codable, Hashable, Sendable {
    public let text: String
    public init(text: String) { self.text = text }
}

public struct StepKey: Codable, Hashable, Sendable {
    public let text: String
    public init(text: String) { self.text = text }
}

public struct VersionKey: Codable, Hashable, Sendable {
    public let text: String
    public init(text: String) { self.text = text }
}
