import Foundation
import Observation
import RapportCore
import RapportPresentation
import RapportTesting

/// Waits until something that models say is so. Looks again only when one of them changed.
@MainActor func until(_ holds: @MainActor () -> Bool) async {
    while true {
        let (changed, out) = AsyncStream.makeStream(of: Void.self)
        let now = withObservationTracking(holds, onChange: { out.finish() })
        // A test that was ended for taking too long has its own failure.
        if now || Task.isCancelled { return }
        for await _ in changed {}
    }
}

/// Drafts in memory.
final class MemoryDrafts: Drafts, @unchecked Sendable {
    private let lock = NSLock()
    private var kept: [String: String] = [:]

    func text(_ key: String) -> String { lock.withLock { kept[key] ?? "" } }
    func keep(_ text: String, _ key: String) { lock.withLock { kept[key] = text } }
}

/// The whole app of one person, as a test holds it.
@MainActor
struct Phone {
    let device: Device
    let app: AppModel

    /// The first run, up to Today.
    static func first(
        _ name: String, drafts: any Drafts = MemoryDrafts(), notifications: any NotificationList = FakeNotifications()
    ) async throws -> Phone {
        let device = Device()
        let app = AppModel(home: device.home, drafts: drafts, notifications: notifications)
        await app.start()
        guard case .welcome(let welcome) = app.stage else { throw Failure.Conflict(what: "profile_exists") }
        welcome.name.text = name
        await welcome.start()
        await until { app.areas != nil || welcome.acting.failure != nil }
        return Phone(device: device, app: app)
    }

    var home: HomeModel {
        get throws {
            guard case .open(let home) = app.stage else { throw Failure.Stopped }
            return home
        }
    }

    func end() async throws {
        try await app.areas?.core.shutdown()
    }
}

/// Two people who became a pair over a relay, as people do it on two phones.
@MainActor
func withPair(_ work: @MainActor (Phone, Phone, Relay) async throws -> Void) async throws {
    let relay = try Relay()
    defer { relay.stop() }
    let (ada, bea) = (try await Phone.first("Ada"), try await Phone.first("Bea"))
    await ada.app.enter()
    await bea.app.enter()
    let invite = try ada.home.invite()
    await invite.appear()
    invite.relay.text = try relay.link()
    await invite.invite()
    let link = try require(invite.link)
    await bea.app.open(link: link)
    let join = try require(try bea.home.joining)
    await join.join()
    await until { invite.pairUp.code != nil && join.pairUp.code != nil }
    if invite.pairUp.code != join.pairUp.code { throw Failure.Conflict(what: "codes") }
    await invite.pairUp.same()
    await join.pairUp.same()
    for home in [try ada.home, try bea.home] {
        await home.people.appear()
        await until { home.people.shown.value?.first.map { !$0.partnerName.isEmpty } ?? false }
    }
    try await work(ada, bea, relay)
    try await ada.end()
    try await bea.end()
}

func require<Value>(_ value: Value?) throws -> Value {
    guard let value else { throw Failure.NotFound(what: "value") }
    return value
}
