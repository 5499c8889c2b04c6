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
                .environment(delegate.lock)
                .background(CurtainInstaller(curtain: delegate.curtain))
                .task { await delegate.app.start() }
                .onOpenURL { open($0) }
                .onContinueUserActivity(NSUserActivityTypeBrowsingWeb) { activity in
                    if let link = activity.webpageURL { open(link) }
                }
        }
        .onChange(of: phase) { _, now in
            switch now {
            case .active:
                Task { await delegate.app.enter() }
                Task { await delegate.lock.enter() }
            case .inactive: delegate.lock.hide()
            case .background: delegate.sleep()
            @unknown default: break
            }
        }
    }

    private func open(_ link: URL) {
        Task { await delegate.app.open(link: link.absoluteString) }
    }
}

/// Holds what lives as long as the process.
@MainActor
final class Delegate: NSObject, UIApplicationDelegate {
    let app = AppModel(home: Folders.profile, drafts: FileDrafts(folder: Folders.drafts))
    let lock = LockModel(check: DeviceOwner(), drafts: FileDrafts(folder: Folders.drafts))
    lazy var curtain = Curtain(lock)
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
        lock.leave()
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
