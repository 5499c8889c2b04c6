import Foundation
import RapportCore

/// A meeting that is about to be proposed.
public struct ProposeForm: Codable, Equatable, Sendable {
    /// With whom; the first pair where nobody was chosen.
    public var space: SpaceId?
    public var when = WhenForm()
    public var minutes: Minutes = 45
    private var how: String?

    public init() {}

    public var mode: Mode? {
        get { Mode.choices.first { name($0) == how } }
        set { how = newValue.map(name) }
    }
}

/// A date and a time that a person turns to.
public struct WhenForm: Codable, Equatable, Sendable {
    private var slot: Civil?

    public init() {}

    /// What was chosen; the given moment as long as nothing was.
    public func parts(now: Date, in zone: TimeZone) -> CivilParts {
        slot.flatMap(CivilParts.init) ?? CivilParts(shown: now, in: zone)
    }

    public mutating func choose(_ date: Date, in zone: TimeZone) {
        slot = CivilParts(shown: date, in: zone).civil
    }
}

/// A series that is about to be proposed, besides its times.
public struct SeriesForm: Codable, Equatable, Sendable {
    /// With whom; the first pair where nobody was chosen.
    public var space: SpaceId?
    private var how: String?

    public init() {}

    public var mode: Mode? {
        get { Mode.choices.first { name($0) == how } }
        set { how = newValue.map(name) }
    }
}

/// Another time for one that a series gave.
public struct OtherTimeForm: Codable, Equatable, Sendable {
    /// The day that names the one which is moved.
    private var of: Day?
    private var when = WhenForm()

    public init() {}

    /// What was chosen for this one; as it is where nothing was.
    public func parts(of time: SeriesTimeView, in zone: TimeZone) -> CivilParts {
        (of == time.of ? when : WhenForm()).parts(now: time.begins, in: zone)
    }

    public mutating func choose(_ date: Date, for time: SeriesTimeView, in zone: TimeZone) {
        of = time.of
        when.choose(date, in: zone)
    }
}

/// How a meeting was.
public struct LogForm: Codable, Equatable, Sendable {
    /// How long it took; as long as planned where nothing was said.
    public var took: Minutes?
    private var came: [PersonId: String] = [:]

    public init() {}

    /// Whether somebody came. Nothing said is yes.
    public subscript(person: PersonId) -> Attendance {
        get { Attendance.choices.first { name($0) == came[person] } ?? .yes }
        set { came[person] = name(newValue) }
    }
}

extension Mode {
    /// In the order of a menu.
    public static let choices: [Mode] = [.inPerson, .video, .phone, .activity]
}

extension Attendance {
    /// In the order of a menu.
    public static let choices: [Attendance] = [.yes, .late, .no]
}

/// What a choice is kept as.
private func name(_ choice: some Any) -> String {
    String(describing: choice)
}
