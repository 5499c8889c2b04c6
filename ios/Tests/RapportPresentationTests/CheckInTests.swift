import Foundation
import RapportCore
import RapportPresentation
import RapportTesting
import Testing

/// Check-ins over the real core: answered, interrupted, kept, shown.
@MainActor @Suite(.timeLimit(.minutes(3)))
struct CheckInTests {
    private func item(_ name: String, of model: CheckInModel) throws -> FormItem {
        try require(model.shown.value?.items.first { $0.id == name })
    }

    /// Answers the pulse with a mood.
    private func answer(_ mood: Int64, on phone: Phone) async throws -> CheckInId {
        let model = try phone.home.checkIn(AskedCheckIn("pulse"))
        await model.appear()
        model.choose(mood, for: try item("mood", of: model))
        return try require(await model.send())
    }

    @Test func aPulseThatIsKilledInTheMiddleGoesOnWhereItStopped() async throws {
        let device = Device()
        let pulse = AskedCheckIn("pulse")
        do {
            let core = try await device.home.create(name: "Ada")
            let model = CheckInModel(pulse, in: try core.checkins(), language: "en")
            await model.appear()
            #expect(model.shown.value?.items.map(\.id) == ["mood", "contact", "note"] && model.answers.isEmpty)
            model.choose(4, for: try item("mood", of: model))
            for typed in ["A", "A g", "A good w", "A good week 🎈"] {
                model.write(typed, for: try item("note", of: model))
            }
            model.choose(1, for: try item("contact", of: model))
            model.choose(nil, for: try item("contact", of: model))
            await model.settle()
            // The process dies; whoever starts next finds the files alone.
            try await core.shutdown()
        }
        let core = try await device.home.open()
        let checkIns = try core.checkins()
        let again = CheckInModel(pulse, in: checkIns, language: "en")
        await again.appear()
        #expect(again.answers == ["mood": Given(number: 4), "note": Given(text: "A good week 🎈")])
        #expect(try await checkIns.instruments(language: "en").first { $0.id == "pulse" }?.begun == true)
        let id = try require(await again.send())
        let row = try await checkIns.view(checkin: id, language: "en")
        #expect(row.answers.map(\.item) == ["mood", "note"] && row.sharedIn.isEmpty)
        // What was handed in is no draft any more, and the next form is empty.
        await again.appear()
        #expect(again.answers.isEmpty && again.shown.value?.notBefore != nil)
        try await core.shutdown()
    }

    @Test func whatIsTypedInHasteIsKeptInTheOrderOfTyping() async throws {
        let phone = try await Phone.first("Ada")
        let home = try phone.home
        let model = home.checkIn(AskedCheckIn("domains"))
        await model.appear()
        let items = try require(model.shown.value?.items)
        for round in Int64(0)..<40 {
            for (nth, item) in items.enumerated() where item.kind == .scale {
                model.choose((round + Int64(nth)) % 5 + 1, for: item)
            }
        }
        let last = model.answers
        // Whoever leaves in the middle and comes back finds what they gave last.
        #expect(home.checkIn(AskedCheckIn("domains")) === model)
        await model.appear()
        #expect(model.answers == last && !last.isEmpty)
        await model.discard()
        #expect(model.answers.isEmpty)
        let stored = try await require(phone.app.areas).checkIns.form(instrument: "domains", language: "en", about: nil)
        #expect(stored.draft.isEmpty)
        try await phone.end()
    }

