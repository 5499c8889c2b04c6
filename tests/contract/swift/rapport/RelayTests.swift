import Foundation
import RapportCore
import XCTest

/// Hands on what is told of one series.
final class OneSeriesSeen: OneSeriesObserver {
    let views: AsyncStream<SeriesView>
    private let out: AsyncStream<SeriesView>.Continuation

    init() {
        (views, out) = AsyncStream.makeStream(of: SeriesView.self)
    }

    func onOneSeries(series: SeriesView) {
        out.yield(series)
    }
}

/// A relay in a process of its own, beside the library that is tested.
final class RelayProcess {
    static let program: URL? = {
        let folder = ProcessInfo.processInfo.environment["RAPPORT_LIBRARY_FOLDER"] ?? "target/ci"
        let file = URL(fileURLWithPath: folder).appendingPathComponent("rapport-relay")
        return FileManager.default.isExecutableFile(atPath: file.path) ? file : nil
    }()
    let link: String
    private let process: Process

    init(data: String) throws {
        let (process, line) = try Self.start(["serve", "--listen", "127.0.0.1:0", "--data", data, "--log", "off"])
        self.process = process
        // `rapport-relay serves at http://127.0.0.1:1234 on 127.0.0.1:1234`
        let address = line().split(separator: " ").dropFirst(3).first.map(String.init) ?? ""
        let (_, printed) = try Self.start(["link", "--public", address, "--data", data])
        var last = ""
        while case let line = printed(), !line.isEmpty { last = line }
        link = last
    }

    /// At once: Foundation starts a process with the signals blocked that would end it kindly.
    func stop() {
        kill(process.processIdentifier, SIGKILL)
    }

    /// A process, and what gives its lines one after the other; an empty one at the end.
    private static func start(_ arguments: [String]) throws -> (Process, () -> String) {
        let (process, out) = (Process(), Pipe())
        process.executableURL = program
        process.arguments = arguments
        process.standardOutput = out
        process.standardError = FileHandle.nullDevice
        try process.run()
        var rest = Data()
        return (
            process,
            {
                while !rest.contains(UInt8(ascii: "\n")), case let more = out.fileHandleForReading.availableData,
                    !more.isEmpty
                { rest += more }
                let line = rest.prefix { $0 != UInt8(ascii: "\n") }
                rest = Data(rest.dropFirst(line.count + 1))
                return String(decoding: line, as: UTF8.self)
            }
        )
    }
}

/// Two people over a relay: series, the meeting after one, the brief before it, times for both.
final class RelayTests: DeviceTest {
    private var relay: RelayProcess!
    private var other: Rapport!

    override func setUp() async throws {
        try await super.setUp()
        try XCTSkipIf(RelayProcess.program == nil, "no rapport-relay beside the library")
        // The core's time has to be the relay's: sessions are signed with it.
        platform = try Platform(vault: vault, zones: TestZones())
        try await reopen()
        relay = try RelayProcess(data: folder.appendingPathComponent("relay").path)
        let theirs = Config(folder: folder.appendingPathComponent("bea").path, zone: "America/New_York")
        other = try await Rapport.create(
            config: theirs, platform: Platform(vault: TestVault(), zones: TestZones()), name: "Bea")
    }

    override func tearDown() async throws {
        try await other?.shutdown()
        try await super.tearDown()
        relay?.stop()
    }

    /// Both go to the relay in turn until something holds.
    private func rounds<Value>(_ until: () async throws -> Value?) async throws -> Value {
        for _ in 0..<20 {
            if let found = try await until() { return found }
            for one in [core!, other!] { _ = try await one.sync().runOnce(budgetMs: 10_000) }
        }
        throw Failure.NotFound(what: "after 20 rounds")
    }

    /// The space of the two, who became a pair by an invite.
    private func pair() async throws -> SpaceId {
        _ = try await core.sync().agreeToRelay(link: relay.link)
        let (mine, theirs) = (try core.people(), try other.people())
        let invite = try await mine.invite(seat: .mentor)
        let joined = try await theirs.join(link: try await mine.inviteLink(invite: invite))
        _ = try await rounds { () -> Bool? in
            for people in [mine, theirs] {
                guard case .compare? = try await people.invites().first?.stage else { return nil }
            }
            return true
        }
        try await mine.confirm(invite: invite)
        try await theirs.confirm(invite: joined)
        return try await rounds {
            let theirs = try await theirs.pairings().first
            return try await mine.pairings().first.flatMap { $0.space == theirs?.space ? $0.space : nil }
        }
    }

