import Foundation

/// Where one profile lies on this device, and what the core asks the device for.
public struct ProfileHome: Sendable {
    public let folder: URL
    private let vault: any KeyVault
    private let zones: any DeviceZones
    private let zone: String

    public init(
        folder: URL, vault: any KeyVault, zones: any DeviceZones = SystemZones(), zone: String = SystemZones.here
    ) {
        self.folder = folder
        self.vault = vault
        self.zones = zones
        self.zone = zone
    }

    /// Opens the profile. Not on the screen's thread: it reads keys and a database.
    ///
    /// Fails with `NotFound` of `profile` when there is none yet.
    @concurrent public func open() async throws -> Rapport {
        try await Rapport.open(config: config, platform: platform())
    }

    /// Makes a person with their first device. Not on the screen's thread.
    @concurrent public func create(name: String) async throws -> Rapport {
        try await Rapport.create(config: config, platform: platform(), name: name)
    }

    /// Makes a device that belongs to nobody yet, and answers the link with which another one takes it in.
    /// Not on the screen's thread.
    @concurrent public func createGuest(name: String, link: String, plainHttp: Bool) async throws -> Rapport {
        try await Rapport.createGuest(
            config: config, platform: platform(), name: name, link: link, plainHttp: plainHttp)
    }

    /// Makes a device on which the person of these words comes back, from what `relay` has. Not on the screen's thread.
    @concurrent public func createRecovering(
        name: String, words: String, relay: String, plainHttp: Bool
    ) async throws -> Rapport {
        try await Rapport.createRecovering(
            config: config, platform: platform(), name: name, words: words, relay: relay, plainHttp: plainHttp)
    }

    /// Puts the files of the profile aside, as they are, so that another one can be made in their place.
    public func setAside() throws {
        let parent = folder.deletingLastPathComponent()
        var number = 1
        func place() -> URL { parent.appendingPathComponent("\(folder.lastPathComponent)-aside-\(number)") }
        while FileManager.default.fileExists(atPath: place().path) { number += 1 }
        try FileManager.default.moveItem(at: folder, to: place())
    }

    private var config: Config { Config(folder: folder.path, zone: zone) }

    private func platform() throws -> Platform {
        try Platform(vault: vault, zones: zones)
    }
}
