import Foundation
import Observation

/// What somebody chose in a dialog and did not send yet. Kept like a draft, so that it is there again
/// after the app was ended.
@MainActor @Observable
public final class FormDraft<Value: Codable & Equatable & Sendable> {
    private let key: String
    private let drafts: any Drafts
    private let start: Value

    public var value: Value {
        didSet { if value != oldValue { keep() } }
    }

    public init(_ key: String, _ drafts: any Drafts, start: Value) {
        self.key = key
        self.drafts = drafts
        self.start = start
        // What an older app kept in another shape is no longer a choice.
        value = (try? JSONDecoder().decode(Value.self, from: Data(drafts.text(key).utf8))) ?? start
    }

    public func clear() {
        value = start
    }

    private func keep() {
        guard value != start, let json = try? JSONEncoder().encode(value) else { return drafts.keep("", key) }
        drafts.keep(String(decoding: json, as: UTF8.self), key)
    }
}
