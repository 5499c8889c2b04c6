import Foundation
import RapportCore
import RapportTesting
import Testing

/// What the device lends the core, and what comes of it when that fails.
struct ProfileTests {
    @MainActor @Test func nothingOfOpeningRunsOnTheScreensThread() async throws {
        let device = Device()
        let core = try await device.home.create(name: "Ada")
        try await core.shutdown()
        let again = try await device.home.open()
        #expect(try await again.people().me().profile.name == "Ada")
        try await again.shutdown()
        #expect(device.store.askedOnMainThread == 0)
    }

    @Test func withoutAProfileThereIsNone() async throws {
        let device = Device()
        let missing = await failure { _ = try await device.home.open() }
        #expect(missing == .NotFound(what: "profile"))
    }

    @Test(arguments: [
        (SecretTrouble.locked, Failure.Locked), (.lost, .KeyLost),
        (.failed(code: -34018), .Port(what: "vault", detail: "secret store: -34018")),
    ])
    func aStoreInTroubleIsAFailureThatSaysWhatToDo(_ trouble: SecretTrouble, _ expected: Failure) async throws {
        let device = Device()
        try await device.home.create(name: "Ada").shutdown()
        device.store.fails(trouble)
        let refused = await failure { _ = try await device.home.open() }
        #expect(refused == expected)
        device.store.fails(nil)
        try await device.home.open().shutdown()
    }

    @Test func aRestoredProfileWithoutItsKeyIsLinkedAgain() async throws {
        let device = Device()
        try await device.home.create(name: "Ada").shutdown()
        device.store.forget()
        let refused = await failure { _ = try await device.home.open() }
        #expect(refused == .KeyLost)
        #expect(refused?.remedy == .linkAgain)
    }

    @Test func twoOfOneProfileAreAConflict() async throws {
        try await withPerson { device, _ in
            let second = await failure { _ = try await device.home.open() }
            #expect(second == .Conflict(what: "profile_open"))
        }
    }

    @Test func zonesAreTheDevices() throws {
        let zones = SystemZones()
        let (from, to) = (Date(timeIntervalSince1970: 1_767_225_600), Date(timeIntervalSince1970: 1_798_761_600))
        let zurich = try zones.changes(zone: "Europe/Zurich", from: from, to: to)
        #expect(zurich.map(\.offsetS) == [3600, 7200, 3600])
        #expect(zurich.map(\.at.timeIntervalSince1970) == [1_767_225_600, 1_774_746_000, 1_792_890_000])
        #expect(try zones.changes(zone: "UTC", from: from, to: to).map(\.offsetS) == [0])
        #expect(throws: PortFailure.Unknown) { try zones.changes(zone: "Mars/Base", from: from, to: to) }
    }
}
