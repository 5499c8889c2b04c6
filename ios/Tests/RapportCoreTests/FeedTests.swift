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

    /// A cancelled task holds a lock of its own while its streams end; the core's call, just then, wants
    /// that lock to wake it. Neither may wait for the other.
    @Test func aWatchMayEndInTheMiddleOfAValue() async throws {
        try await withPerson { _, core in
            let goals = try core.goals()
            let goal = try await goals.begin(new: NewGoal(place: .private, title: "goal"))
            for round in 0..<20 {
                var readers: [Task<Void, Never>] = []
                let (told, out) = AsyncStream.makeStream(of: Void.self)
                for _ in 0..<50 {
                    let stream = try await goals.values(of: goal)
                    readers.append(
                        Task.detached {
                            for await view in stream where view.row.title == "goal \(round)" { out.finish() }
                        })
                }
                // One write, fifty calls in a row; the readers end in the middle of them.
                try await goals.edit(goal: goal, edit: .title("goal \(round)"))
                for await _ in told {}
                for reader in readers.reversed() { reader.cancel() }
                for reader in readers { await reader.value }
            }
        }
    }
}
