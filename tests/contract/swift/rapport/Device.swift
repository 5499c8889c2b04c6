import Foundation
import RapportCore
import XCTest

/// What a test makes a port do before it answers: nothing, or throw.
final class Before: @unchecked Sendable {
    private let lock = NSLock()
    private var work: @Sendable () throws -> Void = {}

    func does(_ next: @escaping @Sendable () throws -> Void) {
        lock.withLock { work = next }
    }

    func callAsFunction() throws {
        try lock.withLock { work }()
    }
}

/// The time of 5 January 2026, or what a test makes it say.
final class TestClock: DeviceClock, @unchecked Sendable {
    let before = Before()
    private let lock = NSLock()
    private var answer: @Sendable () throws -> Date = { Date(timeIntervalSince1970: 1_767_636_000) }

    func answers(_ next: @escaping @Sendable () throws -> Date) {
        lock.withLock { answer = next }
    }

    func now() throws -> Date {
        try before()
        return try lock.withLock { answer }()
    }

    /// It tells `entered` when it is asked, and answers when it may.
    func holds(_ entered: XCTestExpectation) -> DispatchSemaphore {
        let mayGo = DispatchSemaphore(value: 0)
        entered.assertForOverFulfill = false
        before.does {
            entered.fulfill()
            _ = mayGo.wait(timeout: .now() + 10)
            // Whoever asks after this one, too.
            mayGo.signal()
        }
        return mayGo
    }
}

/// The zones that Foundation knows.
final class TestZones: DeviceZones {
    let before = Before()

    func changes(zone: String, from: Date, to: Date) throws -> [ZoneChange] {
        try before()
        guard let rules = TimeZone(identifier: zone) else { throw PortFailure.Unknown }
        func offset(_ date: Date) -> Int32 { Int32(rules.secondsFromGMT(for: date)) }
        var (here, now) = (from, offset(from))
        var found = [ZoneChange(at: from, offsetS: now)]
        while let next = rules.nextDaylightSavingTimeTransition(after: here), next < to {
            let after = offset(next.addingTimeInterval(1))
            if after != now {
                found.append(ZoneChange(at: next, offsetS: after))
            }
            (here, now) = (next, after)
        }
        return found
    }
}

/// Keeps the key in memory.
final class TestVault: KeyVault, @unchecked Sendable {
    let before = Before()
    private let lock = NSLock()
    private var key: Data?

    init(key: Data? = nil) {
        self.key = key
    }

    func load() throws -> Data? {
        try before()
        return lock.withLock { key }
    }

    func store(key: Data) throws {
        try before()
        lock.withLock { self.key = key }
    }
}

/// Keeps no lines.
final class TestLog: LogSink {
    let before = Before()

    func line(level: LogLevel, text: String) throws {
        try before()
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

/// Chance that a seed repeats.
struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func below(_ bound: Int) -> Int {
        Int.random(in: 0..<max(bound, 1), using: &self)
    }
}

/// Tests write days as text. An app cannot: a day that does not exist would end it.
extension CalendarDay: ExpressibleByStringLiteral {
    public init(stringLiteral text: String) {
        guard let day = CalendarDay(text) else { preconditionFailure("\(text) is no day") }
        self = day
    }
}

/// A test with a folder, ports, and a person called Ada.
class DeviceTest: XCTestCase {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    let clock = TestClock()
    let zones = TestZones()
    let vault = TestVault()
    let log = TestLog()
    lazy var platform = try! Platform(vault: vault, zones: zones, clock: clock, log: log)
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

    func rows() async throws -> [GoalRow] {
        try await core.goals().rows(filter: GoalFilter(), limit: 500)
    }

    /// A new note with its empty section open.
    func openNote() async throws -> (BegunNote, NoteEditor) {
        let begun = try await core.notes().begin(new: NewNote(place: .private, title: "Monday"))
        return (begun, try await core.notes().open(note: begun.note, section: begun.section))
    }

    func stored(_ begun: BegunNote) async throws -> String? {
        try await core.notes().view(note: begun.note).sections.first?.text.text
    }

    func splice(_ at: Int, _ delete: Int, _ insert: String) -> Edit {
        .splice(at: UInt32(at), delete: UInt32(delete), insert: insert)
    }

    /// Waits until a list has these titles; fails when none comes in ten seconds.
    func reach(_ seen: GoalsSeen, _ titles: [String]) async {
        let reached = expectation(description: "\(titles)")
        let reading = Task {
            for await rows in seen.lists where rows.map(\.title) == titles { return reached.fulfill() }
        }
        await fulfillment(of: [reached], timeout: 10)
        reading.cancel()
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
