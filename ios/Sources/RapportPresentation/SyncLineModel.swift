import Observation
import RapportCore

/// The line that says how sync stands, on every screen.
@MainActor @Observable
public final class SyncLineModel {
    public private(set) var view: SyncView?
    public private(set) var running = false
    public let acting = Acting()
    private let sync: any SyncProtocol
    private let watcher = Watcher()

    public init(_ sync: any SyncProtocol) {
        self.sync = sync
    }

    public func appear() async {
        let sync = sync
        await watcher.follow({ try await sync.values() }, each: { [weak self] in self?.view = $0 }, failed: { _ in })
    }

    public func disappear() {
        watcher.stop()
    }

    /// Fetches and sends once, because somebody asks for it.
    public func now() async {
        running = true
        defer { running = false }
        await acting.run { try await sync.runOnce(budgetMs: 20_000) }
    }

    public var words: Words {
        guard let view else { return Words("sync.never") }
        return running ? Words("sync.running") : Self.words(view)
    }

    /// Whether the line asks for attention: something has to be done by somebody.
    public var alarming: Bool {
        guard let view else { return false }
        return view.line.needsUpdate > 0 || view.line.quarantined > 0
            || view.relays.contains { $0.trouble == .notTrusted || $0.trouble == .notARelay }
    }

    /// What the line says about a state.
    public static func words(_ view: SyncView) -> Words {
        let line = view.line
        let n = Words.Argument.number(Int(line.waiting))
        if !line.hasRelay { return Words("sync.no_relay") }
        if line.needsUpdate > 0 { return Words("sync.needs_update") }
        switch view.relays.compactMap(\.trouble).first {
        case .offline: return line.waiting == 0 ? Words("sync.offline") : Words("sync.offline_waiting", ["n": n])
        case .notTrusted, .refused, .notARelay: return Words("sync.refused")
        case nil: break
        }
        if line.quarantined > 0 { return Words("sync.held_back", ["n": .number(Int(line.quarantined))]) }
        guard let last = line.last else {
            return line.waiting == 0 ? Words("sync.never") : Words("sync.waiting_never", ["n": n])
        }
        return line.waiting == 0
            ? Words("sync.up_to_date", ["when": .instant(last)])
            : Words("sync.waiting", ["n": n, "when": .instant(last)])
    }
}
