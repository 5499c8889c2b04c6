import RapportCore
import RapportPresentation
import SwiftUI
import UniformTypeIdentifiers

/// What can be answered, what was, and what partners have shown.
struct CheckInsView: View {
    let home: HomeModel
    let model: CheckInsModel
    @State private var choosing = false

    var body: some View {
        ShownView(shown: model.shown, again: { await model.appear() }) { _ in
            List {
                TroubleBanner(acting: model.acting)
                Section {
                    ForEach(model.choices) { choice in
                        ChoiceRow(choice: choice) { home.answering = home.checkIn(choice.id) }
                    }
                    Button(say("screen.checkin.load_texts"), systemImage: "doc.badge.plus") { choosing = true }
                    if model.loaded != nil { Text(key: "screen.checkin.loaded").foregroundStyle(.secondary) }
                } header: {
                    Text(key: "screen.checkin.to_answer")
                } footer: {
                    Text(key: "screen.checkin.explained")
                }
                Section(say("screen.checkin.mine")) {
                    ForEach(model.mine, id: \.id) { row in
                        NavigationLink(value: Destination.checkIn(row.id)) { CheckInRowView(row: row) }
                    }
                    if model.mine.isEmpty { Text(key: "screen.checkin.mine_none").foregroundStyle(.secondary) }
                }
                if !model.theirs.isEmpty {
                    Section(say("screen.checkin.shown")) {
                        ForEach(model.theirs, id: \.id) { row in
                            NavigationLink(value: Destination.checkIn(row.id)) { CheckInRowView(row: row) }
                        }
                    }
                }
                NavigationLink(value: Destination.help) {
                    Label(say("screen.checkin.help"), systemImage: "lifepreserver")
                }
            }
        }
        .navigationTitle(say("screen.checkin.title"))
        .fileImporter(isPresented: $choosing, allowedContentTypes: [.json, .plainText]) { chosen in
            if case .success(let file) = chosen { Task { await model.load(file) } }
        }
        .task { await model.appear() }
        .onDisappear { model.disappear() }
    }
}

/// One instrument, for one pair where it is about one.
private struct ChoiceRow: View {
    let choice: CheckInChoice
    let answer: () -> Void

    var body: some View {
        let row = choice.instrument
        VStack(alignment: .leading) {
            if row.language == nil {
                Text(verbatim: row.id).font(.headline)
                Text(key: "screen.checkin.no_words").font(.caption).foregroundStyle(.secondary)
            } else {
                Button(action: answer) {
                    VStack(alignment: .leading) {
                        Text(verbatim: row.name).font(.headline)
                        Text(verbatim: detail).font(.caption).foregroundStyle(.secondary)
                    }
                }
                .accessibilityHint(say("screen.checkin.answer"))
                .frame(minHeight: 44)
                if row.last != nil {
                    NavigationLink(value: Destination.trend(.mine(choice.id))) { Text(key: "screen.checkin.trend") }
                        .font(.callout)
                }
            }
        }
    }

    private var detail: String {
        let row = choice.instrument
        return [
            choice.pairing.map { say("screen.checkin.about", ["name": .text($0.partnerName)]) }
                ?? say(keyed("instrument_about", row.about)),
            row.last.map { say("screen.checkin.last", ["day": .day($0)]) } ?? say("screen.checkin.never"),
            row.begun ? say("screen.checkin.begun") : "",
        ]
        .filter { !$0.isEmpty }.joined(separator: " · ")
    }
}

/// One answered check-in in a list.
struct CheckInRowView: View {
    let row: CheckInRow

    var body: some View {
        VStack(alignment: .leading) {
            Text(verbatim: row.name.isEmpty ? row.instrument : row.name).font(.headline)
            if row.mine {
                Text(verbatim: When.day(row.day))
            } else {
                Text(key: "screen.checkin.shown_by", ["name": .text(row.personName), "day": .day(row.day)])
            }
            ForEach(row.scores, id: \.part) { Text($0.words).font(.caption) }
            if row.mine {
                Label(
                    say(row.sharedIn.isEmpty ? "common.private" : "common.shared"),
                    systemImage: row.sharedIn.isEmpty ? "lock" : "person.2"
                )
                .font(.caption).foregroundStyle(.secondary)
            }
        }
        .accessibilityElement(children: .combine)
    }
}
