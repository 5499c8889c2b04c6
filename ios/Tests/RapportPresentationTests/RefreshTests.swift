import Foundation
import RapportCore
import RapportPresentation
import RapportTesting
import Testing

/// Remembers what was asked of it, in order, and answers when a test lets it.
@MainActor
final class Diary {
    var lines: [String] = []
}

struct FakeWork: RefreshWork {
    let diary: Diary
    var report = SyncReport(settled: true, trouble: nil, waiting: 0)
    var wakes = true
    /// Lets the round go on.
    let gate: AsyncStream<Void>

    func wake() async throws {
        await note("wake")
        if !wakes { throw Failure.Locked }
    }

    func exchange(budgetMs: UInt32) async throws -> SyncReport {
        await note("exchange \(budgetMs)")
        for await _ in gate {}
        return report
    }

    func sleep() async throws {
        await note("sleep")
    }

    @MainActor private func note(_ line: String) {
        diary.lines.append(line)
    }
}

@MainActor @Suite(.timeLimit(.minutes(1)))
struct RefreshTests {
    private func run(
        _ change: (inout FakeWork) -> Void = { _ in }, during: @MainActor (RefreshRun) -> Void = { _ in }
    ) async -> [String] {
        let diary = Diary()
        let (gate, open) = AsyncStream.makeStream(of: Void.self)
        var work = FakeWork(diary: diary, gate: gate)
        change(&work)
        let (ended, end) = AsyncStream.makeStream(of: Void.self)
        let run = RefreshRun(
            work: work, resubmit: { diary.lines.append("resubmit") },
            complete: { good in
                diary.lines.append("complete \(good)")
                end.finish()
            })
        run.begin()
        during(run)
        open.finish()
        for await _ in ended {}
        await run.finished()
        return diary.lines
    }

    @Test func aRefreshThatIsNotAllowedSaysSo() {
        for leave in RefreshLeave.allCases { #expect(leave.words?.known ?? (leave == .given)) }
        #expect(RefreshLeave.refused.words != RefreshLeave.impossible.words)
    }

    @Test func theNextOneIsAskedForFirstAndTheCoreSleepsBeforeTheEnd() async {
        #expect(await run() == ["resubmit", "wake", "exchange 10000", "sleep", "complete true"])
    }

    @Test func whatIsNotSettledIsNoSuccess() async {
        let lines = await run { $0.report = SyncReport(settled: false, trouble: .offline, waiting: 3) }
        #expect(lines.last == "complete false")
    }

    @Test func aLockedPhoneEndsTheRunAtOnce() async {
        #expect(await run { $0.wakes = false } == ["resubmit", "wake", "sleep", "complete false"])
    }

    @Test func anExpiredRunEndsOnceHoweverOftenItIsTold() async {
        let lines = await run(during: { run in
            run.expire()
            run.expire()
            run.begin()
        })
        #expect(lines.filter { $0.hasPrefix("complete") } == ["complete false"])
        #expect(lines.filter { $0 == "sleep" }.count == 1)
        #expect(lines.filter { $0 == "resubmit" }.count == 1)
    }

    @Test func overTheRealCoreItSleepsOnlyBehindTheScene() async throws {
        let phone = try await Phone.first("Ada")
        let areas = try #require(phone.app.areas)
        for inFront in [false, true] {
            if inFront { await phone.app.enter() } else { await phone.app.leave() }
            #expect(await ends(of: phone.app).count == 1)
            let asleep = await failure { _ = try await areas.core.home() }
            #expect(asleep == (inFront ? nil : .Stopped))
        }
        try await phone.end()
    }

    @Test func launchedForARefreshAloneTheProfileIsOpened() async throws {
        let device = Device()
        try await device.home.create(name: "Ada").shutdown()
        let app = AppModel(home: device.home, drafts: MemoryDrafts(), notifications: FakeNotifications())
        #expect(await ends(of: app).count == 1)
        let areas = try #require(app.areas)
        #expect(await failure { _ = try await areas.core.home() } == .Stopped)
        try await areas.core.shutdown()
        // Without a profile there is nothing to do, and that is told as well.
        let nobody = AppModel(home: Device().home, drafts: MemoryDrafts(), notifications: FakeNotifications())
        #expect(await ends(of: nobody) == [false])
    }

    @Test func aRefreshThatExpiresWhileTheProfileIsOpenedEndsOnce() async throws {
        let device = Device()
        try await device.home.create(name: "Ada").shutdown()
        let app = AppModel(home: device.home, drafts: MemoryDrafts(), notifications: FakeNotifications())
        #expect(await ends(of: app, during: { $0.expire() }) == [false])
        await app.start()
        try await #require(app.areas).core.shutdown()
    }

    /// What a refresh of the real app was told to have ended with.
    private func ends(of app: AppModel, during: (RefreshRun) -> Void = { _ in }) async -> [Bool] {
        var ends: [Bool] = []
        let (ended, end) = AsyncStream.makeStream(of: Void.self)
        let run = RefreshRun(
            work: CoreRefresh(app), resubmit: {},
            complete: {
                ends.append($0)
                end.finish()
            })
        run.begin()
        during(run)
        for await _ in ended {}
        await run.finished()
        return ends
    }
}
