import Observation
import RapportCore

/// A list with the pairs beside it, and beginning one more of it with the title that was written:
/// one's own, or one that a pair shares.
@MainActor @Observable
public class ListModel<Area: Sendable, Row: Sendable, Id: Sendable> {
    typealias Lists = @Sendable (Area) async throws -> AsyncStream<[Row]>
    typealias Begin = @Sendable (Area, Place, String) async throws -> Id

    public private(set) var shown = Shown<[Row]>.loading
    public private(set) var pairings: [PairingRow] = []
    public let title: Draft
    public let acting = Acting()
    private let area: Area
    private let people: any PeopleProtocol
    @ObservationIgnored private var lists: Lists
    private let make: Begin
    private let rows = Watcher()
    private let pairs = Watcher()

    init(_ area: Area, people: any PeopleProtocol, title: Draft, lists: @escaping Lists, begin: @escaping Begin) {
        self.area = area
        self.people = people
        self.title = title
        self.lists = lists
        make = begin
    }

    public func appear() async {
        let (area, people, lists) = (area, people, lists)
        await rows.follow(
            { try await lists(area) }, each: { [weak self] in self?.shown = .ready($0) },
            failed: { shown = .failed($0) })
        await pairs.follow(
            { try await people.pairingLists() }, each: { [weak self] in self?.pairings = $0 }, failed: { _ in })
    }

    public func disappear() {
        rows.stop()
        pairs.stop()
    }

    /// Shows another list in its place.
    func follow(_ lists: @escaping Lists) async {
        self.lists = lists
        await appear()
    }

    /// Begins one with the title that was written. Gives its id, to open it.
    public func begin(in place: Place) async -> Id? {
        let (area, make, title) = (area, make, title.text)
        let made = await acting.run { try await make(area, place, title) }
        if made != nil { self.title.clear() }
        return made
    }
}
