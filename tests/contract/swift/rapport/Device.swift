import Foundation
import RapportCore
import XCTest

/// The time of 5 January 2026, or what a test makes it say.
final class TestClock: DeviceClock, @unchecked Sendable {
    private let lock = NSLock()
    private var answer: @Sendable () throws -> Int64 = { 1_767_636_000_000 }

    func answers(_ next: @escaping @Sendable () throws -> Int64) {
        lock.withLock { answer = next }
    }

    func nowMs() throws -> Int64 {
        try lock.withLock { answer }()
    }
}

/// The zones that Foundation knows.
final class TestZones: DeviceZones {
    func changes(zone: String, fromMs: Int64, toMs: Int64) throws -> [ZoneChange] {
        guard let rules = TimeZone(identifier: zone) else { throw PortFailure.Unknown }
        func date(_ ms: Int64) -> Date { Date(timeIntervalSince1970: Double(ms) / 1000) }
        func offset(_ date: Date) -> Int32 { Int32(rules.secondsFromGMT(for: date)) }
        var (here, now) = (date(fromMs), offset(date(fromMs)))
        var found = [ZoneChange(atMs: fromMs, offsetS: now)]
        while let next = rules.nextDaylightSavingTimeTransition(after: here), next < date(toMs) {
            let after = offset(next.addingTimeInterval(1))
            if after != now {
                found.append(ZoneChange(atMs: Int64((next.timeIntervalSince1970 * 1000).rounded()), offsetS: after))
            }
            (here, now) = (next, after)
        }
        return found
    }
}

/// Keeps the key in memory.
final class TestVault: KeyVault, @unchecked Sendable {
    private let lock = NSLock()
    private var key: Data?

    func load() throws -> Data? {
        lock.withLock { key }
    }

    func store(key: Data) throws {
        lock.withLock { self.key = key }
    }
}

/// Hands on what arrives.
final class GoalsSeen: GoalsObserver {
    let lists: AsyncStream<[GoalRow]>
    private let out: AsyncStream<[GoalRow]>.Continuation

    init() {
        (lists, out) = AsyncStream.makeStream(of: [GoalRow].self)
    }

    func onGoals(goals: [GoalRow]) {
        out.yield(goals)
    }
}

struct Undeclared: Error {}

/// A test with a folder, ports, and a person called Ada.
class DeviceTest: XCTestCase {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    let clock = TestClock()
    let vault = TestVault()
    lazy var platform = try! Platform(vault: vault, zones: TestZones(), clock: clock)
    lazy var config = Config(folder: folder.appendingPathComponent("ada").path, zone: "Europe/Zurich")
    var core: Rapport!

    override func setUp() async throws {
        core = try await Rapport.create(config: config, platform: platform, name: "Ada")
    }

    override func tearDown() async throws {
        try await core.shutdown()
        try? FileManager.default.removeItem(at: folder)
    }

    func reopen() async throws {
        try await core.shutdown()
        core = try await Rapport.open(config: config, platform: platform)
    }

    func privateGoal(_ title: String = "Learn to listen") async throws -> GoalId {
        try await core.goals().begin(new: NewGoal(place: .private, title: title))
    }

    /// What a call fails with.
    func failure(_ call: () async throws -> Void) async -> Failure? {
        do {
            try await call()
            XCTFail("nothing was thrown")
        } catch let failure as Failure {
            return failure
        } catch {
            XCTFail("\(error) is no failure")
        }
        return nil
    }
}
