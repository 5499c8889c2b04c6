import Foundation
import RapportCore
import RapportCoreFFI
import XCTest

/// What must hold when something fails: ports, callers, observers, the end.
final class TroubleTests: DeviceTest {
    private static let refuse: @Sendable () throws -> Void = { throw PortFailure.Failed(detail: "did not work") }
    private static let stumble: @Sendable () throws -> Void = { throw Undeclared() }
    private static let unknown: @Sendable () throws -> Void = { throw PortFailure.Unknown }

    func testAClockThatThrowsIsAFailure() async throws {
        for (throwing, says) in [(Self.refuse, "did not work"), (Self.stumble, "Undeclared")] {
            clock.before.does(throwing)
            guard case .Port("clock", let detail) = await failure({ _ = try await privateGoal() }) else {
                return XCTFail("no failure of the clock")
            }
            XCTAssertTrue(detail.contains(says), detail)
        }
        clock.before.does {}
        let none = try await rows()
        XCTAssertTrue(none.isEmpty)
        _ = try await privateGoal()
    }

    func testAVaultThatThrowsIsAFailure() async throws {
        try await core.shutdown()
        let other = Config(folder: folder.appendingPathComponent("other").path)
        for throwing in [Self.refuse, Self.stumble] {
            vault.before.does(throwing)
            let opened = await failure { _ = try await Rapport.open(config: config, platform: platform) }
            guard case .Port("vault", _)? = opened else { return XCTFail("\(String(describing: opened))") }
            let made = await failure { _ = try await Rapport.create(config: other, platform: platform, name: "Bea") }
            guard case .Port("vault", _)? = made else { return XCTFail("\(String(describing: made))") }
        }
        for (port, expected) in [(PortFailure.Locked, Failure.Locked), (.Lost, .KeyLost)] {
            vault.before.does { throw port }
            let opened = await failure { _ = try await Rapport.open(config: config, platform: platform) }
            XCTAssertEqual(opened, expected)
        }
        // Another key than the one that sealed the profile: too short, and a wrong one.
        for (length, expected) in [(31, Failure.KeyLost), (32, .Locked)] {
            let wrong = try Platform(vault: TestVault(key: Data(count: length)), zones: zones)
            let opened = await failure { _ = try await Rapport.open(config: config, platform: wrong) }
            XCTAssertEqual(opened, expected)
        }
        vault.before.does {}
        try await reopen()
    }

    func testZonesThatThrowLeaveTheDayOfUtc() async throws {
        for throwing in [Self.refuse, Self.stumble, Self.unknown] {
            zones.before.does(throwing)
            try await core.setZone(name: "Asia/Tokyo")
            let today = try await core.home().today
            XCTAssertEqual("\(today)", "2026-01-05")
        }
        zones.before.does {}
        let today = try await core.home().today
        XCTAssertEqual("\(today)", "2026-01-06")
    }

    func testALogThatThrowsIsIgnored() async throws {
        for throwing in [Self.refuse, Self.stumble] {
            log.before.does(throwing)
            guard case .Bug? = await failure({ _ = try await watchBadly() }) else { return XCTFail("no bug") }
        }
        let text = try await core.logText()
        XCTAssertTrue(text.contains("bug"), text)
    }

    func testAPanicIsAFailureAndLifeGoesOn() async throws {
        guard case .Bug(let reference)? = await failure({ _ = try await watchBadly() }) else {
            return XCTFail("no bug")
        }
        let text = try await core.logText()
        XCTAssertTrue(text.contains("\(reference) "), text)
        let seen = GoalsSeen()
        let subscription = try await core.goals().watchRows(filter: GoalFilter(), limit: 50, observer: seen)
        _ = try await privateGoal("after")
        await reach(seen, ["after"])
        try subscription.cancel()
    }

    /// An observer of Swift cannot throw. One that fails nevertheless, as one does whose object is
    /// gone, stands in the place of the generated one; no other test watches this.
    private func watchBadly() async throws -> Subscription {
        final class Nobody: SafetyObserver {
            func onSafety(safety: SafetyView) {}
        }
        uniffi_rapport_ffi_fn_init_callback_vtable_safetyobserver(Self.failing)
        return try await core.devices().watch(observer: Nobody())
    }

    private nonisolated(unsafe) static let failing: UnsafePointer<UniffiVTableCallbackInterfaceSafetyObserver> = {
        let table = UnsafeMutablePointer<UniffiVTableCallbackInterfaceSafetyObserver>.allocate(capacity: 1)
        table.initialize(
            to: UniffiVTableCallbackInterfaceSafetyObserver(
                uniffiFree: { _ in }, uniffiClone: { $0 }, onSafety: { _, _, _, status in status.pointee.code = 2 }))
        return UnsafePointer(table)
    }()

    func testAWriteOutlivesItsCaller() async throws {
        let seen = GoalsSeen()
        let subscription = try await core.goals().watchRows(filter: GoalFilter(), limit: 50, observer: seen)
        let entered = expectation(description: "the clock is asked")
        let mayGo = clock.holds(entered)
        let caller = Task { [core] in
            _ = try await core!.goals().begin(new: NewGoal(place: .private, title: "written"))
        }
        await fulfillment(of: [entered], timeout: 10)
        caller.cancel()
        mayGo.signal()
        await reach(seen, ["written"])
        try subscription.cancel()
    }

    func testShutdownWhileCallsRun() async throws {
        let entered = expectation(description: "the clock is asked")
        let mayGo = clock.holds(entered)
        let running = (0..<3).map { number in
            Task { [core] in
                _ = try await core!.goals().begin(new: NewGoal(place: .private, title: "goal \(number)"))
            }
        }
        await fulfillment(of: [entered], timeout: 10)
        let ending = Task { [core] in try await core!.shutdown() }
        mayGo.signal()
        try await ending.value
        var done = 0
        for call in running {
            switch await call.result {
            case .success: done += 1
            case .failure(let error): XCTAssertEqual(error as? Failure, .Stopped)
            }
        }
        let read = await failure { _ = try await rows() }
        XCTAssertEqual(read, .Stopped)
        let written = await failure { _ = try await privateGoal() }
        XCTAssertEqual(written, .Stopped)
        try await reopen()
        let kept = try await rows()
        XCTAssertEqual(kept.count, done)
    }

    func testAsleepNothingIsDone() async throws {
        let (begun, editor) = try await openNote()
        _ = try editor.exchange(edits: [splice(0, 0, "kept")])
        try await core.suspend()
        try await core.suspend()
        let written = await failure { _ = try await privateGoal() }
        XCTAssertEqual(written, .Stopped)
        let read = await failure { _ = try await rows() }
        XCTAssertEqual(read, .Stopped)
        try await core.resume()
        let kept = try await stored(begun)
        XCTAssertEqual(kept, "kept")
        _ = try await privateGoal()
    }

    func testManyCallsAtOnce() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<100 {
                group.addTask { [core] in
                    _ = try await core!.goals().begin(new: NewGoal(place: .private, title: "goal \(number)"))
                }
            }
            try await group.waitForAll()
        }
        let kept = try await rows()
        XCTAssertEqual(kept.count, 100)
    }
}
