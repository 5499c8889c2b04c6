import Foundation
import RapportCore
import RapportPresentation
import RapportTesting
import Testing

@MainActor @Suite(.timeLimit(.minutes(2)))
struct FirstRunTests {
    @Test func aNameIsAllThatIsNeeded() async throws {
        let phone = try await Phone.first("Ada")
        let today = try phone.home.today
        await today.appear()
        #expect(today.shown.value?.name == "Ada")
        #expect(today.shown.value?.sync.hasRelay == false)
        try await phone.end()
        let again = AppModel(home: phone.device.home, drafts: MemoryDrafts(), notifications: FakeNotifications())
        await again.start()
        let open = try #require(again.areas)
        #expect(try await open.people.me().profile.name == "Ada")
        try await open.core.shutdown()
    }

    @Test func aNameThatCannotBeIsToldAtItsField() async throws {
        let phone = try await Phone.first(String(repeating: "x", count: 5_000))
        guard case .welcome(let welcome) = phone.app.stage else { throw Failure.Stopped }
        guard case .Invalid(.name, .tooLong)? = welcome.acting.failure(at: .name) else {
            throw try #require(welcome.acting.failure)
        }
        welcome.name.text = "   "
        #expect(!welcome.canStart)
        welcome.name.text = "Ada"
        await welcome.start()
        await until { phone.app.areas != nil }
        try await phone.end()
    }

    @Test func whoeverHasAnInviteGoesOnWithAnsweringIt() async throws {
        let device = Device()
        let app = AppModel(home: device.home, drafts: MemoryDrafts(), notifications: FakeNotifications())
        await app.start()
        guard case .welcome(let welcome) = app.stage else { throw Failure.Stopped }
        welcome.name.text = "Ada"
        await welcome.start(invited: true)
        await until { app.areas != nil }
        guard case .open(let home) = app.stage else { throw Failure.Stopped }
        #expect(home.tab == .people && home.joining?.link.isEmpty == true)
        try await #require(app.areas).core.shutdown()
        let plain = try await Phone.first("Bea")
        #expect(try plain.home.tab == .today && plain.home.joining == nil)
        try await plain.end()
    }

    @Test func aRelayWithoutEncryptionIsAskedForByItsName() async throws {
        let (ada, bea) = (try await Phone.first("Ada"), try await Phone.first("Bea"))
        let elsewhere = "http://192.0.2.1:8080"
        let invite = try ada.home.invite()
        await invite.appear()
        invite.relay.text = "http://nothing here"
        await invite.invite()
        #expect(invite.pairUp.acting.failure(at: .relay) != nil && invite.pairUp.acting.unencrypted == nil)
        invite.relay.text = elsewhere
        await invite.invite()
        #expect(invite.pairUp.acting.unencrypted == elsewhere)
        #expect(invite.link == nil && invite.needsRelay && invite.relay.text == elsewhere)
        invite.pairUp.acting.dismiss()
        #expect(invite.pairUp.acting.unencrypted == nil)
        await invite.invite(plainHttp: true)
        let link = try #require(invite.link)

        // It comes with the invite: whoever takes that decides for themselves.
        try await bea.home.join(link)
        let join = try #require(try bea.home.joining)
        await join.join()
        #expect(join.pairUp.acting.unencrypted == elsewhere)
        #expect(join.pairUp.invite == nil && join.link.text == link)
        await join.join(plainHttp: true)
        #expect(join.pairUp.invite?.relay == elsewhere && join.pairUp.acting.failure == nil)
        try await ada.end()
        try await bea.end()
    }

    @Test func whatWasBegunSurvivesAKill() async throws {
        let device = Device()
        let drafts = FileDrafts(folder: device.folder.appendingPathComponent("drafts"))
        let killed = AppModel(home: device.home, drafts: drafts, notifications: FakeNotifications())
        await killed.start()
        guard case .welcome(let welcome) = killed.stage else { throw Failure.Stopped }
        welcome.name.text = "Ad"
        welcome.name.text = "Ada Ł. 🙂"
        let phone = AppModel(
            home: device.home, drafts: FileDrafts(folder: device.folder.appendingPathComponent("drafts")),
            notifications: FakeNotifications())
        await phone.start()
        guard case .welcome(let again) = phone.stage else { throw Failure.Stopped }
        #expect(again.name.text == "Ada Ł. 🙂")
        await again.start()
        await until { phone.areas != nil }
        #expect(Draft("welcome.name", drafts).text.isEmpty)
        let areas = try #require(phone.areas)
        let goal = try await areas.goals.begin(new: NewGoal(place: .private, title: "Listen"))
        guard case .open(let home) = phone.stage else { throw Failure.Stopped }
        home.goal(goal).step.text = "Ask one question"
        #expect(home.goal(goal).step.text == "Ask one question")
        #expect(home.goal(goal).comment.text.isEmpty)
        try await areas.core.shutdown()
    }

