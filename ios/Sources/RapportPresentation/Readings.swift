/// Tells what was read of the core's newest state from what only came last: of two readings that run at once the one
/// that began earlier may end later, and must not stand over the other.
@MainActor
public final class Readings {
    private var begun = 0
    private var shown = 0

    public init() {}

    /// A reading begins now.
    public func begin() -> Int {
        begun += 1
        return begun
    }

    /// Whether what it found is to be shown: nothing is that began after it.
    public func isNew(_ reading: Int) -> Bool {
        guard reading > shown else { return false }
        shown = reading
        return true
    }
}
