import Foundation
import Observation
import RapportCore

/// Meetings that come again and again, and proposing such a series.
@MainActor @Observable
public final class SeriesListModel {
    public private(set) var shown = Shown<[SeriesRow]>.loading
    /// Those that were ended.
    public private(set) var ended: [SeriesRow] = []
    public private(set) var pairings: [PairingRow] = []
    public let title: Draft
    public let place: Draft
    /// When, while somebody proposes a series.
    public let plan: PlanChoice
    /// With whom and how, likewise.
    public let form: FormDraft<SeriesForm>
    public let acting = Acting()
    /// The pair whose series these are; none: those of all.
    private let only: SpaceId?
    private let meetings: any MeetingsProtocol
    private let people: any PeopleProtocol
    private let watcher = Watcher()
    private let readings = Readings()

    public init(
        in space: SpaceId? = nil, meetings: any MeetingsProtocol, people: any PeopleProtocol, drafts: any Drafts
    ) {
        only = space
        self.meetings = meetings
        self.people = people
        let key = space.map { "\($0.text).series" } ?? "series"
        title = Draft("\(key).title", drafts)
        place = Draft("\(key).place", drafts)
        plan = PlanChoice("\(key).plan", meetings, drafts: drafts)
        form = FormDraft("\(key).form", drafts, start: SeriesForm())
    }

    public func appear() async {
        let (meetings, people, only) = (meetings, people, only)
        // Without names of others there is nobody to propose anything to, and all else can be read.
        pairings = ((try? await people.pairings()) ?? []).filter { only == nil || $0.space == only }
        await watcher.follow(
            { try await meetings.seriesLists(in: only) },
            each: { [weak self] rows in
                self?.shown = .ready(rows)
                // A series that left this list was ended.
                Task { await self?.readEnded() }
            },
            failed: { shown = .failed($0) })
        await readEnded()
    }

    public func disappear() {
        watcher.stop()
    }

    /// Whom it is with: who was chosen, or the first there is.
    public var space: SpaceId? {
        pairings.first { $0.space == form.value.space }?.space ?? pairings.first?.space
    }

    /// Proposes the series that was chosen. Gives its id, to open it.
    public func propose(now: Date = .now, in zone: TimeZone = .autoupdatingCurrent) async -> SeriesId? {
        guard let space else { return nil }
        let (meetings, plan, mode) = (meetings, plan, form.value.mode)
        let (title, place) = (title.text, place.text)
        let made = await acting.run {
            let draft = SeriesDraft(
                space: space, plan: try await plan.plan(now: now, in: zone), title: title, mode: mode, place: place)
            return try await meetings.proposeSeries(draft: draft)
        }
        if made != nil {
            self.title.clear()
            self.place.clear()
            form.clear()
            plan.form.clear()
        }
        return made
    }

    private func readEnded() async {
        let (meetings, only, reading) = (meetings, only, readings.begin())
        guard let rows = try? await meetings.series(space: only, past: true), readings.isNew(reading) else { return }
        ended = rows.filter { $0.stage == .cancelled }
    }
}
