import Foundation
import RapportCore
import RapportPresentation
import RapportTesting
import Testing

/// A person's phone and their new tablet, which the phone takes in.
@MainActor @Suite(.timeLimit(.minutes(3)), .enabled(if: Relay.program != nil, "no rapport-relay beside the library"))
struct LinkTests {
    @Test func aNewDeviceIsTakenInAndHasEverything() async throws {
        try await withPhone { ada, _ in
            let goal = try await require(ada.app.areas).goals.begin(new: NewGoal(place: .private, title: "Speak up"))
            let tablet = NewDevice()
            let (give, take) = try await codes(ada, tablet)
            #expect(take.waits && take.underWay && tablet.app.areas != nil)
            await give.pairUp.same()
            await take.pairUp?.same()
            await until { tablet.home != nil }
            let home = try require(tablet.home)
            #expect(home.wasLinked && home.tab == .today)
            await home.today.appear()
            await until { home.today.shown.value?.name == "Ada" }
            await until { give.pairUp.done }
            #expect(give.pairUp.invite?.name == "Ada’s tablet")
            await home.goals.appear()
            await until { home.goals.shown.value?.map(\.id) == [goal] }

            // Both lists show both devices, each of them itself first.
            for (devices, own) in [(try ada.home.devices, ""), (home.devices, "Ada’s tablet")] {
                await devices.appear()
                await until { devices.current.count == 2 && devices.current.contains { $0.name == "Ada’s tablet" } }
                #expect(devices.current.first?.thisDevice == true && devices.current.first?.name == own)
                #expect(devices.removed.isEmpty)
            }
            // What was typed for it is not asked again, and a new start opens what is somebody's now.
            #expect(tablet.drafts.text("link.name").isEmpty && tablet.drafts.text("link.link").isEmpty)
            try await tablet.restart()
            #expect(tablet.home?.wasLinked == false)
            try await tablet.end()
        }
    }

    @Test func whoeverFindsOtherWordsStaysOutsideAndMayTryAnotherLink() async throws {
        try await withPhone { ada, _ in
            let tablet = NewDevice()
            let (give, take) = try await codes(ada, tablet)
            await take.pairUp?.giveUp()
            await until { take.pairUp?.invite == nil }
            #expect(take.waits && !take.underWay)
            await until { give.pairUp.failed != nil }
            #expect(give.pairUp.failed?.key == "screen.invite.declined")
            #expect(tablet.home == nil)

            // Another link, in the profile that waits.
            let first = give.link
            await give.give()
            #expect(give.link != nil && give.link != first)
            take.link.text = try require(give.link)
            #expect(take.canTake)
            await take.take()
            await until { take.pairUp?.code != nil && give.pairUp.code != nil }
            #expect(take.pairUp?.code == give.pairUp.code)
            await give.pairUp.same()
            await take.pairUp?.same()
            await until { tablet.home != nil && give.pairUp.done }
            try await tablet.end()
        }
    }

    @Test func whatTheOldDeviceWithdrawsEndsOnTheNewOneInWords() async throws {
        try await withPhone { ada, _ in
            let tablet = NewDevice()
            let (give, take) = try await codes(ada, tablet)
            await give.revoke()
            #expect(give.link == nil)
            await until { take.pairUp?.failed != nil }
            #expect(take.pairUp?.failed?.known == true && take.waits && !take.underWay)
            // Closed and opened again it stands where it stood.
            try await tablet.restart()
            let again = try require(tablet.linking)
            await until { again.pairUp?.failed != nil }
            #expect(again.waits)
            try await tablet.end()
        }
    }

