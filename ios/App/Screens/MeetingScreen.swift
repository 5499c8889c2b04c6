import RapportCore
import RapportPresentation
import SwiftUI

/// One meeting: before it, and after it.
struct MeetingScreen: View {
    let home: HomeModel
    let model: MeetingModel
    @State private var note: NoteId?
    @State private var following: MeetingId?
    @State private var moving = false
    @State private var logging = false

    var body: some View {
        ShownView(shown: model.shown, again: { await model.appear() }) { meeting in
            List {
                TroubleBanner(acting: model.acting)
                if meeting.needsUpdate { Label(say("sync.needs_update"), systemImage: "arrow.down.app") }
                Section {
                    LabeledContent(say("screen.meeting.when")) { Text(verbatim: When.civil(meeting.row.slot)) }
                    LabeledContent(say("screen.meeting.minutes")) {
                        Text(key: "count.minutes", ["n": .number(Int(meeting.row.minutes))])
                    }
                    if !meeting.row.place.isEmpty {
                        LabeledContent(say("screen.meeting.place")) { Text(verbatim: meeting.row.place) }
                    }
                    LabeledContent(say("field.state")) { Text(meeting.row.stage.words) }
                    turns(meeting)
                }
                Section {
                    NavigationLink(value: Destination.brief(model.id)) {
                        Label(say("screen.meeting.brief"), systemImage: "text.book.closed")
                    }
                    if let next = model.next {
                        Text(key: "screen.meeting.next_could", ["when": .civil(next.slot)])
                        Button(say("screen.meeting.next_one"), systemImage: "calendar.badge.plus") {
                            Task { following = await model.proposeNext() }
                        }
                    }
                }
                agenda(meeting)
                actions(meeting)
                Section {
                    Button(say("screen.meeting.open_note"), systemImage: "note.text") {
                        Task { note = await model.note(titled: meeting.row.title) }
                    }
                }
            }
            .sheet(isPresented: $logging) { LogSheet(model: model, meeting: meeting) }
            .sheet(isPresented: $moving) { MoveSheet(model: model) }
        }
        .navigationTitle(say("screen.meeting.title"))
        .navigationDestination(item: $note) { Destination.note($0, nil).view(home) }
        .navigationDestination(item: $following) { Destination.meeting($0).view(home) }
        .task { await model.appear() }
        .onDisappear { model.disappear() }
    }

    @ViewBuilder private func turns(_ meeting: MeetingView) -> some View {
        let can = meeting.can
        if can.confirm { act("screen.meeting.confirm", .confirm) }
        if can.hold { act("screen.meeting.hold", .hold) }
        if can.miss { act("screen.meeting.miss", .miss(who: [])) }
        if can.log { Button(say("screen.meeting.log")) { logging = true } }
        if can.moveIt { Button(say("screen.meeting.move")) { moving = true } }
        if can.cancel {
            Menu(say("screen.meeting.cancel")) {
                ForEach([CancelReason.ill, .noTime, .clash, .notNeeded, .noWay, .unsaid], id: \.self) { reason in
                    act(keyed("cancel_reason", reason), .cancel(reason: reason, note: ""))
                }
            }
        }
    }

    private func act(_ key: String, _ turn: MeetingTurn) -> some View {
        Button(say(key)) { Task { await model.turn(turn) } }
    }

    private func agenda(_ meeting: MeetingView) -> some View {
        Section(say("screen.meeting.agenda")) {
            ForEach(meeting.agenda, id: \.id) { item in
                StepRow(
                    text: item.text, done: item.covered,
                    detail: item.carriedFrom == nil ? item.byName : say("screen.meeting.carried")
                ) { await model.edit(item.id, .cover(covered: !item.covered)) }
                .swipeActions {
                    Button(say("common.delete"), role: .destructive) { Task { await model.edit(item.id, .delete) } }
                }
                .movable { await model.move(item.id, $0) }
            }
            .onMove { from, to in Row.drop(from, to, of: meeting.agenda) { await model.move($0.id, $1) } }
            DraftField(model.point, prompt: say("screen.meeting.add_point")) { await model.addPoint() }
        }
    }

    private func actions(_ meeting: MeetingView) -> some View {
        Section(say("screen.meeting.actions")) {
            ForEach(meeting.actions, id: \.id) { step in
                StepRow(text: step.text, done: step.state == .done, detail: step.assigneeName) {
                    await model.tick(step)
                }
            }
            DraftField(model.action, prompt: say("screen.meeting.add_action")) { await model.addAction() }
        }
    }
}

/// How it was: how long, and who was there.
private struct LogSheet: View {
    let model: MeetingModel
    let meeting: MeetingView
    @Environment(\.dismiss) private var dismiss

    var body: some View {
        @Bindable var log = model.log
        NavigationStack {
            Form {
                Section(say("screen.meeting.log_minutes")) {
                    Stepper(value: Binding($log.value.took, model.took), in: 0...1440, step: 5) {
                        Text(key: "count.minutes", ["n": .number(Int(model.took))])
                    }
                }
                Section(say("screen.meeting.log_attendance")) {
                    ForEach(meeting.attendance, id: \.person) { row in
                        Picker(row.name, selection: $log.value[row.person]) {
                            ForEach(Attendance.choices, id: \.self) {
                                Text(Words(keyed("attendance", $0))).tag($0)
                            }
                        }
                    }
                }
                TroubleBanner(acting: model.acting)
            }
            .navigationTitle(say("screen.meeting.log"))
            .navigationBarTitleDisplayMode(.inline)
            .toolbar {
                ToolbarItem(placement: .cancellationAction) { Button(say("common.cancel")) { dismiss() } }
                ToolbarItem(placement: .confirmationAction) {
                    Button(say("common.done")) { Task { if await model.writeDown() { dismiss() } } }
                        .disabled(model.acting.busy)
                }
            }
        }
    }
}

/// Another time.
private struct MoveSheet: View {
    let model: MeetingModel
    @Environment(\.dismiss) private var dismiss

    var body: some View {
        @Bindable var other = model.other
        NavigationStack {
            Form {
                WhenPicker(when: $other.value)
                TroubleBanner(acting: model.acting)
            }
            .navigationTitle(say("screen.meeting.move"))
            .navigationBarTitleDisplayMode(.inline)
            .toolbar {
                ToolbarItem(placement: .cancellationAction) { Button(say("common.cancel")) { dismiss() } }
                ToolbarItem(placement: .confirmationAction) {
                    Button(say("screen.meeting.propose")) { Task { if await model.move() != nil { dismiss() } } }
                        .disabled(model.acting.busy)
                }
            }
        }
    }
}

extension Binding {
    /// Something that may be missing, with what stands in for it.
    init(_ source: Binding<Value?>, _ standIn: Value) where Value: Sendable {
        self.init(get: { source.wrappedValue ?? standIn }, set: { source.wrappedValue = $0 })
    }
}
