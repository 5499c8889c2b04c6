import RapportCore
import RapportPresentation
import SwiftUI

/// Times at which the two of a pair could meet, by the clocks of both.
struct SlotsScreen: View {
    let home: HomeModel
    let model: SlotsModel
    @State private var chosen: SlotView?
    @State private var opened: MeetingId?

    var body: some View {
        @Bindable var form = model.form
        ShownView(shown: model.shown, again: { await model.appear() }) { found in
            List {
                TroubleBanner(acting: model.acting)
                Stepper(value: $form.value.minutes, in: 5...480, step: 5) {
                    Text(key: "count.minutes", ["n": .number(Int(form.value.minutes))])
                }
                Section {
                    ForEach(found.slots, id: \.begins) { slot in
                        Button {
                            chosen = slot
                        } label: {
                            SlotRow(slot: slot, with: found.with)
                        }
                        .accessibilityHint(say("screen.meeting.propose"))
                    }
                    nothing(found)
                    if found.iSaid && found.theySaid {
                        Button(say("screen.free.slots_further")) { Task { await model.lookFurther() } }
                            .disabled(model.acting.busy)
                    }
                }
                NavigationLink(value: Destination.freeTimes) {
                    Label(say("screen.free.title"), systemImage: "calendar.badge.clock")
                }
            }
            .sheet(isPresented: Binding(get: { chosen != nil }, set: { if !$0 { chosen = nil } })) {
                if let chosen {
                    ProposeSlotSheet(model: model, slot: chosen, with: found.with) { opened = $0 }
                }
            }
        }
        .navigationTitle(say("screen.free.slots"))
        .navigationDestination(item: $opened) { Destination.meeting($0).view(home) }
        .task(id: form.value.minutes) { await model.appear() }
        .onDisappear { model.disappear() }
    }

    @ViewBuilder private func nothing(_ found: SlotsView) -> some View {
        if !found.iSaid {
            Text(key: "screen.free.slots_you_first")
        } else if !found.theySaid {
            Text(key: "slots.they_have_not", ["name": .text(found.with)])
        } else if found.slots.isEmpty {
            Text(key: "slots.none", ["name": .text(found.with)])
        }
    }
}

/// One time on both walls, and what speaks against it.
private struct SlotRow: View {
    let slot: SlotView
    let with: String

    var body: some View {
        VStack(alignment: .leading) {
            Text(verbatim: When.civil(slot.mine)).font(.headline)
            if let there = slot.elsewhere {
                Text(key: "slots.theirs", ["name": .text(with), "when": .civil(there)])
            }
            ForEach(Array(slot.reasons.enumerated()), id: \.offset) { _, reason in
                Text(verbatim: reason.words.map { Speaking.shared.say($0) }.joined(separator: " "))
                    .font(.caption).foregroundStyle(.secondary)
            }
        }
        .frame(minHeight: 44)
        .accessibilityElement(children: .combine)
    }
}

/// Proposing a meeting at a time that was found.
private struct ProposeSlotSheet: View {
    @Bindable var model: SlotsModel
    let slot: SlotView
    let with: String
    let made: (MeetingId) -> Void

    var body: some View {
        @Bindable var form = model.form
        ChoiceSheet(title: say("screen.meetings.new"), acting: model.acting) {
            guard let id = await model.propose(slot) else { return false }
            made(id)
            return true
        } content: {
            SlotRow(slot: slot, with: with)
            ModePicker(mode: $form.value.mode)
            TextField(say("field.title"), text: $model.title.text)
            TextField(say("screen.meeting.place_hint"), text: $model.place.text)
        }
    }
}
