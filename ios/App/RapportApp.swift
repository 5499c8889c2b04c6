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
    let app = AppModel(
        home: Folders.profile, drafts: FileDrafts(folder: Folders.drafts), notifications: SystemNotifications(),
        deviceName: { UIDevice.current.name })
    let lock = LockModel(check: DeviceOwner(), drafts: FileDrafts(folder: Folders.drafts))
    lazy var curtain = Curtain(lock)
    private lazy var refresh = BackgroundRefresh(app)
    private lazy var answers = NotificationAnswers(app)

    func application(
        _ application: UIApplication, didFinishLaunchingWithOptions options: [UIApplication.LaunchOptionsKey: Any]?
    ) -> Bool {
        Speaking.shared.use(CatalogBook())
        refresh.register()
        // An answer to a notification may be why the app was launched: it is told before this returns.
        answers.register()
        for change in [UIApplication.significantTimeChangeNotification, NSNotification.Name.NSSystemTimeZoneDidChange] {
            NotificationCenter.default.addObserver(self, selector: #selector(clockChanged), name: change, object: nil)
        }
        return true
    }

    @objc private func clockChanged() {
        Task { await app.clockChanged() }
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
