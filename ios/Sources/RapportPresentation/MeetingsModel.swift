import Foundation
import Observation
import RapportCore

/// Meetings ahead and past, and proposing one.
@MainActor @Observable
public final class MeetingsModel {
    public private(set) var shown = Shown<[MeetingRow]>.loading
    public private(set) var past: [MeetingRow] = []
    public private(set) var pairings: [PairingRow] = []
    public let title: Draft
    public let place: Draft
    /// With whom, when, how, while somebody proposes a meeting.
    public let form: FormDraft<ProposeForm>
    public let acting = Acting()
    private let meetings: any MeetingsProtocol
    private let people: any PeopleProtocol
    private let watcher = Watcher()
    private let readings = Readings()
    private let pairs = Watcher()

    public init(meetings: any MeetingsProtocol, people: any PeopleProtocol, drafts: any Drafts) {
        self.meetings = meetings
        self.people = people
        title = Draft("meetings.title", drafts)
        place = Draft("meetings.place", drafts)
        form = FormDraft("meetings.form", drafts, start: ProposeForm())
    }

    public func appear() async {
        let (meetings, people) = (meetings, people)
        await watcher.follow(
            { try await meetings.lists() },
            each: { [weak self] rows in
                self?.shown = .ready(rows)
                // A meeting that left this list is past by now.
                Task { await self?.readPast() }
            },
            failed: { shown = .failed($0) })
        await pairs.follow(
            { try await people.pairingLists() }, each: { [weak self] in self?.pairings = $0 }, failed: { _ in })
        await readPast()
    }

    public func disappear() {
        watcher.stop()
        pairs.stop()
    }

    /// Whom the meeting is with: who was chosen, or the first there is.
    public var space: SpaceId? {
        pairings.first { $0.space == form.value.space }?.space ?? pairings.first?.space
    }

    /// Proposes the meeting that was chosen. Gives its id, to open it.
    public func propose(now: Date = .now, in zone: TimeZone = .autoupdatingCurrent) async -> MeetingId? {
        guard let space else { return nil }
        let (meetings, form) = (meetings, form.value)
        let new = NewMeeting(
            space: space, slot: form.when.parts(now: now, in: zone).civil, minutes: form.minutes, title: title.text,
            mode: form.mode, place: place.text)
        let made = await acting.run { try await meetings.propose(new: new) }
        if made != nil {
            title.clear()
            place.clear()
            self.form.clear()
        }
        return made
    }

    private func readPast() async {
        let (meetings, reading) = (meetings, readings.begin())
        guard let rows = try? await meetings.past(space: nil, offset: 0, limit: 100) else { return }
        if readings.isNew(reading) { past = rows }
    }
}