    func testASeriesIsToldToBothAndItsMeetingHasABrief() async throws {
        let space = try await pair()
        let (mine, theirs) = (try core.meetings(), try other.meetings())
        let start = "2031-03-03T16:30[Europe/Zurich]"
        let offered = try await mine.rhythms(first: "2031-03-03")
        XCTAssertEqual(offered.map(\.every), [1, 2, 1, 1])
        XCTAssertEqual(offered[0].on, .weekly(days: [.monday], begins: .monday))
        let plan = SeriesPlan(start: start, minutes: 45, every: 2, on: offered[1].on, ends: .after(4))
        let series = try await mine.proposeSeries(draft: SeriesDraft(space: space, plan: plan, title: "Our hour"))
        let never = await failure {
            _ = try await mine.planFromRule(start: start, minutes: 45, rule: "FREQ=WEEKLY;INTERVAL=0")
        }
        XCTAssertEqual(never, .Invalid(field: .interval, problem: .notARepeat(at: 21)))
        let row = try await rounds { try await theirs.series().first }
        XCTAssertEqual(row.id, series)
        XCTAssertEqual(row.plan, plan)
        XCTAssertTrue(row.waitsForMe)

        let seen = OneSeriesSeen()
        var views = seen.views.makeAsyncIterator()
        let subscription = try await mine.watchOneSeries(series: series, observer: seen)
        let first = await views.next()
        XCTAssertEqual(first?.times.map(\.agreed), [false, false, false, false])
        try await theirs.confirmSeries(series: series)
        try await theirs.moveTime(series: series, of: "2031-03-17", to: "2031-03-18T08:00[Europe/Zurich]")
        let moved = try await rounds { try await mine.viewSeries(series: series).moved.first }
        XCTAssertEqual(moved.byName, "Bea")
        XCTAssertTrue(moved.canAgree)
        let hers = try await theirs.viewSeries(series: series).moved.first
        XCTAssertEqual(hers?.canAgree, false)
        try await mine.agreeToTime(series: series, of: moved.of, to: moved.to)
        var last = await views.next()
        while let view = last, view.moved.first?.agreed != true { last = await views.next() }
        XCTAssertEqual(last?.times[1].slot, "2031-03-18T08:00[Europe/Zurich]")
        try subscription.cancel()

        let meeting = try await mine.openTime(series: series, of: "2031-03-03")
        _ = try await mine.addAgendaItem(meeting: meeting, text: "How to begin")
        let brief = try await mine.brief(meeting: meeting)
        XCTAssertEqual(brief.row.title, "Our hour")
        XCTAssertEqual(brief.agenda.map(\.text), ["How to begin"])
        XCTAssertNil(brief.last)
        let next = try await mine.next(meeting: meeting)
        XCTAssertNil(next, "a meeting is ahead")
        let calendar = try await mine.calendar()
        XCTAssertTrue(calendar.contains("SUMMARY:Our hour"))
        try await mine.endSeries(series: series, reason: .notNeeded)
        let open = try await mine.series()
        XCTAssertTrue(open.isEmpty)
        let late = await failure { try await mine.pauseSeries(series: series, first: "2031-04-01", last: "2031-04-02") }
        guard case .NotAllowed(.state, .wrongState)? = late else { return XCTFail("\(String(describing: late))") }
    }

    func testTimesForBothAreOnBothWalls() async throws {
        let space = try await pair()
        let (mine, theirs) = (try core.availability(), try other.availability())
        let nothing = try await mine.slots(space: space, minutes: 45)
        XCTAssertEqual([nothing.iSaid, nothing.theySaid], [false, false])
        try await theirs.setZone(zone: "America/New_York")
        for day in [Weekday.monday, .thursday] {
            let before = try await theirs.view().weekly
            try await theirs.setWeekly(hours: before + [ContactHours(day: day, from: "10:00", to: "14:00")])
        }
        try await mine.setWeekly(hours: [
            ContactHours(day: .monday, from: "15:00", to: "21:00"), ContactHours(day: .thursday, from: "15:00", to: "21:00"),
        ])
        let slots = try await rounds {
            let found = try await mine.slots(space: space, minutes: 45, days: 28, most: 5).slots
            return found.isEmpty ? nil : found
        }
        XCTAssertEqual(slots.map(\.points), slots.map(\.points).sorted())
        for slot in slots {
            XCTAssertTrue(slot.mine.hasSuffix("[Europe/Zurich]"), slot.mine)
            XCTAssertTrue(slot.theirs.hasSuffix("[America/New_York]"), slot.theirs)
        }
        let far = await failure { _ = try await mine.slots(space: space, minutes: 45, days: 1000) }
        XCTAssertEqual(far, .Invalid(field: .date, problem: .outOfRange(min: 1, max: 182)))
    }

    func testWhatOneSaysOfOnesTimeIsKept() async throws {
        try await core.availability().addAbsence(first: "2031-12-20", last: "2032-01-06")
        try await core.availability().setQuiet(quiet: Quiet(from: "21:00", to: "07:00"))
        try await reopen()
        let availability = try core.availability()
        let view = try await availability.view()
        XCTAssertEqual(view.away, [Days(first: "2031-12-20", last: "2032-01-06")])
        XCTAssertEqual(view.quiet, Quiet(from: "21:00", to: "07:00"))
        XCTAssertEqual(view.zone, "Europe/Zurich")
        let turned = await failure { try await availability.addAbsence(first: "2031-12-20", last: "2031-12-01") }
        guard case .Invalid(.absence, _)? = turned else { return XCTFail("\(String(describing: turned))") }
        let broken = await failure {
            _ = try await availability.takeCalendar(file: Data("BEGIN:VCALENDAR\r\nEND:VEVENT\r\n".utf8))
        }
        XCTAssertEqual(broken, .Invalid(field: .calendar, problem: .notACalendar(line: 2)))
    }
}
