import Foundation
import Observation
import RapportCore

/// A rhythm that somebody is choosing.
public struct PlanForm: Codable, Equatable, Sendable {
    /// What brings a series to its end.
    public enum End: String, Codable, CaseIterable, Sendable {
        case never, on, after
    }

    public var first = WhenForm()
    public var minutes: Minutes = 60
    /// Which of the rhythms that begin with the first time.
    public var rhythm = 0
    public var end = End.never
    /// The last day, where it ends with one.
    public var last = WhenForm()
    /// How many times, where it ends after some.
    public var times: UInt32 = 10

    public init() {}

    func ends(now: Date, in zone: TimeZone) -> Ends {
        switch end {
        case .never: .never
        case .on: .on(last.parts(now: now, in: zone).day)
        case .after: .after(times)
        }
    }
}

/// Choosing a rhythm: what begins with the day that was chosen, the core says.
@MainActor @Observable
public final class PlanChoice {
    public let form: FormDraft<PlanForm>
    /// What can be chosen; empty until it was asked.
    public private(set) var offered: [Rhythm] = []
    private let meetings: any MeetingsProtocol

    init(_ key: String, _ meetings: any MeetingsProtocol, drafts: any Drafts) {
        self.meetings = meetings
        form = FormDraft(key, drafts, start: PlanForm())
    }

    /// Asks what begins with the first time. A day that cannot be is refused when it is proposed.
    public func offer(now: Date = .now, in zone: TimeZone = .autoupdatingCurrent) async {
        let (meetings, first) = (meetings, form.value.first)
        let all = (try? await meetings.rhythms(first: first.parts(now: now, in: zone).day)) ?? []
        // Meanwhile another day may have been chosen.
        if first == form.value.first { offered = all }
    }

    /// The plan that was chosen, up to its end.
    func plan(now: Date, in zone: TimeZone) async throws -> SeriesPlan {
        let (meetings, form) = (meetings, form.value)
        let start = form.first.parts(now: now, in: zone)
        let all = try await meetings.rhythms(first: start.day)
        guard let one = all.indices.contains(form.rhythm) ? all[form.rhythm] : all.first else {
            throw Failure.Invalid(field: .repeat, problem: .doesNotFit)
        }
        return SeriesPlan(
            start: start.civil, minutes: form.minutes, every: one.every, on: one.on,
            ends: form.ends(now: now, in: zone))
    }
}

/// Days on end that somebody is choosing, both included.
public struct SpanForm: Codable, Equatable, Sendable {
    public var first = WhenForm()
    public var last = WhenForm()

    public init() {}

    /// Where only the first day was chosen, it is the last as well.
    func days(now: Date, in zone: TimeZone) -> Days {
        let first = first.parts(now: now, in: zone)
        let last = last == WhenForm() ? first : last.parts(now: now, in: zone)
        return Days(first: first.day, last: last.day)
    }
}