    @Test func aLinkThatCameBeforeThereWasAProfileSurvivesAKill() async throws {
        let device = Device()
        let drafts = FileDrafts(folder: device.folder.appendingPathComponent("drafts"))
        func launch() -> AppModel {
            AppModel(home: device.home, drafts: drafts, notifications: FakeNotifications())
        }
        let killed = launch()
        await killed.start()
        await killed.open(link: String(repeating: "x", count: 1_000_000))
        #expect(Draft("app.link", drafts).text.count < 100_000)
        await killed.open(link: "rapport:j#of-bea")
        let app = launch()
        await app.start()
        guard case .welcome(let welcome) = app.stage else { throw Failure.Stopped }
        welcome.name.text = "Ada"
        await welcome.start()
        await until { app.areas != nil }
        guard case .open(let home) = app.stage else { throw Failure.Stopped }
        await until { home.joining?.link.text == "rapport:j#of-bea" }
        await until { Draft("app.link", drafts).isEmpty }
        #expect(home.tab == .people)
        try await #require(app.areas).core.shutdown()
        // It is answered once.
        let later = launch()
        await later.start()
        guard case .open(let plain) = later.stage else { throw Failure.Stopped }
        #expect(plain.joining == nil && plain.tab == .today)
        try await #require(later.areas).core.shutdown()
    }

    @Test(arguments: [(SecretTrouble.locked, Remedy.unlock), (.lost, .linkAgain), (.failed(code: -34018), .tryAgain)])
    func aProfileThatCannotBeOpenedSaysWhatToDo(_ trouble: SecretTrouble, _ remedy: Remedy) async throws {
        let device = Device()
        try await device.home.create(name: "Ada").shutdown()
        device.store.fails(trouble)
        let app = AppModel(home: device.home, drafts: MemoryDrafts(), notifications: FakeNotifications())
        await app.start()
        guard case .failed(let failure) = app.stage else { throw Failure.Stopped }
        #expect(failure.remedy == remedy)
        #expect(failure.what.known && failure.advice.known)
        device.store.fails(nil)
        await app.start()
        try await #require(app.areas).core.shutdown()
    }

    @Test func whoeverAsksTheProfileIsOpenedOnce() async throws {
        let device = Device()
        try await device.home.create(name: "Ada").shutdown()
        let app = AppModel(home: device.home, drafts: MemoryDrafts(), notifications: FakeNotifications())
        async let screen: Void = app.start()
        async let background: Void = app.start()
        _ = await (screen, background)
        try await #require(app.areas).core.shutdown()
    }

    @Test func aDamagedProfileIsAStateAndNoCrash() async throws {
        let device = Device()
        try await device.home.create(name: "Ada").shutdown()
        let files = try FileManager.default.contentsOfDirectory(at: device.home.folder, includingPropertiesForKeys: nil)
        for file in files where file.pathExtension != "lock" {
            try Data(repeating: 0x5A, count: 8_192).write(to: file)
        }
        let app = AppModel(home: device.home, drafts: MemoryDrafts(), notifications: FakeNotifications())
        await app.start()
        guard case .failed(let failure) = app.stage else { throw Failure.Stopped }
        guard case .StorageDamaged = failure else { throw failure }
    }

    @Test func asleepNothingIsDoneAndAwakeEverythingGoesOn() async throws {
        let phone = try await Phone.first("Ada")
        await phone.app.enter()
        let goals = try phone.home.goals
        await goals.appear()
        await phone.app.leave()
        goals.title.text = "Speak up"
        #expect(await goals.begin(in: .private) == nil)
        #expect(goals.acting.failure == .Stopped)
        #expect(goals.title.text == "Speak up")
        // However fast somebody switches: the last of it holds.
        for _ in 0..<5 {
            async let leave: Void = phone.app.leave()
            async let enter: Void = phone.app.enter()
            _ = await (leave, enter)
        }
        await phone.app.enter()
        #expect(await goals.begin(in: .private) != nil)
        await until { goals.shown.value?.map(\.title) == ["Speak up"] }
        #expect(goals.title.isEmpty)
        try await phone.end()
    }
}
