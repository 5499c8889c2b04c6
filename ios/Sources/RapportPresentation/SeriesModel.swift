import Foundation
import Observation
import RapportCore

/// One series: answer it, change it, move or leave out one of its times, let it rest, end it.
@MainActor @Observable
public final class SeriesModel: Watched<any MeetingsProtocol, SeriesId, SeriesView> {
    /// Another rhythm, while somebody looks for one.
    public let plan: PlanChoice
    /// Another time for one of them, likewise.
    public let other: FormDraft<OtherTimeForm>
    /// Days without a meeting, likewise.
    public let pause: FormDraft<SpanForm>
    /// From when on the two meet again, likewise.
    public let resume: FormDraft<WhenForm>
    /// A few words about why one is left out, or all end.
    public let note: Draft
    private let drafts: any Drafts
    @ObservationIgnored private var fields: [Field: EditedText] = [:]

    public init(_ id: SeriesId, meetings: any MeetingsProtocol, drafts: any Drafts) {
        self.drafts = drafts
        plan = PlanChoice("\(id.text).plan", meetings, drafts: drafts)
        other = FormDraft("\(id.text).other", drafts, start: OtherTimeForm())
        pause = FormDraft("\(id.text).pause", drafts, start: SpanForm())
        resume = FormDraft("\(id.text).resume", drafts, start: WhenForm())
        note = Draft("\(id.text).note", drafts)
        super.init(id, in: meetings) { try await $0.values(of: $1) }
    }

    /// A field to type in, the same as long as the screen is there.
    public func field(_ field: Field, _ edit: @escaping @Sendable (String) -> SeriesEdit) -> EditedText {
        if let known = fields[field] { return known }
        let text = EditedText("\(id.text).\(field)", drafts) { [weak self] text in
            await self?.edit(edit(text)) ?? false
        }
        fields[field] = text
        return text
    }

    @discardableResult public func edit(_ edit: SeriesEdit) async -> Bool {
        await act { try await $0.editSeries(series: $1, edit: edit) }
    }

    @discardableResult public func confirm() async -> Bool {
        await act { try await $0.confirmSeries(series: $1) }
    }

    /// Wishes for the rhythm that was chosen, from its first time on.
    @discardableResult public func change(
        now: Date = .now, in zone: TimeZone = .autoupdatingCurrent
    ) async -> Bool {
        let plan = plan
        let done = await act {
            try await $0.changeSeries(series: $1, plan: try await plan.plan(now: now, in: zone))
        }
        if done { plan.form.clear() }
        return done
    }

    /// Says yes to the rhythm that the other one wishes for, as it was seen here.
    @discardableResult public func agree(to wish: WishView) async -> Bool {
        await act { try await $0.agreeToChange(series: $1, plan: wish.plan) }
    }

    /// Where one of the times was moved and by whom, where it was.
    public func moved(_ time: SeriesTimeView) -> MovedView? {
        shown.value?.moved.first { $0.of == time.of }
    }

    /// Says yes to where one of the times was moved, as it was seen here.
    @discardableResult public func agree(to moved: MovedView) async -> Bool {
        await act { try await $0.agreeToTime(series: $1, of: moved.of, to: moved.to) }
    }

    /// Moves one of the times to what was chosen.
    @discardableResult public func move(
        _ time: SeriesTimeView, in zone: TimeZone = .autoupdatingCurrent
    ) async -> Bool {
        let to = other.value.parts(of: time, in: zone).civil
        let done = await act { try await $0.moveTime(series: $1, of: time.of, to: to) }
        if done { other.clear() }
        return done
    }

    /// Leaves one of the times out.
    @discardableResult public func skip(_ time: SeriesTimeView, because reason: CancelReason) async -> Bool {
        let note = note.text
        let done = await act { try await $0.skipTime(series: $1, of: time.of, reason: reason, note: note) }
        if done { self.note.clear() }
        return done
    }

    /// The meeting of one of the times, to go on with: opened unless it is there.
    public func open(_ time: SeriesTimeView) async -> MeetingId? {
        if let meeting = time.meeting { return meeting }
        return await ask { try await $0.openTime(series: $1, of: time.of) }
    }

    /// No meetings on the days that were chosen.
    @discardableResult public func rest(now: Date = .now, in zone: TimeZone = .autoupdatingCurrent) async -> Bool {
        let days = pause.value.days(now: now, in: zone)
        let done = await act { try await $0.pauseSeries(series: $1, first: days.first, last: days.last) }
        if done { pause.clear() }
        return done
    }

    /// Ends what is left of any pause with the day that was chosen.
    @discardableResult public func goOn(now: Date = .now, in zone: TimeZone = .autoupdatingCurrent) async -> Bool {
        let day = resume.value.parts(now: now, in: zone).day
        let done = await act { try await $0.resumeSeries(series: $1, from: day) }
        if done { resume.clear() }
        return done
    }

    @discardableResult public func end(because reason: CancelReason) async -> Bool {
        let note = note.text
        let done = await act { try await $0.endSeries(series: $1, reason: reason, note: note) }
        if done { self.note.clear() }
        return done
    }
}
