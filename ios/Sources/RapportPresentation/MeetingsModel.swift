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
    public let acting = Acting()
    private let meetings: any MeetingsProtocol
    private let people: any PeopleProtocol
    private let watcher = Watcher()
    private let pairs = Watcher()

    public init(meetings: any MeetingsProtocol, people: any PeopleProtocol, drafts: any Drafts) {
        self.meetings = meetings
        self.people = people
        title = Draft("meetings.title", drafts)
        place = Draft("meetings.place", drafts)
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

    /// Proposes a meeting. Gives its id, to open it.
    public func propose(in space: SpaceId, at slot: CivilParts, minutes: Minutes, mode: Mode?) async -> MeetingId? {
        let meetings = meetings
        let new = NewMeeting(
            space: space, slot: slot.civil, minutes: minutes, title: title.text, mode: mode, place: place.text)
        let made = await acting.run { try await meetings.propose(new: new) }
        if made != nil {
            title.clear()
            place.clear()
        }
        return made
    }

    private func readPast() async {
        let meetings = meetings
        if let rows = try? await meetings.past(space: nil, offset: 0, limit: 100) { past = rows }
    }
}
