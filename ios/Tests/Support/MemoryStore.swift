import Foundation
import RapportCore

/// Keeps the secret in memory, and does what a test tells it to.
public final class MemoryStore: SecretStore, @unchecked Sendable {
    private let lock = NSLock()
    private var secret: Data?
    private var trouble: SecretTrouble?
    private var mainThreadReads = 0

    public init() {}

    public func fails(_ trouble: SecretTrouble?) {
        lock.withLock { self.trouble = trouble }
    }

    public func forget() {
        lock.withLock { secret = nil }
    }

    /// How often it was asked on the screen's thread.
    public var askedOnMainThread: Int { lock.withLock { mainThreadReads } }

    public func read() throws -> Data? {
        try lock.withLock {
            if Thread.isMainThread { mainThreadReads += 1 }
            if let trouble { throw trouble }
            return secret
        }
    }

    public func write(_ secret: Data) throws {
        try lock.withLock {
            if let trouble { throw trouble }
            self.secret = secret
        }
    }
}
