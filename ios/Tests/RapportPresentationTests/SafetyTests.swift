import Foundation
import RapportCore
import RapportPresentation
import RapportTesting
import Testing

/// What Devices and safety tells of a pair and its relay.
@MainActor @Suite(.timeLimit(.minutes(3)), .enabled(if: Relay.program != nil, "no rapport-relay beside the library"))
struct SafetyTests {
    @Test func theKeyOfAPairIsRenewed() async throws {
        try await withPair { ada, bea, _ in
            let (ours, theirs) = (try ada.home.devices, try bea.home.devices)
            await ours.appear()
            await theirs.appear()
            let before = try require(ours.keys.first)
            #expect(before.name == "Bea" && !before.key.rotating)
            await ours.renewKey(of: before)
            #expect(ours.acting.failure == nil)
            await until { ours.keys.first?.key.number == before.key.number + 1 }
            #expect(ours.keys.first?.key.rotating == false)
            await until { theirs.keys.first?.key.number == before.key.number + 1 }
        }
    }

    @Test func withoutANetworkANewKeyIsOnItsWay() async throws {
        try await withPair { ada, _, _ in
            let devices = try ada.home.devices
            try await ada.app.areas?.sync.stop()
            await devices.appear()
            let before = try require(devices.keys.first)
            await devices.renewKey(of: before)
            #expect(devices.keys.first?.key.rotating == true)
            #expect(devices.keys.first?.key.number == before.key.number)
        }
    }

    @Test func aRelayThatWasSetBackIsTold() async throws {
        try await withPair { ada, _, relay in
            let home = try ada.home
            let copy = ada.device.folder.appendingPathComponent("copy.db")
            try relay.backUp(to: copy)
            let space = try require(home.people.shown.value?.first?.space)
            home.goals.title.text = "After the copy"
            #expect(await home.goals.begin(in: .in(space)) != nil)
            await home.syncLine.now()
            await home.devices.appear()
            #expect(home.devices.sync?.relays.first?.setBack == nil)
            let again = try await relay.restored(from: copy)
            defer { again.stop() }
            for _ in 0..<500 where home.devices.sync?.relays.first?.setBack == nil { await home.syncLine.now() }
            await until { home.devices.sync?.relays.first?.setBack != nil }
        }
    }
}