    @Test func whatIsRefusedStaysOnTheScreenAndSaysWhy() async throws {
        let phone = try await Phone.first("Ada")
        let home = try phone.home
        let model = home.checkIn(AskedCheckIn("pulse"))
        await model.appear()
        #expect(await model.send() == nil)
        #expect(model.acting.failure(at: .answer) != nil)
        let note = try item("note", of: model)
        model.write(String(repeating: "x", count: 100_000), for: note)
        await model.settle()
        let refused = try require(model.acting.failure)
        #expect(refused.remedy == .correct(.answer) && refused.what.known && refused.advice.known)
        #expect(model.given(note).text.count == 100_000)
        model.write("short", for: note)
        model.choose(3, for: try item("mood", of: model))
        await model.settle()
        #expect(model.acting.failure == nil)

        // In its sleep the core takes nothing; what was given meanwhile is kept when it wakes.
        await phone.app.enter()
        await phone.app.leave()
        let mood = try item("mood", of: model)
        model.choose(5, for: mood)
        await model.settle()
        #expect(model.acting.failure == .Stopped && model.given(mood).number == 5)
        #expect(await model.send() == nil)
        await phone.app.enter()
        await model.appear()
        #expect(model.given(mood).number == 5 && model.given(note).text == "short")
        #expect(await model.send() != nil)

        // Once more on the same day makes no sense: from when on it does is said beside the questions.
        await model.appear()
        model.choose(1, for: mood)
        #expect(await model.send() == nil)
        let soon = try require(model.acting.failure)
        #expect(soon.what.key == "rule.too_soon")
        #expect(soon.what.arguments["day"] == model.shown.value?.notBefore.map { .day($0) })
        let nowhere = home.checkIn(AskedCheckIn("horoscope"))
        await nowhere.appear()
        #expect(nowhere.shown.failure?.remedy == .goBack && nowhere.shown.failure?.what.known == true)
        try await phone.end()
    }

    @Test func aLowResultShowsHelpAndOffersToShareAndTellsNobody() async throws {
        let phone = try await Phone.first("Ada")
        let home = try phone.home
        let result = home.result(try await answer(1, on: phone))
        await result.appear()
        #expect(result.shown.value?.low == true && result.help?.places.isEmpty == true)
        #expect(result.shown.value?.scores.first?.words.key == "screen.checkin.score_band")
        #expect(result.offers.isEmpty && result.readers.isEmpty)

        // Set aside for the coordinator only when that was confirmed.
        result.ask(.coordinator)
        #expect(result.asks?.question.known == true && result.asks?.consequence.known == true)
        result.keep()
        #expect(result.confirm() == nil && result.shown.value?.offered == false)
        result.ask(.coordinator)
        #expect(await result.confirm()?.value == true && result.shown.value?.offered == true)
        result.ask(.coordinator)
        #expect(await result.confirm()?.value == false && result.acting.failure?.what.known == true)
        try await phone.end()
    }

    @Test func answersArePutRightAndWhatWasChangedSurvivesAKill() async throws {
        let phone = try await Phone.first("Ada")
        let home = try phone.home
        let id = try await answer(2, on: phone)
        let left = home.correction(of: id)
        await left.appear()
        #expect(left.corrects && left.answers == ["mood": Given(number: 2)])
        left.choose(4, for: try item("mood", of: left))
        await left.settle()
        let again = home.correction(of: id)
        await again.appear()
        #expect(again.answers == ["mood": Given(number: 4)])
        // Nothing has changed before it is handed in.
        let result = home.result(id)
        await result.appear()
        #expect(result.shown.value?.corrected == false && result.shown.value?.low == true && result.help != nil)
        #expect(await again.send() == id)
        await until { result.shown.value?.corrected == true }
        #expect(result.shown.value?.scores.first?.thousandths == 4_000 && result.help == nil)
        let third = home.correction(of: id)
        await third.appear()
        #expect(third.answers == ["mood": Given(number: 4)])
        try await phone.end()
    }

    @Test func theListSaysWhatCanBeAnsweredAndWhatWas() async throws {
        let phone = try await Phone.first("Ada")
        let list = try phone.home.checkIns
        await list.appear()
        #expect(list.choices.contains { $0.id == AskedCheckIn("pulse") && $0.instrument.last == nil })
        // What is about a pair is asked once for each, so of nobody yet.
        #expect(!list.choices.contains { $0.instrument.about == .pair })
        #expect(list.choices.contains { $0.id == AskedCheckIn("who5") && $0.instrument.language == nil })
        let id = try await answer(3, on: phone)
        await until { list.mine.map(\.id) == [id] }
        await until { list.choices.contains { $0.id == AskedCheckIn("pulse") && $0.instrument.last != nil } }
        try await phone.end()
    }
}
