import Observation
import RapportCore

/// One thing of an area that a screen shows and works on: followed while the screen is there, with
/// what came of the last act. What may be done with it, it says itself.
@MainActor @Observable
public class Watched<Area: Sendable, Id: Sendable, View: Sendable> {
    public let id: Id
    public private(set) var shown = Shown<View>.loading
    public let acting = Acting()
    let area: Area
    private let values: @Sendable (Area, Id) async throws -> AsyncStream<View>
    private let watcher = Watcher()

    init(_ id: Id, in area: Area, values: @escaping @Sendable (Area, Id) async throws -> AsyncStream<View>) {
        self.id = id
        self.area = area
        self.values = values
    }

    public func appear() async {
        let (area, id, values) = (area, id, values)
        await watcher.follow(
            { try await values(area, id) },
            each: { [weak self] value in
                self?.shown = .ready(value)
                self?.came(value)
            },
            failed: { shown = .failed($0) })
    }

    /// What else is to be done with each value, once it is shown.
    func came(_ value: View) {}

    public func disappear() {
        watcher.stop()
    }

    /// Does something with it; whether it was done.
    @discardableResult
    func act(_ work: (Area, Id) async throws -> Void) async -> Bool {
        let done: Void? = await ask(work)
        return done != nil
    }

    /// Does something that gives a value; nothing when it was refused.
    @discardableResult
    func ask<Value: Sendable>(_ work: (Area, Id) async throws -> Value) async -> Value? {
        let (area, id) = (area, id)
        return await acting.run { try await work(area, id) }
    }
}
