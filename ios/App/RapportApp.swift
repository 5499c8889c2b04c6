import RapportCore
import RapportPresentation
import SwiftUI

@main
struct RapportApp: App {
    @UIApplicationDelegateAdaptor(Delegate.self) private var delegate
    @Environment(\.scenePhase) private var phase

    var body: some Scene {
        WindowGroup {
            RootView(app: delegate.app)
                .task { await delegate.app.start() }
                .onOpenURL { delegate.app.open(link: $0.absoluteString) }
                .onContinueUserActivity(NSUserActivityTypeBrowsingWeb) { activity in
                    if let link = activity.webpageURL { delegate.app.open(link: link.absoluteString) }
                }
        }
        .onChange(of: phase) { _, now in
            switch now {
            case .active: Task { await delegate.app.enter() }
            case .background: delegate.sleep()
            default: break
            }
        }
    }
}

/// Holds what lives as long as the process.
@MainActor
final class Delegate: NSObject, UIApplicationDelegate {
    let app = AppModel(home: Folders.profile, drafts: FileDrafts(folder: Folders.drafts))
    private lazy var refresh = BackgroundRefresh(app)

    func application(
        _ application: UIApplication, didFinishLaunchingWithOptions options: [UIApplication.LaunchOptionsKey: Any]?
    ) -> Bool {
        Speaking.shared.use(CatalogBook())
        refresh.register()
        return true
    }

    /// Asks the system for the time that it takes to write everything down and let go of the files.
    func sleep() {
        refresh.submit()
        var task = UIBackgroundTaskIdentifier.invalid
        let end = {
            if task != .invalid { UIApplication.shared.endBackgroundTask(task) }
            task = .invalid
        }
        task = UIApplication.shared.beginBackgroundTask(expirationHandler: end)
        Task {
            await app.leave()
            end()
        }
    }
}
