import RapportCore
import RapportPresentation
import RapportTesting
import Testing

private final class Gate: CameraGate, @unchecked Sendable {
    var leave: CameraLeave
    let answer: Bool
    private(set) var asked = 0

    init(_ leave: CameraLeave, answer: Bool = false) {
        self.leave = leave
        self.answer = answer
    }

    func ask() async -> Bool {
        asked += 1
        leave = answer ? .given : .refused
        return answer
    }
}

@MainActor @Suite(.timeLimit(.minutes(2)))
struct ScanTests {
    @Test func aRefusedCameraSaysWhatToDo() async throws {
        let phone = try await Phone.first("Ada")
        try await phone.home.join()
        let join = try #require(try phone.home.joining)
        let gate = Gate(.unasked)
        let scan = ScanModel(join: join, gate: gate)
        #expect(scan.state == .asking)
        await scan.appear()
        guard case .blind(let what, let advice, way: .settings) = scan.state else { throw Failure.Stopped }
        #expect(what.known && advice.known && gate.asked == 1)
        await scan.saw("rapport:x")
        #expect(join.link.isEmpty)
        // Back from the settings, where it was allowed.
        gate.leave = .given
        await scan.appear()
        #expect(scan.state == .looking && gate.asked == 1)
        let none = ScanModel(join: join, gate: Gate(.impossible))
        await none.appear()
        guard case .blind(let what, let advice, way: .none) = none.state else { throw Failure.Stopped }
        #expect(what.known && advice.known)
        try await phone.end()
    }

    @Test func aCameraThatCannotBeHadSaysWhatToDo() async throws {
        let phone = try await Phone.first("Ada")
        try await phone.home.join()
        let gate = Gate(.given)
        let scan = ScanModel(join: try #require(try phone.home.joining), gate: gate)
        scan.failed()
        #expect(scan.state == .asking)
        await scan.appear()
        // Another app has it.
        scan.failed()
        guard case .blind(let what, let advice, way: .again) = scan.state else { throw Failure.Stopped }
        #expect(what.known && advice.known)
        await scan.appear()
        #expect(scan.state == .looking && gate.asked == 0)
        // What the system says of it is said already.
        gate.leave = .refused
        await scan.appear()
        scan.failed()
        guard case .blind(_, _, way: .settings) = scan.state else { throw Failure.Stopped }
        try await phone.end()
    }

    @Test func whatTheCameraSeesIsLookedAtOnce() async throws {
        let (ada, bea) = (try await Phone.first("Ada"), try await Phone.first("Bea"))
        let invite = try ada.home.invite()
        await invite.appear()
        invite.relay.text = "http://127.0.0.1:1"
        await invite.invite()
        let link = try #require(invite.link)
        try await bea.home.join()
        let join = try #require(try bea.home.joining)
        let scan = ScanModel(join: join, gate: Gate(.unasked, answer: true))
        await scan.appear()
        // A code of something else, seen many times; then the right one.
        for _ in 0..<5 { await scan.saw("https://example.org/menu") }
        #expect(scan.state == .looking && scan.wrong == join.pairUp.acting.failure?.what && scan.wrong?.known == true)
        await scan.saw(String(repeating: "x", count: 4_296))
        #expect(scan.state == .looking)
        async let first: Void = scan.saw(link)
        async let second: Void = scan.saw(link)
        _ = await (first, second)
        #expect(scan.state == .found && join.answered && join.pairUp.invite?.stage == .waiting)
        try await ada.end()
        try await bea.end()
    }
}
