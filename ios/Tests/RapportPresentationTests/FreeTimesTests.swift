import Foundation
import RapportCore
import RapportPresentation
import RapportTesting
import Testing

/// What one says about one's own time.
@MainActor @Suite(.timeLimit(.minutes(2)))
struct FreeTimesTests {
    private func opened() async throws -> (Phone, FreeTimesModel) {
        let phone = try await Phone.first("Ada")
        let model = try phone.home.freeTimes()
        await model.appear()
        return (phone, model)
    }

    @Test func hoursPeaceAndDaysAwayAreSaidAndTakenBack() async throws {
        let (phone, model) = try await opened()
        #expect(model.shown.value?.weekly.isEmpty == true && model.shown.value?.quiet == nil)
        model.hours.value.weekday = .tuesday
        model.hours.value.from = "16:00"
        model.hours.value.to = "19:30"
        #expect(await model.addHours())
        #expect(model.hours.value == HoursForm())
        let tuesday = ContactHours(day: .tuesday, from: "16:00", to: "19:30")
        await until { model.shown.value?.weekly == [tuesday] }
        // What cannot be is refused, and stays as it was typed.
        model.hours.value.weekday = .tuesday
        model.hours.value.from = "18:00"
        model.hours.value.to = "20:00"
        #expect(await !model.addHours())
        #expect(model.acting.failure?.remedy == .correct(.availability) && model.hours.value.from == "18:00")
        #expect(model.shown.value?.weekly == [tuesday])
        #expect(await model.remove(tuesday))
        await until { model.shown.value?.weekly.isEmpty == true }

        // Peace begins as reminders have it until somebody says another time.
        #expect(await model.setQuiet(on: true))
        let usual = try require(try await phone.app.areas?.reminders.settings().quiet)
        await until { model.shown.value?.quiet == Quiet(from: usual.begin, to: usual.end) }
        #expect(await model.setQuiet(from: "20:00", to: "09:00"))
        await until { model.shown.value?.quiet == Quiet(from: "20:00", to: "09:00") }
        #expect(await !model.setQuiet(from: "20:00", to: "20:00"))
        #expect(model.acting.failure == .Invalid(field: .quietHours, problem: .same))
        #expect(await model.setQuiet(on: false))
        await until { model.shown.value?.quiet == nil }

        let zurich = try require(TimeZone(identifier: "Europe/Zurich"))
        @MainActor func day(_ text: Day) throws -> Date {
            try require(CivilParts(day: text, time: "12:00", zone: "Europe/Zurich").shown(in: zurich))
        }
        model.away.value.first.choose(try day("2035-07-05"), in: zurich)
        model.away.value.last.choose(try day("2035-07-01"), in: zurich)
        #expect(await !model.addAway(in: zurich))
        #expect(model.acting.failure?.remedy == .correct(.absence))
        model.away.value.last.choose(try day("2035-07-20"), in: zurich)
        #expect(await model.addAway(in: zurich))
        let july = Days(first: "2035-07-05", last: "2035-07-20")
        await until { model.shown.value?.away == [july] }
        #expect(model.away.value == SpanForm())
        #expect(await model.remove(july))
        await until { model.shown.value?.away.isEmpty == true }
        try await phone.end()
    }

    @Test func aCalendarFromAFileIsTakenAsBusyAndForgotten() async throws {
        let (phone, model) = try await opened()
        let day = Date(timeIntervalSinceNow: 7 * 86_400)
        let stamp = day.formatted(
            Date.VerbatimFormatStyle(
                format: "\(year: .defaultDigits)\(month: .twoDigits)\(day: .twoDigits)",
                timeZone: .gmt, calendar: Calendar(identifier: .gregorian)))
        let file = phone.device.folder.appendingPathComponent("busy.ics")
        func write(_ lines: [String]) throws {
            try Data(lines.map { $0 + "\r\n" }.joined().utf8).write(to: file)
        }
        try write([
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//example//EN", "BEGIN:VEVENT", "UID:1",
            "DTSTAMP:20260101T000000Z", "DTSTART:\(stamp)T090000Z", "DTEND:\(stamp)T100000Z",
            "SUMMARY:A secret", "END:VEVENT", "BEGIN:VEVENT", "UID:2", "DTSTAMP:20260101T000000Z",
            "DTSTART:nonsense", "END:VEVENT", "END:VCALENDAR",
        ])
        await model.load(file)
        #expect(model.taken?.times == 1 && model.taken?.words.arguments["times"] == .number(1))
        let left = try require(model.taken?.leftOut.first)
        #expect(left.line == 14 && left.words.arguments["line"] == .number(14))
        await until { model.shown.value?.busyTimes == 1 }
        // A file that is no calendar changes nothing.
        try write(["This is a letter."])
        await model.load(file)
        #expect(model.acting.failure == .Invalid(field: .calendar, problem: .notACalendar(line: 1)))
        #expect(model.shown.value?.busyTimes == 1)
        await model.load(phone.device.folder.appendingPathComponent("nothing.ics"))
        #expect(model.acting.failure == .NotFound(what: "file"))
        #expect(await model.forgetCalendar())
        await until { model.shown.value?.busyTimes == 0 }
        try await phone.end()
    }

    @Test func theClockIsTheDevicesUntilSomebodySaysAnother() async throws {
        let (phone, model) = try await opened()
        #expect(model.shown.value?.zone == "Europe/Zurich" && model.zones.isEmpty)
        model.zone.text = "new york"
        #expect(model.zones == ["America/New_York"])
        #expect(await model.setZone("America/New_York"))
        #expect(model.zone.isEmpty)
        await until { model.shown.value?.zone == "America/New_York" }
        #expect(await !model.setZone("not a zone"))
        #expect(model.acting.failure?.remedy == .correct(.zone))
        #expect(await model.setZone(nil))
        await until { model.shown.value?.zone == "Europe/Zurich" }
        try await phone.end()
    }
}
