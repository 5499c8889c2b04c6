import RapportCore
import RapportPresentation
import SwiftUI

/// Reminders: what comes, what does not and why, and what somebody wants of them.
struct RemindersView: View {
    let home: HomeModel
    let model: RemindersModel
    @State private var asked: ReminderLine?

    var body: some View {
        ShownView(shown: model.shown, again: { await model.appear() }) { settings in
            List {
                TroubleBanner(acting: model.acting)
                told
                leave
                coming
                ReminderSettingsSections(model: model, settings: settings)
                lines("screen.reminders.left_out", model.leftOut)
                lines("screen.reminders.why", model.past)
            }
        }
        .navigationTitle(say("screen.reminders.title"))
        .sheet(item: $asked) { WhySheet(model: model, line: $0) }
        .task { await model.appear() }
        .onDisappear { model.disappear() }
    }

    @ViewBuilder private var told: some View {
        if let told = model.center.told {
            Section {
                Text(told.words)
                switch told {
                case .rarer(let kind):
                    Button(say("screen.reminders.restore")) { Task { await model.center.decide(kind, on: true) } }
                case .putOffEnough(let row):
                    if let about = row.about {
                        Button(say("screen.reminders.another_time")) {
                            model.center.dismissTold()
                            home.open(about)
                        }
                    }
                }
                Button(say("screen.reminders.stop_kind"), role: .destructive) {
                    Task { await model.center.decide(told.kind, on: false) }
                }
                Button(say("common.close")) { model.center.dismissTold() }
            }
        }
    }

    @ViewBuilder private var leave: some View {
        switch model.center.leave {
        case .given: EmptyView()
        case .undecided:
            Section {
                Button(say("screen.reminders.ask"), systemImage: "bell.badge") { Task { await model.center.ask() } }
            } footer: {
                Text(key: "screen.reminders.undecided")
            }
        case .refused:
            Section {
                Text(key: "screen.reminders.refused")
                if let settings = URL(string: UIApplication.openNotificationSettingsURLString) {
                    Link(say("common.open_settings"), destination: settings)
                }
            }
        }
    }

    private var coming: some View {
        Section {
            ForEach(model.coming) { push in
                VStack(alignment: .leading) {
                    Text(verbatim: When.civil("\(push.day)T\(push.time)[\(SystemZones.here)]")).font(.headline)
                    if push.lines.isEmpty { Text(push.text) }
                }
                ForEach(push.lines) { line in LineRow(line: line) { asked = line } }
            }
            if model.coming.isEmpty { Text(key: "screen.reminders.planned_none").foregroundStyle(.secondary) }
        } header: {
            Text(key: "screen.reminders.planned")
        } footer: {
            Text(key: "screen.reminders.explained")
        }
    }

    @ViewBuilder private func lines(_ title: String, _ lines: [ReminderLine]) -> some View {
        if !lines.isEmpty {
            Section(say(title)) {
                ForEach(lines) { line in LineRow(line: line) { asked = line } }
            }
        }
    }
}

/// One reminder, with why it comes or does not.
private struct LineRow: View {
    let line: ReminderLine
    let ask: () -> Void

    var body: some View {
        Button(action: ask) {
            VStack(alignment: .leading) {
                Text(line.kind)
                if !line.title.isEmpty { Text(verbatim: line.title) }
                if !line.with.isEmpty { Text(key: "screen.meeting.with", ["name": .text(line.with)]) }
                if let because = line.because { Text(because).font(.caption).foregroundStyle(.secondary) }
                if let fate = line.fate { Text(fate).font(.caption).foregroundStyle(.secondary) }
            }
            .frame(minHeight: 44)
        }
        .buttonStyle(.plain)
        .accessibilityElement(children: .combine)
        .accessibilityHint(say("screen.reminders.why"))
    }
}

/// All that is known of one reminder.
private struct WhySheet: View {
    let model: RemindersModel
    let line: ReminderLine
    @State private var why: ReminderWhy?
    @Environment(\.dismiss) private var dismiss

    var body: some View {
        NavigationStack {
            List {
                Text(line.kind).font(.headline)
                if let why {
                    Text(why.because?.words ?? Words("screen.reminders.over"))
                    Text(why.fate.words)
                    ForEach(Array(why.marks.enumerated()), id: \.offset) { _, mark in
                        VStack(alignment: .leading) {
                            Text(mark.state.words)
                            Text(verbatim: When.instant(mark.at)).font(.caption)
                            if let held = mark.held { Text(held.words).font(.caption) }
                        }
                        .accessibilityElement(children: .combine)
                    }
                }
                TroubleBanner(acting: model.acting)
            }
            .navigationTitle(say("screen.reminders.why"))
            .toolbar { ToolbarItem(placement: .cancellationAction) { Button(say("common.close")) { dismiss() } } }
            .task { why = await model.why(line.id) }
        }
    }
}
