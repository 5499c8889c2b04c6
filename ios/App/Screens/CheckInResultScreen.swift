import RapportCore
import RapportPresentation
import SwiftUI

/// How a check-in is, who can read it, and showing it to somebody.
struct CheckInResultScreen: View {
    let home: HomeModel
    let model: CheckInResultModel
    @State private var correcting: CheckInModel?

    var body: some View {
        ShownView(shown: model.shown, again: { await model.appear() }) { row in
            List {
                TroubleBanner(acting: model.acting)
                Section(say("screen.checkin.result")) {
                    if !row.mine {
                        Text(key: "screen.checkin.shown_by", ["name": .text(row.personName), "day": .day(row.day)])
                    } else {
                        Text(verbatim: When.day(row.day))
                    }
                    ForEach(row.scores, id: \.part) { Text($0.words) }
                    if let alert = row.alert { Text(Words(keyed("check_in_alert", alert))) }
                    if row.corrected { Text(key: "screen.checkin.corrected").foregroundStyle(.secondary) }
                    NavigationLink(say("screen.checkin.trend"), value: Destination.trend(whose(row)))
                }
                if let help = model.help {
                    Section {
                        HelpRows(help: help)
                    } header: {
                        Text(key: "check_in.low").textCase(nil).font(.body).foregroundStyle(.primary)
                    }
                }
                Section(say(row.mine ? "screen.checkin.your_answers" : "screen.checkin.answers")) {
                    ForEach(row.answers, id: \.item) { answer in
                        LabeledContent(asks(answer)) { Text(verbatim: words(answer)) }
                    }
                    if row.open {
                        Button(say("screen.checkin.correct")) { correcting = home.correction(of: row.id) }
                    }
                }
                if row.mine { readers(row) }
            }
            .navigationTitle(row.name.isEmpty ? row.instrument : row.name)
        }
        .confirmationDialog(
            Speaking.shared.say(model.asks?.question ?? Words("screen.checkin.keep")),
            isPresented: Binding(get: { model.asks != nil }, set: { if !$0 { model.keep() } }),
            titleVisibility: .visible, presenting: model.asks
        ) { _ in
            Button(say("screen.checkin.share_yes")) { model.confirm() }
            Button(say("screen.checkin.keep"), role: .cancel) { model.keep() }
        } message: {
            Text($0.consequence)
        }
        .sheet(item: $correcting) { CheckInSheet(home: home, model: $0) }
        .task { await model.appear() }
        .onDisappear { model.disappear() }
    }

    private func readers(_ row: CheckInRow) -> some View {
        Section {
            if row.sharedIn.isEmpty { Label(say("screen.checkin.kept"), systemImage: "lock") }
            ForEach(model.readers, id: \.id) {
                Label(say("screen.checkin.shared_with", ["name": .text($0.partnerName)]), systemImage: "person.2")
            }
            ForEach(model.offers, id: \.id) { pairing in
                Button(say("screen.checkin.share", ["name": .text(pairing.partnerName)])) { model.ask(.with(pairing)) }
            }
            if row.offered {
                Text(key: "screen.checkin.offered").foregroundStyle(.secondary)
            } else {
                Button(say("screen.checkin.coordinator")) { model.ask(.coordinator) }
            }
        }
    }

    private func whose(_ row: CheckInRow) -> TrendModel.Whose {
        row.mine
            ? .mine(AskedCheckIn(row.instrument, about: row.about))
            : .shown(instrument: row.instrument, space: row.space, person: row.person)
    }

    private func asks(_ answer: AnswerView) -> String {
        model.form?.items.first { $0.id == answer.item }?.asks ?? answer.item
    }

    private func words(_ answer: AnswerView) -> String {
        guard let number = answer.number else { return answer.text }
        guard let form = model.form else { return number.formatted() }
        let kind = form.items.first { $0.id == answer.item }?.kind
        return kind == .yesNo ? say(number == 1 ? "common.yes" : "common.no") : form.words(for: number)
    }
}
