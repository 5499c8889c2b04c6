import Foundation
import Observation
import RapportCore

/// What one says about one's own time: hours of every week, hours of peace, days away, a calendar, the clock.
@MainActor @Observable
public final class FreeTimesModel {
    public private(set) var shown = Shown<FreeTimesView>.loading
    /// What was taken from the calendar that was chosen last.
    public private(set) var taken: CalendarTaken?
    /// Hours of a week, while somebody adds them.
    public let hours: FormDraft<HoursForm>
    /// Days away, likewise.
    public let away: FormDraft<SpanForm>
    /// Part of the name of a zone, while somebody looks for theirs.
    public let zone: Draft
    public let acting = Acting()
    private let availability: any AvailabilityProtocol
    private let reminders: any RemindersProtocol
    private let watcher = Watcher()

    public init(_ availability: any AvailabilityProtocol, reminders: any RemindersProtocol, drafts: any Drafts) {
        self.availability = availability
        self.reminders = reminders
        hours = FormDraft("free.hours", drafts, start: HoursForm())
        away = FormDraft("free.away", drafts, start: SpanForm())
        zone = Draft("free.zone", drafts)
    }

    public func appear() async {
        let availability = availability
        await watcher.follow(
            { try await availability.values() }, each: { [weak self] in self?.shown = .ready($0) },
            failed: { shown = .failed($0) })
    }

    public func disappear() {
        watcher.stop()
    }

    /// Adds the hours that were chosen to those of every week.
    @discardableResult public func addHours() async -> Bool {
        let all = (shown.value?.weekly ?? []) + [hours.value.hours]
        let done = await act { try await $0.setWeekly(hours: all) }
        if done { hours.clear() }
        return done
    }

    @discardableResult public func remove(_ hours: ContactHours) async -> Bool {
        let all = (shown.value?.weekly ?? []).filter { $0 != hours }
        return await act { try await $0.setWeekly(hours: all) }
    }

    /// Switches hours of peace on, as reminders usually keep them, or off.
    @discardableResult public func setQuiet(on: Bool) async -> Bool {
        let reminders = reminders
        return await act {
            let usual = on ? try await reminders.usualQuiet() : nil
            try await $0.setQuiet(quiet: usual.map { Quiet(from: $0.begin, to: $0.end) })
        }
    }

    @discardableResult public func setQuiet(from: TimeOfDay, to: TimeOfDay) async -> Bool {
        await act { try await $0.setQuiet(quiet: Quiet(from: from, to: to)) }
    }

    /// Adds the days that were chosen.
    @discardableResult public func addAway(now: Date = .now, in zone: TimeZone = .autoupdatingCurrent) async -> Bool {
        let days = away.value.days(now: now, in: zone)
        let done = await act { try await $0.addAbsence(first: days.first, last: days.last) }
        if done { away.clear() }
        return done
    }

    @discardableResult public func remove(_ days: DaySpan) async -> Bool {
        await act { try await $0.removeAbsence(first: days.first, last: days.last) }
    }

    /// Takes a calendar from a file as busy. What of it could not be understood is told.
    public func load(_ file: URL) async {
        let availability = availability
        taken = await acting.run { try await availability.takeCalendar(file: try FileText.bytes(file)) }
    }

    @discardableResult public func forgetCalendar() async -> Bool {
        taken = nil
        return await act { try await $0.forgetCalendar() }
    }

    /// Zones whose name has what was typed in it.
    public var zones: [Zone] {
        let typed = zone.text.trimmingCharacters(in: .whitespaces).replacingOccurrences(of: " ", with: "_")
        return typed.isEmpty
            ? [] : TimeZone.knownTimeZoneIdentifiers.filter { $0.localizedCaseInsensitiveContains(typed) }
    }

    /// Says where one's clock is; none: wherever the device is.
    @discardableResult public func setZone(_ zone: Zone?) async -> Bool {
        let done = await act { try await $0.setZone(zone: zone) }
        if done { self.zone.clear() }
        return done
    }

    private func act(_ act: (any AvailabilityProtocol) async throws -> Void) async -> Bool {
        let availability = availability
        let done: Void? = await acting.run { try await act(availability) }
        return done != nil
    }
}

/// Hours of one day of every week.
public struct HoursForm: Codable, Equatable, Sendable {
    private var day = 0
    public var from: TimeOfDay = "17:00"
    public var to: TimeOfDay = "20:00"

    public init() {}

    public var weekday: Weekday {
        get { Weekday.choices.indices.contains(day) ? Weekday.choices[day] : .monday }
        set { day = Weekday.choices.firstIndex(of: newValue) ?? 0 }
    }

    var hours: ContactHours { ContactHours(day: weekday, from: from, to: to) }
}

extension CalendarTaken {
    public var words: Words {
        Words("availability.taken", ["times": .number(Int(times)), "days": .number(Int(days))])
    }
}

extension LeftOutView {
    /// Which line is left out, and why.
    public var words: Words {
        let why = Failure.Invalid(field: field, problem: problem).what
        return Words("availability.left_out", ["line": .number(Int(line)), "why": .words(why)])
    }
}
