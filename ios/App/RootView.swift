import RapportCore
import RapportPresentation
import SwiftUI

/// What the app shows as a whole: opening, first run, the tabs, or why it cannot be opened.
struct RootView: View {
    let app: AppModel

    var body: some View {
        switch app.stage {
        case .opening: ProgressView(say("common.loading"))
        case .welcome(let model): WelcomeView(model: model)
        case .linking(let model): TakeLinkView(app: app, model: model)
        case .recovering(let model): RecoverView(app: app, model: model)
        case .open(let home): HomeView(home: home)
        case .failed(let failure): ClosedView(app: app, failure: failure)
        }
    }
}

/// Why the profile cannot be opened, and what can be done here.
private struct ClosedView: View {
    let app: AppModel
    let failure: Failure
    @State private var asksToStartAnew = false

    var body: some View {
        VStack {
            TroubleView(failure: failure, again: failure.ways.contains(.tryAgain) ? { await app.start() } : nil)
            if failure.ways.contains(.startAnew) {
                Button(say("screen.problem.start_anew"), role: .destructive) { asksToStartAnew = true }
                    .frame(minHeight: 44)
            }
        }
        .confirmationDialog(
            say("screen.problem.start_anew_question"), isPresented: $asksToStartAnew, titleVisibility: .visible
        ) {
            Button(say("screen.problem.start_anew"), role: .destructive) { Task { await app.startAnew() } }
        }
    }
}

/// The tabs, with the line about synchronising above the bar.
struct HomeView: View {
    @Bindable var home: HomeModel

    var body: some View {
        TabView(selection: $home.tab) {
            tab(.today, "sun.max") { TodayView(home: home, model: home.today) }
            tab(.goals, "flag") { GoalsView(home: home, model: home.goals) }
            tab(.meetings, "calendar") { MeetingsView(home: home, model: home.meetings) }
            tab(.notes, "note.text") { NotesView(home: home, model: home.notes) }
            tab(.people, "person.2") { PeopleView(home: home, model: home.people) }
        }
        .sheet(item: $home.joining) { JoinView(model: $0) }
        .sheet(item: $home.answering) { CheckInSheet(home: home, model: $0) }
        .sheet(item: $home.led) { LedSheet(home: home, led: $0) }
        .sheet(isPresented: $home.showsReminders) { LedSheet(home: home, led: nil) }
        .alert(say("screen.link.done_taken"), isPresented: $home.wasLinked) {
            Button(say("common.ok")) { home.wasLinked = false }
        }
        .task { await home.syncLine.appear() }
    }

    private func tab(_ tab: HomeModel.Tab, _ symbol: String, @ViewBuilder content: () -> some View) -> some View {
        NavigationStack {
            content()
                .navigationDestination(for: Destination.self) { $0.view(home) }
                .safeAreaInset(edge: .bottom) { SyncLineView(model: home.syncLine) }
        }
        .tabItem { Label(Speaking.shared.say(tab.words), systemImage: symbol) }
        .tag(tab)
    }
}

/// What a notification led to; the reminders where it led nowhere.
private struct LedSheet: View {
    let home: HomeModel
    let led: Led?
    @Environment(\.dismiss) private var dismiss

    var body: some View {
        NavigationStack {
            place.view(home)
                .navigationDestination(for: Destination.self) { $0.view(home) }
                .toolbar { ToolbarItem(placement: .cancellationAction) { Button(say("common.close")) { dismiss() } } }
        }
    }

    private var place: Destination {
        switch led {
        case .goal(let id): .goal(id)
        case .meeting(let id): .meeting(id)
        case nil: .reminders
        }
    }
}

/// Where a row leads.
enum Destination: Hashable {
    case goal(GoalId)
    case meeting(MeetingId)
    /// What one wants to know before a meeting.
    case brief(MeetingId)
    case series(SeriesId)
    /// The series of one pair; of all where none is named.
    case seriesList(SpaceId?)
    case freeTimes
    /// Times for the two of one pair.
    case slots(SpaceId)
    /// A note, at one of its sections where that is known.
    case note(NoteId, SectionId?)
    case checkIns
    /// An answered one.
    case checkIn(CheckInId)
    case trend(TrendModel.Whose)
    case help
    case reminders
    case devices
    case search

    @MainActor @ViewBuilder func view(_ home: HomeModel) -> some View {
        switch self {
        case .goal(let id): Kept(home.goal(id)) { GoalScreen(model: $0) }
        case .meeting(let id): Kept(home.meeting(id)) { MeetingScreen(home: home, model: $0) }
        case .brief(let id): Kept(home.brief(id)) { BriefScreen(model: $0) }
        case .series(let id): Kept(home.series(id)) { SeriesScreen(home: home, model: $0) }
        case .seriesList(let space):
            Kept(space.map(home.series(of:)) ?? home.series) { SeriesListScreen(home: home, model: $0) }
        case .freeTimes: Kept(home.freeTimes()) { FreeTimesScreen(model: $0) }
        case .slots(let space): Kept(home.slots(of: space)) { SlotsScreen(home: home, model: $0) }
        case .note(let id, let section): Kept(home.note(id)) { NoteScreen(model: $0, start: section) }
        case .checkIns: CheckInsView(home: home, model: home.checkIns)
        case .checkIn(let id): Kept(home.result(id)) { CheckInResultScreen(home: home, model: $0) }
        case .trend(let whose): Kept(home.trend(whose)) { TrendScreen(model: $0) }
        case .help: Kept(home.help()) { HelpScreen(model: $0) }
        case .reminders: Kept(home.plannedReminders()) { RemindersView(home: home, model: $0) }
        case .devices: DevicesView(model: home.devices)
        case .search: SearchView(model: home.search)
        }
    }
}

/// Keeps the model of a screen as long as the screen is there, however often it is drawn.
struct Kept<Model, Content: View>: View {
    @State private var model: Model
    private let content: (Model) -> Content

    init(_ model: @autoclosure () -> Model, @ViewBuilder content: @escaping (Model) -> Content) {
        _model = State(initialValue: model())
        self.content = content
    }

    var body: some View { content(model) }
}
