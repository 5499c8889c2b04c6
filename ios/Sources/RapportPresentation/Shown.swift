import RapportCore

/// What a screen has of what it shows.
public enum Shown<Value: Sendable>: Sendable {
    case loading
    case ready(Value)
    /// It could not be had; says why and what to do.
    case failed(Failure)

    public var value: Value? {
        if case .ready(let value) = self { value } else { nil }
    }

    public var failure: Failure? {
        if case .failed(let failure) = self { failure } else { nil }
    }
}

extension Shown: Equatable where Value: Equatable {}

/// The core's failure of any error. The core throws nothing else; what is not its own is a mistake of ours.
func failure(of error: any Error) -> Failure {
    error as? Failure ?? .Bug(reference: String(describing: type(of: error)))
}
