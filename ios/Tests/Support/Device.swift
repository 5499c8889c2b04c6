import Foundation
import RapportCore

/// A phone without a screen: a folder of its own, a key, and a core when it is open.
public final class Device: Sendable {
    public let folder: URL
    public let store = MemoryStore()
    public let home: ProfileHome

    public init() {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("rapport-\(UUID().uuidString)")
        home = ProfileHome(
            folder: folder.appendingPathComponent("profile"), vault: SecretKeeper(store), zone: "Europe/Zurich")
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }
}

/// Runs a test with the open core of somebody new, and shuts it down after it.
public func withPerson<Value>(
    _ name: String = "Ada", isolation: isolated (any Actor)? = #isolation,
    _ work: (Device, Rapport) async throws -> Value
) async throws -> Value {
    let device = Device()
    let core = try await device.home.create(name: name)
    do {
        let value = try await work(device, core)
        try await core.shutdown()
        return value
    } catch {
        try? await core.shutdown()
        throw error
    }
}

/// What a call fails with.
public func failure(
    isolation: isolated (any Actor)? = #isolation, _ call: () async throws -> Void
) async -> Failure? {
    do {
        try await call()
        return nil
    } catch {
        return error as? Failure
    }
}
