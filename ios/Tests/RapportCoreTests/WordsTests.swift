import Foundation
import RapportCore
import RapportTesting
import Testing

/// Whatever the core refuses has words.
struct WordsTests {
    static let failures: [Failure] = [
        .NotFound(what: "goal"), .NotFound(what: "something newer"), .NotAllowed(field: .state, rule: .nodNeeded),
        .NotAllowed(field: .state, rule: .wrongState(is: .goal(.active), allowed: [.goal(.draft), .meeting(.held)])),
        .NotAllowed(field: .review, rule: .onlyFor(who: .theOther)),
        .NotAllowed(field: .state, rule: .notYet(slot: "2026-03-29T02:30[Europe/Zurich]")),
        .Invalid(field: .title, problem: .tooLong(max: 10, is: 12)), .Invalid(field: .shortCode, problem: .empty),
        .Invalid(field: .date, problem: .dateOutOfRange(first: "1900-01-01", last: "2199-12-31")),
        .Conflict(what: "profile_open"), .Offline, .RelayRefused(code: .overQuota, retryAfterS: 5),
        .RelayRefused(code: .other, retryAfterS: nil), .Locked, .KeyLost, .StorageFull(neededBytes: 10),
        .StorageReadOnly, .StorageDamaged(detail: "page 3"), .NeedsUpdate(minimum: 3),
        .Port(what: "clock", detail: "none"), .Stopped, .Bug(reference: "ab12"),
    ]

    @Test(arguments: failures)
    func aFailureSaysWhatAndWhatToDo(_ failure: Failure) {
        for words in [failure.what, failure.advice] {
            #expect(words.known, "no text for \(words.key)")
            #expect(Set(words.arguments.keys).isSuperset(of: wordPlaces[words.key] ?? []), "\(words)")
        }
    }

    @Test func errorsSpeakTheLanguageOfTheBook() {
        struct Book: WordBook {
            func say(_ words: Words) -> String { "said: \(words.key)" }
        }
        Speaking.shared.use(Book())
        let error: any Error = Failure.Offline
        #expect(error.localizedDescription == "said: failure.offline.what")
        #expect((error as? any LocalizedError)?.recoverySuggestion == "said: failure.offline.do")
    }
}

/// What was mended with a loss, in words.
struct LossWordsTests {
    private func loss(_ kind: LateKind, _ title: String, changes: UInt32, moved: Bool) -> [Words] {
        LossRow(kind: kind, title: title, changes: changes, moved: moved, at: Date(timeIntervalSince1970: 0)).words
    }

    @Test func eachLossIsASentence() {
        let called = Words("lost.called", ["thing": .words(Words("thing.note")), "title": .text("Monday")])
        let changes = Words("count.changes", ["n": .number(3)])
        #expect(
            loss(.note, "Monday", changes: 3, moved: true) == [
                Words("lost.changes", ["what": .words(called), "changes": .words(changes)]),
                Words("lost.moved", ["what": .words(called)]),
            ])
        #expect(loss(.note, "Monday", changes: 0, moved: false).isEmpty)
    }

    @Test func whatHasNoTitleIsToldByItsSort() {
        for (kind, key) in [
            (LateKind.goal, "goal"), (.meeting, "meeting"), (.series, "series"), (.person, "person"), (.other, "file"),
        ] {
            let words = loss(kind, "", changes: 0, moved: true)
            #expect(words == [Words("lost.moved", ["what": .words(Words("thing.\(key)"))])])
            #expect(Words("thing.\(key)").known && words.allSatisfy(\.known))
        }
    }
}
