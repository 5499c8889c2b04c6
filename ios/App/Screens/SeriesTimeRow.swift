import RapportCore
import RapportPresentation
import SwiftUI

/// One time of a series, with what can be done to it.
struct SeriesTimeRow: View {
    let model: SeriesModel
    let time: SeriesTimeView
    let can: SeriesCan
    let open: () async -> Void
    @State private var moving = false
    @State private var skipping = false

    var body: some View {
        let moved = model.moved(time)
        VStack(alignment: .leading) {
            Text(verbatim: When.civil(time.slot))
            if let moved {
                Text(key: "series.instead_of", ["day": .day(time.of)]).font(.caption)
                Text(key: "screen.series.moved", ["name": .text(moved.byName)]).font(.caption)
            }
            if !time.agreed { Text(key: "series.not_agreed").font(.caption).foregroundStyle(.secondary) }
            if let moved, moved.canAgree {
                Button(say("screen.series.agree_one")) { Task { await model.agree(to: moved) } }
                    .buttonStyle(.borderless).frame(minHeight: 44)
            }
            if can.change {
                Menu(say("common.more"), systemImage: "ellipsis.circle") {
                    Button(say("screen.series.open")) { Task { await open() } }
                    Button(say("screen.series.move_one")) { moving = true }
                    Button(say("screen.series.skip"), role: .destructive) { skipping = true }
                }
                .frame(minHeight: 44)
            }
        }
        .sheet(isPresented: $moving) { MoveOneSheet(model: model, time: time) }
        .sheet(isPresented: $skipping) {
            ReasonChoiceSheet(title: "screen.series.skip", explained: nil, model: model) {
                await model.skip(time, because: $0)
            }
        }
    }
}

/// Another time for one of them.
private struct MoveOneSheet: View {
    let model: SeriesModel
    let time: SeriesTimeView

    var body: some View {
        @Bindable var other = model.other
        ChoiceSheet(title: say("screen.series.move_one"), acting: model.acting) {
            await model.move(time)
        } content: {
            DatePicker(
                say("screen.meeting.when"),
                selection: Binding(
                    get: {
                        other.value.parts(of: time, in: .autoupdatingCurrent).shown(in: .autoupdatingCurrent) ?? .now
                    },
                    set: { other.value.choose($0, for: time, in: .autoupdatingCurrent) }))
        }
    }
}

/// Why one is left out, or all end; nobody has to say.
struct ReasonChoiceSheet: View {
    let title: String
    let explained: String?
    @Bindable var model: SeriesModel
    /// Whether it was done.
    let done: (CancelReason) async -> Bool
    @State private var reason = CancelReason.unsaid

    init(title: String, explained: String?, model: SeriesModel, done: @escaping (CancelReason) async -> Bool) {
        self.title = title
        self.explained = explained
        self.model = model
        self.done = done
    }

    var body: some View {
        ChoiceSheet(title: say(title), acting: model.acting) {
            await done(reason)
        } content: {
            Picker(say("screen.meeting.cancel_reason"), selection: $reason) {
                ForEach(CancelReason.choices, id: \.self) { Text($0.words).tag($0) }
            }
            .pickerStyle(.inline)
            TextField(
                say("screen.meeting.cancel_note", ["name": .text(model.shown.value?.row.with ?? "")]),
                text: $model.note.text, axis: .vertical)
            if let explained { Text(key: explained).font(.callout).foregroundStyle(.secondary) }
        }
    }
}
