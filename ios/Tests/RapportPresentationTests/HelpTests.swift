import Foundation
import RapportCore
import RapportPresentation
import RapportTesting
import Testing

/// What comes in files: whom to turn to, and the questions of a programme.
@MainActor @Suite(.timeLimit(.minutes(1)))
struct HelpTests {
    private func file(_ text: String, on phone: Phone) throws -> URL {
        let file = phone.device.folder.appendingPathComponent(UUID().uuidString)
        try Data(text.utf8).write(to: file)
        return file
    }

    private func directory(_ name: String) -> String {
        """
        {"help": 1, "entries": [{"name": "\(name)", "about": "Somebody to talk to", "region": "Everywhere", \
        "languages": ["en"], "urgent": true, "phone": "+1 202 555 0143", "link": "https://help.example/", \
        "hours": "Day and night", "source": "https://help.example/call", "checked": "2026-05-01"}]}
        """
    }

    @Test func theDirectoryIsEmptyUntilSomebodyTrustedFillsIt() async throws {
        let (ada, programme) = (try await Phone.first("Ada"), try await Phone.first("The programme"))
        let signed = try await require(programme.app.areas).checkIns.signHelp(directory: directory("A listening ear"))
        let key = try require(signed.split(separator: "\n").dropFirst().first?.dropFirst(4))
        let help = try ada.home.help()
        await help.appear()
        #expect(help.shown.value?.places.isEmpty == true && help.shown.value?.trustedKey == nil)
        // Nobody is trusted yet, so no file is taken.
        await help.load(try file(signed, on: ada))
        #expect(help.acting.failure?.what.known == true && help.shown.value?.places.isEmpty == true)
        help.key.text = "not a key"
        await help.trust()
        #expect(help.acting.failure?.advice.known == true && help.key.text == "not a key")
        help.key.text = String(key)
        await help.trust()
        #expect(help.shown.value?.trustedKey == String(key) && help.key.isEmpty && help.acting.failure == nil)
        // One sign changed on the way, and it is another file.
        await help.load(try file(signed.replacingOccurrences(of: "0143", with: "0144"), on: ada))
        #expect(help.acting.failure != nil && help.shown.value?.places.isEmpty == true)
        await help.load(try file(signed, on: ada))
        #expect(help.shown.value?.places.map(\.name) == ["A listening ear"])
        #expect(help.shown.value?.places.first?.phone == "+1 202 555 0143")

        // Now it stands beside a low result.
        let pulse = try ada.home.checkIn(AskedCheckIn("pulse"))
        await pulse.appear()
        pulse.choose(1, for: try require(pulse.shown.value?.items.first))
        let result = try ada.home.result(try require(await pulse.send()))
        await result.appear()
        #expect(result.help?.places.count == 1)
        try await ada.end()
        try await programme.end()
    }

    nonisolated static let odd = [
        "", "{", "\u{0}\u{1}", #"{"help": 1, "entries": []}"#, String(repeating: "[", count: 2_000_000),
    ]

    @Test(arguments: odd)
    func aFileThatIsNoneIsRefusedWithTheReason(_ text: String) async throws {
        let phone = try await Phone.first("Ada")
        let (help, list) = (try phone.home.help(), try phone.home.checkIns)
        let odd = try file(text, on: phone)
        await help.load(odd)
        await list.load(odd)
        for acting in [help.acting, list.acting] {
            #expect(acting.failure?.what.known == true && acting.failure?.advice.known == true)
        }
        #expect(list.loaded == nil && help.shown.value?.places.isEmpty == true)
        await help.load(odd.appendingPathExtension("gone"))
        #expect(help.acting.failure == .NotFound(what: "file"))
        try await phone.end()
    }

    @Test func questionsOfAProgrammeComeInAFile() async throws {
        let phone = try await Phone.first("Ada")
        let list = try phone.home.checkIns
        await list.appear()
        let items = (1...5).map { "\"item\($0)\": \"Invented question \($0)\"" }.joined(separator: ", ")
        let texts = """
            {"instrument": "who5", "version": 1, "language": "en", "name": "Five questions", "intro": "Invented", \
            "items": {\(items)}, "parts": {"total": "All in all"}, "labels": {}, "licence": "Invented", \
            "source": "Invented"}
            """
        await list.load(try file(texts, on: phone))
        #expect(list.acting.failure == nil && list.loaded == "who5")
        #expect(list.choices.first { $0.instrument.id == "who5" }?.instrument.name == "Five questions")
        let model = try phone.home.checkIn(AskedCheckIn("who5"))
        await model.appear()
        for item in try require(model.shown.value?.items) { model.choose(4, for: item) }
        let result = try phone.home.result(try require(await model.send()))
        await result.appear()
        #expect(result.shown.value?.scores.first?.thousandths == 80_000)
        try await phone.end()
    }
}
