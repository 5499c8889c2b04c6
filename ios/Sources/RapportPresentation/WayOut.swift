import RapportCore

/// What somebody can do here when the profile cannot be opened. What is done elsewhere, an update or freeing
/// room, the words say.
public enum WayOut: Hashable, Sendable {
    case tryAgain
    /// Begin with another profile; this one is put aside and kept.
    case startAnew
}

extension Failure {
    public var ways: [WayOut] {
        switch remedy {
        case .update: []
        // The keys may still come back, with the Keychain of a restored phone.
        case .linkAgain: [.tryAgain, .startAnew]
        case .correct, .goBack, .tryAgain, .unlock, .freeSpace, .report, .nothing: [.tryAgain]
        }
    }
}
