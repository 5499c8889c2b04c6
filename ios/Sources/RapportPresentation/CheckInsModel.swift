import Foundation
import Observation
import RapportCore

/// What is asked, and about which pair where it is about one.
public struct AskedCheckIn: Hashable, Sendable {
    public let instrument: String
    public let about: SpaceId?

    public init(_ instrument: String, about: SpaceId? = nil) {
        self.instrument = instrument
        self.about = about
    }
}

/// One thing that can be answered: an instrument, for each pair where it is about one.
public struct CheckInChoice: Identifiable, Sendable {
    public let instrument: InstrumentRow
    /// The pair that it is about.
    public let pairing: PairingRow?

    public var id: AskedCheckIn { AskedCheckIn(instrument.id, about: pairing?.space) }
}

/// Check-ins: what can be answered, what was, and what partners have shown.
@MainActor @Observable
public final class CheckInsModel {
    public private(set) var shown = Shown<[InstrumentRow]>.loading
    /// One's own, the newest first.
    public private(set) var mine: [CheckInRow] = []
    /// What partners have shown, the newest first.
    public private(set) var theirs: [CheckInRow] = []
    /// The instrument whose questions came with the last file.
    public private(set) var loaded: String?
    public let acting = Acting()
    private var pairings: [PairingRow] = []
    private let checkIns: any CheckInsProtocol
    private let people: any PeopleProtocol
    private let language: String
    private let own = Watcher()
    private let others = Watcher()
    private let pairs = Watcher()
    private let readings = Readings()

    public init(_ checkIns: any CheckInsProtocol, people: any PeopleProtocol, language: String = Reader.language) {
        self.checkIns = checkIns
        self.people = people
        self.language = language
    }

    public func appear() async {
        let (checkIns, people, language) = (checkIns, people, language)
        await own.follow(
            { try await checkIns.own(in: language) },
            each: { [weak self] rows in
                self?.mine = rows
                // An answer ends what was begun, and says when the last one was.
                Task { await self?.readInstruments() }
            },
            failed: { shown = .failed($0) })
        await others.follow(
            { try await checkIns.shownLists(in: language) }, each: { [weak self] in self?.theirs = $0 },
            failed: { _ in })
        await pairs.follow(
            { try await people.pairingLists() }, each: { [weak self] in self?.pairings = $0 }, failed: { _ in })
        await readInstruments()
    }

    public func disappear() {
        for watcher in [own, others, pairs] { watcher.stop() }
    }

    /// What can be answered, in the core's order.
    public var choices: [CheckInChoice] {
        (shown.value ?? []).flatMap { row in
            row.about == .pair
                ? pairings.map { CheckInChoice(instrument: row, pairing: $0) }
                : [CheckInChoice(instrument: row, pairing: nil)]
        }
    }

    /// Takes the questions of an instrument from a file.
    public func load(_ file: URL) async {
        let checkIns = checkIns
        loaded = await acting.run { try await checkIns.loadTexts(file: try FileText.read(file)) }
        await readInstruments()
    }

    private func readInstruments() async {
        let (checkIns, language, reading) = (checkIns, language, readings.begin())
        do {
            let rows = try await checkIns.instruments(language: language)
            if readings.isNew(reading) { shown = .ready(rows) }
        } catch {
            if readings.isNew(reading) { shown = .failed(failure(of: error)) }
        }
    }
}
