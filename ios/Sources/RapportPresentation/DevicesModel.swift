import Observation
import RapportCore

/// Devices and safety: one's devices, the recovery words, relays, what could not be used and what was lost.
@MainActor @Observable
public final class DevicesModel {
    public private(set) var shown = Shown<SafetyView>.loading
    public private(set) var sync: SyncView?
    /// The 24 words, while they are on the screen.
    public private(set) var words: String?
    /// The key of each pair, as the core counts them.
    public private(set) var keys: [PairKey] = []
    public let acting = Acting()
    let areas: Areas
    let drafts: any Drafts
    private let core: any RapportProtocol
    private let devices: any DevicesProtocol
    private let syncing: any SyncProtocol
    private let people: any PeopleProtocol
    private let safety = Watcher()
    private let states = Watcher()
    private let readings = Readings()

    public init(_ areas: Areas, drafts: any Drafts, sync: (any SyncProtocol)? = nil) {
        self.areas = areas
        self.drafts = drafts
        core = areas.core
        devices = areas.devices
        syncing = sync ?? areas.sync
        people = areas.people
    }

    public func appear() async {
        let (devices, syncing) = (devices, syncing)
        await safety.follow(
            { try await devices.values() }, each: { [weak self] in self?.shown = .ready($0) },
            failed: { shown = .failed($0) })
        await states.follow(
            { try await syncing.values() },
            each: { [weak self] now in
                self?.sync = now
                // A new key is there with the sync that makes it.
                Task { await self?.readKeys() }
            },
            failed: { _ in })
        await readKeys()
    }

    public func disappear() {
        safety.stop()
        states.stop()
        hideWords()
    }

    /// What something damaged was mended without, until somebody has seen it.
    public var losses: [LossRow] { sync?.losses ?? [] }

    /// The person has looked through it: nothing tells of it any more.
    public func lossesSeen() async {
        let syncing = syncing
        await acting.run { try await syncing.lossesSeen() }
    }

    public func showWords() async {
        let devices = devices
        words = await acting.run { try await devices.recoveryWords() }.flatMap { $0 }
    }

    public func hideWords() {
        words = nil
    }

    /// The words stand on paper now, and nowhere else.
    public func confirmWords() async {
        let devices = devices
        await acting.run { try await devices.confirmRecoveryWords() }
        if acting.failure == nil { hideWords() }
    }

    /// Takes the words up again, so that any other device can be removed. True when they were this person's.
    public func enterWords(_ typed: String) async -> Bool {
        let devices = devices
        await acting.run { try await devices.enterWords(words: typed) }
        return acting.failure == nil
    }

    /// Gives both people of a pair a new key with the next sync, for when a device may be in wrong hands.
    public func renewKey(of pair: PairKey) async {
        let people = people
        await acting.run { try await people.renewKey(space: pair.id) }
        await readKeys()
    }

    private func readKeys() async {
        let (people, reading) = (people, readings.begin())
        guard let pairs = try? await people.pairings() else { return }
        var found: [PairKey] = []
        for pair in pairs {
            // A pair that has ended has no key to renew.
            guard let key = try? await people.key(space: pair.space) else { continue }
            found.append(PairKey(id: pair.space, name: pair.partnerName, key: key))
        }
        if readings.isNew(reading), keys != found { keys = found }
    }

    /// Technical lines, to be shared with whoever helps.
    public func report() async -> String? {
        let core = core
        return await acting.run { try await core.logText() }
    }
}

/// The key that a pair writes with.
public struct PairKey: Hashable, Sendable, Identifiable {
    public let id: SpaceId
    /// Whom it is shared with.
    public let name: String
    public let key: KeyView
}

extension DeviceRow {
    public var words: Words { Words(current ? "device.state.current" : "device.state.removed") }
}
