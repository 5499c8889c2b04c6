import Foundation
import RapportCore
import RapportPresentation
import RapportTesting
import Testing

/// Whatever comes from outside, or is missing, has a state that says what to do.
@MainActor @Suite(.timeLimit(.minutes(2)))
struct TroubleTests {
    nonisolated static let links = [
        "hello", "https://example.org/", "rapport:", "rapport:x", "rapport://join#v1.AAAA", "javascript:alert(1)",
        "file:///etc/passwd", "https://relay.example/j#v1.\u{202E}moc.elpmaxe", "rapport:\u{0}\u{7}", "rapport:%00%FF",
        "https://relay.example/j#v99.AAAA", String(repeating: "x", count: 4_000),
    ]

    @Test(arguments: links)
    func aLinkThatIsNotOursStaysToBeCorrected(_ link: String) async throws {
        let app = AppModel(home: Device().home, drafts: MemoryDrafts(), notifications: FakeNotifications())
        await app.open(link: "an earlier one")
        await app.open(link: link)
        await app.start()
        guard case .welcome(let welcome) = app.stage else { throw Failure.Stopped }
        welcome.name.text = "Ada"
        await welcome.start()
        await until { app.areas != nil }
        guard case .open(let home) = app.stage else { throw Failure.Stopped }
        await until { home.joining?.link.text == link }
        let join = try #require(home.joining)
        await join.join()
        let failure = try #require(join.pairUp.acting.failure)
        #expect(failure.what.known && failure.advice.known)
        #expect(failure.remedy == .correct(.invite) || failure.remedy == .update)
        #expect(join.link.text == link && !join.answered)
        let areas = try #require(app.areas)
        #expect(try await areas.people.invites().isEmpty)
        #expect(try await areas.sync.view().relays.isEmpty)
        try await areas.core.shutdown()
    }

    @Test(arguments: [5_000, 2_000_000])
    func aLinkThatIsTooLongIsToldAndNotShown(_ length: Int) async throws {
        let phone = try await Phone.first("Ada")
        await phone.app.open(link: "rapport:" + String(repeating: "x", count: length))
        let join = try #require(try phone.home.joining)
        guard case .Invalid(.invite, .tooLong)? = join.pairUp.acting.failure else { throw Failure.Stopped }
        #expect(join.link.isEmpty && !join.answered)
        // The next one is a new beginning.
        await phone.app.open(link: "rapport:y")
        #expect(try phone.home.joining === join && join.link.text == "rapport:y")
        #expect(join.pairUp.acting.failure == nil)
        try await phone.end()
    }

    @Test func noLinkPutsAnInviteAsideThatIsBeingAnswered() async throws {
        let (ada, bea) = (try await Phone.first("Ada"), try await Phone.first("Bea"))
        let invite = try ada.home.invite()
        await invite.appear()
        invite.relay.text = "http://127.0.0.1:1"
        await invite.invite()
        await bea.app.open(link: try #require(invite.link))
        let join = try #require(try bea.home.joining)
        await join.join()
        #expect(join.underWay)
        await bea.app.open(link: "rapport:something-else")
        #expect(try bea.home.joining === join && join.underWay && join.link.isEmpty)
        try await ada.end()
        try await bea.end()
    }

    @Test func restoredDataWithoutItsKeyMayBePutAside() async throws {
        let device = Device()
        try await device.home.create(name: "Ada").shutdown()
        device.store.forget()
        let app = AppModel(home: device.home, drafts: MemoryDrafts(), notifications: FakeNotifications())
        await app.start()
        guard case .failed(let failure) = app.stage else { throw Failure.Stopped }
        #expect(failure == .KeyLost && failure.ways == [.tryAgain, .startAnew])
        let before = try size(of: device.home.folder)
        await app.startAnew()
        guard case .welcome(let welcome) = app.stage else { throw Failure.Stopped }
        // What was there is all there still, beside the new one.
        let aside = device.home.folder.deletingLastPathComponent().appendingPathComponent("profile-aside-1")
        #expect(try size(of: aside) == before)
        welcome.name.text = "Ada"
        await welcome.start()
        await until { app.areas != nil }
        await app.startAnew()
        #expect(app.areas != nil)
        try await #require(app.areas).core.shutdown()
        try device.home.setAside()
        #expect(FileManager.default.fileExists(atPath: device.folder.appendingPathComponent("profile-aside-2").path))
    }

    @Test func aProfileOfANewerAppAsksForTheUpdate() async throws {
        let device = Device()
        try await device.home.create(name: "Ada").shutdown()
        let file = device.home.folder.appendingPathComponent("rapport.db")
        // The number of the schema, where SQLite's format has it.
        let handle = try FileHandle(forUpdating: file)
        try handle.seek(toOffset: 60)
        try handle.write(contentsOf: Data([0, 0, 0x7F, 0xFF]))
        try handle.close()
        let app = AppModel(home: device.home, drafts: MemoryDrafts(), notifications: FakeNotifications())
        for _ in 0..<2 {
            await app.start()
            guard case .failed(let failure) = app.stage else { throw Failure.Stopped }
            guard case .NeedsUpdate = failure else { throw failure }
            #expect(failure.remedy == .update && failure.ways.isEmpty)
            #expect(failure.what.known && failure.advice.known)
        }
    }

    @Test func everyFailureLeavesAWayOrSaysItInWords() {
        let failures: [Failure] = [
            .Locked, .KeyLost, .StorageFull(neededBytes: 1), .StorageReadOnly, .StorageDamaged(detail: ""), .Stopped,
            .Bug(reference: "a"), .Conflict(what: "profile_open"), .Port(what: "vault", detail: ""), .Offline,
        ]
        for failure in failures { #expect(failure.ways.contains(.tryAgain), "\(failure)") }
        for failure in failures where failure != .KeyLost { #expect(!failure.ways.contains(.startAnew)) }
    }

    private func size(of folder: URL) throws -> Int {
        try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .reduce(0) { try $0 + Data(contentsOf: $1).count }
    }
}
