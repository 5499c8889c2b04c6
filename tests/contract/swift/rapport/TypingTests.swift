import RapportCore
import XCTest

/// An open note, and what must hold when something fails.
final class TypingTests: DeviceTest {
    private func openNote() async throws -> (BegunNote, NoteEditor) {
        let begun = try await core.notes().begin(new: NewNote(place: .private, title: "Monday"))
        return (begun, try await core.notes().open(note: begun.note, section: begun.section))
    }

    private func splice(_ at: Int, _ delete: Int, _ insert: String) -> Edit {
        .splice(at: UInt32(at), delete: UInt32(delete), insert: insert)
    }

    func testTextIsCountedInUtf16() async throws {
        let (begun, editor) = try await openNote()
        let start = "👩‍🏫 שלום مرحبا e\u{301}"
        let nothing = try editor.exchange(edits: [splice(0, 0, start)])
        XCTAssertTrue(nothing.isEmpty)
        let before = start.components(separatedBy: "ם")[0]
        _ = try editor.exchange(edits: [splice(before.utf16.count, 0, "🙂")])
        let expected = start.replacingOccurrences(of: "ם", with: "🙂ם")
        XCTAssertEqual(try editor.whole().text, expected)
        let halved = await failure { _ = try editor.exchange(edits: [splice(1, 0, "x")]) }
        XCTAssertEqual(halved, .Invalid(field: .note, problem: .doesNotFit))
        try await editor.durable()
        let stored = try await core.notes().view(note: begun.note).sections.first?.text.text
        XCTAssertEqual(stored, expected)
    }

    func testAThousandSplicesKeepTheirOrder() async throws {
        let (begun, editor) = try await openNote()
        let text = (0..<300).map { "\($0) " }.joined().prefix(1000)
        for (at, sign) in text.enumerated() {
            _ = try editor.exchange(edits: [splice(at, 0, String(sign))])
        }
        XCTAssertEqual(try editor.whole().text, String(text))
        try await editor.durable()
        try await reopen()
        let stored = try await core.notes().view(note: begun.note).sections.first?.text.text
        XCTAssertEqual(stored, String(text))
    }

    func testAClockThatThrowsIsAFailure() async throws {
        clock.answers { throw PortFailure.Failed(detail: "did not work") }
        let failed = await failure { _ = try await privateGoal() }
        XCTAssertEqual(failed, .Port(what: "clock", detail: "did not work"))
        clock.answers { throw Undeclared() }
        guard case .Port("clock", let detail) = await failure({ _ = try await privateGoal() }) else {
            return XCTFail("no port failure")
        }
        XCTAssertTrue(detail.contains("Undeclared"), detail)
        clock.answers { 1_767_636_000_000 }
        _ = try await privateGoal()
    }

    func testAsleepNothingIsDone() async throws {
        try await core.suspend()
        let asleep = await failure { _ = try await privateGoal() }
        XCTAssertEqual(asleep, .Stopped)
        try await core.resume()
        _ = try await privateGoal()
    }
}
