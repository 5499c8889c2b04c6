import Foundation

/// The book that errors take their words from.
public final class Speaking: @unchecked Sendable {
    /// One for the process, as a language is.
    public static let shared = Speaking()
    private let lock = NSLock()
    private var book: (any WordBook)?

    /// To be called once, before anything is shown.
    public func use(_ book: any WordBook) {
        lock.withLock { self.book = book }
    }

    /// The words; their key where no book was given.
    public func say(_ words: Words) -> String {
        lock.withLock { book }?.say(words) ?? words.key
    }
}

extension Failure: LocalizedError {
    public var errorDescription: String? { Speaking.shared.say(what) }
    public var recoverySuggestion: String? { Speaking.shared.say(advice) }
}
