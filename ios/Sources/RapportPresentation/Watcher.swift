import RapportCore

/// Follows one watch for as long as a screen is there.
@MainActor
final class Watcher {
    private var task: Task<Void, Never>?

    /// Opens a watch and hands on its values; a watch before it ends. Returns when the first value
    /// was handed on, or the watch was refused.
    func follow<Value: Sendable>(
        _ open: () async throws -> AsyncStream<Value>, each: @escaping @MainActor (Value) -> Void,
        failed: @MainActor (Failure) -> Void
    ) async {
        stop()
        do {
            let stream = try await open()
            if Task.isCancelled { return }
            let (first, wake) = AsyncStream.makeStream(of: Void.self)
            task = Task {
                for await value in stream {
                    each(value)
                    wake.finish()
                }
                wake.finish()
            }
            for await _ in first {}
        } catch {
            failed(failure(of: error))
        }
    }

    func stop() {
        task?.cancel()
        task = nil
    }

    deinit {
        task?.cancel()
    }
}
