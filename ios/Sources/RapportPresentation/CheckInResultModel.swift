import Observation
import RapportCore

/// One answered check-in: how it is, who can read it, and showing it to somebody. Nothing is shown before
/// that was asked and confirmed.
@MainActor @Observable
public final class CheckInResultModel {
    public let id: CheckInId
    public private(set) var shown = Shown<CheckInRow>.loading
    /// The questions, where their words are here.
    public private(set) var form: CheckInForm?
    /// Whom to turn to, beside a low result of one's own.
    public private(set) var help: HelpView?
    /// What it waits to be confirmed for.
    public private(set) var asks: CheckInShare?
    public let acting = Acting()
    private var pairings: [PairingRow] = []
    private let checkIns: any CheckInsProtocol
    private let people: any PeopleProtocol
    private let language: String
    private let own = Watcher()
    private let others = Watcher()
    private let pairs = Watcher()
    private let readings = Readings()

    public init(
        _ id: CheckInId, in checkIns: any CheckInsProtocol, people: any PeopleProtocol,
        language: String = Reader.language
    ) {
        self.id = id
        self.checkIns = checkIns
        self.people = people
        self.language = language
    }

    public func appear() async {
        let (checkIns, people, language) = (checkIns, people, language)
        await read()
        // Another device of the same person may show it or put it right; a partner may show it anew.
        let again: @MainActor ([CheckInRow]) -> Void = { [weak self] rows in
            guard let self, rows.contains(where: { $0.id == self.id }) else { return }
            Task { await self.read() }
        }
        await own.follow({ try await checkIns.own(in: language) }, each: again, failed: { _ in })
        await others.follow({ try await checkIns.shownLists(in: language) }, each: again, failed: { _ in })
        await pairs.follow(
            { try await people.pairingLists() }, each: { [weak self] in self?.pairings = $0 }, failed: { _ in })
    }

    public func disappear() {
        for watcher in [own, others, pairs] { watcher.stop() }
    }

    /// The partners who can read it.
    public var readers: [PairingRow] {
        guard let row = shown.value, row.mine else { return [] }
        return pairings.filter { row.sharedIn.contains($0.space) }
    }

    /// Whom it may be shown to: what is about a pair, to that one alone; and once more after it was put right.
    public var offers: [PairingRow] {
        guard let row = shown.value, row.mine else { return [] }
        return pairings.filter { pairing in
            (row.about == nil || row.about == pairing.space)
                && (row.corrected || !row.sharedIn.contains(pairing.space))
        }
    }

    /// Asks whether that is really wanted.
    public func ask(_ share: CheckInShare) {
        asks = share
    }

    /// It stays with whoever answered.
    public func keep() {
        asks = nil
    }

    /// Does what was asked about, and nothing when nothing was asked. It is taken at once: a dialog is gone before
    /// what it began has run.
    @discardableResult public func confirm() -> Task<Bool, Never>? {
        guard let asks else { return nil }
        self.asks = nil
        return Task { await show(asks) }
    }

    private func show(_ share: CheckInShare) async -> Bool {
        let (checkIns, id) = (checkIns, id)
        let done: Void? = await acting.run {
            switch share {
            case .with(let pairing): try await checkIns.share(checkin: id, with: pairing.space)
            case .coordinator: try await checkIns.offerToCoordinator(checkin: id)
            }
        }
        await read()
        return done != nil
    }

    private func read() async {
        let (checkIns, id, language, reading) = (checkIns, id, language, readings.begin())
        do {
            let row = try await checkIns.view(checkin: id, language: language)
            if form == nil {
                form = try? await checkIns.form(instrument: row.instrument, language: language, about: row.about)
            }
            let found = row.low && row.mine ? try? await checkIns.help() : nil
            guard readings.isNew(reading) else { return }
            help = found
            shown = .ready(row)
        } catch {
            if readings.isNew(reading) { shown = .failed(failure(of: error)) }
        }
    }
}

/// To whom a check-in may be shown.
public enum CheckInShare: Hashable, Sendable {
    case with(PairingRow)
    case coordinator

    /// What is asked before it is done.
    public var question: Words {
        switch self {
        case .with(let pairing): Words("screen.checkin.share_question", ["name": .text(pairing.partnerName)])
        case .coordinator: Words("screen.checkin.coordinator_question")
        }
    }

    /// What comes of it.
    public var consequence: Words {
        switch self {
        case .with(let pairing): Words("screen.checkin.share_explained", ["name": .text(pairing.partnerName)])
        case .coordinator: Words("screen.checkin.coordinator_explained")
        }
    }
}
