import Foundation
import RapportCore
import RapportPresentation
import RapportTesting
import Testing

@MainActor @Suite(.timeLimit(.minutes(3)), .enabled(if: Relay.program != nil, "no rapport-relay beside the library"))
struct PairTests {
    @Test func twoPeopleMeetByAShortCodeAndShareAGoal() async throws {
        try await withPair { ada, bea, _ in
            let (ours, theirs) = (try ada.home, try bea.home)
            #expect(ours.people.shown.value?.first?.partnerName == "Bea")
            #expect(ours.people.shown.value?.first?.iMentor == true)
            let space = try require(theirs.people.shown.value?.first?.space)
            await ours.goals.appear()
            theirs.goals.title.text = "Speak up"
            let goal = try require(await theirs.goals.begin(in: .in(space)))
            await until { ours.goals.shown.value?.map(\.title) == ["Speak up"] }

            // A step that is ticked there and seen here.
            let (here, there) = (ours.goal(goal), theirs.goal(goal))
            await here.appear()
            await there.appear()
            there.step.text = "Say one sentence in class"
            await there.addStep()
            await until { here.shown.value?.steps.count == 1 }
            await until { there.shown.value?.steps.count == 1 }
            await there.tick(try require(there.shown.value?.steps.first))
            await until { here.shown.value?.steps.first?.state == .done }
            #expect(here.shown.value?.steps.first?.doneByName == "Bea")
            here.disappear()
            there.disappear()
        }
    }

    @Test func aNoteFromBothSidesOfflineIsOneInTheEnd() async throws {
        try await withPair { ada, bea, _ in
            let (ours, theirs) = (try ada.home, try bea.home)
            let zurich = try require(TimeZone(identifier: "Europe/Zurich"))
            await ours.meetings.appear()
            let slot = try require(CivilParts("2027-03-01T16:00[Europe/Zurich]"))
            ours.meetings.form.value.when.choose(try require(slot.shown(in: zurich)), in: zurich)
            ours.meetings.form.value.mode = .video
            let meeting = try require(await ours.meetings.propose())
            let plan = ours.meeting(meeting)
            await plan.appear()
            let note = try require(await plan.note(titled: "First evening"))
            let begun = try require(ada.app.areas)
            let section = try require(try await begun.notes.view(note: note).sections.first?.id)

            // Both write without a network …
            let (mine, hers) = (ours.note(note), theirs.note(note))
            await hers.appearWhenThere(bea)
            await mine.appear()
            try await ada.app.areas?.sync.stop()
            try await bea.app.areas?.sync.stop()
            let (left, right) = (await TextView(mine.section(section)), await TextView(hers.section(section)))
            left.type("Ada was here 👩‍🏫.")
            right.type("Bea auch: שלום!")
            try await ada.app.areas?.sync.start()
            try await bea.app.areas?.sync.start()

            // … and read the same, to the letter, once there is one.
            await until {
                left.text == right.text && left.text.contains("Ada was here 👩‍🏫.")
                    && left.text.contains("Bea auch: שלום!")
            }
            // One's own step back leaves the other's words alone.
            mine.section(section).undo()
            #expect(!left.text.contains("Ada") && left.text.contains("Bea auch: שלום!"))
            await mine.leave()
            await hers.leave()
        }
    }

    @Test func aRelayThatIsGoneIsALineAndNoObstacle() async throws {
        try await withPair { ada, _, relay in
            let home = try ada.home
            await home.syncLine.appear()
            await home.syncLine.now()
            relay.stop()
            home.goals.title.text = "Written without a network"
            let space = try require(home.people.shown.value?.first?.space)
            #expect(await home.goals.begin(in: .in(space)) != nil)
            // Its port closes within moments; each round asks it anew.
            for _ in 0..<500 where home.syncLine.words.key != "sync.offline_waiting" { await home.syncLine.now() }
            await until { home.syncLine.words.key == "sync.offline_waiting" }
            #expect(home.syncLine.words.arguments["n"] != .number(0))
            #expect(!home.syncLine.alarming)
        }
    }

    @Test func codesThatDifferEndTheInvite() async throws {
        let relay = try Relay()
        defer { relay.stop() }
        let (ada, bea) = (try await Phone.first("Ada"), try await Phone.first("Bea"))
        await ada.app.enter()
        await bea.app.enter()
        let invite = try ada.home.invite()
        await invite.appear()
        #expect(invite.needsRelay)
        invite.relay.text = "not a relay"
        await invite.invite()
        #expect(invite.pairUp.acting.failure(at: .relay) != nil && invite.link == nil)
        invite.relay.text = try relay.link()
        await invite.invite()
        try await bea.home.join(invite.link)
        let join = try require(try bea.home.joining)
        await join.join()
        await until { join.pairUp.code != nil }
        await join.pairUp.giveUp()
        await until { join.pairUp.invite == nil }
        #expect(try await require(bea.app.areas).people.pairings().isEmpty)
        try await ada.end()
        try await bea.end()
    }
}

extension NoteModel {
    /// Follows the note as soon as it has arrived on this phone.
    func appearWhenThere(_ phone: Phone) async {
        guard let notes = phone.app.areas?.notes, let lists = try? await notes.lists() else { return }
        for await rows in lists where rows.contains(where: { $0.id == id }) { break }
        await appear()
    }
}
