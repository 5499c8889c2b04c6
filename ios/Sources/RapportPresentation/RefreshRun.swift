import RapportCore

/// What a refresh in the background does with the core.
public protocol RefreshWork: Sendable {
    func wake() async throws
    /// One round with the relays that ends by itself after so many milliseconds.
    func exchange(budgetMs: UInt32) async throws -> SyncReport
    /// After this nothing touches the disk. Not while the app is in front of somebody.
    func sleep() async throws
}

/// One refresh in the background. The system gives about 30 seconds and ends an app that takes more,
/// or that does not say when it is done: so the next one is asked for first, the round is bounded, the
/// core sleeps before the end is told, and the end is told exactly once.
@MainActor
public final class RefreshRun {
    public static let budgetMs: UInt32 = 10_000
    private let work: any RefreshWork
    private let resubmit: @MainActor () -> Void
    private var complete: (@MainActor (Bool) -> Void)?
    private var task: Task<Void, Never>?

    /// `complete` is told whether everything was fetched and sent.
    public init(
        work: any RefreshWork, resubmit: @escaping @MainActor () -> Void,
        complete: @escaping @MainActor (Bool) -> Void
    ) {
        self.work = work
        self.resubmit = resubmit
        self.complete = complete
    }

    public func begin() {
        guard task == nil, complete != nil else { return }
        resubmit()
        let work = work
        task = Task {
            let good = await Self.round(work)
            await end(good)
        }
    }

    /// The system wants its time back: now.
    public func expire() {
        task?.cancel()
        Task { await end(false) }
    }

    /// Until the end was told.
    public func finished() async {
        await task?.value
    }

    private static func round(_ work: any RefreshWork) async -> Bool {
        do {
            try await work.wake()
            let report = try await work.exchange(budgetMs: budgetMs)
            return report.settled && report.trouble == nil
        } catch {
            return false
        }
    }

    private func end(_ good: Bool) async {
        guard let complete else { return }
        self.complete = nil
        try? await work.sleep()
        complete(good)
    }
}

/// The same over the app's core. Launched for this alone, its profile is opened first.
public struct CoreRefresh: RefreshWork {
    private let app: AppModel

    public init(_ app: AppModel) {
        self.app = app
    }

    public func wake() async throws {
        await app.start()
        guard let areas = await app.areas else { throw Failure.Stopped }
        try await areas.core.resume()
    }

    public func exchange(budgetMs: UInt32) async throws -> SyncReport {
        guard let areas = await app.areas else { throw Failure.Stopped }
        let report = try await areas.sync.runOnce(budgetMs: budgetMs)
        // What others did may have ended a reminder, or begun one.
        await app.reminders?.replan()
        return report
    }

    public func sleep() async throws {
        if await !app.active { try await app.areas?.core.suspend() }
    }
}

/// Whether the device lets this app synchronise in the background.
public enum RefreshLeave: Hashable, Sendable, CaseIterable {
    case given, refused
    /// Somebody else decides over it, such as a parent or an employer.
    case impossible

    /// What that means, where it is not as one would expect.
    public var words: Words? {
        switch self {
        case .given: nil
        case .refused: Words("screen.devices.refresh_refused")
        case .impossible: Words("screen.devices.refresh_impossible")
        }
    }
}
