import Observation
import RapportCore

/// Asks this device whether it is in its owner's hands.
public protocol OwnerCheck: Sendable {
    /// Whether the device has a lock of its own that it can ask for.
    var available: Bool { get }
    func ask(_ reason: String) async -> OwnerAnswer
}

public enum OwnerAnswer: Hashable, Sendable {
    case owner
    /// Not recognised, or the question was put away.
    case notShown
    /// The device has no lock any more.
    case nothingToAsk
}

/// What lies over the app: a curtain while it is not in front, so that the app switcher shows no word of
/// anybody; and, for whoever wants it, a lock that only the owner of the device opens.
@MainActor @Observable
public final class LockModel {
    public enum Cover: Hashable, Sendable {
        case none, curtain
        /// Only the owner comes further; says why the last try came to nothing.
        case locked(Words?)
    }

    /// Whether the app asks for its owner when it is opened.
    public private(set) var wanted: Bool
    /// Why the lock could not be switched as wished, until the next try.
    public private(set) var told: Words?
    private var locked: Bool
    private var inFront = false
    /// Whether the question was put since the app was away. Putting it takes the app from the front for a
    /// moment, and who puts it away must not be given it again at once.
    private var asked = false
    private var asking = false
    private let check: any OwnerCheck
    private let drafts: any Drafts

    public init(check: any OwnerCheck, drafts: any Drafts) {
        self.check = check
        self.drafts = drafts
        let wanted = !drafts.text(Self.key).isEmpty
        (self.wanted, locked) = (wanted, wanted)
    }

    public var cover: Cover {
        if locked { return .locked(told) }
        return inFront ? .none : .curtain
    }

    /// The app is in front, and whoever holds the device can touch it.
    public func enter() async {
        inFront = true
        if locked, !asked { await unlock() }
    }

    /// Something lies over the app for a moment: the switcher, a call, the question for the owner itself.
    public func hide() {
        inFront = false
    }

    /// The app went to the background.
    public func leave() {
        inFront = false
        if wanted { (locked, asked) = (true, false) }
    }

    /// Asks for the owner; one question at a time.
    public func unlock() async {
        guard locked else { return }
        switch await ask() {
        case .owner: (locked, told) = (false, nil)
        case .notShown: told = Words("screen.lock.not_shown")
        case .nothingToAsk:
            // Who can take the lock off the device can also open it: so there is nobody to keep out.
            keep(false)
            (locked, told) = (false, Words("screen.lock.gone"))
        case nil: break
        }
    }

    /// Switches the lock; for both ways the owner is asked first.
    public func want(_ now: Bool) async {
        guard now != wanted else { return }
        switch await ask() {
        case .owner: keep(now)
        case .notShown: told = Words("screen.lock.not_shown")
        case .nothingToAsk:
            keep(false)
            told = Words("screen.lock.none")
        case nil: break
        }
    }

    private func ask() async -> OwnerAnswer? {
        guard !asking else { return nil }
        (asking, asked) = (true, true)
        defer { asking = false }
        told = nil
        guard check.available else { return .nothingToAsk }
        return await check.ask(Speaking.shared.say(Words("screen.lock.reason")))
    }

    private func keep(_ now: Bool) {
        wanted = now
        drafts.keep(now ? "on" : "", Self.key)
    }

    private static let key = "app.lock"
}
