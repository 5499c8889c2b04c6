import Foundation
import RapportProbe
import XCTest

/// A clock whose answer a test can replace.
final class TestClock: RapportProbe.Clock, @unchecked Sendable {
    private let lock = NSLock()
    private var answer: @Sendable () throws -> Int64 = { 1_767_636_000_000 }

    func answers(_ next: @escaping @Sendable () throws -> Int64) {
        lock.withLock { answer = next }
    }

    func nowMs() throws -> Int64 {
        try lock.withLock { answer }()
    }
}

/// Hands on what arrives, each list as its titles.
final class Titles: RowsObserver {
    let lists: AsyncStream<[String]>
    private let out: AsyncStream<[String]>.Continuation

    init() {
        (lists, out) = AsyncStream.makeStream(of: [String].self)
    }

    func onRows(rows: [Row]) {
        out.yield(rows.map(\.title))
    }
}

struct Undeclared: Error {}

/// What every language must be able to do with one of everything that crosses the boundary.
final class ProbeTests: XCTestCase {
    private let clock = TestClock()
    private lazy var shelf = try! Shelf.open(clock: clock)

    func testRecordsEnumsIdsAndDefaults() async throws {
        let id = try await shelf.add(draft: RowDraft(title: "Read a book"))
        let row = try await shelf.rows().first
        XCTAssertEqual(row, Row(id: id, title: "Read a book", state: .active(sinceMs: 1_767_636_000_000)))
        XCTAssertNil(row?.dueMs)
        let same = try await shelf.row(id: id)
        XCTAssertEqual(same, row)
        let none = try await shelf.rows(limit: 0)
        XCTAssertTrue(none.isEmpty)
    }

    func testFailuresAreTyped() async throws {
        await fails(.Invalid(field: "title")) { [shelf] in _ = try await shelf.add(draft: RowDraft(title: "")) }
        await fails(.NotFound(what: "row")) { [shelf] in _ = try await shelf.row(id: "row-9") }
    }

    func testTextIsCountedInUtf16() throws {
        let start = "👩‍🏫 שלום مرحبا e\u{301}"
        XCTAssertEqual(try shelf.splice(at: 0, delete: 0, insert: start), UInt32(start.utf16.count))
        let before = start.components(separatedBy: "ם")[0]
        _ = try shelf.splice(at: UInt32(before.utf16.count), delete: 0, insert: "🙂")
        XCTAssertEqual(try shelf.text(), start.replacingOccurrences(of: "ם", with: "🙂ם"))
        XCTAssertThrowsError(try shelf.splice(at: 999, delete: 1, insert: ""))
    }

    func testAThousandSplicesKeepTheirOrder() throws {
        let text = (0..<1000).map { "\($0) " }.joined()
        for (at, sign) in text.enumerated() {
            _ = try shelf.splice(at: UInt32(at), delete: 0, insert: String(sign))
        }
        XCTAssertEqual(try shelf.text(), text)
    }

    func testTheFirstListArrivesBeforeWatchReturns() async throws {
        _ = try await shelf.add(draft: RowDraft(title: "one"))
        let titles = Titles()
        var lists = titles.lists.makeAsyncIterator()
        let subscription = try await shelf.watch(observer: titles)
        let first = await lists.next()
        XCTAssertEqual(first, ["one"])
        _ = try await shelf.add(draft: RowDraft(title: "two"))
        let second = await lists.next()
        XCTAssertEqual(second, ["one", "two"])
        try subscription.cancel()
    }

    func testAPanicIsAFailureAndLifeGoesOn() async throws {
        await fails(.Bug(reference: "offload")) { [shelf] in try await shelf.stumble() }
        _ = try await shelf.add(draft: RowDraft(title: "after"))
        let rows = try await shelf.rows()
        XCTAssertEqual(rows.count, 1)
    }

    func testAPanicInACallThatAnswersAtOnceIsAFailureToo() async throws {
        await fails(.Bug(reference: "guarded")) { [shelf] in try shelf.stumbleHere() }
        _ = try await shelf.add(draft: RowDraft(title: "after"))
        let rows = try await shelf.rows()
        XCTAssertEqual(rows.count, 1)
    }

    func testAPortThatThrowsIsAFailure() async throws {
        clock.answers { throw PortFailure.Refused(detail: "no clock") }
        await fails(.Port(detail: "no clock")) { [shelf] in _ = try await shelf.add(draft: RowDraft(title: "x")) }
        clock.answers { throw Undeclared() }
        do {
            _ = try await shelf.add(draft: RowDraft(title: "x"))
            XCTFail("nothing was thrown")
        } catch Failure.Port(let detail) {
            XCTAssertTrue(detail.contains("Undeclared"), detail)
        }
    }

    func testAfterShutdownCallsAreRefused() async throws {
        try shelf.shutdown()
        await fails(.Stopped) { [shelf] in _ = try await shelf.rows() }
    }

    func testManyCallsAtOnce() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<200 {
                group.addTask { [shelf] in _ = try await shelf.add(draft: RowDraft(title: "row \(number)")) }
            }
            try await group.waitForAll()
        }
        let rows = try await shelf.rows(limit: 500)
        XCTAssertEqual(rows.count, 200)
    }

    private func fails(_ expected: Failure, _ work: @Sendable () async throws -> Void) async {
        do {
            try await work()
            XCTFail("nothing was thrown")
        } catch {
            XCTAssertEqual(error as? Failure, expected)
        }
    }
}
