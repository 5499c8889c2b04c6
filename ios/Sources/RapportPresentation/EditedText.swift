import Observation

/// A field of something that others edit, too. What they write shows as long as nobody types here; what was typed
/// is handed over when somebody leaves the field, stays when it is refused, and outlives the process.
@MainActor @Observable
public final class EditedText {
    private struct Typed: Codable, Equatable, Sendable {
        /// None as long as nobody typed: an empty text is a text.
        var text: String?
    }

    private let typed: FormDraft<Typed>
    private let done: @MainActor (String) async -> Bool

    init(_ key: String, _ drafts: any Drafts, done: @escaping @MainActor (String) async -> Bool) {
        typed = FormDraft(key, drafts, start: Typed())
        self.done = done
    }

    /// What the field shows, where everybody's text is `now`.
    public func text(_ now: String) -> String {
        typed.value.text ?? now
    }

    public func type(_ text: String) {
        typed.value.text = text
    }

    /// Somebody leaves the field, where everybody's text is `now`.
    public func leave(_ now: String) async {
        guard let text = typed.value.text else { return }
        guard text != now else { return typed.clear() }
        // What was typed on meanwhile is not what was handed over.
        if await done(text), typed.value.text == text { typed.clear() }
    }
}
