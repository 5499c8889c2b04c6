import RapportCore
import RapportPresentation
import SwiftUI

/// Search over goals, notes and meetings.
struct SearchView: View {
    let model: SearchModel
    @State private var text = ""

    var body: some View {
        List {
            TroubleBanner(acting: model.acting)
            ForEach(SearchModel.Group.allCases, id: \.self) { group in
                let hits = model.hits(group)
                if !hits.isEmpty {
                    Section(Speaking.shared.say(group.words)) {
                        ForEach(hits, id: \.self) { hit in row(hit) }
                    }
                }
            }
        }
        .overlay {
            if model.foundNothing {
                ContentUnavailableView(
                    say("screen.search.empty", ["query": .text(model.searched)]), systemImage: "magnifyingglass",
                    description: Text(key: "screen.search.empty_do"))
            }
        }
        .navigationTitle(say("screen.search.title"))
        .searchable(text: $text, prompt: say("screen.search.hint"))
        .task(id: text) { await model.look(for: text) }
    }

    private func row(_ hit: SearchHit) -> some View {
        NavigationLink(value: destination(hit.what)) {
            VStack(alignment: .leading) {
                Text(verbatim: hit.title).font(.headline)
                Text(excerpt(hit.excerpt)).font(.callout)
            }
            .accessibilityElement(children: .combine)
        }
    }

    private func destination(_ found: Found) -> Destination {
        switch found {
        case .goal(let id): .goal(id)
        case .meeting(let id): .meeting(id)
        case .note(let id, let section): .note(id, section)
        }
    }

    private func excerpt(_ pieces: [Piece]) -> AttributedString {
        pieces.reduce(into: AttributedString()) { whole, piece in
            var part = AttributedString(piece.text)
            if piece.hit { part.inlinePresentationIntent = .stronglyEmphasized }
            whole += part
        }
    }
}
