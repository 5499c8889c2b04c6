import Observation
import RapportCore

/// What somebody is doing on a screen, and what came of the last thing they did.
@MainActor @Observable
public final class Acting {
    /// Why the last act was not done. A screen shows it until the next act or `dismiss`.
    public private(set) var failure: Failure?
    /// How many acts are under way.
    private var running = 0

    public init() {}

    public var busy: Bool { running > 0 }

    public func dismiss() {
        failure = nil
    }

    /// The failure when it is about this field, for the line below it.
    public func failure(at field: Field) -> Failure? {
        failure.flatMap { $0.remedy == .correct(field) ? $0 : nil }
    }

    /// The relay that was not agreed to because nothing is encrypted on the way to it. A screen names it
    /// and asks whether it is wanted all the same.
    public var unencrypted: RelayAddress? {
        guard case .Invalid(_, .notEncrypted(let relay))? = failure else { return nil }
        return relay
    }

    /// Does something; gives nothing when it was refused. What is written goes on to its end, whatever
    /// happens to the screen.
    @discardableResult
    public func run<Value: Sendable>(_ act: () async throws -> Value) async -> Value? {
        running += 1
        defer { running -= 1 }
        failure = nil
        do {
            return try await act()
        } catch {
            failure = RapportPresentation.failure(of: error)
            return nil
        }
    }
}