    /// Both devices are ended by force after each step, and go on.
    @Test(arguments: ["answered", "compared", "one said yes", "the other said yes"])
    func linkingGoesOnAfterAKill(_ killed: String) async throws {
        try await withPhone { phone, _ in
            let tablet = NewDevice()
            var (ada, give, take) = (phone, try await given(phone), try await tablet.welcomed())
            take.name.text = "Ada’s tablet"
            take.link.text = try require(give.link)
            await take.take()
            let link = give.link
            @MainActor func kill(_ step: String) async throws {
                guard step == killed else { return }
                ada = try await ada.restarted()
                try await tablet.restart()
                give = try ada.home.devices.giveLink()
                await give.appear()
                // It may be in already; then there is nothing to go on with.
                if let linking = tablet.linking { take = linking }
            }
            try await kill("answered")
            if killed == "answered" { #expect(give.link == link && take.waits) }
            await until { give.pairUp.code != nil && take.pairUp?.code != nil }
            try await kill("compared")
            await until { give.pairUp.code != nil && take.pairUp?.code != nil }
            #expect(give.pairUp.code == take.pairUp?.code)
            await take.pairUp?.same()
            try await kill("one said yes")
            await until { give.pairUp.code != nil }
            await give.pairUp.same()
            try await kill("the other said yes")
            await until { tablet.home != nil }
            let devices = try ada.home.devices
            await devices.appear()
            await until { devices.current.count == 2 && devices.current.contains { $0.name == "Ada’s tablet" } }
            try await tablet.end()
            try await ada.end()
        }
    }

    @Test func whatWasTypedOnTheNewDeviceSurvivesAKill() async throws {
        let tablet = NewDevice(called: "iPad")
        let take = try await tablet.welcomed()
        #expect(take.name.text == "iPad" && !take.canTake)
        take.name.text = "Ada’s tablet"
        take.link.text = "not a link"
        try await tablet.restart()
        let again = try await tablet.welcomed()
        #expect(again.name.text == "Ada’s tablet" && again.link.text == "not a link")
        await again.take()
        let failure = try require(again.acting.failure)
        #expect(failure.remedy == .correct(.invite) && failure.what.known && !again.waits)
        // Nothing was made: the way back is open.
        await tablet.app.leaveLinking()
        guard case .welcome = tablet.app.stage else { throw Failure.Stopped }
    }

    @Test func aRelayWithoutEncryptionIsAskedForOnBothDevices() async throws {
        let (ada, elsewhere) = (try await Phone.first("Ada"), "http://192.0.2.1:8080")
        let give = try ada.home.devices.giveLink()
        await give.appear()
        #expect(give.needsRelay && give.link == nil && give.pairUp.acting.failure == nil)
        give.relay.text = elsewhere
        await give.agree()
        #expect(give.pairUp.acting.unencrypted == elsewhere && give.needsRelay)
        await give.agree(plainHttp: true)
        #expect(!give.needsRelay)
        let tablet = NewDevice(called: "iPad")
        let take = try await tablet.welcomed()
        await take.take(try require(give.link))
        #expect(take.acting.unencrypted == elsewhere && take.answered && !take.waits)
        take.acting.dismiss()
        #expect(!take.answered)
        await take.take(plainHttp: true)
        #expect(take.waits && take.underWay && take.link.isEmpty)
        // It is on its way: the way back is closed, and no other link puts it aside.
        await tablet.app.leaveLinking()
        await tablet.app.open(link: "rapport:something-else")
        #expect(tablet.linking === take && take.link.isEmpty)

        // Given up, it is open again, and this is the device of somebody new.
        await take.pairUp?.giveUp()
        await until { !take.underWay }
        #expect(take.waits)
        await tablet.app.leaveLinking()
        guard case .welcome(let welcome) = tablet.app.stage else { throw Failure.Stopped }
        welcome.name.text = "Bea"
        await welcome.start()
        await until { tablet.home != nil }
        #expect(try await require(tablet.app.areas).devices.view().guest == false)
        try await tablet.end()
        try await ada.end()
    }

    @Test func anInviteIntoAPairTakesInNoDevice() async throws {
        try await withPhone { ada, _ in
            let invite = try ada.home.invite()
            await invite.appear()
            await invite.invite()
            let tablet = NewDevice(called: "iPad")
            // Opened by its camera before there was anything: shown, to be looked at.
            await tablet.app.open(link: try require(invite.link))
            let take = try await tablet.welcomed()
            await until { take.link.text == invite.link }
            await take.take()
            await until { take.pairUp?.failed != nil }
            #expect(take.pairUp?.failed?.key == "screen.join.other_purpose")
            try await tablet.end()
        }
    }

    @Test func theCameraOfTheNewDeviceAnswersTheLinkOnce() async throws {
        try await withPhone { ada, _ in
            let give = try await given(ada)
            let tablet = NewDevice(called: "iPad")
            let take = try await tablet.welcomed()
            let scan = ScanModel(join: take, gate: OpenGate())
            await scan.appear()
            await scan.saw("https://example.org/menu")
            #expect(scan.state == .looking && scan.wrong?.known == true)
            await scan.saw(try require(give.link))
            #expect(scan.state == .found && take.underWay)
            try await tablet.end()
        }
    }

    @Test func aDeviceIsNamedAndOneThatIsLostIsRemoved() async throws {
        try await withPhone { ada, _ in
            let tablet = NewDevice()
            let (give, take) = try await codes(ada, tablet)
            await give.pairUp.same()
            await take.pairUp?.same()
            await until { tablet.home != nil && give.pairUp.done }
            let devices = try ada.home.devices
            await devices.appear()
            await until { devices.current.count == 2 && devices.current.last?.name == "Ada’s tablet" }
            let this = try require(devices.current.first)
            #expect(this.title == Speaking.shared.say(Words("screen.devices.this")))
            let name = devices.name(of: this)
            #expect(name.text.isEmpty && !name.canSave)
            name.text.text = String(repeating: "x", count: 5_000)
            #expect(await !name.save())
            #expect(name.acting.failure(at: .device) != nil || name.acting.failure(at: .name) != nil)
            name.text.text = "Ada’s phone"
            #expect(devices.name(of: this).text.text == "Ada’s phone")
            #expect(await name.save())
            await until { devices.current.first?.name == "Ada’s phone" }
            #expect(devices.name(of: try require(devices.current.first)).text.text == "Ada’s phone")

            // No device removes itself.
            #expect(await !devices.remove(this))
            #expect(devices.acting.failure == .NotAllowed(field: .device, rule: .thisDevice))
            let lost = try require(devices.current.last)
            #expect(await devices.remove(lost))
            await until { devices.removed.map(\.id) == [lost.id] }
            #expect(devices.current.map(\.id) == [this.id])
            try await tablet.end()
        }
    }
}

private struct OpenGate: CameraGate {
    var leave: CameraLeave { .given }
    func ask() async -> Bool { true }
}

/// A device that is new, as a test holds it: its app may be ended and begun again.
@MainActor
final class NewDevice {
    let device = Device()
    let drafts = MemoryDrafts()
    private let called: String
    private(set) var app: AppModel

