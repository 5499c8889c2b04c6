// Each watch of the core as a stream of whole values, the newest only.

extension RapportProtocol {
    /// Today, each time it changes.
    public func homes() async throws -> AsyncStream<HomeView> {
        try await Feed.open { try await watchHome(observer: $0) }
    }
}

extension GoalsProtocol {
    /// One goal, each time it changes.
    public func values(of goal: GoalId) async throws -> AsyncStream<GoalView> {
        try await Feed.open { try await watch(goal: goal, observer: $0) }
    }

    /// The first rows of a list, each time they change.
    public func lists(_ filter: GoalFilter, limit: UInt32 = 200) async throws -> AsyncStream<[GoalRow]> {
        try await Feed.open { try await watchRows(filter: filter, limit: limit, observer: $0) }
    }
}

extension MeetingsProtocol {
    /// One meeting, each time it changes.
    public func values(of meeting: MeetingId) async throws -> AsyncStream<MeetingView> {
        try await Feed.open { try await watch(meeting: meeting, observer: $0) }
    }

    /// The meetings ahead, each time they change.
    public func lists(in space: SpaceId? = nil, limit: UInt32 = 100) async throws -> AsyncStream<[MeetingRow]> {
        try await Feed.open { try await watchComing(space: space, limit: limit, observer: $0) }
    }

    /// What one wants to know before a meeting, each time it changes.
    public func briefs(of meeting: MeetingId) async throws -> AsyncStream<BriefView> {
        try await Feed.open { try await watchBrief(meeting: meeting, observer: $0) }
    }

    /// One series, each time it changes.
    public func values(of series: SeriesId) async throws -> AsyncStream<SeriesView> {
        try await Feed.open { try await watchOneSeries(series: series, observer: $0) }
    }

    /// The series that are proposed or agreed, each time they change.
    public func seriesLists(in space: SpaceId? = nil) async throws -> AsyncStream<[SeriesRow]> {
        try await Feed.open { try await watchSeries(space: space, observer: $0) }
    }
}

extension AvailabilityProtocol {
    /// What one has said about one's time, each time it changes.
    public func values() async throws -> AsyncStream<FreeTimesView> {
        try await Feed.open { try await watch(observer: $0) }
    }

    /// Times at which two could meet, each time one of them says something else.
    public func slotLists(
        in space: SpaceId, minutes: Minutes, days: UInt32, most: UInt32
    ) async throws -> AsyncStream<SlotsView> {
        try await Feed.open {
            try await watchSlots(space: space, minutes: minutes, days: days, most: most, observer: $0)
        }
    }
}

extension NotesProtocol {
    /// One note, each time it changes.
    public func values(of note: NoteId) async throws -> AsyncStream<NoteView> {
        try await Feed.open { try await watch(note: note, observer: $0) }
    }

    /// The last changed notes, each time they change.
    public func lists(in space: SpaceId? = nil, limit: UInt32 = 100) async throws -> AsyncStream<[NoteRow]> {
        try await Feed.open { try await watchRows(space: space, limit: limit, observer: $0) }
    }
}

extension NoteEditorProtocol {
    /// Whether something of others waits to be fetched.
    public func waiting() async throws -> AsyncStream<Bool> {
        try await Feed.open { try await watch(observer: $0) }
    }

    /// Who else has this note open.
    public func others() async throws -> AsyncStream<[Present]> {
        try await Feed.open { try await watchPresent(observer: $0) }
    }
}

extension CheckInsProtocol {
    /// One's own check-ins, each time they change.
    public func own(in language: String, limit: UInt32 = 200) async throws -> AsyncStream<[CheckInRow]> {
        try await Feed.open { try await watchMine(language: language, limit: limit, observer: $0) }
    }

    /// What partners have shown, each time it changes.
    public func shownLists(in language: String, limit: UInt32 = 200) async throws -> AsyncStream<[CheckInRow]> {
        try await Feed.open { try await watchShown(language: language, space: nil, limit: limit, observer: $0) }
    }
}

extension RemindersProtocol {
    /// What there is to come on this device, each time it changes.
    public func upcoming() async throws -> AsyncStream<ReminderUpcoming> {
        try await Feed.open { try await watch(budget: .ios, observer: $0) }
    }
}

extension PeopleProtocol {
    /// All invites, each time one changes.
    public func inviteLists() async throws -> AsyncStream<[InviteView]> {
        try await Feed.open { try await watchInvites(observer: $0) }
    }

    /// All pairings, each time one changes.
    public func pairingLists() async throws -> AsyncStream<[PairingRow]> {
        try await Feed.open { try await watchPairings(observer: $0) }
    }
}

extension DevicesProtocol {
    /// One's devices, each time they change.
    public func values() async throws -> AsyncStream<SafetyView> {
        try await Feed.open { try await watch(observer: $0) }
    }

    /// The links that were given to one's devices, or taken by this one, each time one changes.
    public func linkLists() async throws -> AsyncStream<[InviteView]> {
        try await Feed.open { try await watchLinks(observer: $0) }
    }
}

extension SyncProtocol {
    /// How sync stands, each time it changes.
    public func values() async throws -> AsyncStream<SyncView> {
        try await Feed.open { try await watch(observer: $0) }
    }
}
