import Foundation
import RapportCore
import RapportPresentation
import RapportTesting
import Testing

/// Somebody whose phone is gone comes back with their words.
@MainActor @Suite(.timeLimit(.minutes(3)), .enabled(if: Relay.program != nil, "no rapport-relay beside the library"))
struct RecoverTests {
    @Test func wordsAndTheRelayBesideThemBringEverythingBack() async throws {
        try await withPhone { ada, _ in
            let areas = try require(ada.app.areas)
            let goal = try await areas.goals.begin(new: NewGoal(place: .private, title: "Speak up"))
            _ = try await areas.sync.runOnce(budgetMs: 20_000)
            let devices = try ada.home.devices
            await devices.appear()
            await devices.showWords()
            let words = try require(devices.words)
            await until { devices.shown.value?.relay != nil }
            let place = try require(devices.shown.value?.relay)
            await devices.confirmWords()
            try await ada.end()

            let tablet = NewDevice(called: "iPad")
            let recover = try await asked(tablet)
            #expect(recover.name.text == "iPad" && !recover.canGo)
            recover.words = words
            recover.relay.text = place
            #expect(recover.canGo)
            await recover.go()
            #expect(recover.acting.failure == nil && recover.words.isEmpty && recover.waits)
            await until { tablet.home != nil }
            let home = try require(tablet.home)
            await home.goals.appear()
            await until { home.goals.shown.value?.map(\.id) == [goal] }
            // The words are here until they are confirmed once more, and the lost phone goes with them.
            let own = home.devices
            await own.appear()
            await until { own.current.count == 2 && own.shown.value?.wordsUnconfirmed == true }
            let lost = try require(own.current.first { !$0.thisDevice })
            #expect(await own.remove(lost))
            await until { own.removed.map(\.id) == [lost.id] }
            await own.confirmWords()
            await until { own.shown.value?.wordsUnconfirmed == false }
            #expect(await own.enterWords(words))
            await until { own.shown.value?.wordsUnconfirmed == true }
            try await tablet.end()
        }
    }

    @Test func wordsThatCannotBeAreToldAndNothingIsMade() async throws {
        let tablet = NewDevice(called: "iPad")
        let recover = try await asked(tablet)
        recover.relay.text = "https://relay.example.org"
        recover.words = "hello you"
        await recover.go()
        #expect(recover.acting.failure == .Invalid(field: .recoveryWords, problem: .wordCount(is: 2)))
        #expect(recover.acting.failure?.what.known == true && !recover.waits && recover.words == "hello you")
        recover.words = Array(repeating: "abandon", count: 24).joined(separator: " ")
        await recover.go()
        #expect(recover.acting.failure == .Invalid(field: .recoveryWords, problem: .wordsDoNotFit))
        // What was typed of the relay survives a kill; the words do not.
        try await tablet.restart()
        let again = try await asked(tablet)
        #expect(again.relay.text == "https://relay.example.org" && again.words.isEmpty)
        await tablet.app.leaveRecovering()
        guard case .welcome = tablet.app.stage else { throw Failure.Stopped }
    }

    @Test func wordsThatLeadNowhereMakePlaceForOthers() async throws {
        try await withPhone { ada, relay in
            let tablet = NewDevice(called: "iPad")
            let recover = try await asked(tablet)
            // Of somebody whom this relay does not know.
            recover.words = Array(repeating: "abandon", count: 23).joined(separator: " ") + " art"
            recover.relay.text = try relay.link()
            await recover.go()
            await until { recover.recovery?.stage == .notThere }
            #expect(recover.recovery?.words.known == true)
            try await tablet.restart()
            let again = try require(tablet.recovering)
            await until { again.recovery?.stage == .notThere }
            await again.other()
            await until { again.recovery == nil }
            #expect(again.waits && !again.canGo)
            await tablet.app.leaveRecovering()
            guard case .welcome = tablet.app.stage else { throw Failure.Stopped }
            try await tablet.end()
            try await ada.end()
        }
    }
}

/// The first run, up to the question for the words.
@MainActor
private func asked(_ tablet: NewDevice) async throws -> RecoverModel {
    try await tablet.first().recover()
    await until { tablet.recovering != nil }
    return try require(tablet.recovering)
}
