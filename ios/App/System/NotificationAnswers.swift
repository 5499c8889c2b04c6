import RapportCore
import RapportPresentation
import UserNotifications

/// What people do with notifications.
@MainActor
final class NotificationAnswers: NSObject, UNUserNotificationCenterDelegate {
    private let app: AppModel

    init(_ app: AppModel) {
        self.app = app
    }

    /// Before the app has finished launching, as the system demands.
    func register() {
        let center = UNUserNotificationCenter.current()
        center.delegate = self
        let acts = [
            UNNotificationAction(identifier: "done", title: say("common.done")),
            UNNotificationAction(identifier: "later", title: say("reminder.snooze.hour")),
            UNNotificationAction(
                identifier: "open", title: say("screen.reminders.open"),
                options: [.foreground, .authenticationRequired]),
        ]
        center.setNotificationCategories([
            UNNotificationCategory(
                identifier: NoticeSort.acts.rawValue, actions: acts, intentIdentifiers: [],
                options: .customDismissAction),
            UNNotificationCategory(identifier: NoticeSort.plain.rawValue, actions: [], intentIdentifiers: []),
        ])
    }

    nonisolated func userNotificationCenter(
        _ center: UNUserNotificationCenter, didReceive response: UNNotificationResponse
    ) async {
        guard let notice = SystemNotifications.notice(in: response.notification.request.content) else { return }
        await app.respond(to: notice, with: NoticeAction(named: response.actionIdentifier))
    }

    /// Whoever has the app open is told as well, without a sound.
    nonisolated func userNotificationCenter(
        _ center: UNUserNotificationCenter, willPresent notification: UNNotification
    ) async -> UNNotificationPresentationOptions {
        [.banner, .list]
    }
}
