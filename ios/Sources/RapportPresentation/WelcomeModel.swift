import Observation
import RapportCore

/// First run: a name is all that is needed, and no network.
@MainActor @Observable
public final class WelcomeModel {
    public let name: Draft
    public let acting = Acting()
    private let home: ProfileHome
    private let links: @MainActor () -> Void
    private let recovers: @MainActor () -> Void
    private let done: @MainActor (Rapport, _ invited: Bool) -> Void

    init(
        home: ProfileHome, drafts: any Drafts, links: @escaping @MainActor () -> Void,
        recovers: @escaping @MainActor () -> Void,
        done: @escaping @MainActor (Rapport, _ invited: Bool) -> Void
    ) {
        self.home = home
        self.links = links
        self.recovers = recovers
        self.done = done
        name = Draft("welcome.name", drafts)
    }

    public var canStart: Bool { !name.isEmpty && !acting.busy }

    /// Makes the profile; whoever has an invite goes on with answering it.
    public func start(invited: Bool = false) async {
        guard canStart else { return }
        let (home, wanted) = (home, name.text)
        if let core = await acting.run({ try await home.create(name: wanted) }) {
            name.clear()
            done(core, invited)
        }
    }

    /// Goes on with another device of somebody who uses the app already.
    public func linkDevice() {
        if !acting.busy { links() }
    }

    /// Goes on with the words of somebody who has no device any more.
    public func recover() {
        if !acting.busy { recovers() }
    }
}
