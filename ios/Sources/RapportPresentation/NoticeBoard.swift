/// Brings the system's list to what is wanted, by the difference alone: what stands there as it is to be is not
/// touched. Remembers what really waits, so that what came out is known later.
@MainActor
final class NoticeBoard {
    /// More at once the system may lose.
    static let most = 40
    private let list: any NotificationList
    /// What was seen waiting last; outlives the process.
    private let seen: FormDraft<[String]>
    /// Names of what waits, as it was seen last.
    var waits: [String] { seen.value }
    private var last: Task<Void, Never>?

    init(_ list: any NotificationList, drafts: any Drafts) {
        self.list = list
        seen = FormDraft("reminders.seen", drafts, start: [])
    }

    /// Sets the list, nearest first; one after the other however fast it is called.
    func set(_ wanted: [Notice]) async {
        let before = last
        let next = Task {
            await before?.value
            await change(to: Array(wanted.prefix(Self.most)))
        }
        last = next
        await next.value
    }

    /// What waited and does not wait any more: the system has shown it. Nothing where it may show nothing.
    func shown() async -> [String] {
        await last?.value
        guard await list.leave() == .given else { return [] }
        let waiting = await waiting()
        return seen.value.filter { !waiting.contains($0) }
    }

    private func change(to wanted: [Notice]) async {
        let known = await list.pending()
        let names = Set(wanted.map(\.name))
        // Room is made first: there is no more of it than there is.
        await list.remove(known.map(\.name).filter { !names.contains($0) })
        let same = Set(known.compactMap(\.notice))
        for notice in wanted where !same.contains(notice) { try? await list.add(notice) }
        // Some that were added may have been lost; those are no promise.
        let waiting = await waiting()
        seen.value = wanted.map(\.name).filter(waiting.contains)
    }

    private func waiting() async -> Set<String> {
        Set(await list.pending().map(\.name))
    }
}
