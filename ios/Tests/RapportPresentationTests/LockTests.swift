import RapportCore
import RapportPresentation
import RapportTesting
import Testing

/// A device that answers as a test wants it.
private final class Owner: OwnerCheck, @unchecked Sendable {
    var available = true
    var answer = OwnerAnswer.owner
    private(set) var asked = 0

    func ask(_ reason: String) async -> OwnerAnswer {
        asked += 1
        return answer
    }
}

@MainActor
struct LockTests {
    private let owner = Owner()
    private let drafts = MemoryDrafts()

    private func lock() -> LockModel { LockModel(check: owner, drafts: drafts) }

    @Test func theSwitcherShowsACurtainWithoutAnyLock() async {
        let lock = lock()
        #expect(lock.cover == .curtain)
        await lock.enter()
        #expect(lock.cover == .none)
        lock.hide()
        #expect(lock.cover == .curtain)
        await lock.enter()
        lock.leave()
        #expect(lock.cover == .curtain)
        await lock.enter()
        #expect(lock.cover == .none && owner.asked == 0)
    }

    @Test func whoeverWantsItIsAskedForEachTimeTheAppWasAway() async {
        let first = lock()
        await first.enter()
        await first.want(true)
        #expect(first.wanted && first.cover == .none && owner.asked == 1)
        // A moment without the front, such as the question itself, locks nothing.
        first.hide()
        await first.enter()
        #expect(owner.asked == 1)
        first.leave()
        #expect(first.cover == .locked(nil))
        owner.answer = .notShown
        await first.enter()
        #expect(first.cover == .locked(Words("screen.lock.not_shown")) && owner.asked == 2)
        // The question itself took the app from the front; it comes back by the button alone.
        first.hide()
        await first.enter()
        #expect(owner.asked == 2 && first.cover == .locked(Words("screen.lock.not_shown")))
        owner.answer = .owner
        await first.unlock()
        #expect(first.cover == .none)

        // After a kill the wish is still there, and so is the lock.
        let again = lock()
        #expect(again.wanted && again.cover == .locked(nil))
        await again.enter()
        #expect(again.cover == .none && owner.asked == 4)
        owner.answer = .notShown
        await again.want(false)
        #expect(again.wanted && again.told == Words("screen.lock.not_shown"))
        owner.answer = .owner
        await again.want(false)
        #expect(!again.wanted && again.told == nil && !lock().wanted)
    }

    @Test func aDeviceWithoutALockAsksNobody() async {
        owner.available = false
        let lock = lock()
        await lock.enter()
        await lock.want(true)
        #expect(!lock.wanted && lock.told == Words("screen.lock.none") && owner.asked == 0)
        #expect(lock.cover == .none)
    }

    @Test(arguments: [true, false])
    func aLockThatWasTakenOffTheDeviceKeepsNobodyOut(_ available: Bool) async {
        let before = lock()
        await before.want(true)
        let lock = lock()
        owner.available = available
        owner.answer = .nothingToAsk
        await lock.enter()
        #expect(lock.cover == .none && !lock.wanted && lock.told == Words("screen.lock.gone"))
    }

    @Test func thereAreWordsForAllOfIt() {
        for key in ["title", "unlock", "reason", "not_shown", "none", "gone"] {
            #expect(Words("screen.lock.\(key)").known)
        }
    }
}
