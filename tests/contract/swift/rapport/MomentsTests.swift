import Foundation
import RapportCore
import XCTest

/// Instants are dates and days are days, exact both ways; what the core does not keep is refused.
final class MomentsTests: DeviceTest {
    // The years 1 to 9999.
    private let earliest: Int64 = -62_135_596_800_000
    private let latest: Int64 = 253_402_300_799_999

    private func date(_ ms: Int64) -> Date { Date(timeIntervalSince1970: Double(ms) / 1000) }

    /// When the core says that something changed while the clock said `now`.
    private func changed(_ now: Date) async throws -> Date? {
        clock.answers { now }
        let goal = try await privateGoal()
        return try await core.goals().rows(filter: GoalFilter(), limit: 500).first { $0.id == goal }?.changed
    }

    func testAnInstantIsTheSameOnBothSidesToTheMillisecond() async throws {
        for ms: Int64 in [0, 1, 999, 1_767_636_000_001, 4_102_444_799_999] {
            let back = try await changed(date(ms))
            XCTAssertEqual(back, date(ms))
        }
        // Dates count in fractions: what lies between two milliseconds is the nearer one.
        for (seconds, ms) in [(0.0004, 0), (0.0006, 1), (1_767_636_000.0014, 1_767_636_000_001)] as [(Double, Int64)] {
            let back = try await changed(Date(timeIntervalSince1970: seconds))
            XCTAssertEqual(back, date(ms))
        }
        var chance = SystemRandomNumberGenerator()
        let any = (0..<5_000).map { _ in Int64.random(in: earliest...latest, using: &chance) }
        for ms in [0, 1, -1, earliest, earliest + 1, latest, latest - 1] + any {
            let there = try FfiConverterTypeMoment_lift(ms)
            XCTAssertEqual(FfiConverterTypeMoment_lower(there), ms)
            // Also when it was counted from where Foundation counts, or some hours were added.
            let counted = Date(timeIntervalSinceReferenceDate: there.timeIntervalSinceReferenceDate)
            XCTAssertEqual(FfiConverterTypeMoment_lower(counted.addingTimeInterval(3_600)), ms + 3_600_000)
        }
    }

    func testAClockBeyondWhatIsKeptIsRefusedAndChangesNothing() async throws {
        let endless = [Double.nan, .signalingNaN, .infinity, -.infinity, .greatestFiniteMagnitude, -1e300]
        let odd = endless.map { Date(timeIntervalSince1970: $0) } + [date(earliest - 1), date(latest + 1)]
        for now in odd {
            clock.answers { now }
            let refused = await failure { _ = try await privateGoal() }
            guard case .Port("clock", _)? = refused else { return XCTFail("\(now.timeIntervalSince1970) \(String(describing: refused))") }
        }
        clock.answers { Date(timeIntervalSince1970: 1_767_636_000) }
        let rows = try await core.goals().rows(filter: GoalFilter())
        XCTAssertTrue(rows.isEmpty)
    }

    func testADayIsOneOfTheCalendarAndTheCoreRefusesWhatItDoesNotKeep() async throws {
        for (year, month, day) in [(2026, 2, 29), (1900, 2, 29), (2026, 4, 31), (2026, 13, 1), (2026, 0, 1), (2026, 1, 0), (0, 1, 1), (10_000, 1, 1)] {
            XCTAssertNil(CalendarDay(year: year, month: month, day: day))
        }
        for text in ["", "2026-2-01", "2026-02-30", "2026-02-01 ", "+026-02-01", "2026-02-0１", "2026-02", "2026-02-01-01"] {
            XCTAssertNil(CalendarDay(text), text)
        }
        let leap = try XCTUnwrap(CalendarDay(year: 2028, month: 2, day: 29))
        XCTAssertEqual([leap.description, "\(try XCTUnwrap(CalendarDay(year: 7, month: 1, day: 2)))"], ["2028-02-29", "0007-01-02"])
        XCTAssertEqual(CalendarDay(leap.components), leap)
        XCTAssertTrue(CalendarDay.first < leap && leap < "2028-03-01")
        XCTAssertEqual(try JSONDecoder().decode([CalendarDay].self, from: JSONEncoder().encode([leap])), [leap])
        let auckland = try XCTUnwrap(TimeZone(identifier: "Pacific/Auckland"))
        XCTAssertEqual(CalendarDay(date(1_767_225_600_000 - 1), in: auckland), "2026-01-01")
        XCTAssertEqual(CalendarDay(.distantPast.addingTimeInterval(-1e9), in: auckland), "0001-01-01")

        let goal = try await privateGoal()
        _ = try await core.goals().addMilestone(goal: goal, title: "First", due: leap)
        let due = try await core.goals().view(goal: goal).milestones.first?.due
        XCTAssertEqual(due, leap)
        for odd: CalendarDay in ["0001-01-01", "1969-12-31", "2201-01-01", "9999-12-31"] {
            let refused = await failure { _ = try await core.goals().addMilestone(goal: goal, title: "Odd", due: odd) }
            guard case .Invalid(_, .dateOutOfRange)? = refused else { return XCTFail("\(odd) \(String(describing: refused))") }
        }
    }
}
