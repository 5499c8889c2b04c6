import RapportCore
import RapportPresentation
import SwiftUI

/// Answers a check-in, or puts one right, and goes on with the result.
struct CheckInSheet: View {
    let home: HomeModel
    let model: CheckInModel
    @State private var discarding = false
    @Environment(\.dismiss) private var dismiss

    var body: some View {
        NavigationStack {
            if let sent = model.sent {
                Kept(home.result(sent)) { CheckInResultScreen(home: home, model: $0) }
                    .navigationDestination(for: Destination.self) { $0.view(home) }
                    .toolbar {
                        ToolbarItem(placement: .confirmationAction) { Button(say("common.done")) { dismiss() } }
                    }
            } else {
                questions
            }
        }
        .task { await model.appear() }
    }

    private var questions: some View {
        ShownView(shown: model.shown, again: { await model.appear() }) { form in
            Form {
                TroubleBanner(acting: model.acting)
                if !form.intro.isEmpty { Text(verbatim: form.intro) }
                ForEach(form.items, id: \.id) { QuestionSection(model: model, form: form, item: $0) }
                Section {
                    Button(say(model.corrects ? "screen.checkin.save" : "screen.checkin.send")) {
                        Task { await model.send() }
                    }
                    .disabled(model.sending)
                    .frame(minHeight: 44)
                    if !model.answers.isEmpty && !model.corrects {
                        Button(say("common.discard"), role: .destructive) { discarding = true }
                    }
                } footer: {
                    foot(form)
                }
            }
            .navigationTitle(form.name)
        }
        .toolbar { ToolbarItem(placement: .cancellationAction) { Button(say("common.close")) { dismiss() } } }
        .confirmationDialog(
            say("common.discard_question"), isPresented: $discarding, titleVisibility: .visible
        ) {
            Button(say("common.discard"), role: .destructive) { Task { await model.discard() } }
            Button(say("common.keep_writing"), role: .cancel) {}
        }
    }

    private func foot(_ form: CheckInForm) -> some View {
        VStack(alignment: .leading) {
            if let day = form.notBefore, !model.corrects {
                Text(key: "screen.checkin.not_before", ["day": .day(day)])
            }
            if !model.answers.isEmpty { Text(key: "screen.checkin.draft_kept") }
            Text(verbatim: form.licence)
            Text(key: "screen.checkin.source", ["source": .text(form.source)])
        }
    }
}

/// One question with what is taken as its answer.
private struct QuestionSection: View {
    let model: CheckInModel
    let form: CheckInForm
    let item: FormItem

    var body: some View {
        Section {
            switch item.kind {
            case .scale: scale
            case .yesNo:
                Picker(item.asks, selection: number) {
                    Text(key: "screen.checkin.not_answered").tag(Int64?.none)
                    Text(key: "common.yes").tag(Int64?.some(1))
                    Text(key: "common.no").tag(Int64?.some(0))
                }
                .pickerStyle(.segmented).labelsHidden()
            case .text:
                TextField(
                    item.asks, text: Binding(get: { model.given(item).text }, set: { model.write($0, for: item) }),
                    axis: .vertical)
            }
        } header: {
            // Upper case would make a question hard to read.
            Text(verbatim: item.asks).textCase(nil).font(.body).foregroundStyle(.primary)
        } footer: {
            if item.adults { Text(key: "screen.checkin.adults") }
        }
    }

    /// A few steps lie open; many would push the next question off the screen.
    @ViewBuilder private var scale: some View {
        if form.highest - form.lowest < 7 {
            picker.pickerStyle(.inline).labelsHidden()
        } else {
            picker.pickerStyle(.menu)
        }
    }

    private var picker: some View {
        Picker(item.asks, selection: number) {
            Text(key: "screen.checkin.not_answered").tag(Int64?.none)
            ForEach(Array(form.lowest...max(form.lowest, form.highest)), id: \.self) { number in
                Text(verbatim: form.words(for: number)).tag(Int64?.some(number))
            }
        }
    }

    private var number: Binding<Int64?> {
        Binding(get: { model.given(item).number }, set: { model.choose($0, for: item) })
    }
}

extension CheckInForm {
    /// A number of the scale with its words, where it has any.
    func words(for number: Int64) -> String {
        [number.formatted(), labels.first { $0.number == number }?.words ?? ""].filter { !$0.isEmpty }
            .joined(separator: " · ")
    }
}
