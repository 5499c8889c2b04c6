import RapportCore

// One's own devices: what they are called, taking one in, and out again.
extension DevicesModel {
    /// Those that count: this one first.
    public var current: [DeviceRow] {
        let rows = (shown.value?.devices ?? []).filter(\.current)
        return rows.filter(\.thisDevice) + rows.filter { !$0.thisDevice }
    }

    /// Those that were removed.
    public var removed: [DeviceRow] {
        (shown.value?.devices ?? []).filter { !$0.current }
    }

    /// The name of one of them, to type in.
    public func name(of device: DeviceRow) -> DeviceNameModel {
        DeviceNameModel(device, devices: areas.devices, drafts: drafts)
    }

    /// Taking in another one.
    public func giveLink() -> GiveLinkModel {
        GiveLinkModel(areas, drafts: drafts)
    }

    /// Removes another one; only after somebody was asked. Whether it was done.
    @discardableResult public func remove(_ device: DeviceRow) async -> Bool {
        let devices = areas.devices
        let done: Void? = await acting.run { try await devices.remove(device: device.id) }
        return done != nil
    }
}

extension DeviceRow {
    /// What it is called; what it is as long as nobody named it.
    public var title: String {
        let unnamed = Words(thisDevice ? "screen.devices.this" : "device.kind.unknown")
        return name.isEmpty ? Speaking.shared.say(unnamed) : name
    }
}
