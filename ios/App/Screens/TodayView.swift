import RapportCore
import RapportPresentation
import SwiftUI

/// What is on today.
struct TodayView: View {
    let home: HomeModel
    let model: TodayModel

    var body: some View {
        ShownView(shown: model.shown, again: { await model.appear() }) { today in
            List {
                TroubleBanner(acting: model.acting)
                Section(say("screen.today.next_meeting")) {
                    if let meeting = today.nextMeeting {
                        NavigationLink(value: Destination.meeting(meeting.id)) { MeetingRowView(row: meeting) }
                    } else {
                        Text(key: "screen.today.no_meeting").foregroundStyle(.secondary)
                    }
                }
                Section(say("screen.today.steps")) {
                    ForEach(today.steps, id: \.step) { step in
                        StepRow(text: step.text, done: false, detail: detail(step)) { await model.tick(step) }
                            .swipeActions {
                                if let place = destination(step) { NavigationLink(say("common.more"), value: place) }
                            }
                    }
                    if today.steps.isEmpty { Text(key: "screen.today.no_steps").foregroundStyle(.secondary) }
                }
                Section {
                    ForEach(today.checkIns, id: \.asked) { waiting in
                        Button {
                            home.answering = home.checkIn(waiting.asked)
                        } label: {
                            WaitingRow(waiting: waiting, name: model.name(of: waiting))
                        }
                        .accessibilityHint(say("screen.checkin.answer"))
                    }
                    NavigationLink(value: Destination.checkIns) {
                        Label(say("screen.checkin.title"), systemImage: "checklist")
                    }
                }
                if !today.sync.hasRelay {
                    Section(say("screen.today.first_steps")) {
                        Button(say("screen.today.first_goal"), systemImage: "flag") { home.tab = .goals }
                        Button(say("screen.today.first_invite"), systemImage: "person.badge.plus") {
                            home.tab = .people
                        }
                    }
                }
            }
            .navigationTitle(say("screen.today.hello", ["name": .text(today.name)]))
            .animation(.default, value: today.steps)
        }
        .toolbar {
            ToolbarItemGroup(placement: .primaryAction) {
                if model.ticked != nil {
                    Button(say("common.undo"), systemImage: "arrow.uturn.backward") { Task { await model.untick() } }
                }
                NavigationLink(value: Destination.search) { Label(say("nav.search"), systemImage: "magnifyingglass") }
                NavigationLink(value: Destination.reminders) {
                    Label(say("screen.reminders.title"), systemImage: "bell")
                }
                NavigationLink(value: Destination.devices) { Label(say("nav.devices"), systemImage: "lock.shield") }
            }
        }
        .task { await model.appear() }
    }

    private func detail(_ step: TodayStep) -> String {
        let since = step.overdue ? say("screen.today.overdue", ["when": .day(step.due)]) : ""
        return [step.goalTitle, since].filter { !$0.isEmpty }.joined(separator: " · ")
    }

    private func destination(_ step: TodayStep) -> Destination? {
        step.goal.map(Destination.goal) ?? step.meeting.map(Destination.meeting)
    }
}

/// A check-in that waits for an answer.
private struct WaitingRow: View {
    let waiting: TodayCheckIn
    let name: String

    var body: some View {
        VStack(alignment: .leading) {
            Text(verbatim: name).font(.headline)
            if !waiting.partnerName.isEmpty {
                Text(key: "screen.checkin.about", ["name": .text(waiting.partnerName)])
            }
            Text(key: "screen.checkin.due", ["day": .day(waiting.since)]).font(.caption).foregroundStyle(.secondary)
        }
        .frame(minHeight: 44)
        .accessibilityElement(children: .combine)
    }
}
