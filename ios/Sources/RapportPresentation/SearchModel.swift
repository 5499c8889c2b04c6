import Observation
import RapportCore

/// Search over goals, notes and meetings, on the phone.
@MainActor @Observable
public final class SearchModel {
    public private(set) var hits: [SearchHit] = []
    public private(set) var searched = ""
    public let acting = Acting()
    private let core: any RapportProtocol

    public init(_ core: any RapportProtocol) {
        self.core = core
    }

    /// Looks for something. An answer that a newer question has overtaken is dropped.
    public func look(for text: String) async {
        searched = text
        guard !text.allSatisfy(\.isWhitespace) else {
            hits = []
            return
        }
        let core = core
        let found = await acting.run { try await core.search(text: text, limit: 30) }
        if let found, searched == text { hits = found }
    }
}
