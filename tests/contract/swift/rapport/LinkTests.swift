import Foundation
import RapportCore
import XCTest

/// Hands on what is told of links.
final class LinksSeen: LinksObserver {
    let lists: AsyncStream<[InviteView]>
    private let out: AsyncStream<[InviteView]>.Continuation

    init() {
        (lists, out) = AsyncStream.makeStream(of: [InviteView].self)
    }

    func onLinks(links: [InviteView]) {
        out.yield(links)
    }
}

/// Another device of the same person over a relay: taken in, named, and out again.
final class LinkTests: DeviceTest {
    private var relay: RelayProcess!
    private var guest: Rapport!

    override func setUp() async throws {
        try await super.setUp()
        try XCTSkipIf(RelayProcess.program == nil, "no rapport-relay beside the library")
        // The core's time has to be the relay's: sessions are signed with it.
        platform = try Platform(vault: vault, zones: TestZones())
        try await reopen()
        relay = try RelayProcess(data: folder.appendingPathComponent("relay").path)
    }

    override func tearDown() async throws {
        try await guest?.shutdown()
        try await super.tearDown()
        relay?.stop()
    }

    private func makeGuest(_ link: String) async throws -> Rapport {
        let theirs = Config(folder: folder.appendingPathComponent("tablet").path, zone: "Europe/Zurich")
        return try await Rapport.createGuest(
            config: theirs, platform: Platform(vault: TestVault(), zones: TestZones()), name: "Tablet", link: link,
            plainHttp: false)
    }

    /// Both go to the relay in turn until something holds.
    private func rounds<Value>(_ until: () async throws -> Value?) async throws -> Value {
        for _ in 0..<20 {
            if let found = try await until() { return found }
            for one in [core!, guest!] { _ = try await one.sync().runOnce(budgetMs: 10_000) }
        }
        throw Failure.NotFound(what: "after 20 rounds")
    }

    func testADeviceIsTakenInNamedAndRemoved() async throws {
        let (devices, people) = (try core.devices(), try core.people())
        let early = await failure { _ = try await devices.link() }
        XCTAssertEqual(early, .NotFound(what: "relay"))
        _ = try await core.sync().agreeToRelay(link: relay.link)
        let goal = try await privateGoal()
        let seen = LinksSeen()
        var lists = seen.lists.makeAsyncIterator()
        let subscription = try await devices.watchLinks(observer: seen)
        let none = await lists.next()
        XCTAssertEqual(none, [])
        let given = try await devices.link()
        let link = try await people.inviteLink(invite: given)
        let first = await lists.next()?.first
        XCTAssertEqual([first?.given, first?.device], [true, true])
        XCTAssertEqual(first?.stage, .waiting)
        let bad = await failure { _ = try await makeGuest("hello") }
        XCTAssertEqual(bad, .Invalid(field: .invite, problem: .notAnInvite))

        guest = try await makeGuest(link)
        let before = try await guest.devices().view()
        XCTAssertTrue(before.guest)
        let refused = await failure {
            _ = try await guest.goals().begin(new: NewGoal(place: .private, title: "Too early"))
        }
        XCTAssertEqual(refused, .NotAllowed(field: .device, rule: .notLinkedYet))
        let taken = try await guest.devices().links().first
        XCTAssertEqual(taken?.given, false)
        let codes = try await rounds { () -> [String]? in
            var codes: [String] = []
            for one in [core!, guest!] {
                guard case .compare(let code)? = try await one.devices().links().first?.stage else { return nil }
                codes.append(code)
            }
            return codes
        }
        XCTAssertEqual(codes[0], codes[1])
        try await people.confirm(invite: given)
        if let taken { try await guest.people().confirm(invite: taken.id) }
        _ = try await rounds { try await guest.devices().view().guest ? nil : true }
        _ = try await rounds { try await devices.links().first?.stage == .done ? true : nil }
        var last = await lists.next()
        while let rows = last, rows.first?.stage != .done { last = await lists.next() }
        XCTAssertEqual(last?.first?.name, "Tablet")
        try subscription.cancel()
        let found = try await rounds { try? await guest.goals().view(goal: goal) }
        XCTAssertEqual(found.row.title, "Learn to listen")

        let tablet = try await rounds { try await devices.view().devices.first { $0.name == "Tablet" } }
        XCTAssertEqual([tablet.thisDevice, tablet.current], [false, true])
        try await devices.rename(device: tablet.id, name: "Old tablet")
        _ = try await rounds { try await guest.devices().view().devices.first { $0.name == "Old tablet" && $0.thisDevice } }
        let own = try await devices.view().devices.first { $0.thisDevice }
        let itself = await failure { if let own { try await devices.remove(device: own.id) } }
        XCTAssertEqual(itself, .NotAllowed(field: .device, rule: .thisDevice))
        try await devices.remove(device: tablet.id)
        let after = try await devices.view().devices.first { $0.id == tablet.id }
        XCTAssertEqual(after?.current, false)
    }
}
