import BackgroundTasks
import RapportPresentation
import UIKit

/// Synchronising while nobody looks. The system decides whether and when: treat it as luck.
@MainActor
final class BackgroundRefresh {
    static let name = "org.rapport.refresh"
    private let app: AppModel
    private var run: RefreshRun?

    init(_ app: AppModel) {
        self.app = app
    }

    /// Whether the device allows it at all.
    static var leave: RefreshLeave {
        switch UIApplication.shared.backgroundRefreshStatus {
        case .available: .given
        case .denied: .refused
        case .restricted: .impossible
        @unknown default: .given
        }
    }

    /// Before the app has finished launching, as the system demands.
    func register() {
        BGTaskScheduler.shared.register(forTaskWithIdentifier: Self.name, using: .main) { [weak self] task in
            MainActor.assumeIsolated { self?.begin(task) }
        }
    }

    /// Asks for a next time.
    func submit() {
        let request = BGAppRefreshTaskRequest(identifier: Self.name)
        request.earliestBeginDate = Date(timeIntervalSinceNow: 15 * 60)
        // Refused where background refresh is switched off: then the app synchronises when it is opened.
        try? BGTaskScheduler.shared.submit(request)
    }

    /// Before anything is awaited it is said what happens when the time is over.
    private func begin(_ task: BGTask) {
        let run = RefreshRun(
            work: CoreRefresh(app), resubmit: { [weak self] in self?.submit() },
            complete: { task.setTaskCompleted(success: $0) })
        task.expirationHandler = { Task { @MainActor in run.expire() } }
        self.run = run
        run.begin()
    }
}
