import Foundation
import RapportCore
import RapportPresentation
import RapportTesting
import Testing

@MainActor
struct PiecesTests {
    @Test func wallTimesAreReadAndWritten() throws {
        let text = "2026-03-29T02:30[America/Argentina/Buenos_Aires]"
        let parts = try #require(CivilParts(text))
        #expect(parts.civil == text)
        #expect(parts.zone == "America/Argentina/Buenos_Aires")
        // A time that clocks skip is printed as it was agreed.
        let zurich = try #require(CivilParts("2026-03-29T02:30[Europe/Zurich]"))
        #expect(zurich.printable == Date(timeIntervalSince1970: 1_774_751_400))
        for bad in ["", "2026-03-29", "T", "2026-03-29T02:30", "2026-03-29T02:30[", "x[y]"] {
            #expect(CivilParts(bad) == nil)
        }
        let zone = try #require(TimeZone(identifier: "Europe/Zurich"))
        let shown = CivilParts(shown: Date(timeIntervalSince1970: 1_767_225_600), in: zone)
        #expect(shown.civil == "2026-01-01T01:00[Europe/Zurich]")
    }

    @Test func aDatePickerTurnsAWallTimeAndNothingElse() throws {
        let zone = try #require(TimeZone(identifier: "America/New_York"))
        let parts = try #require(CivilParts("2026-07-01T09:15[America/New_York]"))
        #expect(CivilParts(shown: try #require(parts.shown(in: zone)), in: zone) == parts)
        var when = WhenForm()
        let now = Date(timeIntervalSince1970: 1_767_225_600)
        #expect(when.parts(now: now, in: zone).civil == "2025-12-31T19:00[America/New_York]")
        when.choose(try #require(parts.shown(in: zone)), in: zone)
        #expect(when.parts(now: now, in: zone) == parts)
    }

    @Test(arguments: UInt64(1)...20)
    func aRowGoesWhereItIsMoved(seed: UInt64) {
        var dice = Dice(seed: seed)
        for _ in 0..<200 {
            let rows = Array(0..<1 + dice.below(6))
            let from = dice.below(rows.count)
            let place = dice.below(rows.count + 1)
            let move: RowMove = [.up, .down, .before(place)][dice.below(3)]
            var expected = rows
            switch move {
            case .up where from > 0: expected.swapAt(from, from - 1)
            case .down where from < rows.count - 1: expected.swapAt(from, from + 1)
            case .before(let to):
                // As a list does it: first put there, then taken away where it was.
                expected.insert(rows[from], at: to)
                expected.remove(at: to <= from ? from + 1 : from)
            default: break
            }
            let behind = move.behind(rows[from], in: rows)
            var moved = rows
            if let behind {
                moved.remove(at: from)
                moved.insert(rows[from], at: behind.row.flatMap { moved.firstIndex(of: $0) }.map { $0 + 1 } ?? 0)
            }
            #expect(moved == expected, "seed \(seed)")
            #expect((behind == nil) == (expected == rows), "seed \(seed)")
        }
        #expect(RowMove.up.behind(7, in: [1, 2]) == nil)
    }

    @Test func aNumberStaysAsItWasTypedUntilTheCoreReadsIt() {
        var form = EntryForm()
        form.amount = "2,5"
        let talks = Measure(kind: .amount, baseline: "0", target: "10", unit: "talks")
        #expect(form.reading(by: talks) == .amount("2,5"))
        #expect(DecimalMark(of: Locale(identifier: "de_DE")) == .comma)
        #expect(DecimalMark(of: Locale(identifier: "de_CH@numbers=latn")) == .point)
        form.level = .more
        form.reached = true
        func by(_ kind: MeasureKind) -> Reading {
            form.reading(by: Measure(kind: kind, baseline: "0", target: "1", unit: ""))
        }
        #expect(by(.levels) == .level(.more) && by(.yesNo) == .reached(true) && by(.newer) == .share(0))
    }

    @Test func theSyncLineSaysWhatIsTrue() {
        func line(
            relay: Bool = true, last: Date? = nil, waiting: UInt32 = 0, newer: UInt32 = 0, bad: UInt32 = 0
        ) -> SyncLine {
            SyncLine(
                hasRelay: relay, last: last, waiting: waiting, waitingSince: nil, deferred: 0, needsUpdate: newer,
                quarantined: bad)
        }
        func key(_ line: SyncLine, _ trouble: Trouble? = nil) -> String {
            let relay = RelayStatus(
                origin: "https://relay.example.org", trouble: trouble, lastGood: nil, settled: true)
            let model = SyncLineModel.words(SyncView(line: line, relays: [relay], held: []))
            #expect(model.known && Set(model.arguments.keys) == Set(wordPlaces[model.key] ?? []))
            return model.key
        }
        #expect(key(line(relay: false, waiting: 4)) == "sync.no_relay")
        #expect(key(line()) == "sync.never")
        #expect(key(line(last: .now)) == "sync.up_to_date")
        #expect(key(line(waiting: 2)) == "sync.waiting_never")
        #expect(key(line(last: .now, waiting: 2)) == "sync.waiting")
        #expect(key(line(last: .now), .offline) == "sync.offline")
        #expect(key(line(last: .now, waiting: 2), .offline) == "sync.offline_waiting")
        #expect(key(line(last: .now), .notTrusted) == "sync.refused")
        #expect(key(line(last: .now), .refused(.overQuota)) == "sync.refused")
        #expect(key(line(newer: 1)) == "sync.needs_update")
        #expect(key(line(bad: 1)) == "sync.held_back")
    }

    @Test func theKeychainsNumbersAreUnderstood() throws {
        let secret = Data([1, 2, 3])
        #expect(try KeychainAnswer.read(status: 0, data: secret) == secret)
        #expect(try KeychainAnswer.read(status: KeychainAnswer.notFound, data: nil) == nil)
        #expect(throws: SecretTrouble.locked) { try KeychainAnswer.read(status: -25308, data: nil) }
        #expect(throws: SecretTrouble.lost) { try KeychainAnswer.read(status: -26275, data: nil) }
        #expect(throws: SecretTrouble.failed(code: -34018)) { try KeychainAnswer.written(status: -34018) }
        try KeychainAnswer.written(status: 0)
    }

    @Test func draftsKeepToThemselves() {
        let device = Device()
        let drafts = FileDrafts(folder: device.folder.appendingPathComponent("drafts"))
        for key in ["goal-1.step", "../../escape", "a/b", "ümlaut", ""] {
            let draft = Draft(key, drafts)
            #expect(draft.isEmpty)
            draft.text = "kept \(key)"
            #expect(Draft(key, drafts).text == "kept \(key)")
            draft.clear()
            #expect(Draft(key, drafts).isEmpty)
        }
        let outside = device.folder.deletingLastPathComponent().appendingPathComponent("escape")
        #expect(!FileManager.default.fileExists(atPath: outside.path))
    }

    @Test func everyEndOfAnInviteHasWords() {
        let codes = [
            "expired", "closed", "second_joiner", "second_inviter", "wrong_reveal", "newer", "oneself", "damaged",
            "what", "other_purpose", "declined",
        ]
        for code in codes { #expect(InviteEnd.words(code).known, "\(code)") }
        #expect(InviteEnd.words("other_purpose").key == "screen.join.other_purpose")
    }

    @Test func everyTabHasAName() {
        for tab in HomeModel.Tab.allCases { #expect(tab.words.known) }
    }
}
