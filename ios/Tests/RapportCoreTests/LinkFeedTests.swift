import Foundation
import RapportCore
import RapportTesting
import Testing

/// The links of one's own devices, as streams.
struct LinkFeedTests {
    @Test func aLinkThatIsGivenIsInTheListAndInNoOther() async throws {
        try await withPerson { _, core in
            let (devices, people) = (try core.devices(), try core.people())
            _ = try await core.sync().agreeToRelay(link: "http://127.0.0.1:1", plainHttp: false)
            var links = try await devices.linkLists().makeAsyncIterator()
            #expect(await links.next() == [])
            let id = try await devices.link()
            let row = await links.next()?.first
            #expect(row?.id == id && row?.given == true && row?.device == true && row?.stage == .waiting)
            #expect(try await people.invites().isEmpty)
        }
    }

    @Test func aGuestIsMadeWithItsLinkAndRefusesEverythingElse() async throws {
        try await withPerson { _, core in
            _ = try await core.sync().agreeToRelay(link: "http://127.0.0.1:1", plainHttp: false)
            let link = try await core.people().inviteLink(invite: core.devices().link())
            let device = Device()
            let bad = await failure {
                _ = try await device.home.createGuest(name: "Tablet", link: "hello", plainHttp: false)
            }
            #expect(bad?.remedy == .correct(.invite))
            let none = await failure { _ = try await device.home.open() }
            #expect(none == .NotFound(what: "profile"))
            let guest = try await device.home.createGuest(name: "Tablet", link: link, plainHttp: false)
            #expect(try await guest.devices().view().guest)
            #expect(try await guest.devices().links().map(\.given) == [false])
            let refused = await failure {
                _ = try await guest.goals().begin(new: NewGoal(place: .private, title: "Listen"))
            }
            #expect(refused == .NotAllowed(field: .device, rule: .notLinkedYet))
            #expect(refused?.what.known == true)
            try await guest.shutdown()
        }
    }
}
