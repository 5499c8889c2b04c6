import Observation
import RapportCore

/// How the results of one instrument went: one's own, or those that a partner has shown. One's own come
/// with how often one is asked.
@MainActor @Observable
public final class TrendModel {
    public enum Whose: Hashable, Sendable {
        case mine(AskedCheckIn)
        case shown(instrument: String, space: SpaceId, person: PersonId)
    }

    public let whose: Whose
    public private(set) var shown = Shown<TrendView>.loading
    /// Every how many days one is asked; none: not at all.
    public private(set) var rhythm: UInt32?
    public let acting = Acting()
    private let checkIns: any CheckInsProtocol
    private let language: String
    private let watcher = Watcher()
    private let readings = Readings()

    public init(_ whose: Whose, in checkIns: any CheckInsProtocol, language: String = Reader.language) {
        self.whose = whose
        self.checkIns = checkIns
        self.language = language
    }

    public func appear() async {
        let (checkIns, language, whose) = (checkIns, language, whose)
        await read()
        await watcher.follow(
            {
                switch whose {
                case .mine: try await checkIns.own(in: language)
                case .shown: try await checkIns.shownLists(in: language)
                }
            },
            each: { [weak self] _ in Task { await self?.read() } }, failed: { _ in })
    }

    public func disappear() {
        watcher.stop()
    }

    /// The drawing of each part.
    public var drawings: [TrendDrawing] {
        guard let trend = shown.value else { return [] }
        return trend.parts.map { TrendDrawing($0, of: trend) }
    }

    /// How often one may choose to be asked, not at all before the rest. What does not fit the instrument, the core
    /// refuses with what does.
    public var rhythms: [UInt32?] {
        [nil] + Set([7, 14, 28, rhythm].compactMap(\.self)).sorted()
    }

    /// Says how often one is asked.
    @discardableResult public func ask(everyDays days: UInt32?) async -> Bool {
        guard case .mine(let asked) = whose else { return false }
        let checkIns = checkIns
        let done: Void? = await acting.run {
            try await checkIns.setRhythm(instrument: asked.instrument, everyDays: days)
        }
        await readRhythm()
        return done != nil
    }

    private func read() async {
        let (checkIns, language, reading) = (checkIns, language, readings.begin())
        do {
            let trend =
                switch whose {
                case .mine(let asked):
                    try await checkIns.trend(instrument: asked.instrument, language: language, about: asked.about)
                case .shown(let instrument, let space, let person):
                    try await checkIns.trendShown(
                        instrument: instrument, language: language, space: space, person: person)
                }
            if readings.isNew(reading) { shown = .ready(trend) }
        } catch {
            if readings.isNew(reading) { shown = .failed(failure(of: error)) }
        }
        await readRhythm()
    }

    private func readRhythm() async {
        guard case .mine(let asked) = whose else { return }
        let checkIns = checkIns
        rhythm = (try? await checkIns.rhythm(instrument: asked.instrument)) ?? nil
    }
}
