import Observation
import RapportCore

/// Devices and safety: one's devices, the recovery words, relays, and what could not be used.
@MainActor @Observable
public final class DevicesModel {
    public private(set) var shown = Shown<SafetyView>.loading
    public private(set) var sync: SyncView?
    /// The 24 words, while they are on the screen.
    public private(set) var words: String?
    public let acting = Acting()
    private let core: any RapportProtocol
    private let devices: any DevicesProtocol
    private let syncing: any SyncProtocol
    private let safety = Watcher()
    private let states = Watcher()

    public init(core: any RapportProtocol, devices: any DevicesProtocol, sync: any SyncProtocol) {
        self.core = core
        self.devices = devices
        syncing = sync
    }

    public func appear() async {
        let (devices, syncing) = (devices, syncing)
        await safety.follow(
            { try await devices.values() }, each: { [weak self] in self?.shown = .ready($0) },
            failed: { shown = .failed($0) })
        await states.follow(
            { try await syncing.values() }, each: { [weak self] in self?.sync = $0 }, failed: { _ in })
    }

    public func disappear() {
        safety.stop()
        states.stop()
        hideWords()
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

    /// Technical lines, to be shared with whoever helps.
    public func report() async -> String? {
        let core = core
        return await acting.run { try await core.logText() }
    }
}

extension DeviceRow {
    public var words: Words { Words(current ? "device.state.current" : "device.state.removed") }
}
