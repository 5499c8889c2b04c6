import Observation
import RapportCore

/// What one of one's devices is called, while somebody types it.
@MainActor @Observable
public final class DeviceNameModel: Identifiable {
    public let text: Draft
    public let acting = Acting()
    private let device: DeviceRow
    private let devices: any DevicesProtocol

    init(_ device: DeviceRow, devices: any DevicesProtocol, drafts: any Drafts) {
        self.device = device
        self.devices = devices
        text = Draft("device.\(device.id.text).name", drafts)
        if text.isEmpty { text.text = device.name }
    }

    public var canSave: Bool { !text.isEmpty && !acting.busy }

    /// Gives it the name, for one's own eyes; whether it was done.
    public func save() async -> Bool {
        guard canSave else { return false }
        let (devices, device, name) = (devices, device.id, text.text)
        let done: Void? = await acting.run { try await devices.rename(device: device, name: name) }
        if done != nil { text.clear() }
        return done != nil
    }

    /// It stays called what it is.
    public func discard() {
        text.clear()
    }
}
