import RapportCore
import RapportPresentation
import SwiftUI

/// The list of notes, the last changed first.
struct NotesView: View {
    let home: HomeModel
    let model: NotesModel

    var body: some View {
        ListView(
            home: home, model: model,
            words: ListWords(
                title: say("screen.notes.title"), begin: say("screen.notes.new_private"),
                share: { say("screen.notes.new_shared", ["name": .text($0)]) }, empty: say("screen.notes.empty"),
                todo: say("screen.notes.empty_do")),
            symbol: "note.text", id: \.id, destination: { .note($0, nil) }, row: { NoteRowView(row: $0) })
    }
}

/// One note in a list.
private struct NoteRowView: View {
    let row: NoteRow

    var body: some View {
        VStack(alignment: .leading, spacing: 6) {
            Text(verbatim: row.title.isEmpty ? say("screen.note.untitled") : row.title).font(.headline)
            if !row.snippet.isEmpty { Text(verbatim: row.snippet).lineLimit(2).foregroundStyle(.secondary) }
            Beside {
                Image(systemName: row.shared ? "person.2" : "lock")
                    .accessibilityLabel(say(row.shared ? "common.shared" : "common.private"))
                Spacer(minLength: 0)
                Text(verbatim: When.instant(row.changed))
            }
            .font(.caption)
            .foregroundStyle(.secondary)
        }
        .frame(minHeight: 44)
        .accessibilityElement(children: .combine)
    }
}
