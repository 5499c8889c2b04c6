import Foundation

/// Why a secret store did not do what it was asked.
public enum SecretTrouble: Error, Equatable, Sendable {
    /// The device has to be unlocked first.
    case locked
    /// What was kept can never be read again.
    case lost
    /// Anything else, with the system's own number.
    case failed(code: Int32)
}

/// One secret of a few bytes, kept by the device: the Keychain, on a phone.
public protocol SecretStore: Sendable {
    /// The secret; nothing when none was kept.
    func read() throws -> Data?
    func write(_ secret: Data) throws
}

/// The core's key vault over a secret store.
public final class SecretKeeper: KeyVault {
    private let store: any SecretStore

    public init(_ store: any SecretStore) {
        self.store = store
    }

    public func load() throws -> Data? {
        try saying { try store.read() }
    }

    public func store(key: Data) throws {
        try saying { try store.write(key) }
    }

    private func saying<Value>(_ work: () throws -> Value) throws -> Value {
        do {
            return try work()
        } catch SecretTrouble.locked {
            throw PortFailure.Locked
        } catch SecretTrouble.lost {
            throw PortFailure.Lost
        } catch SecretTrouble.failed(let code) {
            throw PortFailure.Failed(detail: "secret store: \(code)")
        }
    }
}
