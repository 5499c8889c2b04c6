import Foundation
import Observation
import RapportCore

/// The whole app: opens the profile, sleeps and wakes with it, takes links from outside.
@MainActor @Observable
public final class AppModel {
    public enum Stage {
        case opening
        case welcome(WelcomeModel)
        /// This device is to be one of somebody who uses the app already.
        case linking(TakeLinkModel)
        /// Somebody comes back on this device with their words.
        case recovering(RecoverModel)
        case open(HomeModel)
        /// The profile cannot be opened; the screen says why and what to do.
        case failed(Failure)
    }

    public private(set) var stage = Stage.opening
    /// Whether the app is in front of somebody.
    public private(set) var active = false
    let home: ProfileHome
    let drafts: any Drafts
    private let notifications: any NotificationList
    let deviceName: @MainActor () -> String
    /// An invite that was opened before there was a profile; kept until it is shown, whatever happens to the process.
    @ObservationIgnored private let link: Draft
    @ObservationIgnored private var starting: Task<Void, Never>?
    /// Sleeping and waking, one after the other however fast they are asked for.
    @ObservationIgnored private var last: Task<Void, Never>?

    /// `deviceName` is what this device may be called among those of one person, until they say otherwise.
    public init(
        home: ProfileHome, drafts: any Drafts, notifications: any NotificationList,
        deviceName: @escaping @MainActor () -> String = { "" }
    ) {
        self.home = home
        self.drafts = drafts
        self.notifications = notifications
        self.deviceName = deviceName
        link = Draft("app.link", drafts)
    }

    /// Opens the profile; asked again after a failure, it tries again. The screen and a refresh in the
    /// background may both ask: it is opened once.
    public func start() async {
        if let starting { return await starting.value }
        let task = Task { await openProfile() }
        starting = task
        await task.value
        starting = nil
    }

    private func openProfile() async {
        if areas != nil { return }
        stage = .opening
        let home = home
        do {
            await opened(try await home.open())
        } catch Failure.NotFound {
            welcome()
        } catch {
            stage = .failed(failure(of: error))
        }
    }

    /// The app comes to the front.
    public func enter() async {
        active = true
        await inTurn { areas in
            try await areas.core.resume()
            try await areas.core.setZone(name: SystemZones.here)
            try await areas.sync.start()
        }
        await reminders?.enter()
    }

    /// The clock or the time zone of the phone is another one. Asleep nothing is done: that comes with the next waking.
    public func clockChanged() async {
        guard active else { return }
        await inTurn { try await $0.core.setZone(name: SystemZones.here) }
        await reminders?.replan()
    }

    /// Somebody does something with a notification, in the app or on the lock screen. Launched for this alone, the
    /// profile is opened, and the core sleeps again when it is done.
    public func respond(to notice: Notice, with action: NoticeAction) async {
        await start()
        guard case .open(let home) = stage else { return }
        await inTurn { try await $0.core.resume() }
        let about = await home.reminders.respond(to: notice, with: action)
        if home.reminders.told != nil { home.showsReminders = true } else if let about { home.open(about) }
        if !active { await inTurn { try await $0.core.suspend() } }
    }

    /// The app leaves the front. After this nothing touches the disk: iOS ends an app that sleeps
    /// with a locked file in its hand.
    public func leave() async {
        active = false
        reminders?.leaveFront()
        await inTurn { areas in
            try await areas.sync.stop()
            try await areas.core.suspend()
        }
    }

    /// A link from outside. Whether it is an invite, the core says when it is answered. Of several that
    /// come before there is a profile, the last counts.
    public func open(link: String) async {
        switch stage {
        case .open(let model): await model.join(link)
        case .linking(let model): if !model.underWay { await model.show(link) }
        // Of one that is too long enough is kept to be refused.
        case .opening, .welcome, .recovering, .failed: self.link.text = String(link.prefix(JoinModel.longest + 1))
        }
    }

    /// Puts a profile that cannot be opened aside, whole, and begins anew. Only for who asked for it.
    public func startAnew() async {
        guard case .failed(let failure) = stage, failure.ways.contains(.startAnew) else { return }
        do {
            try home.setAside()
            await start()
        } catch {
            stage = .failed(.StorageReadOnly)
        }
    }

    /// What background refresh works with.
    public var areas: Areas? {
        switch stage {
        case .open(let model): model.areas
        case .linking(let model): model.areas
        case .recovering(let model): model.areas
        case .opening, .welcome, .failed: nil
        }
    }

    /// What hands reminders to the system.
    var reminders: ReminderCenter? {
        if case .open(let model) = stage { model.reminders } else { nil }
    }

    func opened(_ core: Rapport, invited: Bool = false, linked: Bool = false) async {
        do {
            let areas = try Areas(core)
            let safety = try await areas.devices.view()
            if safety.guest, safety.recovery != nil { return await recovering(areas) }
            if safety.guest { return await linking(areas) }
            let model = HomeModel(areas, drafts: drafts, notifications: notifications)
            model.wasLinked = linked
            stage = .open(model)
            if !link.isEmpty || invited { await model.join(link.isEmpty ? nil : link.text) }
            link.clear()
            if active { await enter() }
        } catch {
            stage = .failed(failure(of: error))
        }
    }

    func show(_ stage: Stage) {
        self.stage = stage
    }

    /// The link that waited, once.
    func takeLink() -> String? {
        defer { link.clear() }
        return link.isEmpty ? nil : link.text
    }

    private func inTurn(_ work: @escaping @Sendable (Areas) async throws -> Void) async {
        guard let areas else { return }
        let before = last
        let next = Task {
            await before?.value
            // Whatever fails here is seen where it matters: the next call says `Stopped`.
            try? await work(areas)
        }
        last = next
        await next.value
    }
}
