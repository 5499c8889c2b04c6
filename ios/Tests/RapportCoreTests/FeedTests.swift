import Foundation
import RapportCore
import RapportTesting
import Testing

struct FeedTests {
    @Test func theFirstValueIsThereAndLaterOnesFollow() async throws {
        try await withPerson { _, core in
            let goals = try core.goals()
            var lists = try await goals.lists(GoalFilter()).makeAsyncIterator()
            #expect(await lists.next() == [])
            _ = try await goals.begin(new: NewGoal(place: .private, title: "Listen"))
            #expect(await lists.next()?.map(\.title) == ["Listen"])
        }
    }

    @Test func aBusyScreenGetsTheNewestOnly() async throws {
        try await withPerson { _, core in
            let goals = try core.goals()
            let stream = try await goals.lists(GoalFilter())
            for number in 0..<20 { _ = try await goals.begin(new: NewGoal(place: .private, title: "goal \(number)")) }
            // Everything was written before the first look: few looks reach the last of them.
            var looks = 0
            for await list in stream {
                looks += 1
                if list.count == 20 { break }
            }
            #expect(looks < 20)
        }
    }

    @Test func aWatchEndsWithItsTask() async throws {
        try await withPerson { _, core in
            let stream = try await core.homes()
            let reader = Task {
                var seen = 0
                for await _ in stream { seen += 1 }
                return seen
            }
            reader.cancel()
            #expect(await reader.value <= 1)
        }
    }
}
