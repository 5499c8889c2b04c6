import RapportCore
import RapportPresentation
import SwiftUI

/// A list with a field above it that begins one more: one's own, or one with somebody.
struct ListView<Area: Sendable, Row: Sendable & Equatable, Id: Hashable, RowView: View>: View {
    let home: HomeModel
    let model: ListModel<Area, Row, Id>
    let words: ListWords
    let symbol: String
    let id: KeyPath<Row, Id>
    let destination: (Id) -> Destination
    @ViewBuilder let row: (Row) -> RowView
    @State private var opened: Destination?

    var body: some View {
        ShownView(shown: model.shown, again: { await model.appear() }) { rows in
            List {
                TroubleBanner(acting: model.acting)
                Section {
                    DraftField(model.title, prompt: words.begin) { await begin(.private) }
                    ForEach(model.pairings, id: \.id) { pairing in
                        Button(words.share(pairing.partnerName)) { Task { await begin(.in(pairing.space)) } }
                            .disabled(model.title.isEmpty)
                    }
                }
                Section {
                    ForEach(rows, id: id) { one in NavigationLink(value: destination(one[keyPath: id])) { row(one) } }
                    if rows.isEmpty {
                        ContentUnavailableView(
                            words.empty, systemImage: symbol, description: Text(verbatim: words.todo))
                    }
                }
            }
            .animation(.default, value: rows)
        }
        .navigationTitle(words.title)
        .toolbar {
            NavigationLink(value: Destination.search) { Label(say("nav.search"), systemImage: "magnifyingglass") }
        }
        .navigationDestination(item: $opened) { $0.view(home) }
        .task { await model.appear() }
    }

    private func begin(_ place: Place) async {
        opened = await model.begin(in: place).map(destination)
    }
}

/// What such a list says.
@MainActor
struct ListWords {
    let title: String
    let begin: String
    /// Beginning one with the person of this name.
    let share: (String) -> String
    let empty: String
    /// What to do while there is none.
    let todo: String
}
