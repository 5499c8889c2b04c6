/// What can be done about a failure: what a screen offers beside the words.
public enum Remedy: Hashable, Sendable {
    /// Change what was entered; nothing was lost.
    case correct(Field)
    case goBack
    case tryAgain
    case unlock
    case linkAgain
    case freeSpace
    case update
    case report(reference: String)
    case nothing
}

extension Failure {
    /// What happened, in words: the rule's or the problem's own where there is one.
    public var what: Words {
        switch self {
        case .NotFound(let what):
            Words("failure.not_found.what", ["thing": .words(thing(what))])
        case .NotAllowed(let field, let rule): rule.words(about: field)
        case .Invalid(let field, let problem): problem.words(about: field)
        case .RelayRefused(let code, _): Words(keyed("relay_code", code)).or(Words("relay_code.unknown"))
        default: Words("failure.\(code).what")
        }
    }

    /// What to do about it, in words.
    public var advice: Words {
        switch self {
        case .RelayRefused(_, let seconds?): Words("failure.relay_refused.retry", ["n": .number(Int(seconds))])
        case .StorageFull(let bytes): Words("failure.storage_full.do", ["needed": .bytes(Int(bytes))])
        case .NeedsUpdate: Words("failure.needs_update.do")
        case .Bug(let reference): Words("failure.bug.do", ["reference": .text(reference)])
        default: Words("failure.\(code).do")
        }
    }

    public var remedy: Remedy {
        switch self {
        case .NotFound: .goBack
        case .NotAllowed(let field, _), .Invalid(let field, _): .correct(field)
        case .Conflict, .Offline, .RelayRefused, .Port, .StorageReadOnly, .StorageDamaged, .Stopped: .tryAgain
        case .Locked: .unlock
        case .KeyLost: .linkAgain
        case .StorageFull: .freeSpace
        case .NeedsUpdate: .update
        case .Bug(let reference): .report(reference: reference)
        }
    }

    private var code: String {
        switch self {
        case .NotFound: "not_found"
        case .NotAllowed: "not_allowed"
        case .Invalid: "invalid"
        case .Conflict: "conflict"
        case .Offline: "offline"
        case .RelayRefused: "relay_refused"
        case .Locked: "locked"
        case .KeyLost: "key_lost"
        case .StorageFull: "storage_full"
        case .StorageReadOnly: "storage_read_only"
        case .StorageDamaged: "storage_damaged"
        case .NeedsUpdate: "needs_update"
        case .Port: "port"
        case .Stopped: "stopped"
        case .Bug: "bug"
        }
    }
}

/// The name of a sort of thing that the core gives as a code.
func thing(_ code: String) -> Words {
    Words("thing.\(code)").or(Words("thing.file"))
}

/// The key of a case without arguments: `wrongState` of `rule` is `rule.wrong_state`.
public func keyed(_ area: String, _ value: some Any) -> String {
    var key = ""
    for sign in String(describing: value).prefix(while: { $0 != "(" }) {
        if sign.isUppercase { key += "_" }
        // Digits stand behind their word as the strings have them: heading1 is heading1.
        key += sign.lowercased()
    }
    return "\(area).\(key)"
}
