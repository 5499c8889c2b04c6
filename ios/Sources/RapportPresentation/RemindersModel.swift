import Foundation
import Observation
import RapportCore

/// Reminders: what comes, what does not and why, what came, and what somebody wants of them.
@MainActor @Observable
public final class RemindersModel {
    public private(set) var shown = Shown<ReminderSettings>.loading
    /// What comes, the nearest first.
    public private(set) var coming: [ComingReminder] = []
    /// What does not come.
    public private(set) var leftOut: [ReminderLine] = []
    /// What came, the latest first.
    public private(set) var past: [ReminderLine] = []
    public private(set) var devices: [DeviceRow] = []
    /// What quiet hours begin as again after they were switched off.
    public private(set) var usualQuiet: QuietHours?
    public let acting = Acting()
    /// Until when nothing is to come, while somebody chooses it.
    public let until: FormDraft<WhenForm>
    public let center: ReminderCenter
    private let reminders: any RemindersProtocol
    private let ours: any DevicesProtocol
    private let watcher = Watcher()
    private let readings = Readings()

    init(_ areas: Areas, center: ReminderCenter, drafts: any Drafts) {
        reminders = areas.reminders
        ours = areas.devices
        self.center = center
        until = FormDraft("reminders.until", drafts, start: WhenForm())
    }

    public func appear() async {
        let (reminders, ours) = (reminders, ours)
        // Without names of devices reminders can still be read.
        devices = (try? await ours.view().devices) ?? []
        await read()
        await watcher.follow(
            { try await reminders.upcoming() }, each: { [weak self] _ in Task { await self?.read() } },
            failed: { shown = .failed($0) })
    }

    public func disappear() {
        watcher.stop()
    }

    /// Does something and shows what became of it. Whether it was done.
    @discardableResult public func set(_ act: (any RemindersProtocol) async throws -> Void) async -> Bool {
        let reminders = reminders
        let done: Void? = await acting.run { try await act(reminders) }
        await read()
        return done != nil
    }

    /// Holds everything back up to the day that was chosen.
    @discardableResult public func pause(now: Date = .now, in zone: TimeZone = .autoupdatingCurrent) async -> Bool {
        let day = until.value.parts(now: now, in: zone).day
        let done = await set { try await $0.pause(until: day) }
        if done { until.clear() }
        return done
    }

    /// All that is known of one reminder.
    public func why(_ id: OccurrenceKey) async -> ReminderWhy? {
        let reminders = reminders
        return await acting.run { try await reminders.why(reminder: id) }
    }

    private func read() async {
        let reminders = reminders
        let reading = readings.begin()
        do {
            let plan = try await reminders.plan(budget: .ios)
            let lives = try await reminders.lives(limit: 30)
            let parts = plan.pushes.flatMap { $0.parts.map(\.id) } + plan.leftOut.map(\.id) + lives.map(\.id)
            let rows = try await reminders.rows(reminders: parts)
            let usual = try await reminders.usualQuiet()
            let settings = try await reminders.settings()
            guard readings.isNew(reading) else { return }
            let known = Dictionary(rows.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
            coming = plan.pushes.map { push in
                ComingReminder(
                    id: push.id, day: push.wall.day, time: push.wall.time, text: push.text.words,
                    lines: push.parts.map { ReminderLine($0.id, known[$0.id], $0.held?.words) })
            }
            leftOut = plan.leftOut.map { ReminderLine($0.id, known[$0.id], $0.why.words) }
            past = lives.map { ReminderLine($0.id, known[$0.id], $0.fate.words) }
            usualQuiet = usual
            shown = .ready(settings)
        } catch {
            if readings.isNew(reading) { shown = .failed(failure(of: error)) }
        }
    }
}

/// What is shown at one moment.
public struct ComingReminder: Identifiable, Equatable, Sendable {
    public let id: PushKey
    /// What the clock of the phone shows then.
    public let day: Day
    public let time: TimeOfDay
    public let text: Words
    public let lines: [ReminderLine]
}

/// One reminder in a list.
public struct ReminderLine: Identifiable, Equatable, Sendable {
    public let id: OccurrenceKey
    public let kind: Words
    /// What the meeting is called, or what is to be done; may be empty.
    public let title: String
    public let with: String
    /// Why it is due; nothing when it is not any more.
    public let because: Words?
    /// What moved it, left it out or became of it.
    public let fate: Words?

    init(_ id: OccurrenceKey, _ row: ReminderRow?, _ fate: Words?) {
        self.id = id
        kind = row?.kind.words ?? Words("screen.reminders.title")
        title = row?.title ?? ""
        with = row?.with ?? ""
        because = row?.because?.words
        self.fate = fate
    }
}

extension ReminderKind {
    /// In the order of a list.
    public static let choices: [ReminderKind] = [.meeting, .log, .step, .checkIn, .idle, .watch, .concern]
}
