import Observation
import RapportCore

/// Coming back with the 24 words when no device is left. Before they were entered there is no profile here; then there
/// is one that belongs to nobody until what the words open was found.
@MainActor @Observable
public final class RecoverModel: Identifiable {
    /// What this device is called; asked for before the profile is made only.
    public let name: Draft
    /// The relay that stands beside the words.
    public let relay: Draft
    /// What was typed of the words: in no draft, which would outlive the process.
    public var words = ""
    public let acting = Acting()
    /// How far it is; nothing while words are asked for.
    public private(set) var recovery: RecoveryView?
    private(set) var areas: Areas?
    private let home: ProfileHome
    private let begun: @MainActor () async -> Void
    private let done: @MainActor (Rapport) -> Void
    private let safety = Watcher()
    private var ended = false

    /// `begun` is told that there is a profile now, `done` that it is somebody's.
    init(
        home: ProfileHome, drafts: any Drafts, called: String, begun: @escaping @MainActor () async -> Void,
        done: @escaping @MainActor (Rapport) -> Void
    ) {
        self.home = home
        self.begun = begun
        self.done = done
        name = Draft("recover.name", drafts)
        relay = Draft("recover.relay", drafts)
        if name.isEmpty { name.text = called }
    }

    /// Whether this device waits in a profile that is nobody's yet.
    public var waits: Bool { areas != nil }

    public var canGo: Bool { !words.isEmpty && !relay.isEmpty && (waits || !name.isEmpty) && !acting.busy }

    /// Enters the words. `plainHttp` only after somebody was shown `acting.unencrypted` and wants that relay.
    public func go(plainHttp: Bool = false) async {
        guard canGo else { return }
        let (home, called, words, relay) = (home, name.text, words, relay.text)
        if let areas {
            let devices = areas.devices
            await acting.run { try await devices.recover(words: words, relay: relay, plainHttp: plainHttp) }
        } else {
            let made = await acting.run {
                try Areas(
                    await home.createRecovering(name: called, words: words, relay: relay, plainHttp: plainHttp))
            }
            guard let made else { return }
            await resume(made)
            await begun()
        }
        if acting.failure == nil { self.words = "" }
    }

    /// Other words, or another relay, in the place of those that lead to nothing.
    public func other() async {
        guard let devices = areas?.devices else { return }
        await acting.run { try await devices.stopRecovery() }
    }

    /// Goes on in a profile that waits. From when it is no longer nobody's on, this screen has done what it is for.
    func resume(_ areas: Areas) async {
        self.areas = areas
        let devices = areas.devices
        await safety.follow(
            { try await devices.values() },
            each: { [weak self] now in
                guard let self, !self.ended else { return }
                self.recovery = now.recovery
                if now.guest { return }
                self.end()
                self.name.clear()
                self.relay.clear()
                self.done(areas.core)
            },
            failed: { _ in })
    }

    func end() {
        ended = true
        safety.stop()
    }
}

extension RecoveryView {
    public var words: Words {
        switch stage {
        case .looking: Words("screen.recover.looking")
        case .reading: Words("screen.recover.reading")
        case .notThere: Words("screen.recover.not_there")
        }
    }
}
