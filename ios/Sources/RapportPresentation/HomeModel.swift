import Observation
import RapportCore

/// The app with an open profile: one model for each tab, and makers for what opens from them.
@MainActor @Observable
public final class HomeModel {
    public enum Tab: Hashable, Sendable, CaseIterable {
        case today, goals, meetings, notes, people

        public var words: Words { Words(keyed("nav", self)) }
    }

    public var tab = Tab.today
    /// An invite that came from outside and waits to be answered.
    public var joining: JoinModel?
    /// A check-in that is being answered, wherever it was begun.
    public var answering: CheckInModel?
    /// What a reminder led to.
    public var led: Led?
    public var showsReminders = false
    /// This device was taken in just now, which is to be told once.
    public var wasLinked = false
    public let today: TodayModel
    public let goals: GoalsModel
    public let meetings: MeetingsModel
    public let notes: NotesModel
    /// What the two of each pair meet for again and again.
    public let series: SeriesListModel
    public let checkIns: CheckInsModel
    public let people: PeopleModel
    public let reminders: ReminderCenter
    public let devices: DevicesModel
    public let search: SearchModel
    public let syncLine: SyncLineModel
    @ObservationIgnored let areas: Areas
    @ObservationIgnored private let drafts: any Drafts
    @ObservationIgnored private var forms: [AskedCheckIn: CheckInModel] = [:]

    init(_ areas: Areas, drafts: any Drafts, notifications: any NotificationList) {
        self.areas = areas
        self.drafts = drafts
        today = TodayModel(areas)
        goals = GoalsModel(goals: areas.goals, people: areas.people, drafts: drafts)
        meetings = MeetingsModel(meetings: areas.meetings, people: areas.people, drafts: drafts)
        notes = NotesModel(notes: areas.notes, people: areas.people, drafts: drafts)
        series = SeriesListModel(meetings: areas.meetings, people: areas.people, drafts: drafts)
        checkIns = CheckInsModel(areas.checkIns, people: areas.people)
        reminders = ReminderCenter(areas, list: notifications, drafts: drafts)
        people = PeopleModel(areas.people, drafts: drafts)
        devices = DevicesModel(areas, drafts: drafts)
        search = SearchModel(areas.core)
        syncLine = SyncLineModel(areas.sync)
    }

    public func goal(_ id: GoalId) -> GoalModel {
        GoalModel(id, goals: areas.goals, people: areas.people, drafts: drafts)
    }

    public func meeting(_ id: MeetingId) -> MeetingModel {
        MeetingModel(id, meetings: areas.meetings, notes: areas.notes, drafts: drafts)
    }

    public func brief(_ id: MeetingId) -> BriefModel {
        BriefModel(id, meetings: areas.meetings, goals: areas.goals, drafts: drafts)
    }

    public func series(_ id: SeriesId) -> SeriesModel {
        SeriesModel(id, meetings: areas.meetings, drafts: drafts)
    }

    /// The series of one pair.
    public func series(of space: SpaceId) -> SeriesListModel {
        SeriesListModel(in: space, meetings: areas.meetings, people: areas.people, drafts: drafts)
    }

    public func freeTimes() -> FreeTimesModel {
        FreeTimesModel(areas.availability, reminders: areas.reminders, drafts: drafts)
    }

    /// Times for the two of one pair.
    public func slots(of space: SpaceId) -> SlotsModel {
        SlotsModel(space, availability: areas.availability, meetings: areas.meetings, drafts: drafts)
    }

    public func note(_ id: NoteId) -> NoteModel {
        NoteModel(id, notes: areas.notes, drafts: drafts)
    }

    /// One a form: what was typed last is kept before it is shown again.
    public func checkIn(_ asked: AskedCheckIn) -> CheckInModel {
        let model = forms[asked] ?? CheckInModel(asked, in: areas.checkIns)
        forms[asked] = model
        return model
    }

    public func correction(of id: CheckInId) -> CheckInModel {
        CheckInModel(correcting: id, in: areas.checkIns, drafts: drafts)
    }

    public func result(_ id: CheckInId) -> CheckInResultModel {
        CheckInResultModel(id, in: areas.checkIns, people: areas.people)
    }

    public func trend(_ whose: TrendModel.Whose) -> TrendModel {
        TrendModel(whose, in: areas.checkIns)
    }

    public func help() -> HelpModel {
        HelpModel(areas.checkIns, drafts: drafts)
    }

    public func invite() -> InviteModel {
        InviteModel(people: areas.people, sync: areas.sync, drafts: drafts)
    }

    /// Opens what a reminder is about.
    public func open(_ about: ReminderAbout) {
        switch about {
        case .meeting(let meeting, _): led = .meeting(meeting)
        case .step(_, let goal, let meeting, _): led = goal.map(Led.goal) ?? meeting.map(Led.meeting)
        case .checkIn(let instrument, let pair): answering = checkIn(AskedCheckIn(instrument, about: pair))
        case .pair: tab = .people
        }
    }

    public func plannedReminders() -> RemindersModel {
        RemindersModel(areas, center: reminders, drafts: drafts)
    }

    /// Opens the screen that joins, with the text of a link from outside. An invite that is being
    /// answered stays: no link puts it aside.
    public func join(_ link: String? = nil) async {
        tab = .people
        let model = joining ?? JoinModel(people: areas.people, sync: areas.sync, drafts: drafts)
        joining = model
        if let link, !model.underWay { await model.show(link) }
    }
}

/// Where a reminder leads.
public enum Led: Hashable, Identifiable, Sendable {
    case goal(GoalId)
    case meeting(MeetingId)

    public var id: Led { self }
}
