import RapportCore
import RapportPresentation
import SwiftUI

/// One series: what was agreed, its next times, and all that happened to it.
struct SeriesScreen: View {
    let home: HomeModel
    let model: SeriesModel
    @State private var meeting: MeetingId?
    @State private var changing = false
    @State private var resting = false
    @State private var goingOn = false
    @State private var ending = false

    var body: some View {
        ShownView(shown: model.shown, again: { await model.appear() }) { series in
            List {
                TroubleBanner(acting: model.acting)
                if series.needsUpdate { Label(say("sync.needs_update"), systemImage: "arrow.down.app") }
                agreed(series)
                if let wish = series.wish { wished(series, wish) }
                times(series)
                pauses(series)
                if series.can.edit { fields(series) }
                SeriesHistory(series: series)
            }
            .sheet(isPresented: $ending) {
                ReasonChoiceSheet(
                    title: "screen.series.end", explained: "screen.series.end_explained", model: model
                ) { await model.end(because: $0) }
            }
        }
        .navigationTitle(say("screen.series.title"))
        .navigationDestination(item: $meeting) { Destination.meeting($0).view(home) }
        .sheet(isPresented: $changing) {
            ChoiceSheet(title: say("screen.series.change"), acting: model.acting) {
                await model.change()
            } content: {
                PlanFields(choice: model.plan)
                Text(key: "screen.series.change_explained", ["name": .text(model.shown.value?.row.with ?? "")])
                    .font(.callout).foregroundStyle(.secondary)
            }
        }
        .sheet(isPresented: $resting) {
            @Bindable var pause = model.pause
            ChoiceSheet(title: say("screen.series.pause"), acting: model.acting) {
                await model.rest()
            } content: {
                SpanFields(
                    span: $pause.value, first: say("screen.series.pause_first"), last: say("screen.series.pause_last"))
            }
        }
        .sheet(isPresented: $goingOn) {
            @Bindable var resume = model.resume
            ChoiceSheet(title: say("screen.series.resume"), acting: model.acting) {
                await model.goOn()
            } content: {
                DatePicker(
                    say("screen.series.resume_from"), selection: $resume.value.date, displayedComponents: .date)
            }
        }
        .task { await model.appear() }
        .onDisappear { model.disappear() }
    }

    private func agreed(_ series: SeriesView) -> some View {
        Section {
            if series.can.confirm {
                Text(key: "screen.series.proposed_to_you", ["name": .text(series.proposedByName)])
                Button(say("screen.meeting.confirm")) { Task { await model.confirm() } }
            }
            ForEach(Array(series.plans.enumerated()), id: \.offset) { _, plan in PlanRow(plan: plan) }
            LabeledContent(say("field.state")) { Text(series.row.stage.words) }
            if case .cancelled(_, let reason, let note) = series.state {
                Text(key: "screen.series.ended_because", ["reason": .words(reason.words)])
                if !note.isEmpty { Text(verbatim: note) }
            }
            if series.can.change {
                Button(say("screen.series.change"), systemImage: "arrow.triangle.2.circlepath") { changing = true }
                Button(say("screen.series.pause"), systemImage: "pause") { resting = true }
            }
            if series.can.end { Button(say("screen.series.end"), role: .destructive) { ending = true } }
        } header: {
            Text(key: "screen.series.agreed")
        }
    }

    private func wished(_ series: SeriesView, _ wish: WishView) -> some View {
        Section {
            if series.can.agree {
                Text(key: "series.wish", ["name": .text(wish.byName), "plan": .words(wish.plan.often)])
                PlanRow(plan: wish.plan)
                Button(say("screen.series.agree")) { Task { await model.agree(to: wish) } }
            } else {
                Text(key: "screen.series.wish_yours", ["plan": .words(wish.plan.often)])
                PlanRow(plan: wish.plan)
            }
        }
    }

    private func times(_ series: SeriesView) -> some View {
        Section(say("screen.series.times")) {
            ForEach(series.times, id: \.of) { time in
                SeriesTimeRow(model: model, time: time, can: series.can) { meeting = await model.open(time) }
            }
            if series.times.isEmpty { Text(key: "screen.series.times_none").foregroundStyle(.secondary) }
        }
    }

    @ViewBuilder private func pauses(_ series: SeriesView) -> some View {
        if !series.pauses.isEmpty {
            Section {
                ForEach(series.pauses, id: \.first) { pause in
                    Text(key: "series.pause", ["first": .day(pause.first), "last": .day(pause.last)])
                }
                if series.can.change { Button(say("screen.series.resume")) { goingOn = true } }
            }
        }
    }

    private func fields(_ series: SeriesView) -> some View {
        Section(say("screen.series.edit")) {
            EditedField(title: say("field.title"), now: series.row.title, text: model.field(.title) { .title($0) })
            EditedField(title: say("field.place"), now: series.row.place, text: model.field(.place) { .place($0) })
            ModePicker(
                mode: Binding(get: { series.row.mode }, set: { mode in Task { await model.edit(.mode(mode)) } }))
        }
    }
}

/// A plan in full: on which days, from when, until when, how long.
struct PlanRow: View {
    let plan: SeriesPlan

    var body: some View {
        VStack(alignment: .leading) {
            Text(plan.words)
            Beside {
                Text(plan.from)
                Text(plan.ends.words)
                Text(plan.lasts)
            }
            .font(.caption).foregroundStyle(.secondary)
            if plan.zone != SystemZones.here {
                Text(key: "screen.series.in_zone", ["zone": .text(plan.zone)]).font(.caption)
            }
        }
        .accessibilityElement(children: .combine)
    }
}

/// What happened to a series, and what of it came too late.
private struct SeriesHistory: View {
    let series: SeriesView

    var body: some View {
        Section {
            ForEach(Array(series.history.enumerated()), id: \.offset) { _, turn in
                VStack(alignment: .leading) {
                    Text(key: "common.by_at", ["name": .text(turn.byName), "when": .instant(turn.at)])
                        .font(.caption).foregroundStyle(.secondary)
                    Text(turn.did.words)
                    if let note = turn.did.note { Text(verbatim: note) }
                    if !turn.stands { Text(key: "series.too_late").font(.caption) }
                }
                .accessibilityElement(children: .combine)
            }
        }
    }
}
