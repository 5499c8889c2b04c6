import Foundation
import RapportCore
import RapportPresentation
import RapportTesting
import Testing

/// What was mended with a loss, on Devices and safety.
@MainActor @Suite(.timeLimit(.minutes(2)))
struct LossTests {
    @Test func whatWasLostIsToldUntilSomebodyHasSeenIt() async throws {
        try await withPerson { _, core in
            let sync = Mended(try await core.sync().view())
            let devices = DevicesModel(try Areas(core), drafts: MemoryDrafts(), sync: sync)
            #expect(devices.losses.isEmpty)
            await devices.appear()
            await until { devices.losses.map(\.title) == ["Monday"] }
            #expect(devices.losses.flatMap(\.words).map(\.key) == ["lost.changes", "lost.moved"])
            await devices.lossesSeen()
            await until { devices.losses.isEmpty }
            #expect(devices.acting.failure == nil)
            devices.disappear()
        }
    }

    @Test func aProfileThatNothingIsWrongWithTellsOfNoLoss() async throws {
        let phone = try await Phone.first("Ada")
        let devices = try phone.home.devices
        await devices.appear()
        await until { devices.sync != nil }
        #expect(devices.losses.isEmpty)
        await devices.lossesSeen()
        #expect(devices.acting.failure == nil)
        try await phone.end()
    }
}

/// Sync of a profile of which a note was damaged.
private final class Mended: Sync, @unchecked Sendable {
    private let lock = NSLock()
    private var whole: SyncView?
    private var seen = false
    private var observers: [any SyncObserver] = []

    init(_ whole: SyncView) {
        self.whole = whole
        super.init(noHandle: NoHandle())
    }

    required init(unsafeFromHandle handle: UInt64) {
        super.init(unsafeFromHandle: handle)
    }

    override func watch(observer: any SyncObserver) async throws -> Subscription {
        lock.withLock { observers.append(observer) }
        tell()
        return Nothing(noHandle: Subscription.NoHandle())
    }

    override func lossesSeen() async throws {
        lock.withLock { seen = true }
        tell()
    }

    private func tell() {
        let (told, stored, hidden) = lock.withLock { (self.observers, self.whole, self.seen) }
        guard let whole = stored else { return }
        let loss = LossRow(kind: .note, title: "Monday", changes: 2, moved: true, at: Date(timeIntervalSince1970: 0))
        let now = SyncView(line: whole.line, relays: whole.relays, held: whole.held, losses: hidden ? [] : [loss])
        for observer in told { observer.onSync(sync: now) }
    }
}

/// Nothing to end.
private final class Nothing: Subscription, @unchecked Sendable {
    override func cancel() throws {}
}
