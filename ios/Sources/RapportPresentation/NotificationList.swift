/// The system's own list of what it shows by itself, as `UNUserNotificationCenter` has it: at most 64 wait, what is
/// added beyond that is lost without a word, and one with a known name takes the place of the other.
public protocol NotificationList: Sendable {
    func leave() async -> NotificationLeave
    /// Asks the person, once in the life of the app; after that the system answers by itself.
    func ask() async -> NotificationLeave
    func pending() async -> [PendingNotice]
    /// Takes one, in the place of one with the same name. Refused without leave.
    func add(_ notice: Notice) async throws
    /// Takes away what waits under these names.
    func remove(_ names: [String]) async
}

/// Whether the person lets the app show anything.
public enum NotificationLeave: Hashable, Sendable, CaseIterable {
    case undecided, given, refused

    /// What leave to show something is worth with these places to show it in. With none left it is none: a sound, or a
    /// number on the app, is nothing that anybody has seen.
    public func within(_ places: NotificationPlaces) -> Self {
        self == .given && places.isEmpty ? .refused : self
    }
}

/// Where the settings of the system let this app show something.
public struct NotificationPlaces: OptionSet, Hashable, Sendable {
    public static let banner = Self(rawValue: 1)
    public static let lockScreen = Self(rawValue: 2)
    public static let list = Self(rawValue: 4)
    public let rawValue: Int

    public init(rawValue: Int) {
        self.rawValue = rawValue
    }
}

/// What waits in it.
public struct PendingNotice: Hashable, Sendable {
    public let name: String
    /// As it was given; nothing where that cannot be read, as of another version of the app.
    public let notice: Notice?

    public init(name: String, notice: Notice?) {
        self.name = name
        self.notice = notice
    }
}