    init(called: String = "") {
        self.called = called
        app = AppModel(
            home: device.home, drafts: drafts, notifications: FakeNotifications(), deviceName: { called })
    }

    /// The first run, up to the question for a name.
    func first() async throws -> WelcomeModel {
        await app.start()
        await app.enter()
        guard case .welcome(let welcome) = app.stage else { throw Failure.Conflict(what: "profile_exists") }
        return welcome
    }

    /// The first run, up to the question for a link.
    func welcomed() async throws -> TakeLinkModel {
        try await first().linkDevice()
        await until { linking != nil }
        return try require(linking)
    }

    var recovering: RecoverModel? { if case .recovering(let model) = app.stage { model } else { nil } }
    var linking: TakeLinkModel? { if case .linking(let model) = app.stage { model } else { nil } }
    var home: HomeModel? { if case .open(let home) = app.stage { home } else { nil } }

    func restart() async throws {
        try await end()
        let called = called
        app = AppModel(
            home: device.home, drafts: drafts, notifications: FakeNotifications(), deviceName: { called })
        await app.start()
        await app.enter()
    }

    func end() async throws {
        try await app.areas?.core.shutdown()
    }
}

extension Phone {
    /// The same phone after its app was ended.
    @MainActor fileprivate func restarted() async throws -> Phone {
        try await end()
        let again = AppModel(home: device.home, drafts: MemoryDrafts(), notifications: FakeNotifications())
        await again.start()
        await again.enter()
        return Phone(device: device, app: again)
    }
}

/// Somebody with one phone, who agreed to a relay.
@MainActor
func withPhone(_ work: @MainActor (Phone, Relay) async throws -> Void) async throws {
    let relay = try Relay()
    defer { relay.stop() }
    let ada = try await Phone.first("Ada")
    await ada.app.enter()
    _ = try await require(ada.app.areas).sync.agreeToRelay(link: try relay.link(), plainHttp: false)
    try await work(ada, relay)
    // A test may have ended it.
    try? await ada.end()
}

/// The old device shows a link.
@MainActor
private func given(_ phone: Phone) async throws -> GiveLinkModel {
    let give = try phone.home.devices.giveLink()
    await give.appear()
    #expect(!give.needsRelay && give.link != nil)
    return give
}

/// The new device has answered it, and both show the same code.
@MainActor
private func codes(_ phone: Phone, _ tablet: NewDevice) async throws -> (GiveLinkModel, TakeLinkModel) {
    let (give, take) = (try await given(phone), try await tablet.welcomed())
    take.name.text = "Ada’s tablet"
    take.link.text = try require(give.link)
    #expect(take.canTake)
    await take.take()
    await until { give.pairUp.code != nil && take.pairUp?.code != nil }
    #expect(give.pairUp.code == take.pairUp?.code)
    return (give, take)
}
