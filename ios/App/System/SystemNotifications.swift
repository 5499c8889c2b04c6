import Foundation
import RapportCore
import RapportPresentation
import UserNotifications

/// The system's own list of notifications.
struct SystemNotifications: NotificationList {
    /// Under which a notification carries what it was made from.
    static let key = "notice"

    func leave() async -> NotificationLeave {
        let settings = await UNUserNotificationCenter.current().notificationSettings()
        let leave: NotificationLeave =
            switch settings.authorizationStatus {
            case .authorized, .provisional, .ephemeral: .given
            case .denied: .refused
            case .notDetermined: .undecided
            @unknown default: .undecided
            }
        var places: NotificationPlaces = []
        if settings.alertSetting == .enabled { places.insert(.banner) }
        if settings.lockScreenSetting == .enabled { places.insert(.lockScreen) }
        if settings.notificationCenterSetting == .enabled { places.insert(.list) }
        return leave.within(places)
    }

    func ask() async -> NotificationLeave {
        // Asked anew, the system answers by itself; what counts is what its settings say now.
        _ = try? await UNUserNotificationCenter.current().requestAuthorization(options: [.alert, .sound])
        return await leave()
    }

    func pending() async -> [PendingNotice] {
        await UNUserNotificationCenter.current().pendingNotificationRequests().map { request in
            PendingNotice(name: request.identifier, notice: Self.notice(in: request.content))
        }
    }

    func add(_ notice: Notice) async throws {
        guard let parts = notice.time.parts else { return }
        let content = UNMutableNotificationContent()
        content.body = notice.text
        content.sound = notice.loud ? .default : nil
        content.interruptionLevel = notice.loud ? .active : .passive
        content.categoryIdentifier = (notice.parts.isEmpty ? NoticeSort.plain : .acts).rawValue
        content.userInfo = [Self.key: try JSONEncoder().encode(notice)]
        let trigger = UNCalendarNotificationTrigger(dateMatching: parts, repeats: notice.time.repeats)
        try await UNUserNotificationCenter.current().add(
            UNNotificationRequest(identifier: notice.name, content: content, trigger: trigger))
    }

    func remove(_ names: [String]) async {
        UNUserNotificationCenter.current().removePendingNotificationRequests(withIdentifiers: names)
    }

    static func notice(in content: UNNotificationContent) -> Notice? {
        (content.userInfo[key] as? Data).flatMap { try? JSONDecoder().decode(Notice.self, from: $0) }
    }
}

/// What can be done with a notification where it is shown.
enum NoticeSort: String {
    case acts, plain
}
