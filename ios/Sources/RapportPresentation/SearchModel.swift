import Observation
import RapportCore

/// Search over goals, notes and meetings, on the phone.
@MainActor @Observable
public final class SearchModel {
    /// What was found, by what it is in.
    public enum Group: Hashable, Sendable, CaseIterable {
        case goals, meetings, notes

        public var words: Words { Words(keyed("nav", self)) }
    }

    public private(set) var hits: [SearchHit] = []
    public private(set) var searched = ""
    /// Whether the hits answer what was searched last.
    public private(set) var answered = false
    public let acting = Acting()
    private let core: any RapportProtocol

    public init(_ core: any RapportProtocol) {
        self.core = core
    }

    /// Looks for something. An answer that a newer question has overtaken is dropped.
    public func look(for text: String) async {
        (searched, answered) = (text, false)
        guard !blank else {
            hits = []
            return
        }
        let core = core
        let found = await acting.run { try await core.search(text: text, limit: 60) }
        if let found, searched == text { (hits, answered) = (found, true) }
    }

    public func hits(_ group: Group) -> [SearchHit] {
        hits.filter { $0.what.group == group }
    }

    /// Whether something was looked for that is nowhere.
    public var foundNothing: Bool { answered && hits.isEmpty }

    private var blank: Bool { searched.allSatisfy(\.isWhitespace) }
}

extension Found {
    var group: SearchModel.Group {
        switch self {
        case .goal: .goals
        case .meeting: .meetings
        case .note: .notes
        }
    }
}
